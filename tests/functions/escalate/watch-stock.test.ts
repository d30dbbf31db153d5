import { expect, it } from "vitest";
import { watchStock } from "../../../functions/escalate/watch-stock.ts";
import { dynamoRewardStocks } from "../../../shared/adapters/dynamodb/reward-stocks.ts";
import { tableDefinition } from "../../../shared/adapters/dynamodb/table-definition.ts";
import { memoryTable } from "../../../shared/adapters/memory/memory-table.ts";
import { policyWith } from "../../support/domain.ts";

const pool = (id: string, dates: { from?: string; until?: string } = {}) => ({ id, kind: "code_pool" as const, title: "A gift", terms: "One each.", lowStock: 3, ...dates });

async function counted(programs: readonly ReturnType<typeof pool>[], isBroken = false): Promise<{ readonly counts: readonly (readonly [string, number])[]; readonly errors: number }> {
  const stocks = dynamoRewardStocks(memoryTable({ definition: tableDefinition }));
  await stocks.add("full", ["A", "B", "C"], 0);
  await stocks.add("short", ["D", "E"], 0);
  const counts: (readonly [string, number])[] = [];
  let errors = 0;
  await watchStock({
    stocks: isBroken ? { of: () => Promise.reject(new Error("the store is down")) } : stocks,
    policy: policyWith((source) => ({ ...source, rewards: { oncePer: "180d", programs: [...programs] } })),
    clock: { now: () => new Date("2026-11-21T12:00:00Z") },
    metrics: { count: (name, n = 1) => { counts.push([name, n]); }, milliseconds: () => undefined },
    log: { info: () => undefined, warn: () => undefined, error: () => { errors += 1; } },
  });
  return { counts, errors };
}

it("counts the pools that run and have fewer codes than they should, and nothing where there are none", async () => {
  expect(await counted([pool("full")])).toEqual({ counts: [["RewardsLow", 0]], errors: 0 });
  expect(await counted([pool("full"), pool("short"), pool("empty"), pool("over", { until: "2026-11-20" })])).toEqual({ counts: [["RewardsLow", 2]], errors: 0 });
  expect(await counted([])).toEqual({ counts: [], errors: 0 });
});

it("tells of a stock it cannot look at, and stops nothing by it", async () => {
  expect(await counted([pool("full")], true)).toEqual({ counts: [["RewardsLow", 0]], errors: 1 });
});
