import * as z from "zod";
import { scoreQuerySchema } from "../../../functions/desk/app.ts";
import { metricSchema } from "../../../shared/domain/metric.ts";
import type { Policy } from "../../../shared/domain/policy.ts";
import type { Scores } from "../../../shared/scoring/read-scores.ts";
import { type Area, answering } from "../area.ts";
import { count, day } from "./answered.ts";
import { byPlan, fortnight, oneDay, weekly } from "./score-examples.ts";

/** 95 %, about a score or about the difference of two. */
const interval = z.strictObject({ low: z.number().min(-200).max(200), high: z.number().min(-200).max(200) });

const figures = {
  n: count,
  promoters: count,
  passives: count,
  detractors: count,
  score: z.number().min(-100).max(100).nullable(),
  interval: z.strictObject({ low: z.number().min(-100).max(100), high: z.number().min(-100).max(100) }).nullable(),
  histogram: z.record(z.string(), count),
  lowData: z.boolean(),
  mean: z.number().nullable().optional(),
  mrrWeighted: z.strictObject({ score: z.number().min(-100).max(100), n: count, mrr: z.number().min(0) }).nullable().optional(),
  change: z.strictObject({ start: day, end: day, n: count, score: z.number().min(-100).max(100), lowData: z.boolean(), value: z.number().min(-200).max(200), interval, significant: z.boolean() }).nullable(),
  href: z.string(),
  invited: count.optional(),
  responseRate: z.number().min(0).optional(),
};

const shown = answering<Scores>()(
  z.strictObject({
    metric: z.enum(metricSchema.options),
    timeZone: z.string(),
    total: z.strictObject(figures),
    buckets: z.array(z.strictObject({ start: day, end: day, segment: z.string().optional(), ...figures })),
  }),
);

const figureWords = (at: string) =>
  Object.fromEntries(
    Object.entries({
      n: "How many responses.",
      promoters: "How many of them promoters.",
      passives: "How many passives.",
      detractors: "How many detractors.",
      score: "NPS from -100 to 100; for CSAT and CES the share of promoters in percent. Unrounded; null when `n` is 0.",
      interval: "95 %, in the unit of the score; null when `n` is 0.",
      "interval.low": "Where it begins.",
      "interval.high": "Where it ends.",
      histogram: "How many gave each score.",
      lowData: "Fewer than 10 responses: too few to conclude from.",
      mean: "The mean score; for CES alone.",
      mrrWeighted: "NPS with every response weighing as much as the `account.mrr` that it came with; for NPS alone, null where nobody's MRR is known.",
      "mrrWeighted.score": "From -100 to 100, unrounded.",
      "mrrWeighted.n": "How many responses it rests on: those that came with MRR, in a currency that has a rate.",
      "mrrWeighted.mrr": "What they weigh together, in the policy's currency.",
      change: "How the score moved since the window before; null when `n` is 0 in either. Without `interval`, and of `total`, that is as many days right before; of a calendar period, the whole period before; of rolling days, as many days right before.",
      "change.start": "The first day of the window before.",
      "change.end": "The day after its last.",
      "change.n": "How many responses it has.",
      "change.score": "Its score.",
      "change.lowData": "Fewer than 10 responses there: too few to conclude from.",
      "change.value": "The score minus that one, in its unit.",
      "change.interval": "95 %, in its unit. It lies around the difference of the centres of both intervals, which are closer to the middle than the scores: with few responses `value` itself may lie outside.",
      "change.interval.low": "Where it begins.",
      "change.interval.high": "Where it ends.",
      "change.significant": "The interval leaves out 0. Nothing else may be called a change.",
      href: "Where the responses are listed that the score is the sum of.",
      invited: "How many were invited; of one survey whose invitations are known.",
      responseRate: "`n` in percent of `invited`, unrounded. More than 100 when answers came later than their invitations, or by other ways.",
    }).map(([field, said]) => [`${at}${field}`, said]),
  );

/** `GET /v1/scores`. */
export function scores({ segments, timeZone }: Pick<Policy, "segments" | "timeZone">): Area {
  return {
    name: "Scores",
    description: "Scores out of daily tallies, in the reporting time zone. A response counts a minute or two after it was accepted.",
    answers: {
      Scores: {
        schema: shown,
        words: {
          "": "Scores of a metric.",
          metric: "The metric.",
          timeZone: "Whose days these are.",
          total: "All that was asked for, in one.",
          ...figureWords("total."),
          buckets: "One for each window, and each value of the segment; a response that says nothing about the segment is in none.",
          "buckets[].start": "The first day.",
          "buckets[].end": "The day after the last.",
          "buckets[].segment": "The segment's value.",
          ...figureWords("buckets[]."),
        },
      },
    },
    operations: [
      {
        method: "get",
        path: "/v1/scores",
        id: "getScores",
        summary: "Read scores",
        description: "Without `interval`, one bucket for the whole span, or one for each value of `segment`. At most 740 windows.",
        scope: "read",
        query: {
          schema: scoreQuerySchema(segments),
          words: {
            metric: "Which metric.",
            survey: "Of one survey alone.",
            from: "The first local day; 89 days ago when absent.",
            to: "The day after the last; tomorrow when absent.",
            interval: "Cuts the span at calendar periods; weeks begin on Monday. `rolling_30_days` and `rolling_90_days`: for each day of the span the window that ends with it.",
            segment: "Breaks it by a dimension; not `survey` of one survey.",
          },
        },
        answers: { 200: { description: "The scores.", schema: "Scores" } },
        examples: {
          weekly: {
            summary: "CSAT by week; one without responses has no score",
            with: { metric: "csat", survey: "support", ...fortnight, interval: "week" },
            answer: weekly(timeZone),
          },
          byPlan: { summary: "NPS by plan", with: { metric: "nps", ...oneDay, segment: "plan" }, answer: byPlan(timeZone) },
          rolling: { summary: "CSAT of the last 30 days, day after day", with: { metric: "csat", ...fortnight, interval: "rolling_30_days" } },
        },
      },
    ],
  };
}
