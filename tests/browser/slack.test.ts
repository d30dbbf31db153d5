import type { WebClient } from "@slack/web-api";
import { describe, expect, it } from "vitest";
import { runningWorkspace } from "../infra/slack/running-workspace.ts";
import { type Payload, stubApp } from "../infra/slack/stub-app.ts";
import { browserForThisFile, hasBrowser } from "./chromium.ts";

const plain = (text: string) => ({ type: "plain_text", text });
const mrkdwn = (text: string) => ({ type: "mrkdwn", text });
const option = (text: string, value: string) => ({ text: plain(text), value });

const CARD = [
  { type: "header", text: plain("NPS 2 · critical") },
  { type: "rich_text", elements: [{ type: "rich_text_section", elements: [{ type: "text", text: "Exports fail every Monday, and nobody answers." }] }] },
  { type: "section", fields: [mrkdwn("*Person*\nLin Wei"), mrkdwn("*Account*\nAcme"), mrkdwn("*Plan*\nScale"), mrkdwn("*Owner*\n<@U0MIA>")] },
  {
    type: "actions", block_id: "case",
    elements: [
      { type: "button", action_id: "acknowledge", text: plain("Acknowledge"), style: "primary" },
      { type: "button", action_id: "resolve", text: plain("Resolve") },
      { type: "users_select", action_id: "assign", placeholder: plain("Assign to") },
      { type: "overflow", action_id: "more", options: [option("Snooze", "snooze"), option("Draft a reply", "draft")] },
    ],
  },
  { type: "context", elements: [mrkdwn("Case cas_1 · acknowledge within 1 hour")] },
];

const RESOLVE = {
  type: "modal", callback_id: "case.resolve", title: plain("Resolve the case"), submit: plain("Resolve"), close: plain("Cancel"), notify_on_close: true,
  blocks: [
    { type: "section", text: mrkdwn("*Lin Wei* at Acme scored *2*.") },
    {
      type: "input", block_id: "outcome", label: plain("Outcome"),
      element: { type: "radio_buttons", action_id: "pick", options: [option("Recovered", "recovered"), option("Improving", "improving"), option("Churned", "churned")] },
    },
    {
      type: "input", block_id: "cause", label: plain("Root cause"), hint: plain("What was behind it, as far as you know"),
      element: { type: "static_select", action_id: "pick", placeholder: plain("Choose one"), options: [option("Bug", "bug"), option("Price", "price")] },
    },
    { type: "input", block_id: "day", label: plain("Follow up on"), optional: true, element: { type: "datepicker", action_id: "pick" } },
    { type: "input", block_id: "note", label: plain("Note"), optional: true, element: { type: "plain_text_input", action_id: "text", multiline: true, placeholder: plain("For whoever reads this next") } },
  ],
};

const homeOf = (clicks: number) => ({
  type: "home",
  blocks: [
    { type: "header", text: plain("Your cases") },
    { type: "section", text: mrkdwn(`*Acme* · critical · due in 40 minutes\nRefreshed ${clicks} times`), accessory: { type: "button", action_id: "refresh", text: plain("Refresh") } },
    { type: "divider" },
    { type: "context", elements: [mrkdwn("1 open, 3 resolved this week")] },
  ],
});

/** An app with a card, a modal behind its button that wants a longer note, a Home that counts, and a command. */
const stagedApp = async () => {
  const chat: { client?: WebClient } = {};
  let refreshed = 0;
  const publish = (user: string) => chat.client?.views.publish({ user_id: user, view: homeOf(refreshed) as never });
  const clicked = async ({ actions, trigger_id: trigger, user }: Payload) => {
    if (actions?.[0]?.action_id === "resolve") await chat.client?.views.open({ trigger_id: trigger ?? "", view: RESOLVE as never });
    if (actions?.[0]?.action_id !== "refresh") return undefined;
    refreshed += 1;
    await publish(user.id);
    return undefined;
  };
  const submitted = ({ view }: Payload): Response | undefined => {
    const note = view?.state.values["note"]?.["text"]?.value ?? "";
    return note.length < 10 ? Response.json({ response_action: "errors", errors: { note: "Please say a little more." } }) : undefined;
  };
  const app = await stubApp({
    interaction: (payload) => (payload.type === "view_submission" ? submitted(payload) : clicked(payload)),
    command: ({ text = "" }) => Response.json({ text: `You asked for *${text}*.`, blocks: [{ type: "section", text: mrkdwn(`You asked for *${text}*.`) }] }),
    event: async ({ event }) => {
      await publish(event.user);
      return undefined;
    },
  });
  const running = await runningWorkspace({ interactionsUrl: app.interactionsUrl });
  chat.client = running.slack;
  const { ts } = await running.slack.chat.postMessage({ channel: running.channel, text: "NPS 2 from Lin Wei", blocks: CARD });
  return { ...running, app, ts: ts!, lastOf: (type: string) => app.interactions.findLast((sent) => sent.type === type) };
};

describe.skipIf(!hasBrowser)("the local workspace in a browser", () => {
  const look = browserForThisFile();

  it("resolves a case: opens the modal, meets an error, mends it, submits", async () => {
    const { pages, lastOf, app } = await stagedApp();
    const { page, errors, photograph } = await look(pages);
    await photograph("channel");
    await page.getByRole("button", { name: "Resolve" }).click();
    const modal = page.getByRole("dialog", { name: "Resolve the case" });
    await modal.waitFor();
    await photograph("modal-opened");
    expect(await page.evaluate("document.activeElement.value")).toBe("recovered");
    await page.keyboard.press("Tab");
    await modal.getByRole("button", { name: "Resolve" }).click();
    await modal.getByText("Please complete this required field.").first().waitFor();
    await photograph("modal-incomplete");

    await modal.getByRole("radio", { name: "Recovered" }).check();
    await modal.getByLabel("Root cause").selectOption("bug");
    await modal.getByLabel("Follow up on").fill("2026-11-30");
    await modal.getByLabel("Note").fill("fixed");
    await page.waitForTimeout(1_800);
    expect(await modal.getByLabel("Note").inputValue()).toBe("fixed");
    await modal.getByRole("button", { name: "Resolve" }).click();
    await modal.getByText("Please say a little more.").waitFor();
    await photograph("modal-error");
    expect(await modal.getByLabel("Note").inputValue()).toBe("fixed");

    await modal.getByLabel("Note").fill("Fixed the export and called Lin.");
    await modal.getByRole("button", { name: "Resolve" }).click();
    await modal.waitFor({ state: "detached" });
    expect(lastOf("view_submission")!.view!.state.values).toMatchObject({
      outcome: { pick: { selected_option: { value: "recovered" } } }, cause: { pick: { selected_option: { value: "bug" } } },
      day: { pick: { selected_date: "2026-11-30" } }, note: { text: { value: "Fixed the export and called Lin." } },
    });
    expect([errors, app.unsigned]).toEqual([[], []]);
  });

  it("closes a modal with the Escape key", async () => {
    const { pages, lastOf } = await stagedApp();
    const { page } = await look(pages);
    await page.getByRole("button", { name: "Resolve" }).click();
    await page.getByRole("dialog").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    expect(lastOf("view_closed")).toMatchObject({ is_cleared: false });
  });

  it("assigns from a menu and picks from the dots", async () => {
    const { pages, lastOf } = await stagedApp();
    const { page, errors } = await look(pages);
    const answered = page.waitForResponse((response) => response.url().includes("/click"));
    await page.getByLabel("Assign to").selectOption("U0PRIYA");
    await answered;
    expect(lastOf("block_actions")!.actions![0]).toMatchObject({ action_id: "assign", selected_user: "U0PRIYA" });
    const again = page.waitForResponse((response) => response.url().includes("/click"));
    await page.getByLabel("More actions").click();
    await page.getByRole("button", { name: "Snooze" }).click();
    await again;
    expect(lastOf("block_actions")!.actions![0]).toMatchObject({ action_id: "more", selected_option: { value: "snooze" } });
    expect(errors).toEqual([]);
  });

  it("shows the app's Home, whose button works", async () => {
    const { pages, app } = await stagedApp();
    const { page, errors, photograph } = await look(pages);
    await page.getByRole("button", { name: "Afterscore – Home" }).click();
    await page.getByText("Refreshed 0 times").waitFor();
    await page.getByRole("button", { name: "Refresh" }).click();
    await page.getByText("Refreshed 1 times").waitFor();
    await photograph("home");
    expect(app.events).toHaveLength(1);
    expect(errors).toEqual([]);
  });

  it("gives a command, writes, and answers in a thread, while another person sees only what is theirs", async () => {
    const { pages, slack, ts } = await stagedApp();
    const mia = await look(`${pages}?as=U0MIA`);
    const jonas = await look(`${pages}?as=U0JONAS`);
    await mia.page.getByLabel("Message #cs-alerts").fill("/afterscore mine");
    await mia.page.keyboard.press("Enter");
    await mia.page.getByText("You asked for mine.").waitFor();
    expect(await mia.page.getByLabel("Message #cs-alerts").inputValue()).toBe("");

    await jonas.page.getByText("Reply in thread").hover();
    await jonas.page.getByText("Reply in thread").click();
    await jonas.page.getByLabel("Reply…").fill("I know them, shall I call?");
    await jonas.page.getByLabel("Reply…").press("Enter");
    await mia.page.getByText("I know them, shall I call?").waitFor();
    await mia.page.getByLabel("Message #cs-alerts").fill("half a sen");
    await slack.chat.postMessage({ channel: "U0MIA", text: "Acme is due in 15 minutes" });
    await slack.chat.postMessage({ channel: "cs-alerts", text: "Jonas asked", thread_ts: ts });
    await mia.page.getByText("Jonas asked").waitFor();
    expect(await mia.page.getByLabel("Message #cs-alerts").inputValue()).toBe("half a sen");
    await mia.page.getByLabel("1 unread").waitFor();
    await mia.photograph("two-persons-mia");

    expect(await jonas.page.getByText("You asked for mine.").count()).toBe(0);
    expect(await jonas.page.getByLabel("1 unread").count()).toBe(0);
    await jonas.page.getByRole("button", { name: "Set yourself away" }).click();
    await mia.page.getByRole("link", { name: "Act as Jonas Weber (away)" }).waitFor();
    await jonas.photograph("two-persons-jonas");
    expect([mia.errors, jonas.errors]).toEqual([[], []]);
  });

  it("keeps a modal to the one who opened it, whoever is looked at meanwhile", async () => {
    const { pages } = await stagedApp();
    const { page } = await look(`${pages}?as=U0MIA`);
    await page.getByRole("button", { name: "Resolve" }).click();
    await page.getByRole("dialog").waitFor();
    await page.getByRole("link", { name: "Act as Jonas Weber" }).click();
    expect(await page.getByRole("dialog").count()).toBe(0);
    await page.getByRole("link", { name: "Act as Mia Chen" }).click();
    await page.getByRole("dialog").waitFor();
  });

  it("works without its script", async () => {
    const { pages, lastOf } = await stagedApp();
    const { page, photograph } = await look(pages, { scriptless: true });
    await page.getByLabel("Assign to").selectOption("U0JONAS");
    await page.getByRole("button", { name: "Choose" }).click();
    expect(lastOf("block_actions")!.actions![0]).toMatchObject({ action_id: "assign", selected_user: "U0JONAS" });
    await page.getByRole("button", { name: "Resolve" }).click();
    const modal = page.getByRole("dialog");
    await modal.getByRole("radio", { name: "Churned" }).check();
    await modal.getByLabel("Note").fill("short");
    await modal.getByRole("button", { name: "Resolve" }).click();
    expect(await modal.getByText("Please complete this required field.").count()).toBe(1);
    await photograph("scriptless");
    await modal.getByLabel("Root cause").selectOption("price");
    await modal.getByLabel("Note").fill("They left for the price.");
    await modal.getByRole("button", { name: "Resolve" }).click();
    expect(await page.getByRole("dialog").count()).toBe(0);
    expect(lastOf("view_submission")!.view!.state.values["note"]).toMatchObject({ text: { value: "They left for the price." } });
  });

  it("fits a phone", async () => {
    const { pages } = await stagedApp();
    const { page, photograph } = await look(pages, { width: 390 });
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(390);
    await page.getByRole("button", { name: "Resolve" }).click();
    await page.getByRole("dialog").waitFor();
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(390);
    await photograph("phone");
  });
});
