import * as z from "zod/mini";

/** What a survey question measures. It is always said by the sender, never guessed from the score's scale. */
export const metricSchema = z.enum(["nps", "csat", "ces"]);
export type Metric = z.infer<typeof metricSchema>;

/** What a score says about the person: least content first. */
export const bandSchema = z.enum(["detractor", "passive", "promoter"]);
export type Band = z.infer<typeof bandSchema>;

/** The scores a metric allows: every whole number from `min` to `max`, both included. */
export type Scale = { readonly min: number; readonly max: number };

/** Where the bands of one metric begin and end; what lies between the two is passive. */
export type Thresholds = {
  /** The highest score of a detractor. */
  readonly detractorAtMost: number;
  /** The lowest score of a promoter; above `detractorAtMost`. */
  readonly promoterAtLeast: number;
};

/** Every metric's scale. CES runs from 1 (very hard) to 7 (very easy). A score of 0 is a score. */
export const scales: Readonly<Record<Metric, Scale>> = {
  nps: { min: 0, max: 10 },
  csat: { min: 1, max: 5 },
  ces: { min: 1, max: 7 },
};

/** The bands when the policy says nothing else. */
export const defaultThresholds: Readonly<Record<Metric, Thresholds>> = {
  nps: { detractorAtMost: 6, promoterAtLeast: 9 },
  csat: { detractorAtMost: 2, promoterAtLeast: 4 },
  ces: { detractorAtMost: 3, promoterAtLeast: 6 },
};

/** Whether a score can have been given on this metric; one that cannot is refused before it is classified. */
export function isOnScale(metric: Metric, score: number): boolean {
  const { min, max } = scales[metric];
  return Number.isInteger(score) && min <= score && score <= max;
}

/**
 * The band of a score on its metric's scale.
 *
 * @param thresholds The policy's, for all metrics: the metric picks its own, so one metric's cannot be applied to another.
 */
export function classify(
  metric: Metric,
  score: number,
  thresholds: Readonly<Record<Metric, Thresholds>> = defaultThresholds,
): Band {
  const { detractorAtMost, promoterAtLeast } = thresholds[metric];
  if (score <= detractorAtMost) return "detractor";
  return score >= promoterAtLeast ? "promoter" : "passive";
}
