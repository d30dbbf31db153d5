import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { type BusinessHours, businessTimeBetween } from "../../../shared/domain/calendar.ts";
import { addDays, localDay, minutesOfDay, startOfDay, weekday } from "../../../shared/domain/local-time.ts";
import { snoozeChoices, snoozeUntil } from "../../../shared/domain/snooze.ts";

const office = {
  timeZone: "Europe/Berlin", days: [1, 2, 3, 4, 5], start: "09:00", end: "18:00", holidays: ["2026-12-25", "2026-12-28"],
};

const shown = (choice: (typeof snoozeChoices)[number], now: string, hours: BusinessHours, zone = "UTC") =>
  new Date(snoozeUntil(choice, Date.parse(now), hours, zone)).toISOString();

describe("a snooze", () => {
  it.each([
    ["hour", "in the middle of a day", "2026-11-18T10:20:30Z", "2026-11-18T11:20:30.000Z"],
    ["tomorrow", "to the next morning", "2026-11-18T10:00:00Z", "2026-11-19T08:00:00.000Z"],
    ["tomorrow", "over the weekend", "2026-11-20T16:00:00Z", "2026-11-23T08:00:00.000Z"],
    ["tomorrow", "from before work begins, and still to another day", "2026-11-18T03:00:00Z", "2026-11-19T08:00:00.000Z"],
    ["tomorrow", "over a holiday, the weekend and another holiday", "2026-12-24T12:00:00Z", "2026-12-29T08:00:00.000Z"],
    ["tomorrow", "by the zone's days, where it is tomorrow already", "2026-11-18T23:30:00Z", "2026-11-20T08:00:00.000Z"],
    ["tomorrow", "over the night on which clocks go forward", "2026-03-27T12:00:00Z", "2026-03-30T07:00:00.000Z"],
    ["next_week", "to Monday", "2026-11-18T10:00:00Z", "2026-11-23T08:00:00.000Z"],
    ["next_week", "from a Monday to the next", "2026-11-16T10:00:00Z", "2026-11-23T08:00:00.000Z"],
    ["next_week", "from a Sunday to the day after", "2026-11-22T10:00:00Z", "2026-11-23T08:00:00.000Z"],
    ["next_week", "past a Monday that is a holiday", "2026-12-23T10:00:00Z", "2026-12-29T08:00:00.000Z"],
  ] as const)("%s runs %s", (choice, _, now, until) => {
    expect(shown(choice, now, office)).toBe(until);
  });

  it("ends at nine in the reporting zone for those who work always", () => {
    expect(shown("tomorrow", "2026-11-20T20:00:00Z", "always", "Asia/Shanghai")).toBe("2026-11-22T01:00:00.000Z");
    expect(shown("next_week", "2026-11-20T20:00:00Z", "always", "Asia/Shanghai")).toBe("2026-11-23T01:00:00.000Z");
  });
});

const zone = fc.constantFrom(
  "Europe/Berlin", "America/St_Johns", "Pacific/Apia", "America/Sao_Paulo", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Kathmandu", "UTC",
);
const clock = (minutes: number) => [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, "0")).join(":");
const anyOffice = fc
  .record({
    timeZone: zone,
    days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    span: fc.tuple(fc.nat(1_440), fc.nat(1_440)).filter(([a, b]) => a !== b),
    holidays: fc.array(fc.constantFrom("2011-12-29", "2011-12-31", "2018-11-05", "2026-03-30", "2026-10-26"), { maxLength: 3 }),
  })
  .map(({ span, ...rest }) => ({ ...rest, start: clock(Math.min(...span)), end: clock(Math.max(...span)) }));

/** Around clock changes that skip an hour, repeat one, cross midnight and leave out a day. */
const anyInstant = fc
  .tuple(
    fc.constantFrom("2026-03-29", "2026-10-25", "2018-11-04", "2011-12-30", "2006-10-29", "2026-04-05"),
    fc.integer({ min: -8 * 24 * 60, max: 8 * 24 * 60 }),
  )
  .map(([day, minutes]) => Date.parse(day) + minutes * 60_000);

describe("in every zone, whatever clocks do", () => {
  it("ends later, and next week never before tomorrow", () => {
    fc.assert(
      fc.property(anyInstant, fc.oneof(anyOffice, fc.constant("always" as const)), zone, (now, hours, timeZone) => {
        const [hour, tomorrow, nextWeek] = snoozeChoices.map((choice) => snoozeUntil(choice, now, hours, timeZone));
        expect(hour! - now).toBe(3_600_000);
        expect(tomorrow).toBeGreaterThan(now);
        expect(nextWeek).toBeGreaterThanOrEqual(tomorrow!);
      }),
    );
  });

  it("ends on another day at the very moment when work begins, with no work missed in between", () => {
    fc.assert(
      fc.property(anyInstant, anyOffice, (now, hours) => {
        const today = localDay(now, hours.timeZone);
        const earliest = { tomorrow: addDays(today, 1), next_week: addDays(today, 8 - weekday(today)) };
        for (const choice of ["tomorrow", "next_week"] as const) {
          const until = snoozeUntil(choice, now, hours, "UTC");
          const day = localDay(until, hours.timeZone);
          expect(day >= earliest[choice]).toBe(true);
          expect(hours.days).toContain(weekday(day));
          expect(hours.holidays).not.toContain(day);
          expect(businessTimeBetween(startOfDay(earliest[choice], hours.timeZone), until, hours)).toBe(0);
          expect(businessTimeBetween(until, until + 1, hours)).toBe(1);
        }
      }),
    );
  });

  it("ends at nine as Temporal has it, when work is always", () => {
    fc.assert(
      fc.property(anyInstant, zone, (now, timeZone) => {
        const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone).toPlainDate();
        const nineOn = (days: number) => today.add({ days }).toZonedDateTime({ timeZone, plainTime: "09:00" }).epochMilliseconds;
        expect(snoozeUntil("tomorrow", now, "always", timeZone)).toBe(nineOn(1));
        expect(snoozeUntil("next_week", now, "always", timeZone)).toBe(nineOn(8 - today.dayOfWeek));
        expect(minutesOfDay(snoozeUntil("next_week", now, "always", timeZone), timeZone)).toBe(540);
      }),
    );
  });
});
