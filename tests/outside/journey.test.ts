import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Afterscore, startUnfolded } from "./support/afterscore.ts";
import { answer, fresh, person } from "./support/answers.ts";
import type { Case, Shown } from "./support/api.ts";
import { rewardLink } from "./support/mailbox.ts";
import { say } from "./support/say.ts";
import { type Message, saying } from "./support/slack.ts";
import { strictTimes } from "./support/times.ts";
import { until } from "./support/until.ts";

let app: Afterscore;
beforeAll(async () => { app = await startUnfolded(); });
afterAll(() => app.stop());

/** Kind and state of every effect, with the reason where there is one. */
function fates({ effects }: Shown): string[] {
  return effects.map(({ kind, state, detail }) => (state === "cancelled" ? `${kind} cancelled: ${detail ?? ""}` : `${kind} ${state}`)).sort();
}

/** The one message about somebody that stands in a channel itself. */
async function card(words: string, channel?: string): Promise<Message> {
  const [first, ...more] = saying(await app.slack.history(channel), words);
  if (first === undefined) throw new Error(`nothing in the channel says ${words}`);
  expect(more).toEqual([]);
  return first;
}

async function caseOf({ caseId = "?" }: Shown): Promise<Case> {
  const { status, body } = await app.get<Case>(`/v1/cases/${caseId}`);
  expect(status).toBe(200);
  return body;
}

async function total(metric: string, survey: string): Promise<{ n: number; score: number | null }> {
  const { body } = await app.get<{ total: { n: number; score: number | null } }>(`/v1/scores?metric=${metric}&survey=${survey}`);
  return body.total;
}

describe("a detractor", () => {
  it("becomes one complete card, one open case, one task and one mail", async () => {
    const who = person({ name: "Lin Wei", locale: "zh-CN", timeZone: "Asia/Shanghai" });
    const account = fresh("acme");
    const renewsOn = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
    const words = `Exports fail every Monday, says ${who.id}`;
    const { id, band } = await app.accepted(
      answer(3, {
        comment: words,
        respondent: who,
        channel: "email",
        account: { id: account, name: "Acme", plan: "Scale", mrr: 2000, currency: "USD", renewsOn, owner: { email: "mia@us.example" } },
      }),
    );
    expect(band).toBe("detractor");
    const settled = await app.settled(id);
    expect(fates(settled)).toEqual(["alert sent", "follow_up sent", "task sent"]);

    const message = await card(words);
    const [header, comment, fields, context, actions] = message.blocks ?? [];
    expect(header).toMatchObject({ type: "header", text: { type: "plain_text" } });
    expect(JSON.stringify(header)).toMatch(/NPS 3 of 10.*critical/);
    expect(comment).toMatchObject({ type: "rich_text" });
    expect(JSON.stringify(comment)).toContain(words);
    const said = (fields as unknown as { fields: { text: string }[] }).fields.map(({ text }) => text);
    expect(said).toEqual([
      expect.stringMatching(new RegExp(`^Person\nLin Wei.*${who.email}`)),
      "Account\nAcme",
      "Plan\nScale",
      expect.stringMatching(/^MRR\n.*2,000/),
      expect.stringMatching(new RegExp(`^Renewal\n${renewsOn}.*(29|30|31) days`)),
      "Owner\n<@U0MIA>",
      "Survey\nOnboarding, day 30",
      "Previous score\nnone",
      expect.stringMatching(/^Answered\n<!date\^\d+/),
      "Other open cases\nnone",
    ]);
    expect(JSON.stringify(context)).toContain(settled.caseId);
    expect(JSON.stringify(context)).toMatch(/critical: .*low score.*high-value account.*renewal within 60 days/);
    expect(JSON.stringify(context)).toMatch(/acknowledge by <!date\^\d+/);
    expect(actions).toMatchObject({
      type: "actions",
      elements: [
        { type: "button", action_id: "case.acknowledge", value: settled.caseId },
        { type: "button", action_id: "case.resolve", value: settled.caseId },
        { type: "overflow", action_id: "case.more" },
      ],
    });
    expect(message.text).toMatch(/NPS 3 of 10.*critical.*Lin Wei, Acme.*Exports fail every Monday/);
    expect(message.reply_count).toBeUndefined();

    const opened = await caseOf(settled);
    expect(opened).toMatchObject({
      state: "open",
      severity: "critical",
      respondent: { id: who.id, email: who.email, name: "Lin Wei" },
      account: { id: account, mrr: 2000 },
      owner: { email: "mia@us.example" },
      responses: [id],
      openedAt: expect.any(String),
      due: { acknowledgeBy: expect.any(String), resolveBy: expect.any(String) },
    });
    // Business hours are always, here: an hour and eight.
    const after = (due: string) => (Date.parse(due) - Date.parse(opened.openedAt)) / 3_600_000;
    expect([after(opened.due.acknowledgeBy), after(opened.due.resolveBy)]).toEqual([1, 8]);
    expect(opened.timeline).toEqual([
      expect.objectContaining({ type: "open", at: expect.any(String), actor: expect.any(String), source: expect.any(String) }),
      expect.objectContaining({ type: "message", kind: "follow_up", effectId: `${id}.follow_up`, actor: "afterscore", source: "pipeline" }),
    ]);
    const listed = await app.all<Case>(`/v1/cases?state=open&account=${account}`);
    expect(listed.map((found) => found.id)).toEqual([settled.caseId]);

    const mails = await app.mailbox.to(who.email);
    expect(mails).toEqual([
      expect.objectContaining({ id: expect.any(String), from: expect.stringContaining("@"), replyTo: expect.stringContaining("mia@us.example"), sentAt: expect.any(String) }),
    ]);
    const [mail] = mails;
    // In the customer's language: thanks first, and a person who will be in touch.
    expect(mail?.text).toMatch(/^Lin Wei，您好！\n\n感谢您/);
    expect(mail?.text).toMatch(/亲自与您联系/);
    expect(mail?.text).toContain("1 Example Street");
    expect(mail?.html).toContain("1 Example Street");
    for (const value of Object.values(mail?.headers ?? {})) expect(value).not.toMatch(/[\r\n]/);
  });

  it("is one with score 0 as well", async () => {
    const who = person();
    const { id, band } = await app.accepted(answer(0, { respondent: who, comment: `zero from ${who.id}` }));
    expect(band).toBe("detractor");
    const settled = await app.settled(id);
    expect(fates(settled)).toEqual(["alert sent", "follow_up sent", "task sent"]);
    expect((await card(`zero from ${who.id}`)).text).toContain("NPS 0 of 10");
    expect(await app.get(`/v1/responses/${id}`)).toMatchObject({ body: { score: 0 } });
  });

  it("asks what happened when nothing was said", async () => {
    const who = person();
    await app.settled((await app.accepted(answer(5, { respondent: who }))).id);
    expect((await app.mailbox.to(who.email)).map(({ subject }) => subject)).toEqual([expect.stringMatching(/What happened\?/)]);
    expect(JSON.stringify(await card(who.email))).toContain("No comment was left");
  });

  it.each([
    { metric: "csat", score: 1, shown: "CSAT .*1 of 5" },
    { metric: "ces", score: 3, shown: "CES .*3 of 7" },
  ])("is known by $metric too", async ({ metric, score, shown }) => {
    const who = person();
    const { id, band } = await app.accepted({ survey: { id: "s" }, metric, score, respondent: who });
    expect(band).toBe("detractor");
    expect(fates(await app.settled(id))).toEqual(["alert sent", "follow_up sent", "task sent"]);
    expect((await card(who.email)).text).toMatch(new RegExp(shown));
  });

  it("joins their open case with the next answer: a line in the thread, the card edited, no second alert", async () => {
    const who = person({ name: "Ada" });
    const first = await app.settled((await app.accepted(answer(2, { respondent: who, comment: `first ${who.id}` }))).id);
    const before = await card(`first ${who.id}`);
    const second = await app.settled((await app.accepted(answer(6, { respondent: who, comment: `second ${who.id}` }))).id);
    expect(second.caseId).toBe(first.caseId);
    expect(fates(second)).toEqual(["alert sent", "follow_up cancelled: frequency cap", "task sent"]);
    const joined = await caseOf(first);
    expect(joined.responses).toEqual([first.id, second.id]);
    expect(joined.timeline.map(({ type }) => type)).toContain("join");
    expect(saying(await app.slack.history(), first.caseId ?? "?")).toHaveLength(1);
    const after = await card(first.caseId ?? "?");
    expect(after.ts).toBe(before.ts);
    expect(after.edited).toBeDefined();
    expect(JSON.stringify(after.blocks)).toContain(`second ${who.id}`);
    const lines = await app.slack.thread(before.ts);
    expect(lines.map(({ text }) => text)).toEqual([expect.stringMatching(new RegExp(`Answered again: NPS 6 of 10.*second ${who.id}`))]);
    // Nothing of the thread is also sent to the channel.
    expect(saying(await app.slack.history(), "Answered again")).toEqual([]);
  });

  it("is one person by id, by address, and by both", async () => {
    const who = person();
    const byAddress = await app.settled((await app.accepted(answer(1, { respondent: { email: who.email.toUpperCase() } }))).id);
    const byBoth = await app.settled((await app.accepted(answer(2, { respondent: who }))).id);
    const byId = await app.settled((await app.accepted(answer(3, { respondent: { id: who.id } }))).id);
    expect([byBoth.caseId, byId.caseId]).toEqual([byAddress.caseId, byAddress.caseId]);
    expect((await caseOf(byAddress)).responses).toEqual([byAddress.id, byBoth.id, byId.id]);
    expect(saying(await app.slack.history(), byAddress.caseId ?? "?")).toHaveLength(1);
  });

  it("of an account with other open cases says so on the card", async () => {
    const account = { id: fresh("busy") };
    await app.settled((await app.accepted(answer(1, { account }))).id);
    const who = person();
    await app.settled((await app.accepted(answer(1, { account, respondent: who }))).id);
    expect(JSON.stringify(await card(who.email))).toContain("1 more in this account");
  });

  it("without an address is not written to, and alerts all the same", async () => {
    const id = fresh("u");
    const settled = await app.settled((await app.accepted(answer(4, { respondent: { id } }))).id);
    expect(fates(settled)).toEqual(["alert sent", "follow_up cancelled: no address", "task sent"]);
    await card(id);
  });
});

describe("a passive", () => {
  it.each([
    { metric: "nps", score: 7 },
    { metric: "nps", score: 8 },
    { metric: "csat", score: 3 },
    { metric: "ces", score: 5 },
  ])("with $metric $score gets one mail that asks what is missing, and nothing else happens", async ({ metric, score }) => {
    const who = person();
    const { id, band } = await app.accepted({ survey: { id: "s" }, metric, score, respondent: who });
    expect(band).toBe("passive");
    const settled = await app.settled(id);
    expect(fates(settled)).toEqual(["follow_up sent"]);
    expect(settled.caseId).toBeUndefined();
    expect((await app.mailbox.to(who.email)).map(({ subject }) => subject)).toEqual(["Thank you. What could be better?"]);
    expect(saying(await app.slack.history(), who.email)).toEqual([]);
  });

  it("is written to once in seven days, whatever the answers", async () => {
    const who = person();
    await app.settled((await app.accepted(answer(7, { respondent: who }))).id);
    const second = await app.settled((await app.accepted(answer(8, { respondent: { id: fresh("other"), email: who.email } }))).id);
    expect(fates(second)).toEqual(["follow_up cancelled: frequency cap"]);
    expect(await app.mailbox.to(who.email)).toHaveLength(1);
  });
});

describe("a promoter", () => {
  it.each([
    { metric: "nps", score: 9 },
    { metric: "nps", score: 10 },
    { metric: "csat", score: 5 },
    { metric: "ces", score: 6 },
  ])("with $metric $score gets one mail with thanks and a reward link that opens", async ({ metric, score }) => {
    const who = person();
    const { id, band } = await app.accepted({ survey: { id: "s" }, metric, score, respondent: who });
    expect(band).toBe("promoter");
    expect(fates(await app.settled(id))).toEqual(["reward sent", "thank sent"]);
    const mails = await app.mailbox.to(who.email);
    expect(mails).toHaveLength(1);
    const link = rewardLink(mails[0]!);
    expect(mails[0]?.html).toContain(link);
    const page = await fetch(link ?? "");
    expect(page.status).toBe(200);
    expect(page.headers.get("Content-Type")).toContain("text/html");
    const codeIn = async (answer: Promise<Response>) => /<strong>([0-9A-Z]{6,})<\/strong>/.exec(await (await answer).text())?.[1];
    // Looking at it changes nothing, however often somebody does.
    expect([await codeIn(Promise.resolve(page)), await codeIn(fetch(link ?? ""))]).toEqual([undefined, undefined]);
    const code = await codeIn(fetch(link ?? "", { method: "POST" }));
    expect(code).toBeDefined();
    expect([await codeIn(fetch(link ?? "", { method: "POST" })), await codeIn(fetch(link ?? ""))]).toEqual([code, code]);
    expect(await (await fetch(link ?? "")).text()).toContain(`https://www.example.com/invite/${code ?? "?"}`);
    expect(fates(await app.settled(id))).toEqual(["reward sent", "thank sent"]);
  });

  it("cannot change the link into another, and is told kindly", async () => {
    const who = person();
    await app.settled((await app.accepted(answer(9, { respondent: who }))).id);
    const link = rewardLink((await app.mailbox.to(who.email))[0]!) ?? "";
    const changed = [link.slice(0, -1), `${link}A`, link.replace(/\/m\/(.)/, (_, letter: string) => `/m/${letter === "W" ? "X" : "W"}`), link.replace(/\/m\/.*/, "/m/guess"), link.replace(/\/m\/.*/, "/m/a.b")];
    for (const address of changed) {
      const page = await fetch(address);
      expect(page.status).toBe(404);
      expect(await page.text()).toMatch(/We do not recognise this link/);
    }
    for (const address of changed) expect((await fetch(address, { method: "POST" })).status).toBe(404);
    expect((await fetch(link, { method: "PUT" })).status).toBe(405);
    expect(await (await fetch(link)).text()).not.toContain("<strong>");
  });

  it("is offered one reward in 180 days", async () => {
    const who = person();
    await app.settled((await app.accepted(answer(9, { respondent: who }))).id);
    const second = await app.settled((await app.accepted(answer(10, { respondent: { id: who.id, email: `new-${who.email}` } }))).id);
    expect(fates(second)).toEqual(["reward cancelled: frequency cap", "thank sent"]);
    const [mail] = await app.mailbox.to(`new-${who.email}`);
    expect(mail).toBeDefined();
    expect(rewardLink(mail!)).toBeUndefined();
  });

  it("who asks to be contacted opens a case as well", async () => {
    const who = person();
    const settled = await app.settled((await app.accepted(answer(10, { respondent: who, contactMe: true }))).id);
    expect(fates(settled)).toEqual(["alert sent", "reward sent", "task sent", "thank sent"]);
    expect(await caseOf(settled)).toMatchObject({ state: "open", reasons: ["asked to be contacted"] });
    expect(await app.mailbox.to(who.email)).toHaveLength(1);
    await card(who.email);
  });

  it("without an address gets neither thanks nor reward", async () => {
    const settled = await app.settled((await app.accepted(answer(9, { respondent: { id: fresh("u") } }))).id);
    expect(fates(settled)).toEqual(["reward cancelled: no address", "thank cancelled: no address"]);
  });
});

describe("a response that is not for real", () => {
  it("goes to the test channel when it is a test, and is neither counted nor mailed", async () => {
    const who = person();
    const survey = fresh("rehearsal");
    const settled = await app.settled((await app.accepted(answer(2, { respondent: who, survey: { id: survey }, test: true }))).id);
    expect(fates(settled)).toEqual(["alert sent", "follow_up cancelled: test", "task cancelled: test"]);
    expect((await card(who.email, await app.slack.channelId("afterscore-test"))).text).toMatch(/TEST/);
    expect(saying(await app.slack.history(), who.email)).toEqual([]);
    const promoter = await app.settled((await app.accepted(answer(9, { survey: { id: survey }, test: true }))).id);
    expect(fates(promoter)).toEqual(["reward cancelled: test", "thank cancelled: test"]);
    expect(await app.mailbox.to(who.email)).toEqual([]);
    // A real answer in the same survey is counted, and is all that is.
    await app.accepted(answer(9, { survey: { id: survey } }));
    const counted = await until("the real one counted", async () => {
      const figures = await total("nps", survey);
      return figures.n > 0 ? figures : undefined;
    });
    expect(counted).toMatchObject({ n: 1, score: 100 });
  });

  it("never alerts, mails or rewards when it is a backfill, and counts", async () => {
    const who = person();
    const survey = fresh("backfill");
    const submittedAt = new Date(Date.now() - 40 * 86_400_000).toISOString();
    const account = { id: fresh("old"), name: "Old", mrr: 9 };
    const old = { survey: { id: survey }, backfill: true, submittedAt, account };
    const detractor = await app.settled((await app.accepted(answer(2, { ...old, respondent: who }))).id);
    const promoter = await app.settled((await app.accepted(answer(10, old))).id);
    expect(fates(detractor)).toEqual(["alert cancelled: backfill", "follow_up cancelled: backfill", "task cancelled: backfill"]);
    expect(fates(promoter)).toEqual(["reward cancelled: backfill", "thank cancelled: backfill"]);
    expect(detractor.caseId).toBeUndefined();
    const counted = await until("both counted", async () => {
      const figures = await total("nps", survey);
      return figures.n === 2 ? figures : undefined;
    });
    expect(counted.score).toBe(0);
    expect(saying(await app.slack.history(), who.email)).toEqual([]);
    expect(await app.mailbox.to(who.email)).toEqual([]);
    expect((await app.get(`/v1/accounts/${account.id}`)).status).toBe(404);
  });
});

describe("the time it takes", () => {
  it("from a post to the alert in Slack is well under a second", async () => {
    const taken: number[] = [];
    for (let at = 0; at < 50; at += 1) {
      const who = person();
      const begun = performance.now();
      await app.accepted(answer(1, { respondent: who }));
      await until(
        "the alert",
        async () => {
          const answered = await app.slack.call("conversations.history", { channel: app.local.slack.defaultChannel, limit: "1" });
          return JSON.stringify(answered).includes(who.email) ? true : undefined;
        },
        { every: 5 },
      );
      taken.push(performance.now() - begun);
    }
    taken.sort((a, b) => a - b);
    const at = (share: number) => Math.round(taken[Math.min(taken.length - 1, Math.floor(taken.length * share))] ?? 0);
    say(`post → alert visible: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`);
    expect(at(0.5)).toBeLessThan(strictTimes ? 400 : 5_000);
    expect(at(0.99)).toBeLessThan(strictTimes ? 1_500 : 20_000);
  });
});
