/**
 * Days and clocks of IANA time zones, from `Intl` alone.
 *
 * An instant is a number of milliseconds since the epoch. A day is `YYYY-MM-DD` in the Gregorian calendar, and a clock
 * is a number of minutes after midnight as a clock on the wall shows them. Days and zones are checked where they enter
 * (`isDay`, `isTimeZone`); what is not one throws a `RangeError` here.
 *
 * @example
 * localDay(Date.parse("2026-11-21T20:00:00Z"), "Asia/Kolkata"); // "2026-11-22"
 */

const minute = 60_000;
const dayLength = 86_400_000;

/** Zones and days are remembered, since asking `Intl` takes microseconds; the bounds keep hostile input from growing memory. */
const zonesKept = 128;
const daysKept = 4_096;

/** What a zone's clocks do in one UTC day: `before` until `changesAt` (never reached on most days), `after` from then on. */
type OffsetDay = { readonly before: number; readonly after: number; readonly changesAt: number };
type Zone = { readonly wallClock: Intl.DateTimeFormat; readonly days: Map<number, OffsetDay> };

const zones = new Map<string, Zone>();

function zoneOf(name: string): Zone {
  const known = zones.get(name);
  if (known !== undefined) return known;
  const wallClock = new Intl.DateTimeFormat("en-US", {
    timeZone: name,
    calendar: "gregory",
    numberingSystem: "latn",
    hourCycle: "h23",
    era: "narrow",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  if (zones.size >= zonesKept) zones.clear();
  const zone = { wallClock, days: new Map<number, OffsetDay>() };
  zones.set(name, zone);
  return zone;
}

/** Milliseconds that the zone's clocks are ahead of UTC. Whole seconds: local mean times of old had them. */
function readOffset(wallClock: Intl.DateTimeFormat, instant: number): number {
  const second = Math.floor(instant / 1_000) * 1_000;
  const parts = new Map(wallClock.formatToParts(second).map(({ type, value }) => [type, value]));
  const read = (type: Intl.DateTimeFormatPartTypes) => Number(parts.get(type));
  const year = parts.get("era") === "B" ? 1 - read("year") : read("year");
  // Not Date.UTC, which takes the years 0-99 for 1900-1999.
  const wall = new Date(0);
  wall.setUTCFullYear(year, read("month") - 1, read("day"));
  wall.setUTCHours(read("hour"), read("minute"), read("second"));
  return wall.getTime() - second;
}

/** The first millisecond in (from, to] whose offset is no longer that of `from`. */
function firstChange(from: number, to: number, offset: (instant: number) => number): number {
  const before = offset(from);
  let unchanged = from;
  let changed = to;
  while (changed - unchanged > 1) {
    const middle = Math.floor((unchanged + changed) / 2);
    if (offset(middle) === before) unchanged = middle;
    else changed = middle;
  }
  return changed;
}

function readDay({ wallClock }: Zone, index: number): OffsetDay {
  const from = index * dayLength;
  const before = readOffset(wallClock, from);
  const after = readOffset(wallClock, from + dayLength);
  // In all of the tz database, two changes are never closer than three days (Freetown, 1939), so equal ends are a day without one.
  if (before === after) return { before, after, changesAt: Infinity };
  return { before, after, changesAt: firstChange(from, from + dayLength, (instant) => readOffset(wallClock, instant)) };
}

function offsetAt(instant: number, zoneName: string): number {
  const zone = zoneOf(zoneName);
  const index = Math.floor(instant / dayLength);
  let day = zone.days.get(index);
  if (day === undefined) {
    day = readDay(zone, index);
    if (zone.days.size >= daysKept) zone.days.clear();
    zone.days.set(index, day);
  }
  return instant < day.changesAt ? day.before : day.after;
}

/** Midnight of the day as if clocks showed UTC. */
function midnight(day: string): number {
  const time = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(time)) throw new RangeError(`not a day: ${day}`);
  return time;
}

function dayAt(wall: number): string {
  const text = new Date(wall).toISOString();
  return text.slice(0, text.indexOf("T"));
}

/** The day that calendars in the zone show at an instant. */
export function localDay(instant: number, zone: string): string {
  return dayAt(instant + offsetAt(instant, zone));
}

/** What clocks in the zone show at an instant: whole minutes after midnight, 0 to 1439. */
export function minutesOfDay(instant: number, zone: string): number {
  const wall = instant + offsetAt(instant, zone);
  return Math.floor((wall - Math.floor(wall / dayLength) * dayLength) / minute);
}

/**
 * The instant at which clocks in the zone show a time on a day.
 *
 * Where clocks skip that time, it is as much later as they skip (02:30 becomes 03:30); where they show it twice, it is
 * the first of the two. So does Temporal, as `compatible`.
 *
 * @param minutes After midnight; 1440 is the next day's midnight.
 */
export function instantOf(day: string, minutes: number, zone: string): number {
  const wall = midnight(day) + minutes * minute;
  // No offset is as large as a day, so these two lie on either side of the change, if there is one.
  const before = offsetAt(wall - dayLength, zone);
  const after = offsetAt(wall + dayLength, zone);
  const first = wall - before;
  if (offsetAt(first, zone) === before) return first;
  const second = wall - after;
  return offsetAt(second, zone) === after ? second : first;
}

/**
 * The first instant of a local day: midnight, or, where clocks skip midnight, the moment at which they jump.
 *
 * A day that the zone left out altogether (Apia, 2011-12-30) begins and ends at the same instant.
 */
export function startOfDay(day: string, zone: string): number {
  const start = instantOf(day, 0, zone);
  const offset = (instant: number) => offsetAt(instant, zone);
  const skipped = start + offset(start) !== midnight(day);
  return skipped ? firstChange(start - dayLength, start, offset) : start;
}

/**
 * The first instant after `from`, and not after `to`, at which the zone's clocks change; undefined when they do not.
 * The two are a day apart at most, in which clocks never change twice.
 */
export function firstChangeIn(from: number, to: number, zone: string): number | undefined {
  const offset = (instant: number) => offsetAt(instant, zone);
  return offset(from) === offset(to) ? undefined : firstChange(from, to, offset);
}

/** The day of the week, as ISO 8601 counts: Monday is 1, Sunday 7. */
export function weekday(day: string): number {
  return new Date(midnight(day)).getUTCDay() || 7;
}

/** The day that comes so many days later; earlier when the count is negative. */
export function addDays(day: string, count: number): string {
  return dayAt(midnight(day) + count * dayLength);
}

/**
 * Whether the text names a time zone of the IANA database, in any case.
 *
 * A bare offset such as `+05:30` is none: some runtimes take it, but it knows nothing of daylight saving.
 */
export function isTimeZone(text: string): boolean {
  if (!/^[A-Za-z]/.test(text)) return false;
  try {
    zoneOf(text);
    return true;
  } catch {
    return false;
  }
}
