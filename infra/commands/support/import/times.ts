import { instantOf } from "../../../../shared/domain/local-time.ts";
import { isDay } from "../../../../shared/domain/window.ts";

/** Whether `3/4/2026` begins with its month or with its day. */
export type DateOrder = "mdy" | "dmy";

/** How times are read that do not say everything. */
export type ReadingTimes = {
  /** Whose clocks a time without an offset was read off. */
  readonly timeZone: string;
  /** Absent: dates with slashes are refused, since each order would be a guess. */
  readonly dates?: DateOrder;
};

/** A time as the API takes it, or what is wrong with it. */
export type ReadTime = { readonly ok: true; readonly time: string } | { readonly ok: false; readonly detail: string };

const noon = 12 * 60;
const second = 1000;

const shape = new RegExp(
  [
    String.raw`^(?<date>\d{4}-\d{2}-\d{2}|\d{4}/\d{1,2}/\d{1,2}|\d{1,2}/\d{1,2}/\d{4}|\d{1,2}\.\d{1,2}\.\d{4})`,
    String.raw`(?:(?:T|,?\s+)(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,](?<fraction>\d{1,9}))?)?(?:\s*(?<half>[AaPp])\.?[Mm]\.?)?)?`,
    String.raw`(?:\s*(?<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2}))?$`,
  ].join(""),
);

/**
 * Reads when an answer was given: a time with offset as it stands; a time without one by the clocks of the time zone;
 * a day alone as its noon there, so that it stays that day in the zones around; seconds or milliseconds since 1970.
 */
export function readTime(text: string, reading: ReadingTimes): ReadTime {
  if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/.test(text)) return { ok: true, time: text };
  if (/^\d{10}$|^\d{13}$/.test(text)) return { ok: true, time: new Date(Number(text) * (text.length === 10 ? second : 1)).toISOString() };
  const { groups } = shape.exec(text) ?? {};
  if (groups === undefined) return unknown;
  const date = groups["date"] ?? "";
  if (isEither(date) && reading.dates === undefined) return { ok: false, detail: "may begin with its month or its day: say --dates mdy or --dates dmy, or write it as 2026-01-31" };
  const day = dayOf(date, reading.dates);
  const clock = clockOf(groups);
  if (day === undefined || clock === undefined) return unknown;
  return { ok: true, time: new Date(instantFor(day, clock, groups["zone"], reading.timeZone)).toISOString() };
}

const unknown = { ok: false, detail: "must be a time, such as 2026-11-21T09:30:00+08:00, 2026-11-21 09:30 or 2026-11-21" } as const;

/** Whether a date does not say which of its numbers is the month. */
function isEither(date: string): boolean {
  return /^\d{1,2}\//.test(date);
}

function dayOf(date: string, order: DateOrder | undefined): string | undefined {
  const [first = "", middle = "", last = ""] = date.split(/[-/.]/);
  const dayFrom = (year: string, month: string, day: string) => {
    const text = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
    return isDay(text) ? text : undefined;
  };
  if (first.length === 4) return dayFrom(first, middle, last);
  if (date.includes(".")) return dayFrom(last, middle, first);
  return order === "mdy" ? dayFrom(last, first, middle) : dayFrom(last, middle, first);
}

/** Milliseconds after midnight as clocks show them; noon where there is no clock. */
function clockOf({ hour, minute = "0", second: seconds = "0", fraction = "", half }: Readonly<Record<string, string | undefined>>): number | undefined {
  if (hour === undefined) return noon * 60 * second;
  const twelve = half !== undefined;
  const said = Number(hour);
  if (twelve ? said < 1 || said > 12 : said > 23) return undefined;
  const hours = twelve ? (said % 12) + (half.toLowerCase() === "p" ? 12 : 0) : said;
  if (Number(minute) > 59 || Number(seconds) > 59) return undefined;
  return ((hours * 60 + Number(minute)) * 60 + Number(seconds)) * second + Number(fraction.slice(0, 3).padEnd(3, "0"));
}

function instantFor(day: string, clock: number, zone: string | undefined, timeZone: string): number {
  const minutes = Math.floor(clock / (60 * second));
  const rest = clock % (60 * second);
  if (zone === undefined) return instantOf(day, minutes, timeZone) + rest;
  const [, sign = "+", hours = "0", more = "0"] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone) ?? [];
  const ahead = (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(more));
  return Date.parse(`${day}T00:00:00Z`) + clock - ahead * 60 * second;
}
