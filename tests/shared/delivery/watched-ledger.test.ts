import { describe, expect, it } from "vitest";
import { dynamoLedger } from "../../../shared/adapters/dynamodb/ledger.ts";
import { watchedLedger } from "../../../shared/delivery/watched-ledger.ts";
import type { Effect } from "../../../shared/domain/effect.ts";
import type { Ledger } from "../../../shared/ports.ts";
import { effectWith } from "../../support/domain.ts";
import { putEffects } from "../../support/planned.ts";
import { tableEngine } from "../../support/table.ts";

const newTable = tableEngine();
const at = (seconds: number) => new Date(Date.parse("2026-11-21T12:00:00.000Z") + seconds * 1000).toISOString();
const lease = { at: at(1), until: at(11) };

async function world(...effects: Effect[]) {
  const table = await newTable();
  await putEffects(table, ...effects);
  const [seen, said]: [unknown[], unknown[]] = [[], []];
  const ledger = watchedLedger(dynamoLedger(table), {
    count: (name, n, dimensions) => { seen.push([name, n, dimensions]); },
    milliseconds: (name, ms) => { seen.push([name, ms]); },
  }, { info: () => undefined, error: () => undefined, warn: (message, details) => { said.push([message, details]); } });
  const take = async () => {
    const taking = await ledger.take(effects, lease);
    if (taking.kind !== "taken") throw new Error("not taken");
    return taking.effects;
  };
  return { ledger, seen, said, take };
}

const alert = effectWith({ id: "rsp_1.alert", kind: "alert" });
const thank = effectWith({ id: "rsp_1.thank", kind: "thank" });
const reward = effectWith({ id: "rsp_1.reward", kind: "reward" });
const one = (state: string) => ["Effects", 1, { state }];

describe("the watched ledger", () => {
  it("counts an alert that is sent, and how long it took from the response's arrival", async () => {
    const { ledger, seen, take } = await world(alert);
    const taken = await take();
    expect(seen).toEqual([]);
    await ledger.sent(taken, at(2.5), { receipt: { messageId: "m1" } });
    expect(seen).toEqual([one("sent"), ["TimeToAlert", 2500]]);
  });

  it("counts each effect of a mail", async () => {
    const { ledger, seen, take } = await world(thank, reward);
    await ledger.sent(await take(), at(2), {});
    expect(seen).toEqual([one("sent"), one("sent")]);
  });

  it("says what failed, by its id, with the reason, once", async () => {
    const { ledger, said, take } = await world(thank, reward);
    const taken = await take();
    await ledger.fail(taken, at(2), "no such address");
    await ledger.fail(taken, at(3), "no such address");
    expect(said).toEqual([thank, reward].map(({ id }) => ["effect failed", { effect: id, reason: "no such address", attempts: 1 }]));
  });

  it("counts no move that was not made", async () => {
    const { ledger, seen, take } = await world(thank);
    const taken = await take();
    await ledger.sent(taken, at(2), {});
    seen.length = 0;
    const late: ((ledger: Ledger) => Promise<boolean>)[] = [
      (again) => again.sent(taken, at(3), {}),
      (again) => again.doubt(taken, at(3), at(4), "late"),
      (again) => again.fail(taken, at(3), "late"),
      (again) => again.cancel(taken, at(3), "corrected"),
    ];
    for (const move of late) expect(await move(ledger)).toBe(false);
    expect(seen).toEqual([]);
  });

  it("counts a doubt when it begins, and not while it goes on", async () => {
    const { ledger, seen, take } = await world(thank);
    await ledger.doubt(await take(), at(2), at(4), "no answer");
    const doubted = [(await ledger.find(thank.id))!];
    expect(await ledger.doubt(doubted, at(2), at(8), "not sure")).toBe(true);
    expect(seen).toEqual([one("unknown")]);
    await ledger.sent(doubted, at(9), {});
    expect(seen[1]).toEqual(one("sent"));
  });

  it("counts what failed and what was cancelled, and nothing that is to be tried again", async () => {
    const { ledger, seen, take } = await world(thank);
    await ledger.release(await take(), at(2), at(4), "busy");
    expect(seen).toEqual([]);
    const again = [(await ledger.find(thank.id))!];
    expect(await ledger.cancel(again, at(5), "corrected")).toBe(true);
    const other = await world(alert);
    await other.ledger.fail(await other.take(), at(3), "gone");
    expect([...seen, ...other.seen]).toEqual([one("cancelled"), one("failed")]);
  });
});
