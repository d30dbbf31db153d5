import type { Policy, RewardProgram } from "./policy.ts";

/**
 * The program a promoter is offered: the first that runs on this day.
 *
 * @param at ISO 8601, UTC
 */
export function programFor(policy: Pick<Policy, "rewards">, at: string): RewardProgram | undefined {
  const day = at.slice(0, 10);
  return policy.rewards.programs.find(
    ({ from, until }) => (from === undefined || from <= day) && (until === undefined || day <= until),
  );
}
