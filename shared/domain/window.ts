import * as z from "zod/mini";
import { addDays, weekday } from "./local-time.ts";

/** The calendar periods that scores can be broken into. Weeks are ISO weeks, Monday first. */
export const periodSchema = z.enum(["day", "week", "month", "quarter"]);
export type Period = z.infer<typeof periodSchema>;

/** Windows that roll on by a day: each is so many days, up to the end of the day it belongs to. */
const rolling = { rolling_30_days: 30, rolling_90_days: 90 } as const;

/** What scores can be broken into: `interval` of `GET /v1/scores`. */
export const intervalSchema = z.enum([...periodSchema.options, "rolling_30_days", "rolling_90_days"]);
export type ScoreInterval = z.infer<typeof intervalSchema>;

/** Local days from `start`, included, to `end`, excluded; both `YYYY-MM-DD`. Empty when `end` is not after `start`. */
export type Span = { readonly start: string; readonly end: string };

/** The most buckets one answer holds: two years of days, with a week to spare. */
export const bucketLimit = 740;

/** Whether the text is a day of the calendar, `YYYY-MM-DD` (`2026-02-30` is none). */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  // With a time, since a lone date that ISO 8601 refuses gets a second reading, in the runtime's own way.
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** The last so many local days, today included. */
export function lastDays(count: number, today: string): Span {
  const end = addDays(today, 1);
  return { start: addDays(end, -count), end };
}

/** What scores are shown for when nobody says: the last 90 days, today included. */
export function defaultSpan(today: string): Span {
  return lastDays(90, today);
}

/** The first day of the month that lies so many months after the day's own. */
function firstOfMonth(day: string, monthsLater: number): string {
  const date = new Date(day);
  date.setUTCMonth(date.getUTCMonth() + monthsLater, 1);
  const text = date.toISOString();
  return text.slice(0, text.indexOf("T"));
}

/** The whole calendar period that a day lies in. */
export function periodOf(day: string, period: Period): Span {
  switch (period) {
    case "day":
      return { start: day, end: addDays(day, 1) };
    case "week": {
      const start = addDays(day, 1 - weekday(day));
      return { start, end: addDays(start, 7) };
    }
    case "month":
      return { start: firstOfMonth(day, 0), end: firstOfMonth(day, 1) };
    case "quarter": {
      const intoQuarter = new Date(day).getUTCMonth() % 3;
      return { start: firstOfMonth(day, -intoQuarter), end: firstOfMonth(day, 3 - intoQuarter) };
    }
  }
}

// Compared as times, because the day after 9999-12-31 is written +010000-01-01.
function earlier(a: string, b: string): string {
  return Date.parse(a) < Date.parse(b) ? a : b;
}

/**
 * The span cut at the calendar's periods, in order and without gaps. The first and the last are clipped to the span, so
 * that every day asked for is counted once and no other.
 *
 * @returns undefined when there would be more than `bucketLimit`.
 */
export function buckets(span: Span, period: Period): readonly Span[] | undefined {
  const found: Span[] = [];
  let start = span.start;
  while (Date.parse(start) < Date.parse(span.end)) {
    if (found.length === bucketLimit) return undefined;
    const end = earlier(periodOf(start, period).end, span.end);
    found.push({ start, end });
    start = end;
  }
  return found;
}

/** The first day that is written with four digits of a year. */
const firstDay = "0000-01-01";

/** A day so many earlier, and none that could not be compared as text. */
function daysBefore(day: string, count: number): string {
  const found = addDays(day, -count);
  return found.startsWith("-") ? firstDay : found;
}

function lengthOf({ start, end }: Span): number {
  return Math.round((Date.parse(end) - Date.parse(start)) / 86_400_000);
}

/**
 * The windows that scores are asked for: the span itself, or its periods, or for each of its days the window that
 * ends with it.
 *
 * @returns undefined when there would be more than `bucketLimit`
 */
export function windows(span: Span, interval: ScoreInterval | undefined): readonly Span[] | undefined {
  if (interval === undefined) return [span];
  if (interval !== "rolling_30_days" && interval !== "rolling_90_days") return buckets(span, interval);
  return buckets(span, "day")?.map(({ end }) => ({ start: daysBefore(end, rolling[interval]), end }));
}

/** The window that a window is compared with: the whole calendar period before, or as many days right before it. */
export function windowBefore(window: Span, interval: ScoreInterval | undefined): Span {
  if (interval === undefined || interval === "rolling_30_days" || interval === "rolling_90_days") {
    return { start: daysBefore(window.start, lengthOf(window)), end: window.start };
  }
  const { start } = periodOf(window.start, interval);
  return { start: periodOf(daysBefore(start, 1), interval).start, end: start };
}
