import * as z from "zod";
import { prefault } from "zod/mini";
import { isUsable } from "./calendar.ts";
import { digestRuleSchema } from "./digest-rule.ts";
import { builtInDimensions } from "./dimensions.ts";
import { durationSchema } from "./duration.ts";
import { isTimeZone } from "./local-time.ts";
import { type Metric, bandSchema, defaultThresholds, metricSchema, scales } from "./metric.ts";
import { channelSchema, emailSchema } from "./response.ts";
import { rewardProgramSchema } from "./reward-program.ts";
import { severityPolicySchema, severitySchema } from "./severity.ts";

const timeZoneSchema = z.string().refine(isTimeZone, "must be an IANA time zone, such as Europe/Berlin");
const currencySchema = z.string().regex(/^[A-Z]{3}$/, "must be a three-letter currency code, such as USD");
const daySchema = z.iso.date("must be a date, such as 2026-12-25");
const clockSchema = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, "must be a time of day, such as 09:00");
const slackChannelSchema = z
  .string()
  .regex(/^(?:#[\p{L}\p{N}_-]{1,80}|[CG][A-Z0-9]{4,})$/u, "must be a channel, as #name or as its id (C0123ABCD)");

/** Somebody of the team. */
const memberSchema = z.string().regex(/^(?:[UW][A-Z0-9]{2,}|[^@\s]+@[^@\s]+\.[^@\s]+)$/, "must be a member's Slack id (U0123ABCD) or address");
const standInsSchema = { backup: memberSchema.optional(), manager: memberSchema.optional() };

/** Who has a role at the desk. */
const holdersSchema = z.union([z.literal("everybody"), z.array(memberSchema).max(1_000)]);

const groupSchema = z.string().regex(/^S[A-Z0-9]{2,}$/, "must be a user group's id, such as S0123ABCD");

const thresholdsSchema = z.strictObject({ detractorAtMost: z.number().int(), promoterAtLeast: z.number().int() });

function thresholdsOf(metric: Metric) {
  const { min, max } = scales[metric];
  return thresholdsSchema
    .refine(
      ({ detractorAtMost, promoterAtLeast }) =>
        min <= detractorAtMost && detractorAtMost < promoterAtLeast && promoterAtLeast <= max,
      `must keep ${min} ≤ detractorAtMost < promoterAtLeast ≤ ${max}`,
    )
    .default(defaultThresholds[metric]);
}

const hoursSchema = z.union([
  z.literal("always"),
  z
    .strictObject({
      timeZone: timeZoneSchema,
      days: z.array(z.number().int().min(1).max(7)).min(1),
      start: clockSchema,
      end: clockSchema,
      holidays: z.array(daySchema).default([]),
    })
    .refine(isUsable, {
      message: "never opens: start must be before end",
      // Only when that is what is wrong with them.
      when: ({ issues }) => issues.length === 0,
    }),
]);

const targetSchema = z.strictObject({ acknowledge: durationSchema, resolve: durationSchema });

const routeSchema = z.strictObject({
  when: z.strictObject({
    metric: z.array(metricSchema).optional(),
    survey: z.array(z.string()).optional(),
    severity: z.array(severitySchema).optional(),
    band: z.array(bandSchema).optional(),
    channel: z.array(channelSchema).optional(),
    plan: z.array(z.string()).optional(),
    owner: z.array(z.string()).optional(),
    locale: z.array(z.string()).optional(),
    attributes: z.record(z.string(), z.array(z.string())).optional(),
  }),
  channel: slackChannelSchema,
});
export type Route = z.infer<typeof routeSchema>;

const mailDomainSchema = z.string().regex(/^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,63}$/u, "must be a domain, such as example.com");

/** How long after its end a case is still asked about; milliseconds. */
const longestAfter = 90 * 86_400_000;

const modeSchema = z.enum(["auto", "approve", "off"]);
const quietHoursSchema = z
  .union([z.literal("off"), z.strictObject({ start: clockSchema, end: clockSchema })])
  .refine((quiet) => quiet === "off" || quiet.start.replace("24:", "00:") !== quiet.end.replace("24:", "00:"), "never ends: start and end must differ, or say off");
const byBand = <T extends z.core.$ZodType>(schema: T) =>
  z.strictObject({ detractor: schema, passive: schema, promoter: schema });

/** The deployer's rules as data: `policy.yaml`. Durations are text there (`1h`) and milliseconds once parsed. */
export const policySchema = z.strictObject({
  /** The reporting time zone: whose days the scores are counted by. */
  timeZone: timeZoneSchema,
  currency: currencySchema,
  /** Units of `currency` for one unit of the named one. */
  rates: z.record(currencySchema, z.number().positive()).default({}),
  highValueMrr: z.number().nonnegative(),
  bands: z
    .strictObject({ nps: thresholdsOf("nps"), csat: thresholdsOf("csat"), ces: thresholdsOf("ces") })
    .prefault({}),
  /** Names of response attributes that scores can be broken by. */
  segments: z
    .array(z.string().regex(/^(?!(?:survey|channel|plan|owner|locale)$)[A-Za-z][\w-]{0,39}$/, "must be an attribute's name, other than a built-in segment's"))
    .max(10)
    .default([]),
  severity: severityPolicySchema,
  slack: z.strictObject({
    defaultChannel: slackChannelSchema,
    testChannel: slackChannelSchema,
    /** A user group (S…) to mention when an account has no owner. */
    fallbackGroup: groupSchema.optional(),
    /** The user group whose members may work cases; every member of the workspace when absent. */
    workers: groupSchema.optional(),
    /** How many alerts a minute a channel bears; what is more is folded into one. Beyond 60 it is Slack that sets the pace. */
    burst: z.number().int().min(1).max(1_000).default(20),
    routing: z.array(routeSchema).default([]),
  }),
  sla: z.strictObject({
    hours: hoursSchema,
    targets: z.strictObject({ critical: targetSchema, high: targetSchema, normal: targetSchema }),
    /** When the owner of an acknowledged case is reminded that nobody has contacted the customer. */
    remindAfter: prefault(durationSchema, "3d"),
  }),
  /** Who is told after the owner when a case is not acknowledged in time. */
  escalation: z
    .strictObject({
      ...standInsSchema,
      /** What is different for some owners. */
      people: z.array(z.strictObject({ who: memberSchema, away: z.boolean().default(false), ...standInsSchema })).default([]),
    })
    .prefault({}),
  rootCauses: z.array(z.string().regex(/^[a-z0-9_]{1,40}$/, "must be lower_snake_case")).min(1),
  messages: z.strictObject({
    sender: z.strictObject({ name: z.string().min(1).max(60), email: emailSchema }),
    company: z.string().min(1).max(60),
    postalAddress: z.string().min(1).max(300),
    /** `auto` sends, `approve` first shows a person what would be sent, `off` sends nothing. */
    modes: byBand(modeSchema),
    /** How long a draft waits for somebody to approve it. */
    approveWithin: prefault(durationSchema, "3d"),
    delays: byBand(durationSchema),
    /** When nobody is written to, by the clocks where the respondent is. */
    quietHours: quietHoursSchema.default({ start: "20:00", end: "08:00" }),
    /** Where respondents are who do not say it; where the scores are counted when absent. */
    timeZone: timeZoneSchema.optional(),
    /** Whether customers are asked, so long after their case was resolved as recovered or improving, whether it was made right; and on which survey their answers count. */
    afterResolution: z
      .union([z.literal("off"), z.strictObject({ after: durationSchema, survey: z.string().min(1).max(128).default("case-recovery") })])
      .refine((asks) => asks === "off" || asks.after <= longestAfter, { path: ["after"], message: "must be at most 90d" })
      .default("off"),
    /** At most one message per address in this time. */
    oncePer: durationSchema,
    /** Domains whose addresses are not written to, with all that is below them. */
    suppressedDomains: z.array(mailDomainSchema).max(1_000).default([]),
  }),
  rewards: z
    .strictObject({
      /** At most one reward per respondent in this time. */
      oncePer: durationSchema,
      programs: z
        .array(rewardProgramSchema)
        .max(20)
        // What was given is written down by the program's id.
        .refine((programs) => new Set(programs.map(({ id }) => id)).size === programs.length, "must have ids of their own: two programs share one")
        .default([]),
    })
    .prefault({ oncePer: "180d" }),
  /** What is told of the scores, where and when; a week's, on Monday morning, when nothing is said. */
  digests: z
    .array(digestRuleSchema(slackChannelSchema))
    .max(20)
    // What was sent is written down by the digest's id.
    .refine((digests) => new Set(digests.map(({ id }) => id)).size === digests.length, "must have ids of their own: two digests share one")
    .prefault([{ id: "weekly", every: "week" }]),
  /** Who may do what at the desk; what each role may is in `desk-role.ts`. Everybody is everybody of the workspace that people sign in by. */
  desk: z
    .strictObject({
      roles: z
        .strictObject({ lead: holdersSchema.default([]), csm: holdersSchema.default("everybody"), operator: holdersSchema.default([]) })
        .prefault({}),
    })
    .prefault({}),
  api: z.strictObject({ ratePerSecond: z.number().int().min(1).max(100_000) }).default({ ratePerSecond: 100 }),
}).superRefine(({ digests, segments }, context) => {
  const dimensions: readonly string[] = [...builtInDimensions, ...segments];
  for (const [at, { segment }] of digests.entries()) {
    if (segment === undefined || dimensions.includes(segment)) continue;
    context.addIssue({ code: "custom", path: ["digests", at, "segment"], message: `must be one of ${dimensions.join(", ")}; an attribute must stand under segments first` });
  }
});
export type Policy = z.infer<typeof policySchema>;
/** The policy as it is written down. */
export type PolicySource = z.input<typeof policySchema>;
