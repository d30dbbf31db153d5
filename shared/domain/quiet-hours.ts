import { firstChangeIn, minutesOfDay } from "./local-time.ts";
import type { Policy } from "./policy.ts";
import type { Response } from "./response.ts";

/** The hours in which nobody is written to, as clocks show them; past midnight where `end` is before `start`. */
export type QuietHours = Policy["messages"]["quietHours"];

const minute = 60_000;
const dayInMinutes = 1_440;

/**
 * The first moment, from a given one on, at which the customer may be written to: now, unless it is night where
 * they are. Goes by what clocks there show at each moment: an hour that they show twice is quiet twice, and where
 * they skip the end of the night, it ends as they jump.
 *
 * @param from ISO 8601, UTC; so is the answer
 */
export function decentTime(from: string, { body }: Pick<Response, "body">, { messages, timeZone }: Pick<Policy, "messages" | "timeZone">): string {
  const zone = body.respondent.timeZone ?? messages.timeZone ?? timeZone;
  return new Date(endOfQuiet(Date.parse(from), messages.quietHours, zone)).toISOString();
}

/** Whether clocks in the zone show a quiet hour. `instant`: milliseconds since the epoch. */
export function isQuiet(instant: number, quiet: QuietHours, zone: string): boolean {
  if (quiet === "off") return false;
  const [start, end] = [minutesIn(quiet.start), minutesIn(quiet.end)];
  const shown = minutesOfDay(instant, zone);
  return start < end ? start <= shown && shown < end : start <= shown || shown < end;
}

/**
 * The first instant from the given one on that is not quiet.
 *
 * @param instant milliseconds since the epoch, as is the answer
 */
export function endOfQuiet(instant: number, quiet: QuietHours, zone: string): number {
  let at = instant;
  while (quiet !== "off" && isQuiet(at, quiet, zone)) {
    const left = (minutesIn(quiet.end) - minutesOfDay(at, zone) + dayInMinutes) % dayInMinutes;
    const end = at - (at % minute) + left * minute;
    // Where clocks change before the night is over, it is what they show then that counts.
    at = firstChangeIn(at, end, zone) ?? end;
  }
  return at;
}

/** Minutes after midnight of `HH:MM`; 24:00 is the midnight with which the day begins. */
function minutesIn(clock: string): number {
  return (Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))) % dayInMinutes;
}
