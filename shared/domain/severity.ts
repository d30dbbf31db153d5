import * as z from "zod/mini";
import { type AccountView, inCurrency } from "./account.ts";
import { type Metric, metricSchema } from "./metric.ts";

/** How urgently a case needs a person. */
export const severitySchema = z.enum(["critical", "high", "normal"]);
export type Severity = z.infer<typeof severitySchema>;

/** Most urgent first: the order in which a lane is worked. */
export const severityRank: Record<Severity, number> = { critical: 0, high: 1, normal: 2 };

const positiveSchema = z.int().check(z.positive());

/** The conditions of a rule; all that are given must hold. */
const conditionSchema = z
  .strictObject({
    metric: z.optional(metricSchema),
    scoreAtLeast: z.optional(z.int()),
    scoreAtMost: z.optional(z.int()),
    highValue: z.optional(z.literal(true)),
    renewalWithinDays: z.optional(positiveSchema),
    repeatDetractorWithinDays: z.optional(positiveSchema),
    contactMe: z.optional(z.literal(true)),
    fallOfAtLeast: z.optional(positiveSchema),
  })
  .check(z.refine((when) => Object.keys(when).length > 0, "needs at least one condition"));

/** Points for what makes a case urgent, each rule with its reason in words. */
export const severityPolicySchema = z
  .strictObject({
    critical: positiveSchema,
    high: positiveSchema,
    rules: z.array(
      z.strictObject({
        when: conditionSchema,
        points: z.int().check(z.gte(1), z.lte(10)),
        reason: z.string().check(z.minLength(1), z.maxLength(120)),
      }),
    ),
  })
  .check(z.refine(({ critical, high }) => critical > high, { message: "must be more than high", path: ["critical"] }));
export type SeverityPolicy = z.infer<typeof severityPolicySchema>;

/** What is known of the answer and the person when its urgency is judged. */
export type SeverityFacts = {
  readonly metric: Metric;
  readonly score: number;
  readonly contactMe: boolean;
  readonly account?: AccountView;
  /** The last score on the same metric, if there was one. */
  readonly previousScore?: number;
  /** When this respondent was last a detractor before; milliseconds since the epoch. */
  readonly lastDetractorAt?: number;
  /** Milliseconds since the epoch. */
  readonly now: number;
};

/** What high value means: the mark and the rates to compare with it. */
export type ValueMark = {
  readonly highValueMrr: number;
  readonly currency: string;
  readonly rates: Readonly<Record<string, number>>;
};

const day = 86_400_000;

/** The severity, and the reason of every rule that spoke for it. */
export function judge(
  policy: SeverityPolicy,
  facts: SeverityFacts,
  value: ValueMark,
): { severity: Severity; reasons: readonly string[] } {
  const applying = policy.rules.filter((rule) => holds(rule.when, facts, value));
  const points = applying.reduce((sum, rule) => sum + rule.points, 0);
  const severity = points >= policy.critical ? "critical" : points >= policy.high ? "high" : "normal";
  return { severity, reasons: applying.map((rule) => rule.reason) };
}

type Condition = z.infer<typeof conditionSchema>;

function holds(when: Condition, facts: SeverityFacts, value: ValueMark): boolean {
  const { account, previousScore, lastDetractorAt, now } = facts;
  const amount = account?.mrr && inCurrency(account.mrr, value.currency, value.rates);
  const renewal = account?.renewsOn === undefined ? undefined : Date.parse(account.renewsOn) - now;
  return (
    given(when.metric, (metric) => facts.metric === metric) &&
    given(when.scoreAtLeast, (least) => facts.score >= least) &&
    given(when.scoreAtMost, (most) => facts.score <= most) &&
    given(when.highValue, () => amount !== undefined && amount >= value.highValueMrr) &&
    given(when.renewalWithinDays, (days) => renewal !== undefined && renewal > -day && renewal <= days * day) &&
    given(when.repeatDetractorWithinDays, (days) => lastDetractorAt !== undefined && now - lastDetractorAt <= days * day) &&
    given(when.contactMe, () => facts.contactMe) &&
    given(when.fallOfAtLeast, (fall) => previousScore !== undefined && previousScore - facts.score >= fall)
  );
}

/** A condition that was not given always holds. */
function given<T>(wanted: T | undefined, test: (wanted: T) => boolean): boolean {
  return wanted === undefined || test(wanted);
}
