import type { Metric } from "./metric.ts";

/** A 95 % confidence interval, in the unit of its score. */
export type Interval = { readonly low: number; readonly high: number };

/** A score with how sure one can be of it. All in the score's unit: points for NPS, percent for shares. */
export type Estimate = {
  /** The plain score, unrounded; what is shown. */
  readonly score: number;
  /** `centre` ± 1.959964 · `standardError`, clamped to what is possible. */
  readonly interval: Interval;
  /** Closer to the middle of the scale than the score, the more so the fewer the responses. */
  readonly centre: number;
  /** Never 0, also when all answered alike. */
  readonly standardError: number;
};

/** How far a score moved from one window to another, in its unit. */
export type Difference = {
  /** The later plain score minus the earlier. */
  readonly value: number;
  /** 95 %. */
  readonly interval: Interval;
};

/** The 97.5 % quantile of the normal distribution. */
const z = 1.959964;

/** Fewer responses than this are too few to conclude from. */
const enoughResponses = 10;

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}

/** The net promoter score, -100 to 100, unrounded; passives stay in `n`. Null without responses. */
export function npsScore(n: number, promoters: number, detractors: number): number | null {
  return n > 0 ? (100 * (promoters - detractors)) / n : null;
}

/**
 * The net promoter score with its adjusted Wald interval: three answers are added, ¾ of one to each end of the scale.
 *
 * Null without responses. Source: Rocks, "Interval estimation for the net promoter score", The American Statistician
 * 70(4), 2016.
 */
export function npsEstimate(n: number, promoters: number, detractors: number): Estimate | null {
  const score = npsScore(n, promoters, detractors);
  if (score === null) return null;
  const adjusted = n + 3;
  const p = (promoters + 0.75) / adjusted;
  const d = (detractors + 0.75) / adjusted;
  const centre = 100 * (p - d);
  const standardError = 100 * Math.sqrt(Math.max(p + d - (p - d) ** 2, 0) / adjusted);
  const interval = {
    low: clamp(centre - z * standardError, -100, 100),
    high: clamp(centre + z * standardError, -100, 100),
  };
  return { score, interval, centre, standardError };
}

/** A part of `n`, in percent, unrounded. Null when `n` is 0. */
export function share(part: number, n: number): number | null {
  return n > 0 ? (100 * part) / n : null;
}

/**
 * A part of `n` in percent with its Wilson interval.
 *
 * Null when `n` is 0. Source: Wilson, "Probable inference, the law of succession, and statistical inference", Journal
 * of the American Statistical Association 22, 1927.
 */
export function shareEstimate(part: number, n: number): Estimate | null {
  const score = share(part, n);
  if (score === null) return null;
  const p = part / n;
  const centre = (100 * (p + z ** 2 / (2 * n))) / (1 + z ** 2 / n);
  const spread = Math.sqrt(Math.max((p * (1 - p)) / n + z ** 2 / (4 * n ** 2), 0));
  const standardError = (100 * spread) / (1 + z ** 2 / n);
  const interval = {
    low: clamp(centre - z * standardError, 0, 100),
    high: clamp(centre + z * standardError, 0, 100),
  };
  return { score, interval, centre, standardError };
}

/** The arithmetic mean of `n` scores that add up to `sum`, unrounded. Null when `n` is 0. */
export function mean(sum: number, n: number): number | null {
  return n > 0 ? sum / n : null;
}

/** Whether there are too few responses to conclude anything from their score. */
export function isLowData(n: number): boolean {
  return n < enoughResponses;
}

/**
 * How far the score moved, with the interval ± 1.96·√(SE₁² + SE₂²). Null when either window has no responses.
 *
 * The interval lies around the difference of the two centres, not of the plain scores: around those it would find a
 * change in 11 of 100 pairs of windows where nothing has changed (10 responses each), around the centres in 4.
 */
export function difference(earlier: Estimate | null, later: Estimate | null): Difference | null {
  if (earlier === null || later === null) return null;
  const middle = later.centre - earlier.centre;
  const half = 1.96 * Math.hypot(earlier.standardError, later.standardError);
  return { value: later.score - earlier.score, interval: { low: middle - half, high: middle + half } };
}

/** Whether a difference may be called a change: its interval leaves out 0. No difference is no change. */
export function isChange(moved: Difference | null): boolean {
  return moved !== null && (moved.interval.low > 0 || moved.interval.high < 0);
}

/**
 * What the field says of such a score, as context beside it; null where it says nothing.
 *
 * NPS below 0 `needs work`, above 50 is `good`, 75 and more `loved`. CSAT of 75 % and more is `good`. CES has no common
 * benchmark.
 */
export function benchmark(metric: Metric, score: number): "needs work" | "good" | "loved" | null {
  switch (metric) {
    case "nps":
      if (score < 0) return "needs work";
      if (score >= 75) return "loved";
      return score > 50 ? "good" : null;
    case "csat":
      return score >= 75 ? "good" : null;
    case "ces":
      return null;
  }
}
