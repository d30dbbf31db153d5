import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type Afterscore, startAfterscore } from "../outside/support/afterscore.ts";
import { type Casework, caseworkOf } from "../outside/support/casework.ts";
import { recoveryLink } from "../outside/support/mailbox.ts";
import { changedPolicy, unfolded } from "../outside/support/policies.ts";
import { newHome } from "../outside/support/process.ts";
import { until } from "../outside/support/until.ts";
import { browserForThisFile, hasBrowser } from "./chromium.ts";

// The question is brought by the sweep, which comes once a minute.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

const fits = (page: Page) => page.evaluate<boolean>("document.documentElement.scrollWidth <= document.documentElement.clientWidth");

describe.skipIf(!hasBrowser)("the page that asks whether it was made right", () => {
  const look = browserForThisFile();
  let app: Afterscore;
  let cases: Casework;
  beforeAll(async () => {
    const home = newHome();
    app = await startAfterscore({ home, policy: changedPolicy(home, [unfolded, ["afterResolution: off", "afterResolution: { after: 1s }"], ["oncePer: 7d", "oncePer: 0s"]]) });
    cases = caseworkOf(app);
  });
  afterAll(() => app.stop());

  /** A resolved case whose customer was asked, and where they answer. */
  async function asked(locale: string) {
    const opened = await cases.open({ respondent: { locale } });
    await cases.happen(opened.caseId, { type: "resolve", outcome: "improving", rootCause: "bug" });
    const link = await until("the question", async () => (await app.mailbox.to(opened.who.email)).map(recoveryLink).find((found) => found !== undefined), { within: 120_000, every: 500 });
    const answers = async () => (await cases.show(opened.caseId)).timeline.flatMap(({ type, score }) => (type === "recovery" ? [score] : []));
    return { link, said: (scores: readonly number[]) => until("it stands with the case", async () => (JSON.stringify(await answers()) === JSON.stringify(scores) ? true : undefined), { within: 60_000 }) };
  }

  it("is answered by clicking, and answered anew", async () => {
    const { link, said } = await asked("zh-TW");
    const { page, errors, photograph } = await look(link, { width: 390 });
    expect(await fits(page)).toBe(true);
    await photograph("recovery-zh-TW-1-asks");
    await page.getByRole("radio").nth(4).check();
    await page.getByRole("textbox").fill("都好了，謝謝 🎉");
    await page.getByRole("button").click();
    await page.getByRole("heading", { level: 1 }).waitFor();
    await said([5]);
    await photograph("recovery-zh-TW-2-right");

    await page.goto(link);
    expect([await page.getByRole("radio").nth(4).isChecked(), await page.getByRole("textbox").inputValue()]).toEqual([true, "都好了，謝謝 🎉"]);
    await page.getByRole("radio").nth(1).check();
    await photograph("recovery-zh-TW-3-again");
    await page.getByRole("button").click();
    await said([5, 2]);
    await photograph("recovery-zh-TW-4-wrong");
    expect(errors).toEqual([]);
  });

  it("is answered without script and by the keyboard alone, at the width of a small phone", async () => {
    const { link, said } = await asked("en");
    const { page, photograph } = await look(link, { width: 320, scriptless: true });
    await photograph("recovery-en-1-asks");
    // Sent without a choice, the browser holds it back.
    for (const key of ["Tab", "Tab", "Tab", "Enter"]) await page.keyboard.press(key);
    expect(await page.getByRole("radio", { name: "Yes, completely" }).count()).toBe(1);
    await page.getByRole("radio", { name: "No, not at all" }).focus();
    for (const key of ["ArrowDown", "ArrowDown", "ArrowDown", "Tab", "Tab", "Enter"]) await page.keyboard.press(key);
    await page.getByText("Thank you, that is good to hear").waitFor();
    await said([4]);
  });
});
