import { type Band, type Metric, bandSchema } from "./metric.ts";
import { type Estimate, type Interval, isLowData, mean, npsEstimate, shareEstimate } from "./statistics.ts";

/** How many responses gave each score: `{ "0": 1, "9": 4 }`. Scores that nobody gave are left out. */
export type Histogram = Readonly<Record<string, number>>;

/**
 * What the accounts of responses are worth: their MRR added up by band, in hundredths of the policy's currency, and how
 * many responses said it. Absent from a tally of which nobody did.
 */
export type Revenue = Readonly<Record<Band, number>> & { readonly n: number };

/**
 * What is counted of responses: a histogram for each band, and their accounts' MRR.
 *
 * Bands are kept beside scores because the policy's thresholds may change: each response stays in the band it was
 * given, so one score can stand under two bands, and taking a response out again always finds it.
 *
 * Tallies add up (`empty`, `of`, `merge`) in any order and grouping, and every tally can be taken out again (`negate`),
 * so a tally may also be a change, with counts below zero.
 */
export type Tally = Readonly<Record<Band, Histogram>> & { readonly revenue?: Revenue };

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
  /** The score of NPS with every response weighing as much as its account pays; null where nobody's MRR is known. */
  readonly mrrWeighted?: MrrWeighted | null;
};

/** `score` is -100 to 100, `n` how many responses it rests on, `mrr` what they weigh together in the policy's currency. */
export type MrrWeighted = { readonly score: number; readonly n: number; readonly mrr: number };

/** No responses. */
export const empty: Tally = { detractor: {}, passive: {}, promoter: {} };

/**
 * One response, or `count` alike.
 *
 * @param mrr of the account of each, in hundredths of the policy's currency; undefined when it is not known
 */
export function of(band: Band, score: number, count = 1, mrr?: number): Tally {
  if (count === 0) return empty;
  return { ...empty, [band]: { [score]: count }, ...(mrr !== undefined && { revenue: { ...noRevenue, [band]: mrr * count, n: count } }) };
}

const noRevenue: Revenue = { detractor: 0, passive: 0, promoter: 0, n: 0 };

/** As a member of a tally: left out where there is none. */
function withRevenue(revenue: Revenue): Pick<Tally, "revenue"> {
  return Object.values(revenue).every((sum) => sum === 0) ? {} : { revenue };
}

function addRevenue(a: Revenue, b: Revenue): Revenue {
  return { detractor: a.detractor + b.detractor, passive: a.passive + b.passive, promoter: a.promoter + b.promoter, n: a.n + b.n };
}

function add(a: Histogram, b: Histogram): Histogram {
  const scores = Object.keys(b);
  if (scores.length === 0) return a;
  const sum: Record<string, number> = { ...a };
  for (const score of scores) sum[score] = (sum[score] ?? 0) + (b[score] ?? 0);
  return Object.fromEntries(Object.entries(sum).filter(([, count]) => count !== 0));
}

function map(tally: Tally, change: (histogram: Histogram) => Histogram): Readonly<Record<Band, Histogram>> {
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
    ...withRevenue(addRevenue(a.revenue ?? noRevenue, b.revenue ?? noRevenue)),
  };
}

/** What takes the tally out again: `merge(tally, negate(tally))` is `empty`. */
export function negate(tally: Tally): Tally {
  const { detractor, passive, promoter, n } = tally.revenue ?? noRevenue;
  return {
    ...map(tally, (histogram) => Object.fromEntries(Object.entries(histogram).map(([score, count]) => [score, -count]))),
    ...withRevenue({ detractor: -detractor, passive: -passive, promoter: -promoter, n: -n }),
  };
}

/** Whether the tally changes nothing when merged. */
export function isEmpty(tally: Tally): boolean {
  return tally.revenue === undefined && bandSchema.options.every((band) => Object.values(tally[band]).every((count) => count === 0));
}

/** Tallies that are read while a correction moves from one to another may show its minus before its plus: such a count is no response yet. */
function settled(tally: Tally): Tally {
  return { ...tally, ...map(tally, (histogram) => Object.fromEntries(Object.entries(histogram).filter(([, count]) => count > 0))) };
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
    ...(metric === "nps" && { mrrWeighted: mrrWeighted(tally.revenue ?? noRevenue) }),
  };
}

function mrrWeighted({ detractor, passive, promoter, n }: Revenue): MrrWeighted | null {
  const sum = detractor + passive + promoter;
  if (n <= 0 || sum <= 0) return null;
  return { score: (100 * (promoter - detractor)) / sum, n, mrr: sum / 100 };
}
