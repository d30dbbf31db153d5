import { startOfDay } from "../domain/local-time.ts";
import type { Metric } from "../domain/metric.ts";
import type { Span } from "../domain/window.ts";

/** What a score is about. */
type Scope = { readonly metric: Metric; readonly survey: string | undefined; readonly window: Span; readonly segment: string | undefined; readonly value: string | undefined };

/** Where the responses are listed that a score is the sum of. */
export function drillDown(timeZone: string, { metric, survey, window, segment, value }: Scope): string {
  const { start, end } = window;
  const asked = new URLSearchParams({ counted: "true", metric, ...(survey !== undefined && { survey }), from: at(start, timeZone), to: at(end, timeZone) });
  if (segment !== undefined && value !== undefined) {
    asked.set("segment", segment);
    asked.set("value", value);
  }
  return `/v1/responses?${asked.toString()}`;
}

function at(day: string, timeZone: string): string {
  return new Date(startOfDay(day, timeZone)).toISOString();
}
