/** A case worked at the desk without any script, beside the same case in Slack. */
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type Afterscore, startUnfolded } from "../outside/support/afterscore.ts";
import { type Casework, caseworkOf, typesOf } from "../outside/support/casework.ts";
import { browserForThisFile, hasBrowser } from "./chromium.ts";

vi.setConfig({ testTimeout: 180_000, hookTimeout: 120_000 });

describe.skipIf(!hasBrowser)("a case at the desk", () => {
  const look = browserForThisFile();
  let app: Afterscore;
  let cases: Casework;
  beforeAll(async () => {
    app = await startUnfolded();
    cases = caseworkOf(app);
  });
  afterAll(() => app.stop());

  it("is taken, noted, snoozed, resolved and opened again by forms alone, and Slack tells of each", async () => {
    const opened = await cases.open({ comment: "The export fails" }, 2);
    const { page } = await look(`${app.local.url}/desk/cases/${opened.caseId}`, { scriptless: true });
    const said = (words: string) => page.getByRole("status").getByText(words).waitFor();
    const within = async (title: string) => {
      await page.locator("summary", { hasText: title }).click();
      return page.locator("details.action", { has: page.locator("summary", { hasText: title }) });
    };
    await page.getByRole("button", { name: "Acknowledge" }).click();
    await said("acknowledged");
    expect((await cases.seen(opened, 1)).headline).toMatch(/acknowledged$/);
    const note = await within("Add a note");
    await note.getByRole("textbox").fill("Called them; it is the <b>CSV</b> one.");
    await note.getByRole("button").click();
    await page.getByText("Called them; it is the <b>CSV</b> one.").first().waitFor();
    const snooze = await within("Snooze");
    await snooze.getByRole("radio").first().check();
    await snooze.getByRole("button").click();
    const resolve = await within("Resolve");
    await resolve.getByLabel("Recovered").check();
    await resolve.getByLabel("What was the cause?").selectOption("bug");
    await resolve.getByRole("button").click();
    await page.getByRole("button", { name: "Reopen" }).click();
    const { shown, lines } = await cases.seen(opened, 5);
    expect(typesOf(shown.timeline)).toEqual(["open", "acknowledge", "note", "snooze", "resolve", "reopen"]);
    expect(shown.timeline.slice(1).map(({ actor, source }) => [actor, source])).toEqual(Array.from({ length: 5 }, () => ["U0PRIYA", "desk"]));
    expect(lines[0]).toContain("Acknowledged by <@U0PRIYA>");
    expect(lines[3]).toContain("cause: bug");
  });

  it("shows what was done in Slack, and says so to whoever comes too late", async () => {
    const opened = await cases.open({}, 2);
    const { page } = await look(`${app.local.url}/desk/cases/${opened.caseId}`, { scriptless: true });
    const { page: slack } = await look(`${app.local.url}/local/slack?as=U0MIA`);
    await slack.locator(`[id="m${opened.ts}"]`).getByRole("button", { name: "Acknowledge" }).click();
    await cases.seen(opened, 1);
    // The page is older than what Mia did.
    await page.getByRole("button", { name: "Acknowledge" }).click();
    await page.getByText("Nothing was changed").first().waitFor();
    expect(await page.getByRole("button", { name: "Acknowledge" }).count()).toBe(0);
    expect(typesOf((await cases.seen(opened, 1)).shown.timeline)).toEqual(["open", "acknowledge"]);
  });

  it("is named by mistakes in its forms, which keep what was typed", async () => {
    const opened = await cases.open({}, 2);
    const { page } = await look(`${app.local.url}/desk/cases/${opened.caseId}`, { scriptless: true });
    await page.locator("summary", { hasText: "Assign to" }).click();
    await page.getByLabel("Who takes care of it?").fill("nobody in particular");
    await page.getByRole("button", { name: "Assign", exact: true }).click();
    expect(await page.getByLabel("Who takes care of it?").inputValue()).toBe("nobody in particular");
    expect(await page.getByLabel("Who takes care of it?").getAttribute("aria-invalid")).toBe("true");
    expect(typesOf((await cases.seen(opened)).shown.timeline)).toEqual(["open"]);
  });
});
