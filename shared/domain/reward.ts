import { lastResort } from "./locale.ts";
import type { Effect } from "./effect.ts";
import type { Policy } from "./policy.ts";
import type { RewardProgram } from "./reward-program.ts";

/** What of a program is said to customers. */
export type RewardWords = Pick<RewardProgram, "title" | "terms" | "language" | "translations">;

/**
 * The program a promoter is offered: the first that runs on this day.
 *
 * @param at ISO 8601, UTC
 */
export function programFor(policy: Pick<Policy, "rewards">, at: string): RewardProgram | undefined {
  return policy.rewards.programs.find((program) => runsAt(program, at));
}

/**
 * Whether a program runs on a day.
 *
 * @param at ISO 8601, UTC
 */
export function runsAt({ from, until }: Pick<RewardProgram, "from" | "until">, at: string): boolean {
  const day = at.slice(0, 10);
  return (from === undefined || from <= day) && (until === undefined || day <= until);
}

/** The program that an effect was promised of, or would be. */
export function programOf(policy: Pick<Policy, "rewards">, { promised, plannedAt }: Pick<Effect, "promised" | "plannedAt">): RewardProgram | undefined {
  return promised === undefined ? programFor(policy, plannedAt) : policy.rewards.programs.find(({ id }) => id === promised.program);
}

/**
 * What a program is called and what its terms are in a language; undefined when nobody has said it in that language.
 *
 * @param language BCP 47, as a mail's
 */
export function wordsOf({ title, terms, language: own = lastResort, translations = {} }: RewardWords, language: string): { readonly title: string; readonly terms: string } | undefined {
  return language === own ? { title, terms } : translations[language];
}
