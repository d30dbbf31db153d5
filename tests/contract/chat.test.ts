import { describe, expect, it, onTestFinished } from "vitest";
import { memoryChat } from "../../shared/adapters/memory/chat.ts";
import { slackChat } from "../../shared/adapters/slack/slack-chat.ts";
import type { Chat, Posting } from "../../shared/ports.ts";
import { serveWorkspace } from "../shared/adapters/slack/workspace.ts";

const settleMs = 30_000;
const channels = ["customer-feedback", "escalations"];
type Bench = { readonly chat: Chat; readonly clock: { at: number }; readonly goAway: (member: string) => void };

async function overSlack(): Promise<Bench> {
  const slack = await serveWorkspace(channels);
  onTestFinished(() => { slack.close(); });
  return {
    clock: slack.clock,
    chat: slackChat({ token: slack.token, apiUrl: slack.apiUrl, now: () => new Date(slack.clock.at), settleMs }),
    goAway: (member) => { slack.workspace.statuses.set(member, { text: "On vacation", emoji: "" }); },
  };
}

function inMemory(): Promise<Bench> {
  const clock = { at: Date.parse("2026-11-21T09:30:00Z") };
  const members = new Map([["mia@us.example", "U0MIA"]]);
  const groups = new Map([["S0CSM", ["U0MIA", "U0JONAS"]]]);
  const away = new Set<string>();
  const chat = memoryChat({ now: () => new Date(clock.at), settleMs, channels, members, groups, away });
  return Promise.resolve({ clock, chat, goAway: (member) => { away.add(member); } });
}

const channel = "#customer-feedback";
const posting = (parts: Partial<Posting> = {}): Posting => ({ effectId: "rsp_1.alert", channel, message: { text: "NPS 3", blocks: [{ type: "divider" }] }, ...parts });

async function posted(chat: Chat, parts: Partial<Posting> = {}) {
  const outcome = await chat.post(posting(parts));
  if (outcome.kind !== "sent" || !("ts" in outcome.receipt)) throw new Error(`not posted: ${outcome.kind}`);
  return outcome.receipt;
}

describe.each([["over Slack", overSlack], ["in memory", inMemory]])("a chat %s", (_, open) => {
  it("finds what was posted by its effect, in its channel by name or id and nowhere else", async () => {
    const { chat, clock } = await open();
    const since = new Date(clock.at).toISOString();
    const receipt = await posted(chat);
    await posted(chat, { effectId: "rsp_2.alert", channel: receipt.channel });
    clock.at += settleMs;
    for (const place of [channel, receipt.channel]) {
      expect(await chat.lookUp({ effectId: "rsp_1.alert", channel: place, since })).toEqual({ kind: "found", receipt });
      expect(await chat.lookUp({ effectId: "rsp_2.alert", channel: place, since })).toMatchObject({ kind: "found" });
    }
    expect(await chat.lookUp({ effectId: "rsp_1.alert", channel: "#escalations", since })).toEqual({ kind: "absent" });
    expect(await chat.lookUp({ effectId: "rsp_3.alert", channel, since })).toEqual({ kind: "absent" });
  });

  it("gives each message a place of its own", async () => {
    const { chat } = await open();
    const receipts = [await posted(chat), await posted(chat), await posted(chat)];
    expect(new Set(receipts.map(({ ts }) => ts)).size).toBe(3);
    expect(receipts.map(({ ts }) => Number(ts))).toEqual(receipts.map(({ ts }) => Number(ts)).toSorted((a, b) => a - b));
  });

  it("says that something is absent only when it can no longer turn up", async () => {
    const { chat, clock } = await open();
    const query = { effectId: "rsp_1.alert", channel, since: new Date(clock.at).toISOString() };
    clock.at += settleMs - 1;
    expect(await chat.lookUp(query)).toMatchObject({ kind: "unsure" });
    clock.at += 1;
    expect(await chat.lookUp(query)).toEqual({ kind: "absent" });
  });

  it("does not find what was posted long before one asks", async () => {
    const { chat, clock } = await open();
    await posted(chat);
    clock.at += 60_000;
    const since = new Date(clock.at).toISOString();
    clock.at += settleMs;
    expect(await chat.lookUp({ effectId: "rsp_1.alert", channel, since })).toEqual({ kind: "absent" });
  });

  it("finds a line in its thread and not in the channel", async () => {
    const { chat, clock } = await open();
    const since = new Date(clock.at).toISOString();
    const { ts: threadTs } = await posted(chat);
    const receipt = await posted(chat, { effectId: "rsp_2.alert", threadTs });
    clock.at += settleMs;
    expect(await chat.lookUp({ effectId: "rsp_2.alert", channel, since, threadTs })).toEqual({ kind: "found", receipt });
    expect(await chat.lookUp({ effectId: "rsp_2.alert", channel, since })).toEqual({ kind: "absent" });
  });

  it("replaces a message as often as it is asked to, and keeps its mark", async () => {
    const { chat, clock } = await open();
    const since = new Date(clock.at).toISOString();
    const receipt = await posted(chat);
    const card = { ...receipt, effectId: "rsp_1.alert" };
    const message = { text: "NPS 9", blocks: [] };
    expect(await chat.edit(card, message)).toEqual({ kind: "sent", receipt });
    expect(await chat.edit(card, message)).toEqual({ kind: "sent", receipt });
    expect(await chat.lookUp({ effectId: "rsp_1.alert", channel, since })).toEqual({ kind: "found", receipt });
    expect(await chat.edit({ ...card, ts: "1.000001" }, message)).toMatchObject({ kind: "rejected" });
  });

  it("tells a channel that is not there from any other failure", async () => {
    const { chat, clock } = await open();
    const since = new Date(clock.at).toISOString();
    expect(await chat.post(posting({ channel: "#nowhere" }))).toEqual({ kind: "channel refuses", reason: "channel_not_found" });
    clock.at += settleMs;
    expect(await chat.lookUp({ effectId: "rsp_1.alert", channel: "#nowhere", since })).toEqual({ kind: "absent" });
  });

  it("knows its members by their address", async () => {
    const { chat } = await open();
    expect([await chat.memberByEmail("Mia@us.example"), await chat.memberByEmail("nobody@us.example")]).toEqual(["U0MIA", undefined]);
  });

  it("knows its members by their id, and whether they are away, at most five minutes late", async () => {
    const { chat, clock, goAway } = await open();
    expect(await chat.member("U0MIA")).toMatchObject({ id: "U0MIA", email: "mia@us.example", away: false });
    expect([await chat.member("U0NOBODY"), await chat.member("U0BOT")]).toEqual([undefined, undefined]);
    goAway("U0MIA");
    clock.at += 5 * 60_000;
    expect(await chat.member("U0MIA")).toMatchObject({ id: "U0MIA", away: true });
  });

  it("knows who is in a group", async () => {
    const { chat } = await open();
    expect([await chat.isIn("S0CSM", "U0MIA"), await chat.isIn("S0CSM", "U0PRIYA"), await chat.isIn("S0NONE", "U0MIA")]).toEqual([true, false, false]);
  });

  it("says where a message can be read, one place each, and nothing of what is not there", async () => {
    const { chat } = await open();
    const [first, second] = [await posted(chat), await posted(chat, { effectId: "rsp_2.alert" })];
    const links = [await chat.linkTo(first), await chat.linkTo(second)];
    expect(links.map((link) => URL.canParse(link ?? ""))).toEqual([true, true]);
    expect(new Set(links).size).toBe(2);
    expect(await chat.linkTo({ ...first, ts: "1.000001" })).toBeUndefined();
  });

  it("posts to one person where nobody else looks, and finds it there", async () => {
    const { chat, clock } = await open();
    const since = new Date(clock.at).toISOString();
    const receipt = await posted(chat, { effectId: "rsp_1.nudge", channel: "U0MIA" });
    clock.at += settleMs;
    expect(await chat.lookUp({ effectId: "rsp_1.nudge", channel: "U0MIA", since })).toEqual({ kind: "found", receipt });
    expect(await chat.lookUp({ effectId: "rsp_1.nudge", channel, since })).toEqual({ kind: "absent" });
  });

  it("whispers to one person without leaving a message", async () => {
    const { chat, clock } = await open();
    const since = new Date(clock.at).toISOString();
    const { channel: id } = await posted(chat);
    await expect(chat.whisper({ channel: id, user: "U0MIA" }, "Only you.")).resolves.toBeUndefined();
    await expect(chat.whisper({ channel: "C0NOWHERE", user: "U0MIA" }, "Only you.")).rejects.toThrow();
    expect(await chat.lookUp({ effectId: "rsp_1.alert", channel, since })).toMatchObject({ kind: "found" });
  });
});

it("a chat in memory shows what stands in it, as it now reads", async () => {
  const clock = { at: Date.parse("2026-11-21T09:30:00Z") };
  const chat = memoryChat({ now: () => new Date(clock.at), settleMs });
  const receipt = await posted(chat, { channel: "#any" });
  await posted(chat, { channel: "#any" });
  await chat.edit({ ...receipt, effectId: "rsp_1.alert" }, { text: "NPS 9", blocks: [] });
  await chat.whisper({ channel: "#any", user: "U0MIA" }, "Only you.");
  expect(chat.posts().map(({ effectId, message }) => [effectId, message.text])).toEqual([["rsp_1.alert", "NPS 9"], ["rsp_1.alert", "NPS 3"]]);
  expect(chat.whispers()).toEqual([{ channel: "#any", user: "U0MIA", text: "Only you." }]);
});
