/** How well the loop is closed: figures over cases, made of plain facts, in whatever order these come. */
import { type Money, type Owner, inCurrency } from "./account.ts";
import type { Closing, Reach } from "./closing.ts";
import { type Band, type Metric, bandSchema } from "./metric.ts";
import type { Policy } from "./policy.ts";
import { normaliseEmail } from "./respondent.ts";
import { share } from "./statistics.ts";

/** A score somebody gave, and when: as it now stands, corrections included. `submittedAt` is ISO 8601, UTC. */
export type GivenScore = { readonly metric: Metric; readonly band: Band; readonly submittedAt: string };

/** What a detractor said, and the next score that they gave on the same metric, if they have given one. */
export type SecondThought = { readonly responseId: string; readonly then: GivenScore; readonly next?: GivenScore };

/** What the figures are made of: one case. */
export type LoopFact = Closing & {
  /** The local day on which it was opened, `YYYY-MM-DD`. */
  readonly day: string;
  /** Whose it is, by the one name that `ownersOf` gives them; null when it is nobody's. */
  readonly owner: string | null;
  /** Whether their next score was in a higher band, where a detractor opened it; `unknown` when they gave none. */
  readonly recovery?: "higher" | "not higher" | "unknown";
};

/** One target over many cases. `due`: reached, or its time has passed. Minutes are of those that reached it, by the clock on the wall and by the policy's business hours. */
export type TargetFigures = {
  readonly due: number;
  readonly kept: number;
  /** Percent of `due`; null when nothing was due. */
  readonly share: number | null;
  readonly medianMinutes: number | null;
  readonly medianBusinessMinutes: number | null;
};

/** The figures of `GET /v1/loop`. */
export type LoopFigures = {
  readonly opened: number;
  readonly resolved: number;
  readonly open: number;
  readonly acknowledge: TargetFigures;
  readonly resolve: TargetFigures;
  /** Percent of what was opened that is resolved; null when nothing was opened. */
  readonly resolutionRate: number | null;
  /** How many of the resolved ended so; what never occurred is left out. */
  readonly outcomes: Readonly<Record<string, number>>;
  readonly rootCauses: Readonly<Record<string, number>>;
  /** `share` is the percentage of those who answered again whose next score was in a higher band. */
  readonly recovery: { readonly detractors: number; readonly answeredAgain: number; readonly recovered: number; readonly share: number | null };
};

/** What cases amount to. */
export function loopFigures(facts: readonly LoopFact[]): LoopFigures {
  const resolved = facts.filter(({ resolve }) => resolve.kind === "reached").length;
  const thoughts = facts.flatMap(({ recovery }) => recovery ?? []);
  const recovered = thoughts.filter((thought) => thought === "higher").length;
  const answeredAgain = thoughts.filter((thought) => thought !== "unknown").length;
  return {
    opened: facts.length,
    resolved,
    open: facts.length - resolved,
    acknowledge: targetFigures(facts.map(({ acknowledge }) => acknowledge)),
    resolve: targetFigures(facts.map(({ resolve }) => resolve)),
    resolutionRate: share(resolved, facts.length),
    outcomes: countsOf(facts.flatMap(({ outcome }) => outcome ?? [])),
    rootCauses: countsOf(facts.flatMap(({ rootCause }) => rootCause ?? [])),
    recovery: { detractors: thoughts.length, answeredAgain, recovered, share: share(recovered, answeredAgain) },
  };
}

const minute = 60_000;

function targetFigures(reaches: readonly Reach[]): TargetFigures {
  const reached = reaches.flatMap((reach) => (reach.kind === "reached" ? [reach] : []));
  const due = reaches.filter(({ kind }) => kind !== "pending").length;
  const kept = reached.filter((reach) => reach.kept).length;
  return {
    due,
    kept,
    share: share(kept, due),
    medianMinutes: median(reached.map(({ took }) => took / minute)),
    medianBusinessMinutes: median(reached.map(({ tookBusiness }) => tookBusiness / minute)),
  };
}

/** The middle one in order of size, or the mean of the middle two; null of none. */
export function median(numbers: readonly number[]): number | null {
  const ordered = numbers.toSorted((a, b) => a - b);
  const [low, high] = [ordered[Math.ceil(ordered.length / 2) - 1], ordered[Math.floor(ordered.length / 2)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

function countsOf(words: readonly string[]): Readonly<Record<string, number>> {
  return Object.fromEntries([...Map.groupBy(words, (word) => word)].map(([word, all]) => [word, all.length] as const).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Whether somebody's next score was in a higher band than the one that made them a detractor. */
export function recoveryOf({ then, next }: SecondThought): NonNullable<LoopFact["recovery"]> {
  if (next === undefined) return "unknown";
  const rank = (band: Band) => bandSchema.options.indexOf(band);
  return rank(next.band) > rank(then.band) ? "higher" : "not higher";
}

/**
 * One name for everybody who owns a case: their address, else their Slack id. Who is known by Slack id alone in one
 * case, and by both in another, is the same person.
 */
export function ownersOf(owners: readonly (Owner | undefined)[]): (owner: Owner | undefined) => string | null {
  const addresses = new Map<string, string>();
  // In order of their text, so that it does not matter in which order they come.
  for (const { slackUserId, address } of owners.flatMap(bothNames).sort((a, b) => (a.address < b.address ? 1 : -1))) addresses.set(slackUserId, address);
  return (owner) => {
    if (owner === undefined) return null;
    if (owner.email !== undefined) return normaliseEmail(owner.email);
    return (owner.slackUserId === undefined ? undefined : addresses.get(owner.slackUserId)) ?? owner.slackUserId ?? null;
  };
}

function bothNames(owner: Owner | undefined): readonly { readonly slackUserId: string; readonly address: string }[] {
  return owner?.email === undefined || owner.slackUserId === undefined ? [] : [{ slackUserId: owner.slackUserId, address: normaliseEmail(owner.email) }];
}

/** A case about an account that is not resolved now, and whose it is. */
export type OpenCase = { readonly owner: string | null; readonly account: string };

/** What is at stake in unresolved cases about accounts, whenever they were opened. */
export type AtRisk = {
  /** MRR of the accounts, each once; null when there are some and of none of them it is known. */
  readonly amount: number | null;
  readonly currency: string;
  readonly accounts: number;
  readonly cases: number;
  /** How many of the accounts are not in `amount`: no MRR, or a currency without a rate. */
  readonly unknown: number;
};

/**
 * MRR at risk, by the directory as it now is.
 *
 * @param mrr of each account that is known to have one
 */
export function atRisk(cases: readonly OpenCase[], mrr: ReadonlyMap<string, Money>, { currency, rates }: Pick<Policy, "currency" | "rates">): AtRisk {
  const accounts = new Set(cases.map(({ account }) => account));
  const amounts = [...accounts].flatMap((account) => {
    const money = mrr.get(account);
    return (money === undefined ? undefined : inCurrency(money, currency, rates)) ?? [];
  });
  // By size, so that the last digit does not depend on the order in which they came.
  const amount = amounts.sort((a, b) => a - b).reduce((sum, one) => sum + one, 0);
  return { amount: accounts.size > 0 && amounts.length === 0 ? null : amount, currency, accounts: accounts.size, cases: cases.length, unknown: accounts.size - amounts.length };
}
