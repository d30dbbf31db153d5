import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Afterscore, startAfterscore } from "./support/afterscore.ts";
import { answer, person } from "./support/answers.ts";
import { leavingLink, rewardLink } from "./support/mailbox.ts";

let app: Afterscore;
beforeAll(async () => { app = await startAfterscore(); });
afterAll(() => app.stop());

/** What a reader of each language finds first, by what brought the mail about. */
const thanks: Readonly<Record<string, RegExp>> = {
  en: /^Hello Ada,\n\nThank you/, "en-GB": /^Hello Ada,\n\nThank you/, sv: /^Hello Ada,\n\nThank you/,
  de: /^Guten Tag Ada,\n\nvielen Dank/, "de-AT": /^Guten Tag Ada,\n\nvielen Dank/,
  fr: /^Bonjour Ada,\n\nMerci/, es: /^Hola, Ada:\n\nGracias/, it: /^Buongiorno Ada,\n\ngrazie/, nl: /^Beste Ada,\n\nHartelijk dank/,
  "pt-BR": /^Olá, Ada!\n\nObrigado/, "pt-PT": /^Olá, Ada!\n\nObrigado/, pl: /^Dzień dobry, Ada!\n\nDziękujemy/, uk: /^Вітаємо, Ada!\n\nДякуємо/,
  ja: /^Ada 様\n\nこのたびは/, ko: /^Ada 님, 안녕하세요\.\n\n.*감사합니다/,
  "zh-CN": /^Ada，您好！\n\n感谢您/, zh: /^Ada，您好！\n\n感谢您/, "zh-TW": /^Ada，您好：\n\n感謝您/, "zh-HK": /^Ada，您好：\n\n感謝您/, zh_Hant: /^Ada，您好：\n\n感謝您/,
};

describe("a customer", () => {
  it.each(Object.keys(thanks))("who reads %s is written to in it, in every band, whole", async (locale) => {
    const sent = [2, 7, 10].flatMap((score) => [undefined, "Some words."].map((comment) => ({ who: person({ name: "Ada", locale }), score, comment })));
    const accepted = await Promise.all(sent.map(({ who, score, comment }) => app.accepted(answer(score, { respondent: who, ...(comment === undefined ? {} : { comment }) }))));
    await Promise.all(accepted.map(({ id }) => app.settled(id)));
    const mails = await Promise.all(sent.map(async ({ who }) => (await app.mailbox.to(who.email))[0]!));
    for (const { text, html, subject } of mails) {
      expect(text).toMatch(thanks[locale]!);
      expect(text + html.slice(html.indexOf("<body")) + subject).not.toMatch(/[{}]|\bundefined\b/);
      expect(html).toMatch(/<html lang="[\w-]+" dir="ltr">/);
      expect(text).toContain("1 Example Street");
      if (!/^en|sv/.test(locale)) expect(text + subject).not.toMatch(/\b(thank you|your|reply|hello|the Example team|month on us)\b/i);
    }
    // Six situations, six mails.
    expect(new Set(mails.map(({ text }) => text.replace(/https?:\S+/g, ""))).size).toBe(6);
    expect(mails.every((mail) => leavingLink(mail) !== undefined)).toBe(true);
    expect(mails.filter(({ text }) => rewardLink({ text }) !== undefined)).toHaveLength(2);
  });
});
