import { describe, expect, it } from "vitest";
import { dynamoClaims } from "../../../../shared/adapters/dynamodb/claims.ts";
import { dynamoLedger } from "../../../../shared/adapters/dynamodb/ledger.ts";
import { promiseItems } from "../../../../shared/adapters/dynamodb/promise-items.ts";
import { dynamoReferrals } from "../../../../shared/adapters/dynamodb/referrals.ts";
import { dynamoResponses } from "../../../../shared/adapters/dynamodb/responses.ts";
import { dynamoRewardStocks } from "../../../../shared/adapters/dynamodb/reward-stocks.ts";
import type { Table } from "../../../../shared/adapters/dynamodb/table.ts";
import { dynamoTraces } from "../../../../shared/adapters/dynamodb/traces.ts";
import type { Effect } from "../../../../shared/domain/effect.ts";
import type { RewardProgram } from "../../../../shared/domain/reward-program.ts";
import { allot, figuresOfStock } from "../../../../shared/domain/reward-stock.ts";
import { effectWith, responseWith } from "../../../support/domain.ts";
import { putEffects } from "../../../support/planned.ts";
import { metered, overEachTable } from "../../../support/table.ts";

overEachTable((newTable) => {
  const noon = "2026-11-21T12:00:00.000Z";
  const lease = { at: noon, until: "2026-11-21T12:00:10.000Z" };
  const pool: RewardProgram = { id: "gift", kind: "code_pool", title: "A gift", terms: "One each.", condition: "none", lowStock: 5 };
  const codesOf = (count: number, from = 0) => Array.from({ length: count }, (_, at) => `CODE-${from + at}`);
  const rewardOf = (at: number): Effect => effectWith({ id: `rsp_${at}.reward`, responseId: `rsp_${at}`, kind: "reward", person: `id:u${at}` });

  /** Promises a reward as a send does: looks, tries, and looks again when it was too late. */
  async function promise(table: Table, effect: Effect, program: RewardProgram = pool, first = 0): Promise<string> {
    for (;;) {
      const allotment = allot(program, await dynamoRewardStocks(table).of(program.id), first);
      if (typeof allotment === "string") return allotment;
      const taking = await dynamoLedger(table, promiseItems).take([effect], { ...lease, promise: { program: program.id, allotment } });
      if (taking.kind !== "promise gone") return taking.kind;
    }
  }

  const serialOf = async (table: Table, effect: Effect) => (await dynamoLedger(table).find(effect.id))?.promised?.serial;

  describe("a stock", () => {
    it("is what was imported, in order, and every code of it can be found by its number", async () => {
      const stocks = dynamoRewardStocks(await newTable());
      expect(await stocks.of("gift")).toMatchObject({ stocked: 0, turn: 0 });
      expect([await stocks.add("gift", codesOf(3), 0), await stocks.add("gift", codesOf(2, 3), 3), await stocks.add("gift", codesOf(2, 9), 3)]).toEqual([true, true, false]);
      expect(await stocks.codes("gift")).toEqual(codesOf(5));
      expect(await Promise.all([0, 2, 3, 4, 5].map((serial) => stocks.code("gift", serial)))).toEqual(["CODE-0", "CODE-2", "CODE-3", "CODE-4", undefined]);
      expect((await stocks.of("gift")).stocked).toBe(5);
      expect([await stocks.code("other", 0), await stocks.codes("other")]).toEqual([undefined, []]);
    });

    it("is promised to many at once, each code to one of them, and to no more than there are", async () => {
      const table = await newTable();
      await dynamoRewardStocks(table).add("gift", codesOf(20), 0);
      const effects = Array.from({ length: 30 }, (_, at) => rewardOf(at));
      await putEffects(table, ...effects);
      const told = await Promise.all(effects.map((effect, at) => promise(table, effect, pool, at % 8)));
      expect(told.filter((kind) => kind === "taken")).toHaveLength(20);
      expect(told.filter((kind) => kind === "out of stock")).toHaveLength(10);
      const serials = (await Promise.all(effects.map((effect) => serialOf(table, effect)))).filter((serial) => serial !== undefined);
      expect(serials.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, at) => at));
    });

    it("is not promised beyond its budget, however many try at once, also when that was lowered", async () => {
      const table = await newTable();
      await dynamoRewardStocks(table).add("gift", codesOf(100), 0);
      const effects = Array.from({ length: 40 }, (_, at) => rewardOf(at));
      await putEffects(table, ...effects);
      for (const effect of effects.slice(0, 6)) await promise(table, effect, { ...pool, budget: 100 }, 0);
      const told = await Promise.all(effects.slice(6).map((effect, at) => promise(table, effect, { ...pool, budget: 9 }, at % 8)));
      expect([told.filter((kind) => kind === "taken").length, told.filter((kind) => kind === "budget spent").length]).toEqual([3, 31]);
      expect(figuresOfStock({ ...pool, budget: 9 }, await dynamoRewardStocks(table).of("gift"))).toEqual({ stocked: 100, free: 91, given: 9, budgetLeft: 0 });
    });

    it("gets back what will not be sent, once, and promises it again; what is sent again keeps what it has", async () => {
      const table = await newTable();
      const [first, second, third] = [rewardOf(1), rewardOf(2), rewardOf(3)];
      await dynamoRewardStocks(table).add("gift", codesOf(1), 0);
      await putEffects(table, first, second, third);
      const ledger = dynamoLedger(table);
      const found = async (effect: Effect) => (await ledger.find(effect.id))!;
      expect(await promise(table, first)).toBe("taken");
      expect(await ledger.release([await found(first)], noon, noon, "busy")).toBe(true);
      expect(await serialOf(table, first)).toBe(0);
      expect(await promise(table, second)).toBe("out of stock");
      expect(await ledger.take([await found(first)], lease)).toMatchObject({ kind: "taken", effects: [{ promised: { program: "gift", serial: 0 } }] });
      expect(await ledger.fail([await found(first)], noon, "no such address")).toBe(true);
      expect(await ledger.fail([await found(first)], noon, "no such address")).toBe(false);
      expect(await promise(table, second)).toBe("taken");
      expect(await serialOf(table, second)).toBe(0);
      expect(await promise(table, third)).toBe("out of stock");
    });

    it("gets nothing back of what may have arrived, nor when it is erased after it was sent", async () => {
      const table = await newTable();
      const [first, second] = [rewardOf(1), rewardOf(2)];
      await dynamoRewardStocks(table).add("gift", codesOf(1), 0);
      await putEffects(table, first, second);
      await promise(table, first);
      await dynamoLedger(table).doubt([(await dynamoLedger(table).find(first.id))!], noon, noon, "timeout");
      expect(await promise(table, second)).toBe("out of stock");
      await dynamoTraces(table).eraseResponse("rsp_1", noon);
      expect(await promise(table, second)).toBe("out of stock");
    });

    it("costs two write units more than the send that promises it", async () => {
      const meter = metered(await newTable());
      await dynamoRewardStocks(meter.table).add("gift", codesOf(1), 0);
      await putEffects(meter.table, rewardOf(1));
      const before = meter.units();
      await promise(meter.table, rewardOf(1));
      // The plan, with its one entry, in a transaction: 2 and 2; the lane: 2.
      expect(meter.units() - before).toBeLessThanOrEqual(6);
    });
  });

  describe("a claim", () => {
    const claimOf = (code: string, holder?: string) => ({ program: "gift", code, at: noon, ...(holder === undefined ? {} : { holder }) });
    const sent = (at: number): Effect => ({ ...rewardOf(at), state: "sent", promised: { program: "gift", serial: at } });

    it("stands with its effect, and stays the same", async () => {
      const table = await newTable();
      await putEffects(table, sent(1));
      const claims = dynamoClaims(table);
      const told = await Promise.all(["A", "B", "C"].map((code) => claims.claim("rsp_1.reward", claimOf(code))));
      expect(new Set(told.map((claimed) => (claimed.kind === "claimed" ? claimed.code : claimed.kind))).size).toBe(1);
      expect((await dynamoLedger(table).find("rsp_1.reward"))?.promised).toMatchObject({ program: "gift", serial: 1, claimedAt: noon });
    });

    it.each<[what: string, effect: Effect]>([
      ["was cancelled", { ...sent(1), state: "cancelled" }],
      ["belongs to nobody any more", Object.fromEntries(Object.entries(sent(1)).filter(([name]) => name !== "person")) as Effect],
      ["is no reward", effectWith({ id: "rsp_1.thank", kind: "thank" })],
    ])("of what %s gets nothing", async (_, effect) => {
      const table = await newTable();
      await putEffects(table, effect);
      expect(await dynamoClaims(table).claim(effect.id, claimOf("A"))).toEqual({ kind: "nothing" });
      expect(await dynamoClaims(table).claim("rsp_9.reward", claimOf("A"))).toEqual({ kind: "nothing" });
    });

    it("of a personal code makes it known, to one person alone", async () => {
      const table = await newTable();
      await putEffects(table, sent(1), sent(2), sent(3));
      const claims = dynamoClaims(table);
      expect(await claims.claim("rsp_1.reward", claimOf("AB12", "lin"))).toEqual({ kind: "claimed", code: "AB12" });
      expect(await claims.claim("rsp_2.reward", claimOf("AB12", "mia"))).toEqual({ kind: "code taken" });
      expect(await claims.claim("rsp_3.reward", claimOf("AB12", "lin"))).toEqual({ kind: "claimed", code: "AB12" });
      expect(await dynamoReferrals(table).find("AB12")).toEqual({ code: "AB12", program: "gift", responseId: "rsp_3", claimedAt: noon, visits: 0, signups: 0 });
    });
  });

  describe("a personal code", () => {
    async function claimed(): Promise<Table> {
      const table = await newTable();
      await dynamoResponses(table).insert(responseWith({ score: 10 }));
      await putEffects(table, { ...rewardOf(1), state: "sent", promised: { program: "gift" } });
      await dynamoClaims(table).claim("rsp_1.reward", { program: "gift", code: "AB12", at: noon, holder: "lin" });
      return table;
    }

    it("counts visits as they are told, and what has a mark once", async () => {
      const referrals = dynamoReferrals(await claimed());
      await Promise.all([1, 2, 3].map(() => referrals.count("AB12", "visit")));
      await Promise.all([1, 2, 3].map(() => referrals.count("AB12", "signup", "one")));
      await referrals.count("AB12", "signup", "two");
      expect(await referrals.find("AB12")).toMatchObject({ visits: 3, signups: 2 });
      expect(await referrals.find("XXXX")).toBeUndefined();
    });

    it("is nobody's once its person was erased; what came of it stays counted", async () => {
      const table = await claimed();
      const referrals = dynamoReferrals(table);
      await referrals.count("AB12", "visit");
      await dynamoTraces(table).eraseResponse("rsp_1", noon);
      expect(await referrals.find("AB12")).toEqual({ code: "AB12", program: "gift", claimedAt: noon, visits: 1, signups: 0 });
      expect(await dynamoClaims(table).claim("rsp_1.reward", { program: "gift", code: "AB12", at: noon, holder: "lin" })).toEqual({ kind: "nothing" });
    });
  });
});
