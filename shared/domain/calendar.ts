import { addDays, instantOf, isTimeZone, localDay, startOfDay, weekday } from "./local-time.ts";
import { isDay } from "./window.ts";

/**
 * When time counts against an SLA: always, or in the working hours of a week in one time zone.
 *
 * `days` are ISO weekdays (Monday is 1), `start` and `end` are `HH:MM` on one day with `start` before `end` (`24:00` is
 * allowed as an end, hours past midnight are not), `holidays` are local days, `YYYY-MM-DD`.
 */
export type BusinessHours =
  | "always"
  | {
      readonly timeZone: string;
      readonly days: readonly number[];
      readonly start: string;
      readonly end: string;
      readonly holidays: readonly string[];
    };

type WorkingHours = Exclude<BusinessHours, "always">;

/** How far ahead due times are looked for: ten years. */
const horizonInDays = 3_653;
const dayLength = 86_400_000;

/** Minutes after midnight of a well-formed `HH:MM`, else undefined. */
function clockMinutes(clock: string): number | undefined {
  if (!/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/.test(clock)) return undefined;
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
}

/** Whether the hours are well-formed and leave open time in a week without holidays. Asked once, where a policy is read. */
export function isUsable(hours: BusinessHours): boolean {
  if (hours === "always") return true;
  const start = clockMinutes(hours.start);
  const end = clockMinutes(hours.end);
  return (
    isTimeZone(hours.timeZone) &&
    hours.days.length > 0 &&
    hours.days.every((day) => Number.isInteger(day) && 1 <= day && day <= 7) &&
    start !== undefined &&
    end !== undefined &&
    start < end &&
    hours.holidays.every(isDay)
  );
}

/** The instants between which a local day is open; none when they are equal. */
type Opening = { readonly opens: number; readonly closes: number };

function openingOn(day: string, hours: WorkingHours): Opening {
  const from = startOfDay(day, hours.timeZone);
  const start = clockMinutes(hours.start);
  const end = clockMinutes(hours.end);
  const closed = !hours.days.includes(weekday(day)) || hours.holidays.includes(day);
  if (closed || start === undefined || end === undefined) return { opens: from, closes: from };
  // Held inside the day's own instants: where clocks skip midnight or a whole day, openings of two days would overlap.
  const to = startOfDay(addDays(day, 1), hours.timeZone);
  const opens = Math.min(Math.max(instantOf(day, start, hours.timeZone), from), to);
  const closes = Math.min(Math.max(instantOf(day, end, hours.timeZone), opens), to);
  return { opens, closes };
}

/**
 * The earliest instant by which that much business time has passed.
 *
 * Counted in time that really passes: a day on which clocks change is an hour shorter or longer. The search ends after
 * ten years, so the answer is finite for every calendar: what does not fit into them is due at their end.
 *
 * @param from Instant, milliseconds since the epoch.
 * @param duration Milliseconds; none or less answers `from` itself.
 * @param hours Those of a policy that `isUsable`.
 */
export function addBusinessTime(from: number, duration: number, hours: BusinessHours): number {
  if (duration <= 0) return from;
  if (hours === "always") return from + Math.min(duration, horizonInDays * dayLength);
  const today = localDay(from, hours.timeZone);
  let left = duration;
  for (let ahead = 0; ahead < horizonInDays; ahead += 1) {
    const { opens, closes } = openingOn(addDays(today, ahead), hours);
    const start = Math.max(opens, from);
    const open = Math.max(closes - start, 0);
    if (left <= open) return start + left;
    left -= open;
  }
  return startOfDay(addDays(today, horizonInDays), hours.timeZone);
}

/**
 * The latest instant from which that much business time has passed until `until`: `addBusinessTime` backwards.
 *
 * @param until Instant, milliseconds since the epoch.
 * @param duration Milliseconds; none or less answers `until` itself.
 * @param hours Those of a policy that `isUsable`.
 */
export function subtractBusinessTime(until: number, duration: number, hours: BusinessHours): number {
  if (duration <= 0) return until;
  if (hours === "always") return until - Math.min(duration, horizonInDays * dayLength);
  // The day after as well: where clocks go back over midnight, it begins before this one is over.
  const today = addDays(localDay(until, hours.timeZone), 1);
  let left = duration;
  for (let ago = 0; ago < horizonInDays; ago += 1) {
    const { opens, closes } = openingOn(addDays(today, -ago), hours);
    const end = Math.min(closes, until);
    const open = Math.max(end - opens, 0);
    if (left <= open) return end - left;
    left -= open;
  }
  return startOfDay(addDays(today, -horizonInDays), hours.timeZone);
}

/**
 * How much business time passes between two instants, in milliseconds; 0 when `to` is not after `from`.
 *
 * Undoes `addBusinessTime`: `businessTimeBetween(from, addBusinessTime(from, d, hours), hours)` is `d`.
 */
export function businessTimeBetween(from: number, to: number, hours: BusinessHours): number {
  if (to <= from) return 0;
  if (hours === "always") return to - from;
  let passed = 0;
  let day = localDay(from, hours.timeZone);
  // By instants, not by the local day of `to`: where clocks go back over midnight, that day may be shown twice.
  while (startOfDay(day, hours.timeZone) < to) {
    const { opens, closes } = openingOn(day, hours);
    passed += Math.max(Math.min(closes, to) - Math.max(opens, from), 0);
    day = addDays(day, 1);
  }
  return passed;
}
