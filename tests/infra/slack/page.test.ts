import { createHmac } from "node:crypto";
import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { SIGNING_SECRET, runningWorkspace, served } from "./running-workspace.ts";

const sentPayload = z.looseObject({
  trigger_id: z.string(), response_url: z.url(), container: z.looseObject({}), actions: z.array(z.looseObject({ action_id: z.string() })),
});
type Received = { payload: z.infer<typeof sentPayload>; valid: boolean };

/** An app that checks Slack's signature, remembers what it was sent, and answers as told. */
const listeningApp = async (answer: () => Response | Promise<Response> = () => new Response(null)) => {
  const received: Received[] = [];
  const app = new Hono();
  app.post("/slack/interactions", async (context) => {
    const body = await context.req.text();
    const timestamp = context.req.header("x-slack-request-timestamp") ?? "";
    const expected = `v0=${createHmac("sha256", SIGNING_SECRET).update(`v0:${timestamp}:${body}`).digest("hex")}`;
    received.push({
      payload: sentPayload.parse(JSON.parse(new URLSearchParams(body).get("payload") ?? "null")),
      valid: context.req.header("x-slack-signature") === expected && Math.abs(Date.now() / 1000 - Number(timestamp)) < 300,
    });
    return answer();
  });
  return { received, interactionsUrl: `${await served(app)}/slack/interactions` };
};

const CARD = [
  { type: "section", block_id: "said", text: { type: "plain_text", text: "It broke" }, accessory: { type: "button", action_id: "open", text: { type: "plain_text", text: "Open" } } },
  {
    type: "actions", block_id: "case",
    elements: [
      { type: "button", action_id: "case.acknowledge", text: { type: "plain_text", text: "Acknowledge" }, value: "case_1", style: "primary" },
      { type: "overflow", action_id: "case.more", options: [{ text: { type: "plain_text", text: "Assign" }, value: "assign" }, { text: { type: "plain_text", text: "Snooze" }, value: "snooze" }] },
    ],
  },
] as never;

const withCard = async (interactionsUrl: string) => {
  const running = await runningWorkspace({ interactionsUrl });
  const { ts } = await running.slack.chat.postMessage({ channel: running.channel, text: "NPS 2", blocks: CARD });
  const click = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
    fetch(`${running.pages}/click`, {
      method: "POST", redirect: "manual", headers,
      body: new URLSearchParams({ as: "U0MIA", channel: running.channel, kind: "message", id: ts!, block: "case", action: "case.acknowledge", ...fields }),
    });
  return { ...running, ts: ts!, click };
};

const read = async (address: string): Promise<string> => (await fetch(address)).text();

describe("what the page shows", () => {
  it("obeys markup only in mrkdwn, and HTML nowhere", async () => {
    const { slack, channel, pages } = await runningWorkspace();
    const hostile = "<script>alert(1)</script> *bold* <!channel> <@U0MIA> :tada: &amp;";
    await slack.chat.postMessage({
      channel, text: "fallback",
      blocks: [
        { type: "header", text: { type: "plain_text", text: hostile } },
        { type: "rich_text", elements: [{ type: "rich_text_section", elements: [{ type: "text", text: hostile }] }] },
      ] as never,
    });
    const page = await read(pages);
    const literal = "&lt;script&gt;alert(1)&lt;/script&gt; *bold* &lt;!channel&gt; &lt;@U0MIA&gt; :tada: &amp;amp;";
    expect(page.split(literal)).toHaveLength(3);
    expect(page).not.toContain("<script>alert");
    expect(page).not.toContain("fallback");
  });

  it("shows mrkdwn as Slack does", async () => {
    const { slack, channel, pages } = await runningWorkspace();
    const text =
      "*bold* _it_ ~no~ `a*b*` <https://x.example/?a=1&amp;b=2|label> <@U0JONAS> <!subteam^S0CSM> <!here> :tada: :nope: &lt;b&gt; 2*3*4 snake_case_name";
    await slack.chat.postMessage({ channel, text });
    const page = await read(pages);
    for (const part of [
      "<b>bold</b> <i>it</i> <s>no</s> <code>a*b*</code>",
      '<a href="https://x.example/?a=1&amp;b=2" target="_blank" rel="noopener noreferrer">label</a>',
      '<span class="mention">@Jonas Weber</span> <span class="mention">@csm</span> <span class="mention me">@here</span> 🎉 :nope: &lt;b&gt; 2*3*4 snake_case_name',
    ]) expect(page).toContain(part);
  });

  it.each(["<javascript:alert(1)|x>", "<data:text/html,x|x>", '<https://x.example/"onmouseover="alert(1)|x>', "<img src=x onerror=alert(1)>"])(
    "makes no trap of %s",
    async (text) => {
      const { slack, channel, pages } = await runningWorkspace();
      await slack.chat.postMessage({
        channel, text: "x",
        blocks: [
          { type: "section", text: { type: "mrkdwn", text } },
          { type: "actions", elements: [{ type: "button", text: { type: "plain_text", text: "Go" }, url: "javascript:alert(1)" }] },
        ] as never,
      });
      const page = await read(pages);
      expect(page).not.toMatch(/href="(?:javascript|data:text)/);
      expect(page).not.toMatch(/<img|<a[^>]* onmouseover/);
    },
  );

  it("reads a page of nothing but stars and ticks quickly", async () => {
    const { slack, channel, pages } = await runningWorkspace();
    for (const sign of ["*a ", "<", "`", "```", "_*~", ":a"]) await slack.chat.postMessage({ channel, text: sign.repeat(9_000) });
    const started = performance.now();
    await read(pages);
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it("puts threads under their message, marks edits, and finds channels by name", async () => {
    const { slack, channel, pages } = await runningWorkspace();
    const parent = await slack.chat.postMessage({ channel, text: "the parent" });
    await slack.chat.postMessage({ channel, text: "the reply", thread_ts: parent.ts! });
    await slack.chat.update({ channel, ts: parent.ts!, text: "the parent, edited" });
    const page = await read(`${pages}/cs-alerts`);
    expect(page).toContain("1 reply");
    expect(page.indexOf("the reply")).toBeGreaterThan(page.indexOf("the parent, edited"));
    expect(page).toContain("(edited)");
    expect(await read(`${pages}/`)).toContain("1 reply");
    expect((await fetch(`${pages}/no-such`)).status).toBe(404);
  });

  it("shows the newest hundred and leads to older ones", async () => {
    const { slack, channel, pages } = await runningWorkspace();
    for (let index = 0; index < 103; index += 1) await slack.chat.postMessage({ channel, text: `message-${index}.` });
    const newest = await read(pages);
    expect([newest.includes("message-102."), newest.includes("message-2.")]).toEqual([true, false]);
    const older = /href="([^"]+before=[^"]+)"/.exec(newest)?.[1]?.replaceAll("&amp;", "&") ?? "";
    const before = await read(new URL(older, pages).href);
    expect([before.includes("message-2."), before.includes("message-0."), before.includes("message-3.")]).toEqual([true, true, false]);
  });

  it("shows private messages and direct messages to their person only", async () => {
    const { slack, channel, pages } = await runningWorkspace();
    await slack.chat.postEphemeral({ channel, user: "U0JONAS", text: "psst" });
    await slack.chat.postMessage({ channel: "U0MIA", text: "to mia" });
    expect(await read(`${pages}?as=U0JONAS`)).toContain("psst");
    expect(await read(`${pages}?as=U0MIA`)).not.toContain("psst");
    expect(await read(`${pages}/D0MIA?as=U0MIA`)).toContain("to mia");
    expect((await fetch(`${pages}/D0MIA?as=U0JONAS`)).status).toBe(404);
  });

  it("answers 304 while nothing changes, and lets no script in but its own", async () => {
    const { slack, channel, pages } = await runningWorkspace();
    const first = await fetch(pages);
    const tag = first.headers.get("etag")!;
    expect(first.headers.get("content-security-policy")).toMatch(/default-src 'none'; script-src 'sha256-/);
    expect((await fetch(pages, { headers: { "if-none-match": tag } })).status).toBe(304);
    await slack.chat.postMessage({ channel, text: "new" });
    expect((await fetch(pages, { headers: { "if-none-match": tag } })).status).toBe(200);
  });
});

describe("clicking", () => {
  it("sends a button as a signed block_actions payload from the acting person", async () => {
    const { received, interactionsUrl } = await listeningApp();
    const { click, ts, channel } = await withCard(interactionsUrl);
    const answer = await click({ as: "U0JONAS" });
    expect([answer.status, answer.headers.get("location")]).toEqual([303, `/local/slack/cs-alerts?as=U0JONAS#m${ts}`]);
    expect(received).toHaveLength(1);
    expect(received[0]!.valid).toBe(true);
    expect(received[0]!.payload).toMatchObject({
      type: "block_actions",
      user: { id: "U0JONAS", team_id: "T0LOCAL" },
      container: { type: "message", message_ts: ts, channel_id: channel, is_ephemeral: false },
      channel: { id: channel, name: "cs-alerts" },
      message: { ts, text: "NPS 2" },
      trigger_id: expect.any(String),
      response_url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/local\/slack\/response\//),
      actions: [{ type: "button", action_id: "case.acknowledge", block_id: "case", value: "case_1", text: { type: "plain_text", text: "Acknowledge" } }],
    });
  });

  it("sends an overflow option, and a section's accessory", async () => {
    const { received, interactionsUrl } = await listeningApp();
    const { click } = await withCard(interactionsUrl);
    await click({ action: "case.more", option: "1" });
    await click({ block: "said", action: "open" });
    expect(received.map(({ payload }) => payload.actions[0])).toMatchObject([
      { type: "overflow", action_id: "case.more", selected_option: { value: "snooze" } },
      { type: "button", action_id: "open" },
    ]);
  });

  it("opens a modal with the click's trigger", async () => {
    const { received, interactionsUrl } = await listeningApp();
    const { click, slack } = await withCard(interactionsUrl);
    await click({});
    const view = { type: "modal", title: { type: "plain_text", text: "Resolve" }, blocks: [] } as never;
    expect((await slack.views.open({ trigger_id: received[0]!.payload.trigger_id, view })).ok).toBe(true);
  });

  it("tells the person who clicked when the app fails, and nobody else", async () => {
    const { interactionsUrl } = await listeningApp(() => new Response(null, { status: 500 }));
    const { click, pages } = await withCard(interactionsUrl);
    await click({});
    expect(await read(`${pages}?as=U0MIA`)).toContain("didn’t respond to your click. It answered HTTP 500.");
    expect(await read(`${pages}?as=U0PRIYA`)).not.toContain("respond to your click");
  });

  it("tells them too when the app is slow or gone", async () => {
    const slow = await listeningApp(() => new Promise((resolve) => setTimeout(() => { resolve(new Response(null)); }, 3_500)));
    const { click, pages } = await withCard(slow.interactionsUrl);
    await click({});
    expect(await read(pages)).toContain("It took longer than 3 seconds.");
    const gone = await withCard("http://127.0.0.1:1/slack/interactions");
    await gone.click({});
    expect(await read(gone.pages)).toContain("It could not be reached.");
  });

  it("refuses foreign origins and what is not there to click", async () => {
    const { received, interactionsUrl } = await listeningApp();
    const { click, pages, url } = await withCard(interactionsUrl);
    expect((await click({}, { origin: "https://evil.example" })).status).toBe(403);
    expect((await click({}, { origin: "null" })).status).toBe(403);
    expect((await click({}, { "sec-fetch-site": "cross-site" })).status).toBe(403);
    expect((await fetch(pages, { headers: { origin: "https://evil.example" } })).status).toBe(403);
    expect((await click({ block: "gone" })).status).toBe(404);
    expect((await click({ action: "gone" })).status).toBe(404);
    expect((await click({ action: "case.more", option: "9" })).status).toBe(404);
    expect((await click({ action: "case.more", option: "x" })).status).toBe(400);
    expect(received).toEqual([]);
    expect((await click({}, { origin: url })).status).toBe(303);
    expect(received).toHaveLength(1);
  });
});

describe("a response_url", () => {
  const clicked = async () => {
    const { received, interactionsUrl } = await listeningApp();
    const running = await withCard(interactionsUrl);
    await running.click({});
    const respond = (body: object, address: string = received.at(-1)!.payload.response_url) =>
      fetch(address, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
    return { ...running, received, respond };
  };

  it("answers privately unless told otherwise", async () => {
    const { respond, pages, slack, channel } = await clicked();
    expect(await (await respond({ text: "you *have* it" })).json()).toEqual({ ok: true });
    expect(await read(`${pages}?as=U0MIA`)).toContain("you <b>have</b> it");
    expect(await read(`${pages}?as=U0JONAS`)).not.toContain("you <b>have</b> it");
    await respond({ text: "for all", response_type: "in_channel" });
    expect((await slack.conversations.history({ channel })).messages!.map(({ text }) => text)).toEqual(["for all", "NPS 2"]);
  });

  it("replaces or deletes what was clicked on, message or private answer", async () => {
    const { respond, slack, channel, click, received, workspace } = await clicked();
    await respond({ text: "replaced", replace_original: true });
    expect((await slack.conversations.history({ channel })).messages!.map(({ text, blocks }) => [text, blocks])).toEqual([["replaced", undefined]]);
    await respond({ text: "sure?", blocks: CARD });
    const [notice] = workspace.notices.seenBy(channel, "U0MIA");
    await click({ kind: "notice", id: notice!.id });
    expect(received.at(-1)!.payload.container).toMatchObject({ is_ephemeral: true });
    await respond({ text: "done", replace_original: true });
    expect(workspace.notices.seenBy(channel, "U0MIA").map(({ content }) => content.text)).toEqual(["done"]);
    await respond({ delete_original: true });
    expect(workspace.notices.seenBy(channel, "U0MIA")).toEqual([]);
  });

  it("works five times in thirty minutes, and refuses what cannot be shown", async () => {
    const { respond, pages } = await clicked();
    for (const text of ["1", "2", "3", "4"]) expect((await respond({ text })).status).toBe(200);
    const unreadable = await respond({ text: "", blocks: [] });
    expect([unreadable.status, await unreadable.json()]).toMatchObject([400, { error: "no_text" }]);
    const used = await respond({ text: "6" });
    expect([used.status, await used.json()]).toMatchObject([404, { error: "used_url" }]);
    const unknown = await respond({ text: "x" }, `${pages}/response/made-up`);
    expect([unknown.status, await unknown.json()]).toMatchObject([404, { error: "expired_url" }]);
  });

  it("can be dismissed by the one who sees it, and by nobody else", async () => {
    const { respond, workspace, channel, pages } = await clicked();
    await respond({ text: "noted" });
    const [notice] = workspace.notices.seenBy(channel, "U0MIA");
    const dismiss = (as: string) =>
      fetch(`${pages}/dismiss`, { method: "POST", redirect: "manual", body: new URLSearchParams({ as, channel, id: notice!.id }) });
    expect((await dismiss("U0JONAS")).status).toBe(404);
    expect((await dismiss("U0MIA")).status).toBe(303);
    expect(workspace.notices.seenBy(channel, "U0MIA")).toEqual([]);
  });
});
