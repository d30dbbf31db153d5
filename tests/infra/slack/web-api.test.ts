import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { slackApi } from "../../../infra/local/slack/slack-api.ts";
import { slackWorkspace } from "../../../infra/local/slack/slack-workspace.ts";
import { Hono } from "hono";
import { SIGNING_SECRET, TOKEN, errorOf, runningWorkspace, served, temporaryFolder } from "./running-workspace.ts";

const HARD_TEXTS = [
  "👩‍👩‍👧‍👦 exports fail 🚨", "导出每周一都失败", "الصادرات تفشل كل يوم اثنين", "a".repeat(5_000), "导".repeat(5_000), "<script>alert(1)</script> & &amp; *x*",
  "line one\r\nline two\ttab", "nul \u0000 inside",
];

describe("authentication", () => {
  it("answers who the token is", async () => {
    const { slack } = await runningWorkspace();
    expect(await slack.auth.test()).toMatchObject({ ok: true, user_id: "U0BOT", bot_id: "B0BOT", team_id: "T0LOCAL" });
  });

  it("refuses a wrong token and a missing one, with HTTP 200", async () => {
    const { clientWith, url } = await runningWorkspace();
    expect(await errorOf(clientWith("xoxb-other").auth.test())).toBe("invalid_auth");
    const answer = await fetch(`${url}/local/slack/api/auth.test`, { method: "POST" });
    expect([answer.status, await answer.json()]).toEqual([200, { ok: false, error: "not_authed" }]);
  });

  it("takes the token as a form parameter and as a query parameter", async () => {
    const { url } = await runningWorkspace();
    const form = await fetch(`${url}/local/slack/api/auth.test`, { method: "POST", body: new URLSearchParams({ token: TOKEN }) });
    const query = await fetch(`${url}/local/slack/api/auth.test?token=${TOKEN}`);
    expect(await form.json()).toMatchObject({ ok: true });
    expect(await query.json()).toMatchObject({ ok: true });
  });

  it("says so when a method is unknown, the body is no JSON, or a write comes with GET", async () => {
    const { slack, url, channel } = await runningWorkspace();
    expect(await errorOf(slack.apiCall("chat.shout"))).toBe("unknown_method");
    expect(await errorOf(slack.apiCall("constructor"))).toBe("unknown_method");
    const headers = { authorization: `Bearer ${TOKEN}`, "content-type": "application/json; charset=utf-8" };
    const broken = await fetch(`${url}/local/slack/api/chat.postMessage`, { method: "POST", headers, body: "{" });
    expect(await broken.json()).toEqual({ ok: false, error: "invalid_json" });
    const list = await fetch(`${url}/local/slack/api/chat.postMessage`, { method: "POST", headers, body: "[]" });
    expect(await list.json()).toEqual({ ok: false, error: "json_not_object" });
    const read = await fetch(`${url}/local/slack/api/chat.postMessage?channel=${channel}&text=x`, { headers: { authorization: `Bearer ${TOKEN}` } });
    expect(await read.json()).toMatchObject({ ok: false });
  });
});

describe("people", () => {
  it("lists three people and the bot, and finds them by id and address", async () => {
    const { slack } = await runningWorkspace();
    const { members = [] } = await slack.users.list({});
    expect(members.map(({ id }) => id)).toEqual(["U0MIA", "U0JONAS", "U0PRIYA", "U0BOT"]);
    expect((await slack.users.lookupByEmail({ email: "Mia@us.example" })).user?.id).toBe("U0MIA");
    expect((await slack.users.info({ user: "U0PRIYA" })).user?.profile?.email).toBe("priya@us.example");
    expect((await slack.users.profile.get({ user: "U0JONAS" })).profile?.real_name).toBe("Jonas Weber");
    expect(await errorOf(slack.users.lookupByEmail({ email: "nobody@us.example" }))).toBe("users_not_found");
    expect(await errorOf(slack.users.info({ user: "U0NOBODY" }))).toBe("user_not_found");
  });

  it("pages through people and knows the group and who is away", async () => {
    const { slack, workspace } = await runningWorkspace();
    const first = await slack.users.list({ limit: 3 });
    const second = await slack.users.list({ limit: 3, cursor: first.response_metadata?.next_cursor ?? "" });
    expect([first.members?.length, second.members?.length, second.response_metadata?.next_cursor]).toEqual([3, 1, ""]);
    expect(await errorOf(slack.users.list({ cursor: "nonsense" }))).toBe("invalid_cursor");
    expect((await slack.usergroups.list({ include_users: true })).usergroups?.[0]).toMatchObject({ id: "S0CSM", handle: "csm" });
    expect((await slack.usergroups.users.list({ usergroup: "S0CSM" })).users).toEqual(["U0MIA", "U0JONAS"]);
    workspace.setPresence("U0MIA", "away");
    expect((await slack.users.getPresence({ user: "U0MIA" })).presence).toBe("away");
    expect((await slack.users.getPresence({ user: "U0JONAS" })).presence).toBe("active");
  });
});

describe("posting", () => {
  it("starts with an empty default channel", async () => {
    const { slack, channel } = await runningWorkspace();
    expect((await slack.conversations.history({ channel })).messages).toEqual([]);
  });

  it.each(HARD_TEXTS)("keeps text, blocks and metadata byte for byte: %.20s", async (text) => {
    const { slack, channel } = await runningWorkspace();
    const blocks = [
      { type: "rich_text", block_id: "eff_1", elements: [{ type: "rich_text_section", elements: [{ type: "text", text }] }] },
      { type: "divider" },
    ];
    const metadata = { event_type: "afterscore_effect", event_payload: { "10": "z", a: text, id: "eff_1" } };
    const posted = await slack.chat.postMessage({ channel, text, blocks: blocks, metadata });
    const { messages = [] } = await slack.conversations.history({ channel, include_all_metadata: true });
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatchObject({ ts: posted.ts, text, metadata, user: "U0BOT", bot_id: "B0BOT" });
    expect(messages[0]!.blocks![0]).toEqual(blocks[0]);
    expect(messages[0]!.blocks![1]).toMatchObject({ type: "divider", block_id: expect.any(String) });
    const without = await slack.conversations.history({ channel });
    expect(without.messages![0]).not.toHaveProperty("metadata");
  });

  it("keeps any text that a form can carry", async () => {
    const { slack, channel } = await runningWorkspace();
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary", minLength: 1, maxLength: 80 }), async (text) => {
        const { ts } = await slack.chat.postMessage({ channel, text });
        const { messages } = await slack.conversations.history({ channel, latest: ts!, oldest: ts!, inclusive: true });
        expect(messages![0]!.text).toBe(text);
      }),
      { numRuns: 60 },
    );
  });

  it("takes JSON bodies like forms", async () => {
    const { slack, url, channel } = await runningWorkspace();
    const answer = await fetch(`${url}/local/slack/api/chat.postMessage`, {
      method: "POST",
      headers: { authorization: `Bearer ${TOKEN}`, "content-type": "application/json; charset=utf-8" },
      body: JSON.stringify({ channel, text: "导出", blocks: [{ type: "header", text: { type: "plain_text", text: "导出" } }] }),
    });
    expect(await answer.json()).toMatchObject({ ok: true, channel, message: { text: "导出" } });
    expect((await slack.conversations.history({ channel })).messages![0]!.blocks).toHaveLength(1);
  });

  it("finds the channel by id, name and #name, and a person by id", async () => {
    const { slack, channel } = await runningWorkspace();
    const found = await Promise.all([channel, "cs-alerts", "#cs-alerts"].map((name) => slack.chat.postMessage({ channel: name, text: "hi" })));
    expect(found.map((answer) => answer.channel)).toEqual([channel, channel, channel]);
    expect((await slack.chat.postMessage({ channel: "U0MIA", text: "hi" })).channel).toBe("D0MIA");
  });

  it("gives every message its own later ts, also when the clock stands still or goes back", async () => {
    let clock = 1_732_200_000_000;
    const { slack, channel } = await runningWorkspace({ now: () => clock });
    const first = await slack.chat.postMessage({ channel, text: "1" });
    const second = await slack.chat.postMessage({ channel, text: "2" });
    clock -= 60_000;
    await slack.chat.delete({ channel, ts: second.ts! });
    const third = await slack.chat.postMessage({ channel, text: "3" });
    expect([first.ts, second.ts, third.ts]).toEqual(["1732200000.000000", "1732200000.000100", "1732200000.000200"]);
  });

  it("survives being reopened, ts included", async () => {
    const file = join(await temporaryFolder(), "slack.db");
    const now = () => 1_732_200_000_000;
    const options = { file, token: TOKEN, signingSecret: SIGNING_SECRET, channels: ["cs-alerts"], now };
    const before = slackWorkspace(options);
    const slack = new Hono().route("/api", slackApi(before));
    const post = await slack.request("/api/chat.postMessage", {
      method: "POST", headers: { authorization: `Bearer ${TOKEN}` }, body: new URLSearchParams({ channel: "cs-alerts", text: "kept" }),
    });
    expect(await post.json()).toMatchObject({ ok: true });
    // Not closed: a killed process closes nothing either.
    const after = await runningWorkspace(options);
    expect((await after.slack.conversations.history({ channel: after.channel })).messages!.map(({ text }) => text)).toEqual(["kept"]);
    expect((await after.slack.chat.postMessage({ channel: "cs-alerts", text: "next" })).ts).toBe("1732200000.000100");
    before.close();
  });

  it("refuses nothing to say, too much to say, and places it cannot speak in", async () => {
    const { slack, workspace, channel } = await runningWorkspace();
    workspace.channels.create("private-lounge", { withBot: false });
    expect(await errorOf(slack.chat.postMessage({ channel, text: "" }))).toBe("no_text");
    expect(await errorOf(slack.chat.postMessage({ channel, text: "x".repeat(40_001) }))).toBe("msg_too_long");
    expect(await errorOf(slack.chat.postMessage({ channel: "C0NOWHERE", text: "x" }))).toBe("channel_not_found");
    expect(await errorOf(slack.chat.postMessage({ channel: "#private-lounge", text: "x" }))).toBe("not_in_channel");
    expect(await errorOf(slack.chat.postMessage({ channel, text: "x", thread_ts: "1.000000" }))).toBe("thread_not_found");
    expect(await errorOf(slack.chat.postMessage({ channel, text: "x", metadata: { event_type: "" } }))).toBe("invalid_metadata_format");
    expect(await errorOf(slack.apiCall("chat.postMessage", { text: "x" }))).toBe("invalid_arguments");
    expect(await errorOf(slack.apiCall("chat.postMessage", { channel, blocks: "[" }))).toBe("invalid_blocks_format");
    const lounge = workspace.channels.resolve("private-lounge").id;
    await slack.conversations.join({ channel: lounge });
    expect((await slack.chat.postMessage({ channel: lounge, text: "x" })).ok).toBe(true);
    await slack.conversations.archive({ channel: lounge });
    expect(await errorOf(slack.chat.postMessage({ channel: lounge, text: "x" }))).toBe("is_archived");
  });
});

describe("changing", () => {
  it("edits in place, keeps blocks unless new text replaces them, and says it was edited", async () => {
    const { slack, channel } = await runningWorkspace();
    const blocks = [{ type: "header", block_id: "h", text: { type: "plain_text", text: "Detractor" } }] as never;
    const metadata = { event_type: "e", event_payload: { id: "1" } };
    const { ts } = await slack.chat.postMessage({ channel, text: "one", blocks, metadata });
    await slack.chat.update({ channel, ts: ts!, metadata: { event_type: "e", event_payload: { id: "2" } }, blocks });
    const { messages } = await slack.conversations.history({ channel, include_all_metadata: true });
    expect(messages![0]).toMatchObject({ ts, text: "one", blocks, metadata: { event_payload: { id: "2" } }, edited: { user: "U0BOT" } });
    await slack.chat.update({ channel, ts: ts!, text: "two" });
    const after = await slack.conversations.history({ channel });
    expect(after.messages![0]).toMatchObject({ ts, text: "two" });
    expect(after.messages![0]).not.toHaveProperty("blocks");
    expect(await errorOf(slack.chat.update({ channel, ts: "1.000001", text: "x" }))).toBe("message_not_found");
    expect(await errorOf(slack.chat.update({ channel, ts: ts!, text: "x".repeat(4_001) }))).toBe("msg_too_long");
  });

  it("deletes, and leaves a tombstone where there are replies", async () => {
    const { slack, channel } = await runningWorkspace();
    const lonely = await slack.chat.postMessage({ channel, text: "lonely" });
    const parent = await slack.chat.postMessage({ channel, text: "parent" });
    await slack.chat.postMessage({ channel, text: "reply", thread_ts: parent.ts! });
    await slack.chat.delete({ channel, ts: lonely.ts! });
    await slack.chat.delete({ channel, ts: parent.ts! });
    const { messages } = await slack.conversations.history({ channel });
    expect(messages).toHaveLength(1);
    expect(messages![0]).toMatchObject({ subtype: "tombstone", reply_count: 1 });
    expect(await errorOf(slack.chat.delete({ channel, ts: parent.ts! }))).toBe("message_not_found");
  });

  it("adds a reaction once", async () => {
    const { slack, channel } = await runningWorkspace();
    const { ts } = await slack.chat.postMessage({ channel, text: "x" });
    await slack.reactions.add({ channel, timestamp: ts!, name: "eyes" });
    expect(await errorOf(slack.reactions.add({ channel, timestamp: ts!, name: "eyes" }))).toBe("already_reacted");
    expect((await slack.conversations.history({ channel })).messages![0]!.reactions).toEqual([{ name: "eyes", users: ["U0BOT"], count: 1 }]);
  });
});

describe("reading back", () => {
  it("pages newest first, without missing or repeating", async () => {
    const { slack, channel } = await runningWorkspace();
    const posted: string[] = [];
    for (let index = 0; index < 25; index += 1) posted.push((await slack.chat.postMessage({ channel, text: String(index) })).ts!);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await slack.conversations.history({ channel, limit: 10, ...(cursor === undefined ? {} : { cursor }) });
      seen.push(...page.messages!.map(({ ts }) => ts!));
      cursor = page.response_metadata?.next_cursor;
      expect(page.has_more).toBe(cursor !== undefined);
    } while (cursor !== undefined && cursor !== "");
    expect(seen).toEqual(posted.toReversed());
    expect(await errorOf(slack.conversations.history({ channel, cursor: "bad" }))).toBe("invalid_cursor");
  });

  it("excludes oldest and latest themselves unless inclusive", async () => {
    const { slack, channel } = await runningWorkspace();
    const [a, b, c] = [await slack.chat.postMessage({ channel, text: "a" }), await slack.chat.postMessage({ channel, text: "b" }), await slack.chat.postMessage({ channel, text: "c" })];
    const between = async (inclusive: boolean) =>
      (await slack.conversations.history({ channel, oldest: a.ts!, latest: c.ts!, inclusive })).messages!.map(({ text }) => text);
    expect([await between(false), await between(true)]).toEqual([["b"], ["c", "b", "a"]]);
    expect(b.ok).toBe(true);
    expect(await errorOf(slack.conversations.history({ channel, oldest: "yesterday" }))).toBe("invalid_ts_oldest");
  });

  it("keeps threads out of the channel, counts them on the parent, and shows broadcasts in both", async () => {
    const { slack, channel } = await runningWorkspace();
    const parent = await slack.chat.postMessage({ channel, text: "parent" });
    const replies = [];
    for (const text of ["1", "2", "3"]) replies.push(await slack.chat.postMessage({ channel, text, thread_ts: parent.ts!, reply_broadcast: text === "3" }));
    const { messages } = await slack.conversations.history({ channel });
    expect(messages!.map(({ text, subtype }) => [text, subtype])).toEqual([["3", "thread_broadcast"], ["parent", undefined]]);
    expect(messages![1]).toMatchObject({ reply_count: 3, latest_reply: replies[2]!.ts, thread_ts: parent.ts });
    const first = await slack.conversations.replies({ channel, ts: parent.ts!, limit: 2 });
    const second = await slack.conversations.replies({ channel, ts: parent.ts!, limit: 2, cursor: first.response_metadata!.next_cursor! });
    expect([first, second].map((page) => page.messages!.map(({ text }) => text))).toEqual([["parent", "1"], ["2", "3"]]);
    expect(await errorOf(slack.conversations.replies({ channel, ts: "1.000001" }))).toBe("thread_not_found");
  });

  it("links to a message on its own pages", async () => {
    const { slack, channel, pages } = await runningWorkspace();
    const { ts } = await slack.chat.postMessage({ channel, text: "x" });
    const { permalink } = await slack.chat.getPermalink({ channel, message_ts: ts! });
    expect(permalink).toBe(`${pages}/archives/${channel}/p${ts!.replace(".", "")}`);
    const followed = await fetch(permalink!, { redirect: "manual" });
    expect([followed.status, followed.headers.get("location")]).toEqual([303, `/local/slack/cs-alerts?as=U0MIA#m${ts}`]);
  });

  it("says a private message to one person only", async () => {
    const { slack, workspace, channel } = await runningWorkspace();
    await slack.chat.postEphemeral({ channel, user: "U0MIA", text: "just you" });
    expect((await slack.conversations.history({ channel })).messages).toEqual([]);
    expect(workspace.notices.seenBy(channel, "U0MIA").map(({ content }) => content.text)).toEqual(["just you"]);
    expect(workspace.notices.seenBy(channel, "U0JONAS")).toEqual([]);
    expect(await errorOf(slack.chat.postEphemeral({ channel, user: "U0NOBODY", text: "x" }))).toBe("user_not_found");
  });
});

describe("conversations", () => {
  it("lists, creates and describes channels, and opens direct messages once", async () => {
    const { slack } = await runningWorkspace();
    const made = await slack.conversations.create({ name: "cs-vip" });
    expect(made.channel).toMatchObject({ name: "cs-vip", is_member: true });
    expect(await errorOf(slack.conversations.create({ name: "cs-vip" }))).toBe("name_taken");
    expect(await errorOf(slack.conversations.create({ name: "No Capitals" }))).toBe("invalid_name_specials");
    const { channels = [] } = await slack.conversations.list({});
    expect(channels.map(({ name }) => name)).toEqual(["cs-alerts", "cs-enterprise", "cs-vip"]);
    const members = await slack.conversations.members({ channel: made.channel!.id! });
    expect(members.members).toContain("U0PRIYA");
    const opened = await slack.conversations.open({ users: "U0MIA" });
    const again = await slack.conversations.open({ users: "U0MIA" });
    expect([opened.channel?.id, again.channel?.id, again.already_open]).toEqual(["D0MIA", "D0MIA", true]);
    expect((await slack.conversations.list({ types: "im" })).channels).toHaveLength(1);
    expect(await errorOf(slack.conversations.open({ users: "U0NOBODY" }))).toBe("user_not_found");
    expect((await slack.conversations.info({ channel: made.channel!.id! })).channel?.name).toBe("cs-vip");
  });
});

describe("views", () => {
  const modal = { type: "modal", title: { type: "plain_text", text: "Resolve" }, blocks: [{ type: "divider" }] } as never;

  it("opens one modal per click, within three seconds", async () => {
    let clock = 1_732_200_000_000;
    const { slack, workspace } = await runningWorkspace({ now: () => clock });
    const trigger = workspace.grants.issueTrigger("U0MIA");
    const { view } = await slack.views.open({ trigger_id: trigger, view: modal });
    expect(workspace.views.find(view!.id!)).toMatchObject({ person: "U0MIA" });
    expect(await errorOf(slack.views.open({ trigger_id: trigger, view: modal }))).toBe("exchanged_trigger_id");
    expect(await errorOf(slack.views.open({ trigger_id: "1.x", view: modal }))).toBe("invalid_trigger_id");
    const late = workspace.grants.issueTrigger("U0MIA");
    clock += 3_001;
    expect(await errorOf(slack.views.open({ trigger_id: late, view: modal }))).toBe("expired_trigger_id");
  });

  it("updates by id and hash, and publishes one home a person", async () => {
    const { slack, workspace } = await runningWorkspace();
    const { view } = await slack.views.open({ trigger_id: workspace.grants.issueTrigger("U0MIA"), view: modal });
    const updated = await slack.views.update({ view_id: view!.id!, hash: view!.hash!, view: modal });
    expect(updated.view?.hash).not.toBe(view?.hash);
    expect(await errorOf(slack.views.update({ view_id: view!.id!, hash: view!.hash!, view: modal }))).toBe("hash_conflict");
    expect(await errorOf(slack.views.update({ view_id: "V0", view: modal }))).toBe("not_found");
    const home = { type: "home", blocks: [{ type: "divider" }] } as never;
    const first = await slack.views.publish({ user_id: "U0MIA", view: home });
    const second = await slack.views.publish({ user_id: "U0MIA", view: home });
    expect(second.view?.id).toBe(first.view?.id);
    expect(await errorOf(slack.views.publish({ user_id: "U0MIA", view: modal }))).toBe("invalid_arguments");
  });
});

describe("faults", () => {
  const texts = async ({ slack, channel }: Awaited<ReturnType<typeof runningWorkspace>>) =>
    (await slack.conversations.history({ channel })).messages!.map(({ text }) => text);

  it("limits the rate for the next calls", async () => {
    const running = await runningWorkspace();
    running.workspace.inject({ method: "chat.postMessage", times: 2, answer: { kind: "rate_limited", retryAfterSeconds: 7 } });
    for (const _ of [1, 2]) {
      await expect(running.slack.chat.postMessage({ channel: running.channel, text: "x" })).rejects.toMatchObject({ retryAfter: 7 });
    }
    await running.slack.chat.postMessage({ channel: running.channel, text: "through" });
    expect(await texts(running)).toEqual(["through"]);
  });

  it.each([
    [false, { kind: "status", status: 503 }, []], [true, { kind: "status", status: 503 }, ["x"]],
    [false, { kind: "drop" }, []], [true, { kind: "drop" }, ["x"]],
    [true, { kind: "silence" }, ["x"]], [true, { kind: "error", error: "internal_error" }, ["x"]],
    [false, { kind: "error", error: "fatal_error" }, []],
  ] as const)("fails with the work done: %s, answer %j", async (accepted, answer, left) => {
    const running = await runningWorkspace();
    running.workspace.inject({ method: "chat.postMessage", accepted, answer });
    expect(await errorOf(running.slack.chat.postMessage({ channel: running.channel, text: "x" }))).not.toBe("accepted");
    expect(await texts(running)).toEqual(left);
  });

  it("fails only the channel it names", async () => {
    const { slack, workspace, channel } = await runningWorkspace();
    workspace.inject({ method: "*", channel, answer: { kind: "error", error: "internal_error" } });
    expect((await slack.chat.postMessage({ channel: "cs-enterprise", text: "x" })).ok).toBe(true);
    expect(await errorOf(slack.chat.postMessage({ channel, text: "x" }))).toBe("internal_error");
  });

  it("slows a channel down when asked to, and no other", async () => {
    let clock = 1_732_200_000_000;
    const { slack, channel } = await runningWorkspace({ now: () => clock, rateLimit: { perSecond: 1, burst: 2 } });
    await slack.chat.postMessage({ channel, text: "1" });
    await slack.chat.postMessage({ channel, text: "2" });
    await expect(slack.chat.postMessage({ channel, text: "3" })).rejects.toMatchObject({ retryAfter: 1 });
    expect((await slack.chat.postMessage({ channel: "cs-enterprise", text: "1" })).ok).toBe(true);
    clock += 1_000;
    expect((await slack.chat.postMessage({ channel, text: "3" })).ok).toBe(true);
  });
});

it("can be mounted anywhere", async () => {
  const workspace = slackWorkspace({ file: join(await temporaryFolder(), "s.db"), token: TOKEN, signingSecret: SIGNING_SECRET, channels: ["a"] });
  const app = new Hono();
  app.route("/elsewhere", slackApi(workspace));
  const url = await served(app);
  expect(await (await fetch(`${url}/elsewhere/api.test`)).json()).toEqual({ ok: true });
  workspace.close();
});
