import type { Band, Metric } from "./metric.ts";
import { type Estimate, type Interval, isLowData, mean, npsEstimate, shareEstimate } from "./statistics.ts";

/** How many responses gave each score: `{ "0": 1, "9": 4 }`. Scores that nobody gave are left out. */
export type Histogram = Readonly<Record<string, number>>;

/**
 * What is counted of responses: a histogram for each band.
 *
 * Bands are kept beside scores because the policy's thresholds may change: each response stays in the band it was
 * given, so one score can stand under two bands, and taking a response out again always finds it.
 *
 * Tallies add up (`empty`, `of`, `merge`) in any order and grouping, and every tally can be taken out again (`negate`),
 * so a tally may also be a change, with counts below zero.
 */
export type Tally = Readonly<Record<Band, Histogram>>;

/** What the responses of a tally amount to; the figures of `GET /v1/scores`. */
export type Figures = {
  readonly n: number;
  readonly promoters: number;
  readonly passives: number;
  readonly detractors: number;
  /** NPS, or the share of promoters in percent for CSAT and CES; unrounded, null when there are no responses. */
  readonly score: number | null;
  /** 95 %, in the unit of the score. */
  readonly interval: Interval | null;
  readonly histogram: Histogram;
  /** Fewer than 10 responses. */
  readonly lowData: boolean;
  /** The mean score, for CES alone. */
  readonly mean?: number | null;
};

/** No responses. */
export const empty: Tally = { detractor: {}, passive: {}, promoter: {} };

/** One response, or `count` alike. */
export function of(band: Band, score: number, count = 1): Tally {
  return count === 0 ? empty : { ...empty, [band]: { [score]: count } };
}

function add(a: Histogram, b: Histogram): Histogram {
  const scores = Object.keys(b);
  if (scores.length === 0) return a;
  const sum: Record<string, number> = { ...a };
  for (const score of scores) sum[score] = (sum[score] ?? 0) + (b[score] ?? 0);
  return Object.fromEntries(Object.entries(sum).filter(([, count]) => count !== 0));
}

function map(tally: Tally, change: (histogram: Histogram) => Histogram): Tally {
  return {
    detractor: change(tally.detractor),
    passive: change(tally.passive),
    promoter: change(tally.promoter),
  };
}

/** The responses of both. */
export function merge(a: Tally, b: Tally): Tally {
  return {
    detractor: add(a.detractor, b.detractor),
    passive: add(a.passive, b.passive),
    promoter: add(a.promoter, b.promoter),
  };
}

/** What takes the tally out again: `merge(tally, negate(tally))` is `empty`. */
export function negate(tally: Tally): Tally {
  return map(tally, (histogram) =>
    Object.fromEntries(Object.entries(histogram).map(([score, count]) => [score, -count])),
  );
}

/** Whether the tally changes nothing when merged. */
export function isEmpty(tally: Tally): boolean {
  return [tally.detractor, tally.passive, tally.promoter].every((histogram) =>
    Object.values(histogram).every((count) => count === 0),
  );
}

/** Lanes that are read while a correction moves may show its minus before its plus: such a count is no response yet. */
function settled(tally: Tally): Tally {
  return map(tally, (histogram) => Object.fromEntries(Object.entries(histogram).filter(([, count]) => count > 0)));
}

function size(histogram: Histogram): number {
  return Object.values(histogram).reduce((sum, count) => sum + count, 0);
}

function countBands(tally: Tally) {
  const promoters = size(tally.promoter);
  const passives = size(tally.passive);
  const detractors = size(tally.detractor);
  return { n: promoters + passives + detractors, promoters, passives, detractors };
}

/** The metric's score of a tally, with how sure one can be of it; for comparing two windows. Null without responses. */
export function estimate(metric: Metric, tally: Tally): Estimate | null {
  const { n, promoters, detractors } = countBands(settled(tally));
  switch (metric) {
    case "nps":
      return npsEstimate(n, promoters, detractors);
    case "csat":
    case "ces":
      return shareEstimate(promoters, n);
  }
}

/** What the responses of a tally amount to on their metric. */
export function figures(metric: Metric, tally: Tally): Figures {
  const counted = settled(tally);
  const bands = countBands(counted);
  const histogram = add(add(counted.detractor, counted.passive), counted.promoter);
  const estimated = estimate(metric, counted);
  const sum = Object.entries(histogram).reduce((total, [score, count]) => total + Number(score) * count, 0);
  return {
    ...bands,
    score: estimated?.score ?? null,
    interval: estimated?.interval ?? null,
    histogram,
    lowData: isLowData(bands.n),
    ...(metric === "ces" && { mean: mean(sum, bands.n) }),
  };
}
