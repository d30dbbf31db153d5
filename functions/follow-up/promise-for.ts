import type { CancelReason, Effect } from "../../shared/domain/effect.ts";
import type { RewardProgram } from "../../shared/domain/reward-program.ts";
import { type RewardPromise, allot, isCounted, stockLanes } from "../../shared/domain/reward-stock.ts";
import type { Digest } from "../../shared/ports.ts";
import type { RewardStocks } from "../../shared/reward-ports.ts";

/** What promising a reward needs of the world. */
export type Promising = { readonly stocks: Pick<RewardStocks, "of">; readonly digest: Digest };

/**
 * What a mail that is about to go may promise, or why it promises nothing. It is taken with the send itself, on the
 * condition that it is still there; what was promised before a send that did not arrive is promised again.
 *
 * @param program what the policy offers; nothing when it is over or was taken out
 */
export async function promiseFor({ stocks, digest }: Promising, effect: Effect, program: RewardProgram | undefined): Promise<RewardPromise | CancelReason | undefined> {
  if (effect.state !== "planned") return undefined;
  if (program === undefined) return "mode off";
  if (effect.promised !== undefined) return undefined;
  if (!isCounted(program)) return { program: program.id };
  const allotment = allot(program, await stocks.of(program.id), laneFor(digest, effect.id));
  return typeof allotment === "string" ? allotment : { program: program.id, allotment };
}

/** Where an effect begins to look, so that those who look at once look in different places. */
function laneFor(digest: Digest, effectId: string): number {
  let sum = 0;
  for (const character of digest(effectId)) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 65_521;
  return sum % stockLanes;
}
