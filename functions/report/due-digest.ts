import { digestName } from "../../shared/domain/digest-effect.ts";
import type { DigestRule } from "../../shared/domain/digest-rule.ts";
import { addDays, instantOf, localDay, startOfDay, weekday } from "../../shared/domain/local-time.ts";
import type { Span } from "../../shared/domain/window.ts";

/** One time that a digest comes round. */
export type DueDigest = {
  readonly rule: DigestRule;
  /** The same whoever asks, and whenever: one a local day. */
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** The days it tells of, and as many before them. */
  readonly window: Span;
  readonly before: Span;
};

/** How late a digest may still come: whoever reads Monday's on Wednesday is told nothing. Milliseconds. */
export const mostLate = 24 * 60 * 60_000;

/** How far back is looked for the last times a digest came round: two weeks, and a day that a zone left out. */
const horizonInDays = 16;

/**
 * The last times that a digest came round, the newest first: at most so many. A local day has one: where clocks skip
 * its hour it is as much later as they skip, where they show it twice it is the first, and a day that the zone left out
 * has none.
 *
 * @param now milliseconds since the epoch
 */
export function lastDue(rule: DigestRule, now: number, timeZone: string, most: number): readonly DueDigest[] {
  const minutes = Number(rule.at.slice(0, 2)) * 60 + Number(rule.at.slice(3));
  const found: DueDigest[] = [];
  // From tomorrow on: a calendar may show a day that its clocks have been set back from.
  for (let day = addDays(localDay(now, timeZone), 1), ago = 0; found.length < most && ago < horizonInDays; day = addDays(day, -1), ago += 1) {
    const isItsDay = rule.every === "day" || weekday(day) === rule.day;
    if (!isItsDay || startOfDay(day, timeZone) === startOfDay(addDays(day, 1), timeZone)) continue;
    const at = instantOf(day, minutes, timeZone);
    if (at <= now) found.push({ rule, name: digestName(rule.id, day), at, ...windowsOf(rule, day) });
  }
  return found;
}

/** When a digest comes round next; milliseconds since the epoch. */
export function nextDue(rule: DigestRule, now: number, timeZone: string): number {
  const ahead = lastDue(rule, now + 9 * 86_400_000, timeZone, horizonInDays).filter(({ at }) => at > now);
  return ahead.at(-1)?.at ?? now;
}

function windowsOf({ every }: DigestRule, day: string): Pick<DueDigest, "window" | "before"> {
  const length = daysOf(every);
  return { window: { start: addDays(day, -length), end: day }, before: { start: addDays(day, -2 * length), end: addDays(day, -length) } };
}

/** How many local days a digest tells of. */
export function daysOf(every: DigestRule["every"]): number {
  return every === "week" ? 7 : 1;
}
