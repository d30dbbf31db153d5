import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type Afterscore, startAfterscore } from "./support/afterscore.ts";
import { answer, person } from "./support/answers.ts";
import type { Body, Effect } from "./support/api.ts";
import { caseworkOf } from "./support/casework.ts";
import { personAt } from "./support/pages.ts";
import { changedPolicy, unfolded } from "./support/policies.ts";
import { forget, newHome } from "./support/process.ts";
import { until } from "./support/until.ts";

vi.setConfig({ testTimeout: 240_000, hookTimeout: 60_000, maxConcurrency: 20 });

const minute = 60_000;
const delayMs = 9_000;
const patient = { within: 60_000, every: 200 };

/** The policy as it is written, with delays of seconds, and its quiet hours as given. */
const hurried = (quietHours: string) =>
  [
    unfolded,
    ["delays: { detractor: 30m, passive: 1h, promoter: 10m }", "delays: { detractor: 9s, passive: 9s, promoter: 9s }"],
    [`quietHours: { start: "20:00", end: "08:00" }`, `quietHours: ${quietHours}`],
  ] as const;

async function startWith(quietHours: string): Promise<Afterscore> {
  const home = newHome();
  return startAfterscore({ home, policy: changedPolicy(home, hurried(quietHours)), env: { AFTERSCORE_PROFILE: "none" } });
}

/** What became of the messages of a response, by kind, once it is known of all of them. */
async function messagesOf(app: Afterscore, id: string): Promise<Record<string, string>> {
  const { effects } = await app.settled(id, 60_000);
  const told = ({ state, detail }: Effect) => (state === "cancelled" ? `cancelled: ${detail}` : state);
  return Object.fromEntries(effects.filter(({ kind }) => ["follow_up", "thank", "reward"].includes(kind)).map((effect) => [effect.kind, told(effect)]));
}

function orNothing<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length === 0 ? undefined : list;
}

describe.concurrent("before its delay is over, a message", () => {
  let app: Afterscore;
  beforeAll(async () => { app = await startWith("off"); });
  afterAll(() => app.stop());

  /** An answer that is accepted, and whose case (a detractor's) has been opened. */
  async function answered(score: number, more: Body = {}) {
    const who = person();
    const body = { id: `answer-${who.id}`, ...answer(score, { respondent: who, ...more }) };
    const { id } = await app.accepted(body);
    const caseId = score > 6 ? "" : await until("its case", async () => (await app.shown(id)).caseId, patient);
    const correct = (change: Body) => app.accepted({ ...body, ...change });
    const happen = async (event: Body) => { expect((await app.ask("POST", `/v1/cases/${caseId}/events`, JSON.stringify(event))).status).toBe(200); };
    return { id, who, body, caseId, correct, happen, mails: () => app.mailbox.to(who.email) };
  }

  it.for([[3, "follow_up"], [8, "follow_up"], [10, "thank"]] as const)("waits: an answer of %i is mailed when its time has come, and not before", async ([score, kind]) => {
    const { id, mails } = await answered(score);
    const { receivedAt } = (await app.shown(id)) as unknown as { receivedAt: string };
    expect(await messagesOf(app, id)).toMatchObject({ [kind]: "sent" });
    const [mail, ...more] = await mails();
    expect(more).toEqual([]);
    expect(Date.parse(mail!.sentAt) - Date.parse(receivedAt)).toBeGreaterThanOrEqual(delayMs);
  });

  it("is cancelled when a person has acted on the case first", async () => {
    const { id, happen, mails } = await answered(3);
    await happen({ type: "acknowledge" });
    expect(await messagesOf(app, id)).toEqual({ follow_up: "cancelled: handled by a person" });
    expect(await mails()).toEqual([]);
  });

  it("goes although somebody has only made a note, or said whose the case is", async () => {
    const { id, happen } = await answered(3);
    await happen({ type: "note", note: "looking into it" });
    await happen({ type: "assign", owner: "U0PRIYA" });
    expect(await messagesOf(app, id)).toEqual({ follow_up: "sent" });
  });

  it("is cancelled when the answer is corrected to another band, whose message goes instead, once", async () => {
    const { id, correct, mails } = await answered(8);
    await correct({ score: 10 });
    expect(await messagesOf(app, id)).toEqual({ follow_up: "cancelled: corrected", thank: "sent", reward: "sent" });
    expect(await mails()).toHaveLength(1);
  });

  it("is cancelled for the first of two reasons: a person acted, and then the answer was corrected", async () => {
    const { id, correct, happen, mails } = await answered(3);
    await happen({ type: "acknowledge" });
    await correct({ score: 8 });
    expect(await messagesOf(app, id)).toEqual({ follow_up: "cancelled: handled by a person" });
    expect(await mails()).toEqual([]);
  });

  it("is cancelled as a test, or for want of an address, when a correction says so", async () => {
    const [test, addressless] = [await answered(8), await answered(8)];
    await test.correct({ test: true });
    await addressless.correct({ respondent: { id: addressless.who.id } });
    expect(await messagesOf(app, test.id)).toEqual({ follow_up: "cancelled: test" });
    expect(await messagesOf(app, addressless.id)).toEqual({ follow_up: "cancelled: no address" });
    expect([...(await test.mails()), ...(await addressless.mails())]).toEqual([]);
  });

  it("is never sent to somebody who has been erased", async () => {
    const { who, mails } = await answered(3);
    expect((await app.ask("POST", "/v1/respondents/erase", JSON.stringify({ email: who.email }))).status).toBe(200);
    await sleep(delayMs + 8_000);
    expect(await mails()).toEqual([]);
  });

  it.for([[3, /tell us what happened|what happened\?/i, /read (?:it|what|your|every)/i], [8, undefined, undefined]] as const)(
    "changes when a comment arrives as a correction: an answer of %i",
    async ([score, silent, heard]) => {
      const [quiet, spoken] = [await answered(score), await answered(score)];
      await spoken.correct({ comment: "Exports fail every Monday." });
      expect(await messagesOf(app, quiet.id)).toEqual({ follow_up: "sent" });
      expect(await messagesOf(app, spoken.id)).toEqual({ follow_up: "sent" });
      const [[before], [after], ...more] = [await quiet.mails(), await spoken.mails()];
      expect(more).toEqual([]);
      expect(after!.text).not.toBe(before!.text);
      if (silent !== undefined) expect(before!.text).toMatch(silent);
      if (heard !== undefined) expect(after!.text).toMatch(heard);
    },
  );

  it("gives way to one that the same address is still to get, or has had: one within seven days", async () => {
    const { who, id, mails } = await answered(8);
    expect(await messagesOf(app, id)).toEqual({ follow_up: "sent" });
    const again = await app.accepted(answer(10, { respondent: { ...who, email: who.email.toUpperCase() } }));
    expect(await messagesOf(app, again.id)).toEqual({ thank: "cancelled: frequency cap", reward: "cancelled: frequency cap" });
    expect(await mails()).toHaveLength(1);
  });
});

describe("in the quiet hours of where they are, somebody", () => {
  const zone = "Asia/Tokyo";
  const elsewhere = "America/Los_Angeles";
  let app: Afterscore;
  let endsAt: number;
  beforeAll(async () => {
    // The night there is now, and is over with the minute after this one, or after the next.
    const now = Date.now();
    endsAt = Math.floor((now + 40_000) / minute) * minute + minute;
    const clock = (at: number) => new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(at);
    app = await startWith(`{ start: "${clock(now - 60 * minute)}", end: "${clock(endsAt)}" }`);
  });
  afterAll(async () => {
    await app.stop();
    forget(app.home);
  });

  it("gets no message of ours until they are over, but a person's own words at once; elsewhere it is day", async () => {
    const [sleeper, waker] = [person({ timeZone: zone }), person({ timeZone: elsewhere })];
    const held = await app.accepted(answer(3, { respondent: sleeper }));
    const free = await app.accepted(answer(8, { respondent: waker }));
    const writtenTo = person({ timeZone: zone });
    const other = await app.accepted(answer(3, { respondent: writtenTo }));
    const mia = personAt(app.local, "U0MIA");
    const card = await until("its card", async () => caseworkOf(app).cardOf((await app.shown(other.id)).caseId ?? "none"), patient);
    await mia.press(card, app.local.slack.defaultChannel, "draft");
    await mia.submit({ message: "Hello, I am up late. Mia" });
    const [own] = await until("the reply", async () => orNothing(await app.mailbox.to(writtenTo.email)), patient);
    expect([own!.text.includes("I am up late"), Date.parse(own!.sentAt) < endsAt]).toEqual([true, true]);
    expect(await messagesOf(app, free.id)).toEqual({ follow_up: "sent" });
    const [prompt] = await app.mailbox.to(waker.email);
    expect(Date.parse(prompt!.sentAt)).toBeLessThan(endsAt);
    expect((await app.shown(held.id)).effects.find(({ kind }) => kind === "follow_up")).toMatchObject({ state: "planned" });
    expect(await app.mailbox.to(sleeper.email)).toEqual([]);
    await until("the morning", async () => Promise.resolve(Date.now() >= endsAt ? true : undefined), { within: 150_000, every: 500 });
    expect(await messagesOf(app, held.id)).toEqual({ follow_up: "sent" });
    const mails = await app.mailbox.to(sleeper.email);
    expect(mails).toHaveLength(1);
    expect(Date.parse(mails[0]!.sentAt)).toBeGreaterThanOrEqual(endsAt);
  });
});
