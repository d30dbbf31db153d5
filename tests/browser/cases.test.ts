import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type Afterscore, startAfterscore } from "../outside/support/afterscore.ts";
import { answer, fresh, person } from "../outside/support/answers.ts";
import { type Casework, caseworkOf, typesOf } from "../outside/support/casework.ts";
import { until } from "../outside/support/until.ts";
import { browserForThisFile, hasBrowser } from "./chromium.ts";

vi.setConfig({ testTimeout: 180_000, hookTimeout: 120_000 });

/** Somebody with a name of their own, so that their card is told from the others. */
const named = (name: string) => ({ respondent: { name } });

describe.skipIf(!hasBrowser)("a case in the browser", () => {
  const look = browserForThisFile();
  let app: Afterscore;
  let cases: Casework;
  beforeAll(async () => {
    app = await startAfterscore();
    cases = caseworkOf(app);
  });
  afterAll(() => app.stop());

  const pageOf = (user: string) => `${app.local.url}/local/slack?as=${user}`;
  const cardOn = (page: Page, ts: string) => page.locator(`[id="m${ts}"]`);
  const inThread = (page: Page, ts: string, words: string) => page.locator(`[id="t${ts}"]`).getByText(words).first().waitFor();
  const stateOf = (caseId: string, state: string) =>
    until(`${caseId} is ${state}`, async () => ((await cases.show(caseId)).state === state ? true : undefined), { within: 60_000 });
  /** Nobody's click leaves before everybody has clicked: who sees the other's first has no button any more. */
  const atTheSameMoment = async (pages: readonly Page[], click: (page: Page) => Promise<void>) => {
    const everybody = Promise.withResolvers<undefined>();
    await Promise.all(pages.map((page) => page.route("**", async (route) => {
      if (route.request().method() === "POST") await everybody.promise;
      await route.continue();
    })));
    await Promise.all(pages.map((page) => Promise.all([page.waitForRequest((request) => request.method() === "POST"), click(page)])));
    everybody.resolve(undefined);
  };
  const fromMenu = async (page: Page, ts: string, entry: string) => {
    await cardOn(page, ts).getByLabel("More actions").first().click();
    await cardOn(page, ts).getByRole("button", { name: entry }).first().click();
  };

  it("goes from alert to resolved by clicking", async () => {
    const { page, errors, photograph } = await look(pageOf("U0MIA"));
    await page.setViewportSize({ width: 1180, height: 940 });
    const renewsOn = new Date(Date.now() + 41 * 86_400_000).toISOString().slice(0, 10);
    const opened = await cases.open(
      {
        respondent: { id: "u_91", email: "lin.wei@acme.example", name: "Lin Wei" },
        comment: "The export fails every Monday, right before our board meeting. We have asked twice and nobody came back to us.",
        account: { id: "acme", name: "Acme", plan: "Scale", mrr: 2400, currency: "EUR", renewsOn, owner: { email: "mia@us.example" } },
      },
      2,
    );
    const card = cardOn(page, opened.ts);
    // Nobody reloads: it comes by itself.
    await card.getByText("The export fails every Monday").waitFor();
    await photograph("1-alert");
    await card.getByRole("button", { name: "Acknowledge" }).click();
    await card.getByText("critical · acknowledged").waitFor();
    await inThread(page, opened.ts, "Acknowledged by @Mia Chen");
    expect(await card.getByRole("button", { name: "Acknowledge" }).count()).toBe(0);

    await card.getByLabel("More actions").click();
    await photograph("2-menu");
    await card.getByRole("button", { name: "Mark as contacted …" }).click();
    const contact = page.getByRole("dialog", { name: "Mark as contacted" });
    await contact.getByRole("radio", { name: "By phone" }).check();
    await contact.getByLabel("What did they say?").fill("They need it mended before the next board meeting.");
    await photograph("3-contact");
    await contact.getByRole("button", { name: "Save" }).click();
    await contact.waitFor({ state: "detached" });
    await card.getByText("critical · contacted").waitFor();
    await inThread(page, opened.ts, "Contacted by @Mia Chen (call)");
    await inThread(page, opened.ts, "They need it mended");
    await page.mouse.move(2, 2);
    await photograph("card");

    await card.getByRole("button", { name: "Resolve …" }).click();
    const resolve = page.getByRole("dialog", { name: "Resolve the case" });
    await resolve.getByRole("button", { name: "Resolve", exact: true }).click();
    await resolve.getByText("Please complete this required field.").first().waitFor();
    await photograph("5-resolve-incomplete");
    await resolve.getByRole("button", { name: "Cancel" }).click();
    await resolve.waitFor({ state: "detached" });
    await card.getByRole("button", { name: "Resolve …" }).click();
    await resolve.getByLabel("How did it end?").selectOption("recovered");
    await resolve.getByLabel("What was the cause?").selectOption("bug");
    await resolve.getByLabel("Anything to remember?").fill("Export mended and watched for two Mondays. Lin is glad.");
    await photograph("resolve");
    await resolve.getByRole("button", { name: "Resolve", exact: true }).click();
    await resolve.waitFor({ state: "detached" });
    await card.getByText("critical · resolved").waitFor();
    await inThread(page, opened.ts, "Resolved by @Mia Chen as recovered, cause: bug.");
    expect(await card.getByRole("button", { name: "Resolve …" }).count()).toBe(0);
    await photograph("7-resolved");

    const { shown, lines } = await cases.seen(opened, 4);
    expect(typesOf(shown.timeline)).toEqual(["open", "acknowledge", "contact", "note", "resolve"]);
    expect(shown.timeline.at(-1)).toMatchObject({ actor: "U0MIA", source: "slack", outcome: "recovered", rootCause: "bug", note: expect.stringContaining("two Mondays") });
    expect(lines).toHaveLength(4);
    expect(errors).toEqual([]);
  });

  it("snoozes from its dialog, and says until when", async () => {
    const opened = await cases.open(named("Ada"));
    const { page, errors, photograph } = await look(pageOf("U0JONAS"));
    await fromMenu(page, opened.ts, "Snooze …");
    const snooze = page.getByRole("dialog", { name: "Snooze the case" });
    await snooze.getByRole("radio", { name: "Tomorrow" }).check();
    await photograph("snooze");
    await snooze.getByRole("button", { name: "Snooze" }).click();
    await snooze.waitFor({ state: "detached" });
    await cardOn(page, opened.ts).getByText("normal · snoozed").waitFor();
    await inThread(page, opened.ts, "Snoozed by @Jonas Weber until");
    await photograph("snoozed");
    expect((await cases.show(opened.caseId)).state).toBe("snoozed");
    expect(errors).toEqual([]);
  });

  it("writes a reply in its dialog, and the customer has it", async () => {
    const opened = await cases.open(named("Grace Hopper"));
    const { page, errors, photograph } = await look(pageOf("U0MIA"));
    await fromMenu(page, opened.ts, "Reply by mail …");
    const draft = page.getByRole("dialog", { name: "Reply by mail" });
    expect(await draft.getByLabel("Your reply").inputValue()).toBe("Hello Grace Hopper,\n\n");
    await draft.getByLabel("Your reply").fill("Hello Grace Hopper,\n\nI have looked into it myself.\n\nMia");
    await photograph("draft");
    await draft.getByRole("button", { name: "Send" }).click();
    await inThread(page, opened.ts, "with a message to the customer");
    const mail = await until("the mail", async () => (await app.mailbox.to(opened.who.email)).find(({ text }) => text.includes("looked into it myself")));
    expect(mail.replyTo).toContain("mia@us.example");
    await photograph("replied");
    expect(errors).toEqual([]);
  });

  it("is taken by one of two who click at once, and the other alone is told", async () => {
    const opened = await cases.open(named("Edsger"));
    const mia = await look(pageOf("U0MIA"));
    const jonas = await look(pageOf("U0JONAS"));
    await atTheSameMoment([mia.page, jonas.page], (page) => cardOn(page, opened.ts).getByRole("button", { name: "Acknowledge" }).click());
    await stateOf(opened.caseId, "acknowledged");
    const { shown, lines } = await cases.seen(opened, 1);
    expect([typesOf(shown.timeline), lines.length]).toEqual([["open", "acknowledge"], 1]);
    const [winner, loser, name] = shown.timeline.at(-1)?.["actor"] === "U0MIA" ? [mia, jonas, "Mia Chen"] : [jonas, mia, "Jonas Weber"];
    await loser.page.getByText(`Already acknowledged by @${name}`).first().waitFor();
    await loser.photograph("told-privately");
    expect(await winner.page.getByText("Already acknowledged by").count()).toBe(0);
    expect([mia.errors, jonas.errors]).toEqual([[], []]);
  });

  it("stands in App Home and in the answer to /afterscore cases, and can be worked there", async () => {
    const priya = { account: { id: fresh("priyas"), name: "Initech", owner: { email: "priya@us.example" } } };
    const first = await cases.open({ ...priya, ...named("Peter Gibbons") });
    const second = await cases.open({ ...priya, ...named("Milton Waddams") }, 6);
    const { page, errors, photograph } = await look(pageOf("U0PRIYA"));
    await page.getByLabel("Message #customer-feedback").fill("/afterscore cases");
    await page.keyboard.press("Enter");
    const notice = page.locator("article.notice").last();
    await notice.getByText("2 cases wait for you").waitFor();
    await photograph("command");
    await notice.getByRole("button", { name: "Acknowledge" }).first().click();
    await stateOf(first.caseId, "acknowledged");

    await page.getByRole("button", { name: "Afterscore – Home" }).click();
    await page.getByText("Your cases").waitFor();
    await page.getByText("Milton Waddams, Initech").waitFor();
    await photograph("home");
    await page.getByRole("button", { name: "Acknowledge" }).click();
    await stateOf(second.caseId, "acknowledged");
    await page.getByRole("button", { name: "Acknowledge" }).waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Resolve …" }).first().click();
    const resolve = page.getByRole("dialog", { name: "Resolve the case" });
    await resolve.getByLabel("How did it end?").selectOption("churned");
    await resolve.getByLabel("What was the cause?").selectOption("price");
    await resolve.getByRole("button", { name: "Resolve", exact: true }).click();
    await resolve.waitFor({ state: "detached" });
    await until("one is left", async () => ((await page.getByRole("button", { name: "Resolve …" }).count()) === 1 ? true : undefined));
    await photograph("home-worked");
    expect(errors).toEqual([]);
  });

  it("shows on its card that its customer has answered again", async () => {
    const who = person({ name: "Katherine" });
    await app.settled((await app.accepted(answer(3, { respondent: who, comment: "It is slow." }))).id);
    const { page, errors, photograph } = await look(pageOf("U0MIA"));
    await page.getByText("It is slow.").waitFor();
    await app.settled((await app.accepted(answer(1, { respondent: who, comment: "Now it is broken." }))).id);
    await page.getByText("Answered again: NPS 1 of 10").waitFor();
    await page.getByText("Now it is broken.").first().waitFor();
    await photograph("again");
    expect(errors).toEqual([]);
  });
});
