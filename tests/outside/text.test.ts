import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Afterscore, startUnfolded } from "./support/afterscore.ts";
import { answer, fresh, person } from "./support/answers.ts";
import { type Block, type Message, parsedText, plainText, saying } from "./support/slack.ts";

let app: Afterscore;
beforeAll(async () => { app = await startUnfolded(); });
afterAll(() => app.stop());

async function card(caseId: string | undefined): Promise<Message> {
  const [found, ...more] = saying(await app.slack.history(), caseId ?? "?");
  expect(more).toEqual([]);
  return found!;
}

/** What a card quotes: the runs of its rich text, joined again. */
function quoted(blocks: readonly Block[] = []): string {
  return plainText(blocks.filter(({ type }) => type === "rich_text")).join("");
}

/** What a browser shows of a page: its text, entities resolved. */
function visible(html: string): string {
  return html
    .replace(/<(script|style)[\s\S]*?<\/\1>/g, "")
    .replace(/<br\s*\/?>/g, "\n")
    .replace(/<[^>]*>/g, "")
    .replace(/&(amp|lt|gt|quot|#39|#x27|#(\d+));/g, (_, name: string, code: string | undefined) => ({ amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'", "#x27": "'" })[name] ?? String.fromCodePoint(Number(code)));
}

const page = async (path: string) => (await fetch(app.local.url + path, { headers: { Accept: "text/html" } })).text();

describe("what people write", () => {
  it.each([
    { what: "emoji", comment: "👍🏽 👨‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿 ✅ 𝒳" },
    { what: "Chinese", comment: "导出每周一都失败。我们等了三周，没有人回复！" },
    { what: "right-to-left", comment: "التصدير يفشل كل يوم اثنين — 3 مرات (أ، ب، ج)." },
    { what: "Hebrew with Latin", comment: "הייצוא via CSV נכשל" },
    { what: "combining marks", comment: "Z̸a̴l̵g̶o̷ ñ ñ Å" },
    { what: "line breaks and tabs", comment: "first line\nsecond line\r\n\n\tthird\u2028fourth" },
    { what: "quotes and slashes", comment: `"quoted" 'single' \\back\\slash\\ \`code\` {"json": true} $\{x}` },
    { what: "5,000 characters", comment: "Twelve chars".repeat(416) + "12345678" },
    { what: "5,000 characters outside the basic plane", comment: "🚀".repeat(5000) },
    { what: "5,000 Chinese characters", comment: "导".repeat(5000) },
    { what: "5,000 ampersands", comment: "&".repeat(5000) },
    { what: "5,000 line breaks", comment: `x${"\n".repeat(4998)}y` },
  ])("arrives as it was: $what", async ({ comment }) => {
    const who = person();
    const settled = await app.settled((await app.accepted(answer(2, { comment, respondent: who }))).id);
    expect(settled["comment"]).toBe(comment);
    expect(settled.effects.map(({ state }) => state)).toEqual(["sent", "sent", "sent"]);
    expect(quoted((await card(settled.caseId)).blocks)).toBe(comment);
    const start = comment.slice(0, !comment.includes("\n") ? 40 : comment.indexOf("\n"));
    const shown = visible(await page("/local/slack"));
    if (!/[\ud800-\udbff]$/.test(start)) expect(shown).toContain(start);
    expect(await app.mailbox.to(who.email)).toHaveLength(1);
  });
});

describe("what people write to be obeyed", () => {
  const tricks = ["<script>alert(1)</script>", "*bold*", "_it_", "~gone~", "`code`", "<!channel>", "<!here>", "<@U0MIA>", "<#C0CUSTOMERF>", "@here", "@channel", "@everyone", "<https://evil.example|click>", "&lt;!channel&gt;", "https://evil.example/phish", ":tada:", "<img src=x onerror=alert(1)>", "</p><h1>big</h1>"];

  it.each(tricks)("is shown and not obeyed: %s", async (trick) => {
    const who = person({ name: `N ${trick}` });
    const account = { id: fresh("acc"), name: `A ${trick}`, plan: `P ${trick}`, owner: { email: "nobody@us.example", name: `O ${trick}` } };
    const settled = await app.settled(
      (await app.accepted(answer(1, { comment: `C ${trick} C`, respondent: who, account, survey: { id: fresh("s"), name: `S ${trick}` } }))).id,
    );
    expect(settled).toMatchObject({ comment: `C ${trick} C`, respondent: { name: `N ${trick}` } });
    expect(settled.effects.map(({ state }) => state)).toEqual(["sent", "sent", "sent"]);
    const { text, blocks } = await card(settled.caseId);
    expect(quoted(blocks)).toBe(`C ${trick} C`);
    const shownElsewhere = plainText(blocks).join("\n");
    expect(shownElsewhere).toContain(`S ${trick}`);

    // Whatever Slack parses, it finds nothing to obey: our own dates, mentions and nothing else.
    for (const parsed of [text, ...parsedText(blocks)]) {
      const ours = parsed.replace(/<!date\^\d+\^[^>|]*\|[^>]*>/g, "").replace(/<@U0MIA>(?= )/g, "");
      expect(ours).not.toMatch(/<[!@#hH]/);
      expect(ours).not.toMatch(/<script|<img|<\/p>/);
      expect(ours).not.toMatch(/(^|\s)@(here|channel|everyone)\b/);
      expect(ours).not.toContain("*bold*");
      expect(ours).not.toContain("~gone~");
      expect(ours).not.toContain("`code`");
    }

    const pages = [await page("/local/slack"), await page("/desk"), await page("/local/mailbox")];
    const [mail] = await app.mailbox.to(who.email);
    for (const html of [...pages, mail?.html ?? ""]) {
      expect(html).not.toMatch(/<script>alert|<img src=x|<h1>big/);
      expect(html).not.toMatch(/href="https:\/\/evil/);
    }
    expect(visible(pages[0]!)).toContain(trick === ":tada:" ? "C" : `C ${trick} C`);
    // A name that is not fit to be printed is not printed, and the mail stays a mail.
    if (/[<>]|https?:/.test(trick)) expect(mail?.text).not.toContain(trick);
    expect(mail?.subject).not.toContain(trick);
    for (const value of Object.values(mail?.headers ?? {})) expect(value).not.toMatch(/[\r\n]/);
  });

  it("cannot make a name a second recipient or header", async () => {
    const who = person({ name: "Ada\r\nBcc: all@evil.example" });
    await app.settled((await app.accepted(answer(7, { respondent: who }))).id);
    const [mail] = await app.mailbox.to(who.email);
    expect(mail?.text).toMatch(/^Hello,/);
    expect(JSON.stringify(mail)).not.toContain("evil.example");
  });

  it("in a long name stays out of the mail", async () => {
    const who = person({ name: "A".repeat(61) });
    await app.settled((await app.accepted(answer(7, { respondent: who }))).id);
    expect((await app.mailbox.to(who.email))[0]?.text).toMatch(/^Hello,/);
    const fit = person({ name: "A".repeat(60) });
    await app.settled((await app.accepted(answer(7, { respondent: fit }))).id);
    expect((await app.mailbox.to(fit.email))[0]?.text).toMatch(/^Hello A{60},/);
  });
});
