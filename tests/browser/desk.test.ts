/** Every page of the desk as people see it: wide and narrow, by day and by night, in English and in Chinese, and without script. */
import axe from "axe-core";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type Afterscore, startUnfolded } from "../outside/support/afterscore.ts";
import { answer, person } from "../outside/support/answers.ts";
import { until } from "../outside/support/until.ts";
import { browserForThisFile, hasBrowser } from "./chromium.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/** What a guideline of WCAG 2.2 AA finds wrong. */
type Violation = { readonly id: string; readonly nodes: readonly { readonly html: string }[] };

const hostile = '<img src=x onerror="document.title=1"> =HYPERLINK("http://evil.example") *bold* 🙁 导出每周一都失败';

describe.skipIf(!hasBrowser)("the desk in the browser", () => {
  const look = browserForThisFile();
  let app: Afterscore;
  let caseId = "";
  let responseId = "";

  beforeAll(async () => {
    app = await startUnfolded();
    for (const score of [9, 10, 8, 7, 10, 9, 3, 10, 2, 9, 10]) {
      await app.accepted(answer(score, { respondent: person({ name: "Lin Wei" }), account: { id: `acme-${score}`, name: "Acme 有限公司", plan: score > 8 ? "Scale" : "Free", mrr: 1200, currency: "USD", owner: { email: "mia@us.example" } } }));
    }
    const { id } = await app.accepted(answer(0, { comment: hostile, respondent: person({ name: "Lin Wei" }), contactMe: true, account: { id: "acme", name: "Acme", plan: "Scale", mrr: 4200, currency: "USD", renewsOn: "2026-12-15" } }));
    responseId = id;
    caseId = await until("the case", async () => (await app.shown(id)).caseId);
    await app.settled(id, 30_000);
  });
  afterAll(() => app.stop());

  const pages = {
    overview: () => "/desk",
    cases: () => "/desk/cases",
    case: () => `/desk/cases/${caseId}`,
    responses: () => "/desk/responses",
    response: () => `/desk/responses/${responseId}`,
    messages: () => "/desk/messages",
    setup: () => "/desk/setup",
    "sign-in": () => "/desk/sign-in",
    "nothing-there": () => "/desk/cases/case_nothing",
    "bad-query": () => "/desk/cases?state=asleep",
  };
  const views = Object.keys(pages).flatMap((name) => [1440, 390].flatMap((width) => (["en", "zh"] as const).map((language) => ({ name: name as keyof typeof pages, width, language }))));

  it.each(views)("shows $name at $width px in $language, with nothing to complain about", async ({ name, width, language }) => {
    const { page, errors, photograph } = await look(`${app.local.url}${withLanguage(pages[name](), language)}`, { width });
    await page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })");
    expect(await page.evaluate<string>("document.documentElement.lang")).toBe(language === "zh" ? "zh-Hans" : "en");
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate<{ readonly violations: readonly Violation[] }>("axe.run(document)");
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
      expect(await page.evaluate<number>("document.documentElement.scrollWidth - document.documentElement.clientWidth")).toBeLessThanOrEqual(0);
      await photograph(`desk-${name}-${width}-${language}-${colorScheme}`);
    }
    expect(errors.filter((error) => !/status of (?:400|404)/.test(error))).toEqual([]);
  });

  it("asks nobody else for anything", async () => {
    const { page } = await look("about:blank");
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    for (const path of Object.values(pages)) await page.goto(`${app.local.url}${path()}`);
    expect(asked.filter((url) => !url.startsWith(`${app.local.url}/`) && !url.startsWith("data:"))).toEqual([]);
  });

  it("prints what it shows, and nothing to press", async () => {
    const { page } = await look(`${app.local.url}/desk/cases/${caseId}`);
    await page.emulateMedia({ media: "print" });
    expect([await page.locator("nav").first().isVisible(), await page.locator("main form").first().isVisible(), await page.locator("h1").isVisible()]).toEqual([false, false, true]);
  });
});

function withLanguage(path: string, language: string): string {
  return `${path}${path.includes("?") ? "&" : "?"}lang=${language}`;
}
