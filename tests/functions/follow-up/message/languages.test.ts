import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type MailInput, composeMail } from "../../../../functions/follow-up/message/compose-mail.ts";
import { composeReply } from "../../../../functions/follow-up/message/compose-reply.ts";
import type { Copy } from "../../../../shared/domain/copy.ts";
import type { Band, Metric } from "../../../../shared/domain/metric.ts";
import { fill } from "../../../../shared/domain/template.ts";
import { presentableName } from "../../../../shared/domain/text.ts";
import { copies, policyWith } from "../../../support/domain.ts";

const policy = policyWith();
const [program] = policy.rewards.programs;
const link = "https://feedback.example.com/m/abc.def";
const leave = "https://feedback.example.com/m/leave.abc";
const scores: Record<Band, Record<Metric, number>> = { detractor: { nps: 2, csat: 1, ces: 2 }, passive: { nps: 7, csat: 3, ces: 4 }, promoter: { nps: 10, csat: 5, ces: 7 } };

type Told = { readonly language: string; readonly band: Band; readonly heard: boolean; readonly rewarded: boolean; readonly known: boolean; readonly metric: Metric; readonly contactMe: boolean };

/** Everything a mail can be about: what is decided by the band is not repeated for the others. */
const all: readonly Told[] = Object.keys(copies).flatMap((language) =>
  (["detractor", "passive", "promoter"] as const).flatMap((band) =>
    [true, false].flatMap((heard) =>
      [true, false].flatMap((known) =>
        (band === "passive" ? (["nps", "csat", "ces"] as const) : (["nps"] as const)).flatMap((metric) =>
          (band === "promoter" ? [true, false] : [false]).flatMap((rewarded) =>
            (band === "detractor" ? [false] : [true, false]).map((contactMe) => ({ language, band, heard, known, metric, rewarded, contactMe })),
          ),
        ),
      ),
    ),
  ),
);

function mailFor({ language, band, heard, rewarded, known, metric, contactMe }: Told, more: Partial<MailInput> = {}) {
  return composeMail({
    response: {
      band,
      body: {
        survey: { id: "s" }, metric, score: scores[band][metric], ...(heard ? { comment: "said-by-them" } : {}), ...(contactMe ? { contactMe } : {}),
        respondent: { email: "lin@acme.example", locale: language, ...(known ? { name: "Lin Wei" } : {}) },
      },
    },
    to: "lin@acme.example",
    policy,
    copies,
    unsubscribe: leave,
    ...(known ? { owner: { name: "Mia Chen", email: "mia@us.example" } } : {}),
    ...(rewarded && program !== undefined ? { reward: { program, link } } : {}),
    ...more,
  });
}

/** What a mail program shows of HTML. */
function visible(html: string): readonly string[] {
  const body = html.slice(html.indexOf("<body"));
  return [...body.replace(/<!--.*?-->/g, "").matchAll(/>([^<]+)</g)].map(([, text = ""]) =>
    text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => ({ amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" })[name] ?? "").trim(),
  ).filter((text) => text !== "");
}

/** Every sentence of a language, by where it stands. */
function sentences(value: unknown, path = ""): readonly (readonly [path: string, text: string])[] {
  if (typeof value === "string") return [[path, value]];
  return Object.entries(Object(value) as Record<string, unknown>).flatMap(([key, inner]) => sentences(inner, `${path}.${key}`));
}

/** What is the same in every language: numbers, signs, and names of things. */
const universal = /^\.(direction|best\.(each|except|one))/;
const scripts: Readonly<Record<string, RegExp>> = { ja: /[\p{sc=Hiragana}\p{sc=Katakana}]/u, ko: /\p{sc=Hangul}/u, uk: /\p{sc=Cyrillic}/u, "zh-CN": /\p{sc=Han}/u, "zh-TW": /\p{sc=Han}/u };
/** Characters that are written in the one Chinese and not in the other. */
const simplified = /[们这发说读谢么后复会还让谁问题联]/;
const traditional = /[們這發說讀謝麼後復會還讓誰問題聯]/;

describe.each(Object.keys(copies))("what is said in %s", (language) => {
  const mine = new Map(sentences(copies[language]));

  it("says everything, and nothing in English", () => {
    const english = sentences(copies["en"]);
    expect([...mine.keys()].filter((path) => !path.startsWith(".best.except")).sort()).toEqual(english.map(([path]) => path).filter((path) => !path.startsWith(".best.except")).sort());
    if (language === "en") return;
    expect(english.filter(([path, text]) => !universal.test(path) && mine.get(path) === text)).toEqual([]);
    // A word that is English all over is a word that somebody forgot.
    for (const [path, text] of mine) expect([path, text]).not.toEqual([path, expect.stringMatching(/\b(the|you|your|thank|thanks|with|what|mail from|reply)\b/i)]);
  });

  it("is written in its own letters", () => {
    const script = scripts[language];
    const latin = script === undefined;
    for (const [path, text] of mine) {
      if (universal.test(path)) continue;
      if (!latin && !/^\.(greeting\.named|best)/.test(path)) expect([path, text]).toEqual([path, expect.stringMatching(script)]);
      if (latin) expect(text).not.toMatch(/[\p{sc=Han}\p{sc=Cyrillic}\p{sc=Hangul}]/u);
      if (language === "zh-CN") expect(text).not.toMatch(/[們這發說讀謝麼後還讓誰問題聯]/);
      if (language === "zh-TW") expect(text).not.toMatch(simplified);
    }
    const everything = [...mine.values()].join("");
    if (language === "zh-CN") expect(everything).toMatch(simplified);
    if (language === "zh-TW") expect(everything).toMatch(traditional);
  });

  it("is not said by two messages alike", () => {
    const letters = [...mine].filter(([path]) => /^\.(detractor|passive|promoter)\.(silent|heard)\.paragraphs\.0/.test(path)).map(([, text]) => text);
    expect(new Set(letters).size).toBe(6);
  });

  it("has a reward's title and terms as well", () => {
    if (language !== "en") expect(program?.translations?.[language]).toEqual({ title: expect.any(String) as string, terms: expect.any(String) as string });
  });
});

describe("a mail", () => {
  it.each(all)("in $language to a $band, heard $heard, rewarded $rewarded, known $known, $metric, contact $contactMe, is whole", (told) => {
    const mail = mailFor(told);
    const { subject, text, html } = mail;
    const copy = copies[told.language]!;
    const whole = [subject, text, ...visible(html)].join("\n");

    expect(html).toContain(`<html lang="${told.language}" dir="${copy.direction}">`);
    expect(whole).not.toMatch(/[{}]|\bundefined\b|\bnull\b|\[object|said-by-them/);
    expect(Buffer.byteLength(html)).toBeLessThan(20 * 1024);
    expect(text).not.toMatch(/<[a-z/!]|&(amp|lt|gt|quot|#\d+);/i);
    expect(subject).not.toMatch(/[\r\n]/);
    // A phone shows no more of it.
    expect(subject.length).toBeLessThan(/\p{sc=Han}|\p{sc=Hangul}/u.test(subject) ? 30 : 50);

    // Both parts say the same.
    const shown = visible(html).join("\n");
    for (const line of text.split("\n").filter((line) => line.trim() !== "" && !/^-- $|https:/.test(line))) expect(shown).toContain(line.replace(/:$/, ""));

    // What each must say.
    expect(text.startsWith(`${told.known ? fill(copy.greeting.named, { name: "Lin Wei" }) : copy.greeting.unnamed}\n\n`)).toBe(true);
    expect(text).toContain(fill(copy.footer.reason, { company: "Example" }));
    expect(text).toContain(policy.messages.postalAddress);
    expect(text).toContain(`${copy.footer.unsubscribe}: ${leave}`);
    expect(html).toContain(`<a href="${leave}"`);
    expect(text).toContain(fill(copy.signature, { company: "Example" }));
    expect([text.includes("Mia Chen"), mail.replyTo]).toEqual([told.known && saysOwner(copy, told), told.known ? "mia@us.example" : policy.messages.sender.email]);
    expect(mail.headers).toMatchObject({ "List-Unsubscribe": `<${leave}>`, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" });
    expect([html.includes(`href="${link}"`), text.includes(`${copy.reward.link}:\n${link}\n`)]).toEqual([told.rewarded, told.rewarded]);
    const title = told.language === "en" ? program?.title : program?.translations?.[told.language]?.title;
    expect(text.includes(title ?? "?")).toBe(told.rewarded);

    // And in no other language.
    if (told.language === "en") return;
    const english = new Set(sentences(copies["en"]).filter(([path]) => !universal.test(path)).flatMap(([, sentence]) => sentence.split(/\{\w+\}|(?<=[.?!]) /)).map((part) => part.trim()).filter((part) => part.length > 4));
    for (const sentence of english) expect(whole).not.toContain(sentence);
  });

  function saysOwner(copy: Copy, { band, heard, contactMe }: Told): boolean {
    return contactMe || copy[band][heard ? "heard" : "silent"].paragraphs.some((paragraph) => typeof paragraph !== "string");
  }

  it("says that there is a reward, and not what, when nobody has said it in its language", () => {
    const told: Told = { language: "fr", band: "promoter", heard: false, rewarded: true, known: true, metric: "nps", contactMe: false };
    const { text } = mailFor(told, { reward: { program: { title: "A month on us", terms: "One each." }, link } });
    expect(text).not.toContain("A month on us");
    expect(text).toContain(copies["fr"]!.reward.untitled);
    expect(text).toContain(link);
    const french = { title: "Un mois offert", terms: "Une fois.", language: "fr" };
    expect(mailFor(told, { reward: { program: french, link } }).text).toContain("Un mois offert.");
    expect(mailFor({ ...told, language: "en" }, { reward: { program: french, link } }).text).not.toContain("offert");
  });

  it("has no link for leaving, and no header that promises one, where there is nothing behind it", () => {
    const { unsubscribe: _, ...given } = { unsubscribe: leave, response: { band: "passive" as const, body: { survey: { id: "s" }, metric: "nps" as const, score: 7, respondent: { id: "u" } } }, to: "lin@acme.example", policy, copies };
    const { headers, text, html } = composeMail(given);
    expect(Object.keys(headers)).not.toContain("List-Unsubscribe");
    expect(text + html).not.toContain("Unsubscribe");
  });

  it.each([["zh-HK", "zh-TW"], ["pt", "pt-BR"], ["sv", "en"], ["de_AT", "de"]])("to somebody with the locale %s is in %s", (locale, language) => {
    expect(mailFor({ language: locale, band: "passive", heard: false, rewarded: false, known: false, metric: "nps", contactMe: false }).html).toContain(`<html lang="${language}"`);
  });

  it("holds in clients that know tables alone, in the dark, and from right to left", () => {
    const told: Told = { language: "ar", band: "promoter", heard: true, rewarded: true, known: true, metric: "nps", contactMe: false };
    const { html } = mailFor(told, { copies: { ...copies, ar: { ...copies["en"]!, direction: "rtl" } } });
    expect(html).toContain('<html lang="ar" dir="rtl">');
    expect(html).toMatch(/<table[^>]*lang="ar" dir="rtl"/);
    expect(html).toContain('align="right"');
    expect(html).not.toContain('align="left"');
    expect(html).toContain('<meta name="color-scheme" content="light dark">');
    expect(html).toContain("@media (prefers-color-scheme: dark)");
    expect(html).not.toMatch(/<(?:img|div|script|link|form|iframe|svg)\b|url\(|@import|flex|grid/);
    for (const [cell] of html.matchAll(/<td[^>]*class="ink"[^>]*>/g)) expect(cell).toMatch(/style="[^"]*color:#/);
  });
});

describe("a name that is none", () => {
  const hostile = fc.oneof(
    fc.string({ unit: "binary", maxLength: 90 }),
    fc.constantFrom("https://evil.example", "Win at evil.com", "evil。com", "<b>Lin</b>", "Lin\r\nBcc: x@evil.example", "Lin\u2028Wei", "{company}", "[click](x)", "L".repeat(61), "\u202Egnp.exe", "a@b.example", "&lt;Lin&gt;", "*Lin*"),
    fc.tuple(fc.string({ maxLength: 20 }), fc.constantFrom("\n", "<", ">", "{", "}", "http://", "www.", "@", "`")).map(([name, trick]) => `Lin${trick}${name}x`),
  );

  it("never reaches a mail, in any language, and changes nothing but the greeting", () => {
    fc.assert(
      fc.property(fc.constantFrom(...all.filter(({ known }) => known)), hostile, (told, name) => {
        fc.pre(presentableName(name) === undefined);
        const respondent = { email: "lin@acme.example", locale: told.language };
        const response = { band: told.band, body: { survey: { id: "s" }, metric: told.metric, score: 1, respondent } };
        const without = mailFor(told, { response, owner: { email: "mia@us.example" } });
        const withIt = mailFor(told, { response: { ...response, body: { ...response.body, respondent: { ...respondent, name } } }, owner: { name, email: "mia@us.example" } });
        expect(withIt).toEqual(without);
      }),
      { numRuns: 400 },
    );
  });

  it("does not end the part of a mail it stands in, even where it is one", () => {
    fc.assert(
      fc.property(fc.constantFrom(...all.filter(({ known }) => known)), fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 }), (told, name) => {
        fc.pre(presentableName(name) !== undefined);
        const named = mailFor(told, { owner: { name, email: "mia@us.example" } });
        expect(named.html.split("<").length).toBe(mailFor(told, { owner: { name: "Mia", email: "mia@us.example" } }).html.split("<").length);
        expect(named.text.split("\n").length).toBe(mailFor(told).text.split("\n").length);
      }),
    );
  });
});

describe("a mail that a person writes", () => {
  it.each(Object.keys(copies))("to somebody who reads %s is theirs but for subject and foot", (language) => {
    const mail = composeReply({ text: "Hi Lin,\n\nit is <mended>.\n\nMia", to: "lin@acme.example", policy, copies, locale: language, unsubscribe: leave });
    expect(mail.text).toMatch(/^Hi Lin,\n\nit is <mended>\.\n\nMia\n\n-- \n/);
    expect(mail.html).toContain("it is &lt;mended&gt;.");
    expect(mail.subject).toBe(fill(copies[language]!.reply.subject, { company: "Example" }));
    expect(mail.text).toContain(fill(copies[language]!.footer.reason, { company: "Example" }));
    expect(mail.html).toContain(`<html lang="${language}"`);
    expect(mail.headers).toMatchObject({ "List-Unsubscribe": `<${leave}>` });
  });
});
