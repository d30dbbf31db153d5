import { describe, expect, it } from "vitest";
import { dynamoLedger } from "../../../shared/adapters/dynamodb/ledger.ts";
import { type Delivered, type Delivery, deliver } from "../../../shared/delivery/deliver.ts";
import { type Effect, mostAttempts } from "../../../shared/domain/effect.ts";
import type { Ledger, Log, LookUp, SendOutcome, Slot } from "../../../shared/ports.ts";
import { effectWith } from "../../support/domain.ts";
import { putEffects } from "../../support/planned.ts";
import { tableEngine } from "../../support/table.ts";

const newTable = tableEngine();
const noon = Date.parse("2026-11-21T12:00:00.000Z");
const at = (ms: number) => new Date(noon + ms).toISOString();

/** What a receiver makes of a send: its answer, or an error that leaves the sender without one. */
type Answer = SendOutcome | Error | (() => Promise<SendOutcome>);

/**
 * A receiver that answers as scripted and remembers what reached it, over the real ledger, with a clock
 * that stands until it is moved.
 */
async function world(effects: readonly Effect[] = [effectWith()]) {
  const table = await newTable();
  await putEffects(table, ...effects);
  const ledger = dynamoLedger(table);
  const warnings: string[] = [];
  const log: Log = { info: () => undefined, warn: (event) => warnings.push(event), error: (event) => warnings.push(event) };
  const seen = { sends: 0, lookUps: [] as string[], arrived: 0 };
  let now = noon;

  /** One worker's go at the effects as the ledger has them, or as the worker has read them. */
  async function go(script: { send?: Answer; lookUp?: LookUp; slots?: readonly Slot[]; arrived?: Delivery["arrived"] & object; read?: readonly Effect[] }): Promise<Delivered> {
    const read = script.read ?? (await Promise.all(effects.map(async ({ id }) => (await ledger.find(id))!)));
    return deliver(
      { ledger, log, clock: { now: () => new Date(now) } },
      {
        effects: read,
        ...(script.slots === undefined ? {} : { slots: script.slots }),
        send: async () => {
          seen.sends += 1;
          const answer = script.send ?? new Error("nothing was to be sent");
          if (answer instanceof Error) throw answer;
          return typeof answer === "function" ? answer() : answer;
        },
        lookUp: (since) => {
          seen.lookUps.push(since);
          return script.lookUp === undefined ? Promise.reject(new Error("nothing was to be looked up")) : Promise.resolve(script.lookUp);
        },
        arrived: async (receipt) => {
          seen.arrived += 1;
          await script.arrived?.(receipt);
        },
      },
    );
  }
  const state = async (index = 0) => (await ledger.find(effects[index]!.id))!;
  return { ledger, seen, warnings, go, state, clock: { set: (ms: number) => { now = noon + ms; } } };
}

const receipt = { messageId: "m1" } as const;
const sent: SendOutcome = { kind: "sent", receipt };
const found: LookUp = { kind: "found", receipt };

describe("a delivery", () => {
  it("that arrives is sent, with its receipt, and is never begun again", async () => {
    const { go, state, seen } = await world();
    expect(await go({ send: sent })).toEqual({ kind: "settled" });
    expect(await state()).toMatchObject({ state: "sent", receipt, attempts: 1, at: at(0) });
    expect(await go({})).toEqual({ kind: "settled" });
    expect(seen).toEqual({ sends: 1, lookUps: [], arrived: 1 });
  });

  it("waits for its time", async () => {
    const { go, clock, seen } = await world([effectWith({ notBefore: at(5_000) })]);
    expect(await go({})).toEqual({ kind: "later", at: at(5_000) });
    expect(seen.sends).toBe(0);
    clock.set(5_000);
    expect(await go({ send: sent })).toEqual({ kind: "settled" });
  });

  it("of nothing is settled", async () => {
    expect(await deliver({} as Parameters<typeof deliver>[0], { effects: [], send: () => Promise.resolve(sent), lookUp: () => Promise.resolve(found) })).toEqual({ kind: "settled" });
  });

  it("that is rejected has failed, with the receiver's reason", async () => {
    const { go, state } = await world();
    expect(await go({ send: { kind: "rejected", reason: "no such address" } })).toEqual({ kind: "settled" });
    expect(await state()).toMatchObject({ state: "failed", detail: "no such address" });
  });

  it("that is refused is tried again when the receiver says, and arrives once", async () => {
    const { go, state, clock, seen } = await world();
    expect(await go({ send: { kind: "refused", reason: "busy", retryAfterMs: 7_000 } })).toEqual({ kind: "later", at: at(7_000), retryAfterMs: 7_000 });
    expect(await state()).toMatchObject({ state: "planned", notBefore: at(7_000), dueAt: at(7_000), detail: "busy", attempts: 1 });
    clock.set(6_999);
    expect(await go({})).toEqual({ kind: "later", at: at(7_000) });
    clock.set(7_000);
    expect(await go({ send: sent })).toEqual({ kind: "settled" });
    expect(seen).toEqual({ sends: 2, lookUps: [], arrived: 1 });
  });

  it("that is refused again and again waits longer each time, and is given up after the last try", async () => {
    const { go, state, clock, seen } = await world();
    let now = 0;
    const waits: number[] = [];
    for (let attempt = 1; attempt < mostAttempts; attempt += 1) {
      const outcome = await go({ send: { kind: "refused", reason: "down" } });
      if (outcome.kind !== "later") throw new Error(`attempt ${attempt} was ${outcome.kind}`);
      waits.push(Date.parse(outcome.at) - noon - now);
      now = Date.parse(outcome.at) - noon;
      clock.set(now);
    }
    expect(waits.slice(0, 4)).toEqual([2_000, 4_000, 8_000, 16_000]);
    expect(await go({ send: { kind: "refused", reason: "down" } })).toEqual({ kind: "settled" });
    expect(await state()).toMatchObject({ state: "failed", detail: `given up after ${mostAttempts} attempts: down` });
    expect(seen.sends).toBe(mostAttempts);
  });

  it("settles everything it carries together", async () => {
    const { go, state } = await world([effectWith({ id: "rsp_1.thank", kind: "thank" }), effectWith({ id: "rsp_1.reward", kind: "reward" })]);
    await go({ send: { kind: "refused", reason: "busy" } });
    expect([(await state(0)).state, (await state(1)).state]).toEqual(["planned", "planned"]);
    const other = await world([effectWith({ id: "rsp_1.thank", kind: "thank" }), effectWith({ id: "rsp_1.reward", kind: "reward" })]);
    await other.go({ send: sent });
    expect([await other.state(0), await other.state(1)]).toMatchObject([{ state: "sent", receipt }, { state: "sent", receipt }]);
  });
});

describe("a send whose outcome nobody knows", () => {
  const uncertain: SendOutcome = { kind: "uncertain", reason: "timeout" };

  it("is looked up, not sent again: found, it was sent", async () => {
    const { go, state, clock, seen } = await world();
    expect(await go({ send: uncertain })).toEqual({ kind: "later", at: at(2_000) });
    expect(await state()).toMatchObject({ state: "unknown", dueAt: at(2_000), detail: "outcome unknown: timeout" });
    clock.set(1_000);
    expect(await go({})).toEqual({ kind: "later", at: at(2_000) });
    clock.set(2_000);
    expect(await go({ lookUp: found })).toEqual({ kind: "settled" });
    expect(await state()).toMatchObject({ state: "sent", receipt });
    expect(seen).toMatchObject({ sends: 1, arrived: 1 });
    expect(seen.lookUps[0]! <= at(0)).toBe(true);
  });

  it("is sent again only once the receiver has said that it never arrived", async () => {
    const { go, state, clock, seen } = await world();
    await go({ send: uncertain });
    clock.set(2_000);
    expect(await go({ lookUp: { kind: "absent" } })).toMatchObject({ kind: "later", at: at(2_000) });
    expect(await state()).toMatchObject({ state: "planned", attempts: 1 });
    expect(seen.sends).toBe(1);
    expect(await go({ send: sent })).toEqual({ kind: "settled" });
    expect(await state()).toMatchObject({ state: "sent", attempts: 2 });
  });

  it("is asked about less and less often while the receiver is not sure, and never sent meanwhile", async () => {
    const { go, state, clock, seen } = await world();
    await go({ send: uncertain });
    const asked: number[] = [];
    let now = 2_000;
    while (now < 3 * 3_600_000) {
      clock.set(now);
      const outcome = await go({ lookUp: { kind: "unsure", reason: "not indexed yet" } });
      if (outcome.kind !== "later") throw new Error(outcome.kind);
      const wait = Date.parse(outcome.at) - noon - now;
      asked.push(wait);
      now += wait;
    }
    expect(Math.min(...asked)).toBeGreaterThanOrEqual(2_000);
    expect(Math.max(...asked)).toBe(15 * 60_000);
    expect(asked.length).toBeLessThan(25);
    expect(seen.sends).toBe(1);
    expect(new Set(seen.lookUps).size).toBe(1);
    expect(await state()).toMatchObject({ state: "unknown" });
    clock.set(now);
    expect(await go({ lookUp: found })).toEqual({ kind: "settled" });
  });

  it("is given up when the receiver never gets it, however often it is tried", async () => {
    const { go, state, clock, seen } = await world();
    for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
      await go({ send: uncertain });
      clock.set(attempt * 2_000);
      await go({ lookUp: { kind: "absent" } });
    }
    expect(await state()).toMatchObject({ state: "failed", detail: `given up after ${mostAttempts} attempts: the receiver never got it` });
    expect(seen.sends).toBe(mostAttempts);
  });
});

describe("a sender that dies", () => {
  it("before the receiver had it: nobody touches it while the lease runs, then it is looked up and sent again", async () => {
    const { go, state, clock, seen } = await world();
    await expect(go({ send: new Error("killed") })).rejects.toThrow("killed");
    expect(await state()).toMatchObject({ state: "sending", leaseUntil: at(10_000) });
    clock.set(9_999);
    expect(await go({})).toEqual({ kind: "later", at: at(10_000) });
    clock.set(10_000);
    expect(await go({ lookUp: { kind: "absent" } })).toMatchObject({ kind: "later", at: at(10_000) });
    expect(await go({ send: sent })).toEqual({ kind: "settled" });
    expect(seen).toMatchObject({ sends: 2, arrived: 1 });
  });

  it("after the receiver had it: it is found and not sent again", async () => {
    const { go, state, clock, seen } = await world();
    await expect(go({ send: () => Promise.reject(new Error("killed after it went out")) })).rejects.toThrow("killed");
    clock.set(10_000);
    expect(await go({ lookUp: found })).toEqual({ kind: "settled" });
    expect(await state()).toMatchObject({ state: "sent", receipt, attempts: 1 });
    expect(seen).toMatchObject({ sends: 1, arrived: 1 });
  });

  it("before it has told that it arrived: that is told again, and it is not sent again", async () => {
    const { go, state, clock, seen } = await world();
    const stumble = () => Promise.reject(new Error("no card"));
    await expect(go({ send: sent, arrived: stumble })).rejects.toThrow("no card");
    expect((await state()).state).toBe("sending");
    clock.set(10_000);
    await go({ lookUp: found });
    expect((await state()).state).toBe("sent");
    expect(seen).toMatchObject({ sends: 1, arrived: 2 });
  });

  it("and wakes up late cannot undo what has happened since", async () => {
    const { go, state, clock } = await world();
    let wake: (outcome: SendOutcome) => void = () => undefined;
    const asleep = go({ send: () => new Promise((resolve) => { wake = resolve; }) });
    await expect.poll(async () => (await state()).state).toBe("sending");
    clock.set(10_000);
    await go({ lookUp: { kind: "absent" } });
    await go({ send: sent });
    wake({ kind: "refused", reason: "busy" });
    await asleep;
    expect(await state()).toMatchObject({ state: "sent", receipt, attempts: 2 });
  });
});

describe("two workers at once", () => {
  it("send once, and the other comes back later", async () => {
    const { go, state, seen } = await world();
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => go({ send: sent })));
    expect(seen.sends).toBe(1);
    expect(outcomes.filter(({ kind }) => kind === "settled").length).toBeGreaterThanOrEqual(1);
    for (const outcome of outcomes) if (outcome.kind !== "settled") expect(outcome).toEqual({ kind: "later", at: at(10_000) });
    expect(await state()).toMatchObject({ state: "sent", attempts: 1 });
  });

  it("send once even when one of them read the ledger before the other settled", async () => {
    const { go, state, seen } = await world();
    const read = [await state()];
    await go({ send: sent });
    expect((await go({ send: sent, read })).kind).toBe("later");
    expect(seen.sends).toBe(1);
  });

  it("that look up at once settle once", async () => {
    const { go, state, clock } = await world();
    await go({ send: { kind: "uncertain", reason: "timeout" } });
    clock.set(2_000);
    await Promise.all([go({ lookUp: found }), go({ lookUp: found }), go({ lookUp: { kind: "unsure", reason: "?" } })]);
    expect((await state()).state).toBe("sent");
  });
});

describe("a delivery that needs a slot", () => {
  const slots = [{ key: "message#lin", until: at(7 * 86_400_000) }];
  const mails = [effectWith({ id: "rsp_1.follow_up" }), effectWith({ id: "rsp_2.follow_up", responseId: "rsp_2" })];

  /** Two mails to one address. */
  async function twoMails() {
    const made = await world(mails);
    const goWith = async (index: number, script: { send?: Answer; lookUp?: LookUp }) => made.go({ ...script, slots, read: [await made.state(index)] });
    return { ...made, goWith };
  }

  it("does not go out when another has taken it, and says so", async () => {
    const { goWith, state, seen } = await twoMails();
    await goWith(0, { send: sent });
    expect(await goWith(1, { send: sent })).toEqual({ kind: "slot taken", slot: "message#lin" });
    expect(seen.sends).toBe(1);
    expect((await state(1)).state).toBe("planned");
  });

  it("keeps it through its own tries", async () => {
    const { goWith, clock } = await twoMails();
    await goWith(0, { send: { kind: "uncertain", reason: "timeout" } });
    expect((await goWith(1, { send: sent })).kind).toBe("slot taken");
    clock.set(2_000);
    await goWith(0, { lookUp: found });
    expect((await goWith(1, { send: sent })).kind).toBe("slot taken");
  });

  it.each<[string, Answer]>([["is refused", { kind: "refused", reason: "busy" }], ["is rejected", { kind: "rejected", reason: "no" }]])("gives it back when it %s: the other may go", async (_, answer) => {
    const { goWith, seen } = await twoMails();
    await goWith(0, { send: answer });
    expect((await goWith(1, { send: sent })).kind).toBe("settled");
    expect(seen.sends).toBe(2);
  });

  it("sends one of two that go at once", async () => {
    const { goWith, seen } = await twoMails();
    const outcomes = await Promise.all([goWith(0, { send: sent }), goWith(1, { send: sent })]);
    expect(seen.sends).toBe(1);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(["settled", "slot taken"]);
  });
});

it("the ledger is told what the delivery says of it", async () => {
  const table = await newTable();
  const effect = effectWith();
  await putEffects(table, effect);
  const ledger: Ledger = dynamoLedger(table);
  const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  await deliver({ ledger, log: silent, clock: { now: () => new Date(noon) } }, { effects: [effect], detail: "in the thread", send: () => Promise.resolve(sent), lookUp: () => Promise.resolve(found) });
  expect(await ledger.find(effect.id)).toMatchObject({ state: "sent", detail: "in the thread" });
});
