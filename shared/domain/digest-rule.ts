import * as z from "zod";
import { metricSchema } from "./metric.ts";

/** The languages that a digest is written in. */
export const digestLanguages = ["en", "zh"] as const;
export type DigestLanguage = (typeof digestLanguages)[number];

const clockSchema = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, "must be a time of day, such as 09:00");

/**
 * A digest of the policy: what is told to which channel, and when. Times are those of the policy's reporting time zone.
 *
 * @param channel how the policy writes a channel
 */
export function digestRuleSchema<Channel extends z.ZodType<string>>(channel: Channel) {
  const common = {
    id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "must be small letters, digits and -, such as weekly"),
    /** The default channel when absent. */
    channel: channel.optional(),
    /** `HH:MM`. */
    at: clockSchema.default("09:00"),
    metrics: z
      .array(metricSchema)
      .min(1)
      .refine((metrics) => new Set(metrics).size === metrics.length, "must name each metric once")
      .default(["nps"]),
    /** Answers to this survey alone. */
    survey: z.string().min(1).max(128).optional(),
    /** The dimension whose best and worst values are named. */
    segment: z.string().optional(),
    language: z.enum(digestLanguages).default("en"),
  };
  return z.discriminatedUnion(
    "every",
    [
      z.strictObject({ ...common, every: z.literal("week"), /** Monday is 1. */ day: z.number().int().min(1).max(7).default(1) }),
      z.strictObject({ ...common, every: z.literal("day") }),
    ],
    { error: "must be week or day" },
  );
}
export type DigestRule = z.infer<ReturnType<typeof digestRuleSchema<z.ZodString>>>;
