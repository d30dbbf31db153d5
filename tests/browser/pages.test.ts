import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type Afterscore, startAfterscore } from "../outside/support/afterscore.ts";
import { answer, person } from "../outside/support/answers.ts";
import { leavingLink, rewardLink } from "../outside/support/mailbox.ts";
import { browserForThisFile, hasBrowser } from "./chromium.ts";

vi.setConfig({ testTimeout: 180_000, hookTimeout: 120_000 });

/** Whether a page needs no scrolling sideways, and nothing on it is cut off. */
const fits = (page: Page) => page.evaluate<boolean>("document.documentElement.scrollWidth <= document.documentElement.clientWidth");

describe.skipIf(!hasBrowser)("a customer's pages in the browser", () => {
  const look = browserForThisFile();
  let app: Afterscore;
  beforeAll(async () => { app = await startAfterscore(); });
  afterAll(() => app.stop());

  const mailTo = async (score: number, locale: string) => {
    const who = person({ locale });
    await app.settled((await app.accepted(answer(score, { respondent: who }))).id);
    return { who, mail: (await app.mailbox.to(who.email))[0]! };
  };
  const reasonOf = async (email: string) => (await app.ask<{ reason?: string }>("POST", "/v1/suppressions/show", JSON.stringify({ email }))).body.reason;

  it.each([
    { width: 390, scriptless: true, locale: "en", ask: "No more emails from Example?", button: "Unsubscribe", done: "You are unsubscribed", already: "You are already unsubscribed" },
    { width: 1280, scriptless: false, locale: "de-AT", ask: "Keine weiteren Nachrichten von Example?", button: "Abmelden", done: "Sie sind abgemeldet", already: "Sie sind bereits abgemeldet" },
    { width: 390, scriptless: false, locale: "ja", ask: "Example からのメールを停止しますか？", button: "配信を停止する", done: "配信を停止しました", already: "配信はすでに停止しています" },
    { width: 390, scriptless: true, locale: "uk", ask: "Більше не отримувати листів від компанії Example?", button: "Відписатися", done: "Вас відписано", already: "Вас уже відписано" },
  ])("leaving, $locale at $width px, takes one click and stays so", async ({ width, scriptless, locale, ask, button, done, already }) => {
    const { who, mail } = await mailTo(8, locale);
    const { page, errors, photograph } = await look(leavingLink(mail) ?? "", { width, scriptless });
    const heading = page.getByRole("heading", { level: 1 });
    expect(await heading.textContent()).toBe(ask);
    if (!scriptless) expect(await fits(page)).toBe(true);
    await photograph(`leave-${locale}-${width}-1-asks`);
    expect(await reasonOf(who.email)).toBeUndefined();

    await page.getByRole("button", { name: button }).click();
    await page.getByText(done, { exact: true }).waitFor();
    expect(await page.getByRole("button").count()).toBe(0);
    await photograph(`leave-${locale}-${width}-2-done`);
    expect(await reasonOf(who.email)).toBe("unsubscribed");

    await page.goto(leavingLink(mail) ?? "");
    expect(await heading.textContent()).toBe(already);
    await photograph(`leave-${locale}-${width}-3-already`);
    expect(errors).toEqual([]);
  });

  it("leaving works by the keyboard alone", async () => {
    const { who, mail } = await mailTo(8, "en");
    const { page, errors } = await look(leavingLink(mail) ?? "");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByText("You are unsubscribed", { exact: true }).waitFor();
    expect(await reasonOf(who.email)).toBe("unsubscribed");
    expect(errors).toEqual([]);
  });

  it("leaving is found in the mail itself, as the mailbox shows it", async () => {
    const { who, mail } = await mailTo(2, "fr");
    const { page, photograph } = await look("about:blank");
    await page.setContent(mail.html);
    await photograph("leave-in-the-mail");
    await page.getByRole("link", { name: "Se désabonner" }).click();
    await page.getByRole("button", { name: "Se désabonner" }).click();
    await page.getByText("Votre désabonnement est enregistré").waitFor();
    expect(await reasonOf(who.email)).toBe("unsubscribed");
  });

  it.each([390, 1280])("the reward and what is said where there is nothing, at %i px, speak the reader's language", async (width) => {
    const { mail } = await mailTo(10, "es");
    const reward = await look(rewardLink(mail) ?? "", { width });
    await reward.photograph(`reward-es-${width}-1-asks`);
    // Looking gives nothing; the button does, without any script, and the same code to whoever comes back.
    expect(await reward.page.getByText("Su código personal").count()).toBe(0);
    await reward.page.getByRole("button").click();
    const code = await reward.page.locator(".code strong").textContent();
    expect(code).toMatch(/^\w{8}$/);
    expect(await reward.page.getByText("Su código personal").count()).toBe(1);
    await reward.page.goto(rewardLink(mail) ?? "");
    expect(await reward.page.locator(".code strong").textContent()).toBe(code);
    expect(await fits(reward.page)).toBe(true);
    await reward.photograph(`reward-es-${width}-2-claimed`);
    expect(reward.errors).toEqual([]);

    const nothing = await look(`${rewardLink(mail) ?? ""}x`, { width });
    expect(await nothing.page.getByRole("heading", { level: 1 }).textContent()).toBe("We do not recognise this link");
    expect(await fits(nothing.page)).toBe(true);
    await nothing.photograph(`unknown-${width}`);
  });
});
