import type { Band, Metric } from "./metric.ts";
import { type Tally, isEmpty, merge, negate, of } from "./tally.ts";

/**
 * What one counted response adds to the scores, kept with the response: a later change of policy, account or
 * respondent cannot make it take out something else than it put in.
 */
export type Contribution = {
  readonly metric: Metric;
  /** The survey's id. */
  readonly survey: string;
  /** The local day of `submittedAt` in the reporting time zone, `YYYY-MM-DD`. */
  readonly day: string;
  readonly band: Band;
  readonly score: number;
  /** What the account pays a month, in hundredths of the policy's currency as it was converted then; where it is known and more than nothing. */
  readonly mrr?: number;
  /** Dimension to value: channel, plan, owner, locale and declared attributes, as far as they are known. */
  readonly segments: Readonly<Record<string, string>>;
};

/** What a change of a response changes in the scores: what it added before, and what it adds now. */
export type Counting = {
  /** Its place in its shard of the stream: a decimal number of up to 40 digits. */
  readonly position: string;
  readonly before?: Contribution;
  readonly after?: Contribution;
};

/** A tally of one day, and what it counts. */
export type Cell = {
  readonly metric: Metric;
  /** All surveys or one of them; made by `scopeOf`. */
  readonly scope: string;
  /** What the scope is broken by, `""` when it is not. */
  readonly dimension: string;
  /** The segment's value, `""` when the scope is not broken. */
  readonly value: string;
  /** Local day, `YYYY-MM-DD`. */
  readonly day: string;
  readonly tally: Tally;
};

/** What has to be added to a cell; its tally may hold counts below zero, and is never empty. */
export type Delta = Cell;

/** The scope of one survey, or of all: `*`. Surveys are prefixed, since a sender may name one `*`. */
export function scopeOf(survey: string | undefined): string {
  return survey === undefined ? "*" : `=${survey}`;
}

/** Names in `segments` that cells are made of anyway; a second count under them would double it. */
const reserved: ReadonlySet<string> = new Set(["", "survey"]);

/** The cells that a contribution adds one response to, each once: all surveys and its own, whole and by every segment. */
export function cells(contribution: Contribution): readonly Cell[] {
  const { metric, survey, day, band, score, mrr } = contribution;
  const tally = of(band, score, 1, mrr);
  const segments = Object.entries(contribution.segments).filter(([dimension]) => !reserved.has(dimension));
  const cell = (scope: string) => ([dimension, value]: readonly [string, string]): Cell =>
    ({ metric, scope, dimension, value, day, tally });
  const whole = ["", ""] as const;
  return [
    ...[whole, ["survey", survey] as const, ...segments].map(cell(scopeOf(undefined))),
    ...[whole, ...segments].map(cell(scopeOf(survey))),
  ];
}

/** One delta for each cell, in the order in which they first appear; those that cancel out are dropped. */
export function mergeDeltas(list: Iterable<Delta>): readonly Delta[] {
  const merged = new Map<string, Delta>();
  for (const delta of list) {
    // As JSON, because any separator may also occur in a value.
    const key = JSON.stringify([delta.metric, delta.scope, delta.dimension, delta.value, delta.day]);
    const known = merged.get(key);
    merged.set(key, known === undefined ? delta : { ...delta, tally: merge(known.tally, delta.tally) });
  }
  return [...merged.values()].filter(({ tally }) => !isEmpty(tally));
}

/**
 * What has to be added to the cells when a response's contribution changes: the old one taken out, the new one put in.
 *
 * @param before What the response has added so far; undefined when it has not been counted.
 * @param after What it is to have added; undefined when it is not to count any more.
 */
export function deltas(before: Contribution | undefined, after: Contribution | undefined): readonly Delta[] {
  const out = before === undefined ? [] : cells(before).map((cell) => ({ ...cell, tally: negate(cell.tally) }));
  return mergeDeltas([...out, ...(after === undefined ? [] : cells(after))]);
}
