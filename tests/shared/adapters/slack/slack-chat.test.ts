import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { slackChat } from "../../../../shared/adapters/slack/slack-chat.ts";
import { checkSlack } from "../../../../shared/adapters/slack/check-slack.ts";
import type { Chat, Posting } from "../../../../shared/ports.ts";
import { type ServedWorkspace, serveWorkspace } from "./workspace.ts";

const channel = "#customer-feedback";
let slack: ServedWorkspace;
let chat: Chat;

beforeEach(async () => {
  slack = await serveWorkspace();
  chat = chatOf();
});
afterEach(() => { slack.close(); });

function chatOf(options: { timeoutMs?: number; token?: (refused: boolean) => Promise<string>; apiUrl?: string } = {}): Chat {
  return slackChat({ token: slack.token, apiUrl: slack.apiUrl, now: () => new Date(slack.clock.at), settleMs: 30_000, ...options });
}

const posting = (changes: Partial<Posting> = {}): Posting => ({
  effectId: "rsp_1.alert",
  channel,
  message: { text: "NPS 3", blocks: [{ type: "header", text: { type: "plain_text", text: "NPS 3" } }, { type: "divider" }] },
  ...changes,
});

const idOf = (name: string) => slack.workspace.channels.resolve(name).id;
const posted = (name = "customer-feedback") =>
  slack.workspace.messages.history(idOf(name), { from: 0, to: Number.MAX_SAFE_INTEGER }, 1000).messages;
const now = () => new Date(slack.clock.at).toISOString();
const wait = (ms: number) => { slack.clock.at += ms; };

describe("posting", () => {
  test("carries the effect's mark twice, for a channel by name or by id", async () => {
    const outcome = await chat.post(posting());
    expect(outcome).toEqual({ kind: "sent", receipt: { channel: idOf("customer-feedback"), ts: posted()[0]!.ts } });
    expect(posted()[0]!.content).toMatchObject({
      text: "NPS 3",
      metadata: { event_type: "afterscore_effect", event_payload: { effect_id: "rsp_1.alert" } },
      blocks: [{ type: "header", block_id: "rsp_1.alert" }, { type: "divider" }],
    });
    expect(await chat.post(posting({ channel: idOf("escalations") }))).toMatchObject({ kind: "sent" });
  });

  test("puts a line in a thread and not in the channel", async () => {
    await chat.post(posting());
    const parent = posted()[0]!.ts;
    expect(await chat.post(posting({ effectId: "rsp_2.alert", threadTs: parent }))).toMatchObject({ kind: "sent" });
    expect(posted()).toHaveLength(1);
  });

  test("a rate limit is a refusal that says when to come back, and holds no other call", async () => {
    slack.workspace.inject({ method: "chat.postMessage", channel: idOf("customer-feedback"), answer: { kind: "rate_limited", retryAfterSeconds: 30 } });
    const began = performance.now();
    const [limited, other] = await Promise.all([chat.post(posting()), chat.post(posting({ channel: "#escalations" }))]);
    expect(limited).toEqual({ kind: "refused", reason: "ratelimited", retryAfterMs: 30_000 });
    expect(other.kind).toBe("sent");
    expect(performance.now() - began).toBeLessThan(3000);
    expect(await chat.post(posting())).toMatchObject({ kind: "sent" });
  });

  test.each([
    ["the connection is cut", { kind: "drop" }],
    ["a proxy answers 503", { kind: "status", status: 503 }],
    ["Slack says internal_error", { kind: "error", error: "internal_error" }],
    ["no answer comes", { kind: "silence" }],
  ] as const)("is uncertain when the post is made and %s, is found then, and was made once", async (_, answer) => {
    chat = chatOf({ timeoutMs: 300 });
    const since = now();
    slack.workspace.inject({ method: "chat.postMessage", accepted: true, answer });
    expect(await chat.post(posting())).toMatchObject({ kind: "uncertain" });
    expect(await chat.lookUp({ effectId: "rsp_1.alert", channel, since })).toEqual({
      kind: "found",
      receipt: { channel: idOf("customer-feedback"), ts: posted()[0]!.ts },
    });
    expect(posted()).toHaveLength(1);
  });

  test.each([
    ["channel_not_found", "channel refuses"],
    ["is_archived", "channel refuses"],
    ["not_in_channel", "channel refuses"],
    ["restricted_action", "channel refuses"],
    ["token_revoked", "refused"],
    ["missing_scope", "refused"],
    ["an_error_of_next_year", "refused"],
    ["msg_too_long", "rejected"],
    ["fatal_error", "uncertain"],
    ["<html>Bad gateway</html>", "uncertain"],
  ])("takes %s for '%s'", async (error, kind) => {
    slack.workspace.inject({ method: "chat.postMessage", answer: { kind: "error", error } });
    expect(await chat.post(posting())).toMatchObject({ kind });
    expect(posted()).toEqual([]);
  });

  test("says which block Slack does not take", async () => {
    const message = { text: "x", blocks: [{ type: "header", text: { type: "plain_text", text: "x".repeat(151) } }] };
    expect(await chat.post(posting({ message }))).toMatchObject({
      kind: "rejected",
      reason: expect.stringMatching(/^invalid_blocks: .*blocks\/0/) as string,
    });
  });

  test("is refused, and not uncertain, when Slack was never reached", async () => {
    const gone = await serveWorkspace();
    gone.close();
    const toNobody = posting({ channel: "C0123ABCD" });
    expect(await chatOf({ apiUrl: gone.apiUrl }).post(toNobody)).toMatchObject({ kind: "refused", reason: expect.stringContaining("ECONNREFUSED") as string });
    expect(await chatOf({ apiUrl: "http://slack.invalid/api/" }).post(toNobody)).toMatchObject({ kind: "refused" });
  });

  test("is refused when the channel's id could not be looked up: nothing was posted", async () => {
    slack.workspace.inject({ method: "conversations.list", answer: { kind: "status", status: 503 } });
    expect(await chat.post(posting())).toMatchObject({ kind: "refused" });
    slack.workspace.inject({ method: "conversations.list", answer: { kind: "rate_limited", retryAfterSeconds: 7 } });
    expect(await chat.post(posting())).toMatchObject({ kind: "refused", retryAfterMs: 7000 });
  });
});

describe("the token", () => {
  test("is asked for with each call, and asked for anew once Slack did not take it", async () => {
    const asked: boolean[] = [];
    const rotated = chatOf({
      token: (refused) => {
        asked.push(refused);
        return refused ? slack.token() : Promise.resolve("xoxb-revoked");
      },
    });
    const toChannel = posting({ channel: idOf("customer-feedback") });
    expect(await rotated.post(toChannel)).toMatchObject({ kind: "refused", reason: "invalid_auth" });
    expect(await rotated.post(toChannel)).toMatchObject({ kind: "sent" });
    expect(await rotated.post(toChannel)).toMatchObject({ kind: "refused" });
    expect(asked).toEqual([false, true, false]);
  });

  test("that cannot be had is a refusal: nothing was posted", async () => {
    const without = chatOf({ token: () => Promise.reject(new Error("the secret is away")) });
    expect(await without.post(posting())).toMatchObject({ kind: "refused", reason: expect.stringContaining("the secret is away") as string });
    expect(posted()).toEqual([]);
  });
});

describe("a channel's name", () => {
  test("is looked up once for many posts", async () => {
    await Promise.all([chat.post(posting()), chat.post(posting()), chat.post(posting({ channel: "#escalations" }))]);
    wait(60_000);
    await chat.post(posting());
    expect(slack.calls.get("conversations.list")).toBe(1);
  });

  test("that is not there refuses, and is found once it has been made", async () => {
    expect(await chat.post(posting({ channel: "#late" }))).toEqual({ kind: "channel refuses", reason: "channel_not_found" });
    slack.workspace.channels.create("late");
    wait(20_000);
    expect(await chat.post(posting({ channel: "#late" }))).toMatchObject({ kind: "sent" });
    expect(slack.calls.get("conversations.list")).toBe(2);
  });
});

describe("looking up a post", () => {
  test("calls it absent only after it had time to settle", async () => {
    const since = now();
    const query = { effectId: "rsp_1.alert", channel, since };
    expect(await chat.lookUp(query)).toMatchObject({ kind: "unsure" });
    wait(29_999);
    expect(await chat.lookUp(query)).toMatchObject({ kind: "unsure" });
    wait(1);
    expect(await chat.lookUp(query)).toEqual({ kind: "absent" });
  });

  test("reads every page of the span", async () => {
    const since = now();
    await chat.post(posting());
    for (let index = 0; index < 450; index += 1) {
      slack.workspace.messages.post({ channel: idOf("customer-feedback"), author: "U0MIA", content: { text: `chatter ${index}` } });
    }
    wait(60_000);
    expect(await chat.lookUp({ effectId: "rsp_1.alert", channel, since })).toMatchObject({ kind: "found" });
    expect(await chat.lookUp({ effectId: "rsp_9.alert", channel, since })).toEqual({ kind: "absent" });
  });

  test("is unsure when a page is missing", async () => {
    const since = now();
    wait(60_000);
    slack.workspace.inject({ method: "conversations.history", answer: { kind: "status", status: 500 } });
    expect(await chat.lookUp({ effectId: "rsp_1.alert", channel, since })).toMatchObject({ kind: "unsure" });
  });

  test.each(["#nowhere", "#without-bot"])("knows that it cannot be in %s, where the bot is not", async (elsewhere) => {
    slack.workspace.channels.create("without-bot", { withBot: false });
    const query = { effectId: "rsp_1.alert", channel: elsewhere, since: now() };
    expect(await chat.lookUp(query)).toMatchObject({ kind: "unsure" });
    wait(30_000);
    expect(await chat.lookUp(query)).toEqual({ kind: "absent" });
  });

  test("finds a line in its thread, and a card that was edited since", async () => {
    const since = now();
    await chat.post(posting());
    const parent = posted()[0]!.ts;
    const line = await chat.post(posting({ effectId: "rsp_2.alert", threadTs: parent }));
    await chat.edit({ channel: idOf("customer-feedback"), ts: parent, effectId: "rsp_1.alert" }, { text: "NPS 3, acknowledged", blocks: [{ type: "divider" }] });
    wait(60_000);
    const query = { effectId: "rsp_2.alert", channel, since };
    expect(await chat.lookUp({ ...query, threadTs: parent })).toEqual({ ...line, kind: "found" });
    expect(await chat.lookUp(query)).toEqual({ kind: "absent" });
    expect(await chat.lookUp({ ...query, effectId: "rsp_1.alert" })).toMatchObject({ kind: "found" });
  });
});

describe("editing, whispering, members", () => {
  test("an edit changes the message in place, and doing it twice is harmless", async () => {
    await chat.post(posting());
    const receipt = { channel: idOf("customer-feedback"), ts: posted()[0]!.ts };
    const card = { ...receipt, effectId: "rsp_1.alert" };
    const message = { text: "NPS 3, resolved", blocks: [{ type: "divider" }] };
    expect(await chat.edit(card, message)).toEqual({ kind: "sent", receipt });
    expect(await chat.edit(card, message)).toEqual({ kind: "sent", receipt });
    expect(posted().map(({ content }) => content.text)).toEqual(["NPS 3, resolved"]);
    expect(await chat.edit({ ...card, ts: "1.000001" }, message)).toMatchObject({ kind: "rejected", reason: "message_not_found" });
  });

  test("a whisper that was not delivered is an error", async () => {
    const to = { channel: idOf("customer-feedback"), user: "U0MIA" };
    await expect(chat.whisper(to, "Only you see this")).resolves.toBeUndefined();
    await expect(chat.whisper({ ...to, user: "U0NOBODY" }, "…")).rejects.toThrow("user_not_found");
  });

  test("a member is looked up once in five minutes, also one who is not there", async () => {
    expect(await chat.memberByEmail("mia@us.example")).toBe("U0MIA");
    expect(await chat.memberByEmail("Mia@us.example")).toBe("U0MIA");
    expect(await chat.memberByEmail("nobody@us.example")).toBeUndefined();
    expect(await chat.memberByEmail("nobody@us.example")).toBeUndefined();
    expect(slack.calls.get("users.lookupByEmail")).toBe(2);
    wait(5 * 60_000);
    expect(await chat.memberByEmail("mia@us.example")).toBe("U0MIA");
    expect(slack.calls.get("users.lookupByEmail")).toBe(3);
  });

  test("a member who could not be looked up is an error and not nobody", async () => {
    slack.workspace.inject({ method: "users.lookupByEmail", answer: { kind: "error", error: "missing_scope" } });
    await expect(chat.memberByEmail("mia@us.example")).rejects.toThrow("missing_scope");
    expect(await chat.memberByEmail("mia@us.example")).toBe("U0MIA");
  });
});

describe("the check at start", () => {
  test("finds nothing when all is well", async () => {
    expect(await checkSlack(slack, [channel, idOf("escalations")])).toEqual([]);
  });

  test("says which channel is missing", async () => {
    expect(await checkSlack(slack, [channel, "#nowhere", "#nowhere"])).toEqual([
      { of: "channels", text: expect.stringContaining("There is no channel #nowhere") as string },
    ]);
  });

  test("says where the bot must be invited, and what is archived", async () => {
    const uninvited = slack.workspace.channels.create("without-bot", { withBot: false });
    slack.workspace.channels.save({ ...slack.workspace.channels.create("old"), archived: true });
    expect(await checkSlack(slack, [uninvited.id, "#old"])).toEqual([
      { of: "channels", text: "@afterscore is not in #without-bot: say /invite @afterscore there." },
      { of: "channels", text: "The channel #old is archived: unarchive it or name another in the policy." },
    ]);
  });

  test("says that the token is refused", async () => {
    expect(await checkSlack({ ...slack, token: () => Promise.resolve("xoxb-old") }, [channel])).toEqual([{ of: "token", text: "Slack does not take the bot token: invalid_auth." }]);
  });
});
