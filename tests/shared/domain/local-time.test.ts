import * as fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import {
  addDays,
  instantOf,
  isTimeZone,
  localDay,
  minutesOfDay,
  startOfDay,
  weekday,
} from "../../../shared/domain/local-time.ts";

const zones = [
  "UTC", "Asia/Kolkata", "America/St_Johns", "Europe/Berlin", "Pacific/Apia", "America/Sao_Paulo",
  "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Kathmandu", "America/New_York", "America/Toronto",
  "Pacific/Kwajalein", "Africa/Freetown", "Africa/Monrovia", "Asia/Gaza", "America/Havana", "Antarctica/Troll",
];
const anyZone = fc.constantFrom(...zones);
const year = 365.2425 * 86_400_000;

/** Instants anywhere since 1890, and instants close to where the zone's clocks change. */
const anyMoment = fc
  .tuple(
    anyZone,
    fc.integer({ min: -80 * year, max: 80 * year }),
    fc.option(fc.integer({ min: -90_000_000, max: 90_000_000 }), { nil: undefined }),
  )
  .map(([zone, instant, nearby]) => {
    if (nearby === undefined) return { zone, instant };
    const change = Temporal.Instant.fromEpochMilliseconds(instant)
      .toZonedDateTimeISO(zone)
      .getTimeZoneTransition("next");
    return { zone, instant: (change?.epochMilliseconds ?? instant) + nearby };
  });

function shown(instant: number, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}

const often = { numRuns: 2_000 };

describe("local time agrees with Temporal", () => {
  it("on the day and the clock at any instant", () => {
    fc.assert(
      fc.property(anyMoment, ({ zone, instant }) => {
        const expected = shown(instant, zone);
        expect(localDay(instant, zone)).toBe(expected.toPlainDate().toString());
        expect(minutesOfDay(instant, zone)).toBe(expected.hour * 60 + expected.minute);
      }),
      often,
    );
  });

  it("on the first instant of any day", () => {
    fc.assert(
      fc.property(anyMoment, ({ zone, instant }) => {
        const day = shown(instant, zone).toPlainDate();
        expect(iso(startOfDay(day.toString(), zone))).toBe(iso(day.toZonedDateTime(zone).epochMilliseconds));
      }),
      often,
    );
  });

  it("on the instant of any time on any day, skipped and repeated ones included", () => {
    fc.assert(
      fc.property(anyMoment, fc.integer({ min: -60, max: 60 }), ({ zone, instant }, drift) => {
        const { hour, minute } = shown(instant, zone);
        const day = shown(instant, zone).toPlainDate();
        const minutes = Math.min(Math.max(hour * 60 + minute + drift, 0), 1_439);
        const expected = day
          .toPlainDateTime({ hour: Math.floor(minutes / 60), minute: minutes % 60 })
          .toZonedDateTime(zone, { disambiguation: "compatible" });
        expect(iso(instantOf(day.toString(), minutes, zone))).toBe(iso(expected.epochMilliseconds));
      }),
      often,
    );
  });

  it("on weekdays and on counting days", () => {
    fc.assert(
      fc.property(fc.integer({ min: -700_000, max: 2_900_000 }), fc.integer({ min: -1_000, max: 1_000 }), (offset, count) => {
        const day = Temporal.PlainDate.from("1970-01-01").add({ days: offset });
        expect(weekday(day.toString())).toBe(day.dayOfWeek);
        expect(addDays(day.toString(), count)).toBe(day.add({ days: count }).toString());
      }),
    );
  });
});

describe("the first instant of a day", () => {
  it("is one o'clock where clocks skip the hour after midnight", () => {
    expect(iso(startOfDay("2018-11-04", "America/Sao_Paulo"))).toBe("2018-11-04T03:00:00.000Z");
    expect(minutesOfDay(startOfDay("2018-11-04", "America/Sao_Paulo"), "America/Sao_Paulo")).toBe(60);
  });

  it("is half past midnight where clocks skip from half past eleven", () => {
    expect(minutesOfDay(startOfDay("1919-03-31", "America/Toronto"), "America/Toronto")).toBe(30);
  });

  it("is the first midnight where clocks go back to the day before just after it", () => {
    expect(iso(startOfDay("2006-10-29", "America/St_Johns"))).toBe("2006-10-29T02:30:00.000Z");
  });

  it("is the next day's for a day that was left out", () => {
    expect(startOfDay("2011-12-30", "Pacific/Apia")).toBe(startOfDay("2011-12-31", "Pacific/Apia"));
  });

  it("never lies after the next day's", () => {
    fc.assert(
      fc.property(anyMoment, ({ zone, instant }) => {
        const day = localDay(instant, zone);
        const start = startOfDay(day, zone);
        expect(start).toBeLessThanOrEqual(instant);
        expect(start).toBeLessThanOrEqual(startOfDay(addDays(day, 1), zone));
        expect(localDay(start, zone)).toBe(day);
      }),
    );
  });
});

describe("the instant of a time on a day", () => {
  it("is later by what clocks skip", () => {
    expect(iso(instantOf("2026-03-29", 150, "Europe/Berlin"))).toBe("2026-03-29T01:30:00.000Z");
  });

  it("is the first of two", () => {
    expect(iso(instantOf("2026-10-25", 150, "Europe/Berlin"))).toBe("2026-10-25T00:30:00.000Z");
  });

  it("is the next midnight at 24:00", () => {
    expect(instantOf("2026-11-21", 1_440, "Asia/Kolkata")).toBe(startOfDay("2026-11-22", "Asia/Kolkata"));
  });
});

describe("before the common era's second century", () => {
  it("days are still days", () => {
    expect(localDay(Date.parse("0050-06-15T12:00:00Z"), "UTC")).toBe("0050-06-15");
    expect(localDay(Date.parse("0000-03-01T00:00:00Z"), "Asia/Kolkata")).toBe("0000-03-01");
    expect(addDays("0000-03-01", -1)).toBe("0000-02-29");
  });
});

describe("a time zone", () => {
  it("is a name of the IANA database, in any case", () => {
    const names = [...zones, "europe/berlin", "Etc/GMT+5", "GMT", "US/Pacific", "Asia/Calcutta"];
    expect(names.filter((name) => !isTimeZone(name))).toEqual([]);
  });

  it("is not an offset, a place without one, or anything else", () => {
    expect(["+05:30", "-0800", "Europe/Atlantis", "", " UTC", "UTC ", "Berlin", "__proto__", "x".repeat(9_999)].filter(isTimeZone)).toEqual([]);
  });

  it("that does not exist, like a day that does not, is an error where it is used", () => {
    expect(() => localDay(0, "Europe/Atlantis")).toThrow(RangeError);
    expect(() => addDays("yesterday", 1)).toThrow(RangeError);
  });
});
