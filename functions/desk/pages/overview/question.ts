import * as z from "zod/mini";
import { addDays, localDay } from "../../../../shared/domain/local-time.ts";
import { metricSchema } from "../../../../shared/domain/metric.ts";
import { type Period, type Span, isDay, lastDays, periodSchema } from "../../../../shared/domain/window.ts";
import { wanted } from "../../../../shared/http/paging.ts";

const spans = ["30", "90", "365"] as const;

/** What the first page is asked about; everything has a value when nothing is said. */
export function questionSchema(dimensions: readonly string[]) {
  const day = z.string().check(z.refine(isDay, "must be a day, such as 2026-11-21"));
  return z.strictObject({
    metric: z._default(metricSchema, "nps"),
    survey: z.optional(wanted("onboarding-30d")),
    days: z.optional(z.enum(spans)),
    from: z.optional(day),
    to: z.optional(day),
    interval: z.optional(periodSchema),
    segment: z._default(z.enum(dimensions), dimensions.includes("plan") ? "plan" : (dimensions[0] ?? "survey")),
  });
}
export type Question = z.infer<ReturnType<typeof questionSchema>>;

/** Whether a question names its days itself; a length that is chosen beside them goes before them. */
export function hasOwnDates({ days, from, to }: Question): boolean {
  return days === undefined && (from !== undefined || to !== undefined);
}

/** The days a question is about: those it names, else the last so many, 90 when it says nothing. */
export function spanOf(question: Question, now: Date, timeZone: string): Span {
  const usual = lastDays(Number(question.days ?? 90), localDay(now.getTime(), timeZone));
  if (!hasOwnDates(question)) return usual;
  const end = question.to ?? usual.end;
  return { start: question.from ?? addDays(end, -90), end };
}

/** In which periods a span is drawn, so that there are neither few points nor many. */
export function periodFor({ start, end }: Span): Period {
  const days = (Date.parse(end) - Date.parse(start)) / 86_400_000;
  if (days <= 31) return "day";
  return days <= 190 ? "week" : "month";
}
