import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Allotment, type LaneStock, type Stock, allot, comesBack, figuresOfStock, isLow, stockLanes } from "../../../shared/domain/reward-stock.ts";
import type { RewardProgram } from "../../../shared/domain/reward-program.ts";

const base = { id: "gift", title: "A gift", terms: "One each.", condition: "none" } as const;
const pool = (parts: { budget?: number; lowStock?: number } = {}): RewardProgram => ({ ...base, kind: "code_pool", lowStock: 50, ...parts });
const referral = (budget: number): RewardProgram => ({ ...base, kind: "referral", link: "https://www.example.com/{code}", budget });
const empty = (stocked: number): Stock => ({ stocked, turn: 0, lanes: Array.from({ length: stockLanes }, () => ({ given: 0, returned: [], version: 0 })) });

/** The stock after an allotment was taken, as a store writes it. */
function take(stock: Stock, { lane, serial, isReturned }: Allotment): Stock {
  const taken = (one: LaneStock): LaneStock => ({
    given: isReturned ? one.given : one.given + 1,
    returned: one.returned.filter((back) => back !== serial),
    version: one.version + 1,
  });
  return { ...stock, lanes: stock.lanes.map((one, at) => (at === lane ? taken(one) : one)) };
}

function giveBack(stock: Stock, serial: number): Stock {
  return { ...stock, lanes: stock.lanes.map((one, at) => (at === serial % stockLanes ? { ...one, returned: [...one.returned, serial] } : one)) };
}

/** Gives until nothing is left, from whichever lanes. */
function giveAll(program: RewardProgram, stock: Stock, lanes: readonly number[]): { readonly serials: readonly number[]; readonly reason: string; readonly stock: Stock } {
  const serials: number[] = [];
  for (let now = stock, turn = 0; ; turn += 1) {
    const next = allot(program, now, lanes[turn % lanes.length] ?? 0);
    if (typeof next === "string") return { serials, reason: next, stock: now };
    serials.push(next.serial);
    now = take(now, next);
  }
}

const lanesOf = fc.array(fc.nat({ max: stockLanes - 1 }), { minLength: 1, maxLength: 20 });

describe("a stock", () => {
  it("is given to the last code, each once, wherever people begin to look", () => {
    fc.assert(
      fc.property(fc.nat({ max: 60 }), lanesOf, (stocked, lanes) => {
        const { serials, reason } = giveAll(pool(), empty(stocked), lanes);
        expect([...serials].sort((a, b) => a - b)).toEqual(Array.from({ length: stocked }, (_, at) => at));
        expect(reason).toBe("out of stock");
      }),
    );
  });

  it("is given as far as the budget goes, and not one more, whatever came back meanwhile", () => {
    fc.assert(
      fc.property(fc.nat({ max: 60 }), fc.integer({ min: 1, max: 60 }), lanesOf, fc.nat(), (stocked, budget, lanes, which) => {
        const first = giveAll(pool({ budget }), empty(stocked), lanes);
        expect(first.serials).toHaveLength(Math.min(stocked, budget));
        expect(first.reason).toBe(stocked < budget ? "out of stock" : "budget spent");
        const back = first.serials[which % Math.max(1, first.serials.length)];
        if (back === undefined) return;
        expect(giveAll(pool({ budget }), giveBack(first.stock, back), lanes).serials).toEqual([back]);
      }),
    );
  });

  it("is not given beyond a budget that was lowered, and one at a time", () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 12 }), { minLength: stockLanes, maxLength: stockLanes }), fc.integer({ min: 1, max: 100 }), lanesOf, (given, budget, lanes) => {
        const stock: Stock = { stocked: 0, turn: 3, lanes: given.map((count) => ({ given: count, returned: [], version: count })) };
        const before = given.reduce((sum, count) => sum + count, 0);
        const { serials, reason } = giveAll(referral(budget), stock, lanes);
        expect([reason, serials.length]).toEqual(["budget spent", Math.max(0, budget - before)]);
      }),
    );
    const skewed: Stock = { stocked: 0, turn: 3, lanes: [40, 0, 0, 0, 0, 0, 0, 0].map((count) => ({ given: count, returned: [], version: count })) };
    expect(allot(referral(80), skewed, 0)).toMatchObject({ turn: 3 });
    expect(allot(referral(800), skewed, 0)).not.toHaveProperty("turn");
  });

  it("goes up with what is imported, and tells what is left", () => {
    const { stock } = giveAll(pool(), empty(10), [0]);
    expect(figuresOfStock(pool({ budget: 12 }), stock)).toEqual({ given: 10, stocked: 10, free: 0, budgetLeft: 2 });
    expect(giveAll(pool(), { ...stock, stocked: 13 }, [5]).serials.toSorted((a, b) => a - b)).toEqual([10, 11, 12]);
    expect(figuresOfStock(referral(20), empty(0))).toEqual({ given: 0, budgetLeft: 20 });
  });

  it("is low with fewer codes than the policy says, unless no more of them would be given anyway", () => {
    expect([isLow(pool(), empty(49)), isLow(pool(), empty(50)), isLow(pool({ lowStock: 0 }), empty(0)), isLow(referral(1), empty(0))]).toEqual([true, false, false, false]);
    expect([isLow(pool({ budget: 30 }), empty(49)), isLow(pool({ budget: 60 }), empty(49))]).toEqual([false, true]);
  });
});

describe("what was promised", () => {
  it("comes back unless it was claimed, or is not counted", () => {
    expect(comesBack({ promised: { program: "gift", serial: 3 } })).toEqual({ program: "gift", serial: 3 });
    expect([comesBack({}), comesBack({ promised: { program: "gift" } }), comesBack({ promised: { program: "gift", serial: 3, code: "A", claimedAt: "2026-11-21T12:00:00.000Z" } })]).toEqual([
      undefined, undefined, undefined,
    ]);
  });
});
