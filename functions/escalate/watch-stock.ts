import type { Policy } from "../../shared/domain/policy.ts";
import { runsAt } from "../../shared/domain/reward.ts";
import { isLow } from "../../shared/domain/reward-stock.ts";
import type { Clock, Log, Metrics } from "../../shared/ports.ts";
import type { RewardStocks } from "../../shared/reward-ports.ts";

/** What watching the stock of rewards needs of the world. */
export type WatchingStock = {
  readonly stocks: Pick<RewardStocks, "of">;
  readonly policy: Pick<Policy, "rewards">;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly log: Log;
};

/** Counts the pools that run today and have fewer codes than they should. One that cannot be looked at keeps nothing else from being done. */
export async function watchStock({ stocks, policy, clock, metrics, log }: WatchingStock): Promise<void> {
  const today = clock.now().toISOString();
  const pools = policy.rewards.programs.filter((program) => program.kind === "code_pool" && runsAt(program, today));
  const looked = await Promise.allSettled(pools.map(async (program) => isLow(program, await stocks.of(program.id))));
  for (const look of looked) if (look.status === "rejected") log.error("stock not looked at", look.reason);
  const low = looked.filter((look) => look.status === "fulfilled" && look.value).length;
  if (pools.length > 0) metrics.count("RewardsLow", low);
}
