import { type BusinessHours, addBusinessTime } from "./calendar.ts";
import { addDays, instantOf, localDay, startOfDay, weekday } from "./local-time.ts";

/** The snoozes that are offered without picking a date. */
export const snoozeChoices = ["hour", "tomorrow", "next_week"] as const;
export type SnoozeChoice = (typeof snoozeChoices)[number];

/** A case that is out of sight for longer is forgotten; milliseconds. */
export const longestSnooze = 366 * 86_400_000;

const hour = 3_600_000;
/** When a day begins for those who work always; minutes after midnight. */
const morning = 9 * 60;

/** The zone that "tomorrow" is meant in: that of the working hours, else the given one. */
export function snoozeZone(hours: BusinessHours, timeZone: string): string {
  return hours === "always" ? timeZone : hours.timeZone;
}

/**
 * When a snooze ends: an hour later, or when work begins again on a later day.
 *
 * `tomorrow` is the start of the next working day after today, `next_week` that of the first working day from next
 * Monday on; closed days and holidays are passed over. Without working hours both are 09:00.
 *
 * @param now Instant, milliseconds since the epoch; the answer is one as well, and later.
 * @param hours Those of a policy that `isUsable`.
 * @param timeZone Whose days are meant when hours are `always`.
 */
export function snoozeUntil(choice: SnoozeChoice, now: number, hours: BusinessHours, timeZone: string): number {
  const today = localDay(now, snoozeZone(hours, timeZone));
  switch (choice) {
    case "hour":
      return now + hour;
    case "tomorrow":
      return beginOfWork(addDays(today, 1), hours, timeZone);
    case "next_week":
      return beginOfWork(addDays(today, 8 - weekday(today)), hours, timeZone);
  }
}

/**
 * The choices with the moments they mean, ISO 8601, UTC: each moment once, since on a Sunday tomorrow is next week.
 *
 * @param now ISO 8601
 */
export function snoozeMoments(now: string, hours: BusinessHours, timeZone: string): readonly { readonly choice: SnoozeChoice; readonly until: string }[] {
  const moments = snoozeChoices.map((choice) => ({ choice, until: new Date(snoozeUntil(choice, Date.parse(now), hours, timeZone)).toISOString() }));
  return moments.filter(({ until }, at) => moments.findIndex((other) => other.until === until) === at);
}

/** When work first begins on that day or after it. */
function beginOfWork(day: string, hours: BusinessHours, timeZone: string): number {
  if (hours === "always") return instantOf(day, morning, timeZone);
  // The first millisecond of business time ends one after the opening.
  return addBusinessTime(startOfDay(day, hours.timeZone), 1, hours) - 1;
}
