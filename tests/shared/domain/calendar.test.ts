import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type BusinessHours,
  addBusinessTime,
  businessTimeBetween,
  isUsable,
} from "../../../shared/domain/calendar.ts";
import { localDay, minutesOfDay, weekday } from "../../../shared/domain/local-time.ts";

const hour = 3_600_000;
const minute = 60_000;

const office = {
  timeZone: "Europe/Berlin",
  days: [1, 2, 3, 4, 5],
  start: "09:00",
  end: "18:00",
  holidays: ["2026-12-25", "2027-01-01"],
};
const roundTheClock = { ...office, days: [1, 2, 3, 4, 5, 6, 7], start: "00:00", end: "24:00", holidays: [] };

function clock(minutes: number): string {
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, "0")).join(":");
}

/** Usable hours in zones with every kind of clock change. */
const anyHours: fc.Arbitrary<BusinessHours> = fc.oneof(
  { weight: 1, arbitrary: fc.constant<BusinessHours>("always") },
  {
    weight: 9,
    arbitrary: fc
      .record({
        timeZone: fc.constantFrom(
          "Europe/Berlin", "America/St_Johns", "Pacific/Apia", "America/Sao_Paulo", "Australia/Lord_Howe",
          "Africa/Casablanca", "Asia/Kathmandu", "America/Toronto", "UTC",
        ),
        days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
        span: fc.tuple(fc.nat(1_440), fc.nat(1_440)).filter(([a, b]) => a !== b),
        holidays: fc.array(fc.constantFrom("2011-12-29", "2011-12-31", "2018-11-05", "2026-03-30"), { maxLength: 3 }),
      })
      .map(({ span, ...rest }) => ({ ...rest, start: clock(Math.min(...span)), end: clock(Math.max(...span)) })),
  },
);

/** Around clock changes that skip an hour, repeat one, cross midnight and leave out a day. */
const anyInstant = fc
  .tuple(
    fc.constantFrom("2026-03-29", "2026-10-25", "2018-11-04", "2011-12-30", "2006-10-29", "1919-03-31", "2026-04-05"),
    fc.integer({ min: -8 * 24 * 60, max: 8 * 24 * 60 }),
  )
  .map(([day, minutes]) => Date.parse(day) + minutes * minute);

describe("business time", () => {
  it.each([
    ["inside one day", "2026-11-20T09:00:00+01:00", 8, "2026-11-20T17:00:00+01:00"],
    ["to the very end of a day", "2026-11-20T09:00:00+01:00", 9, "2026-11-20T18:00:00+01:00"],
    ["over a weekend", "2026-11-20T17:00:00+01:00", 2, "2026-11-23T10:00:00+01:00"],
    ["from before opening", "2026-11-20T06:00:00+01:00", 1, "2026-11-20T10:00:00+01:00"],
    ["from a closed day", "2026-11-21T12:00:00+01:00", 1, "2026-11-23T10:00:00+01:00"],
    ["over a holiday", "2026-12-24T17:30:00+01:00", 1, "2026-12-28T09:30:00+01:00"],
    ["over several weeks", "2026-11-20T09:00:00+01:00", 40 + 45, "2026-12-03T13:00:00+01:00"],
  ])("runs %s: %s and %d h is %s", (_, from, hours, due) => {
    const expected = Date.parse(due);
    expect(addBusinessTime(Date.parse(from), hours * hour, office)).toBe(expected);
    expect(businessTimeBetween(Date.parse(from), expected, office)).toBe(hours * hour);
  });

  it("counts what really passes on days on which clocks change", () => {
    const [spring, summer] = ["2026-03-29T00:00:00+01:00", "2026-03-30T00:00:00+02:00"].map(Date.parse);
    const [autumn, winter] = ["2026-10-25T00:00:00+02:00", "2026-10-26T00:00:00+01:00"].map(Date.parse);
    expect(businessTimeBetween(spring!, summer!, roundTheClock)).toBe(23 * hour);
    expect(businessTimeBetween(autumn!, winter!, roundTheClock)).toBe(25 * hour);
  });

  it("keeps to local opening when clocks have changed over the weekend", () => {
    const friday = Date.parse("2026-03-27T17:00:00+01:00");
    expect(addBusinessTime(friday, 2 * hour, office)).toBe(Date.parse("2026-03-30T10:00:00+02:00"));
  });

  it("is all time when it always runs, or every day from 00:00 to 24:00", () => {
    fc.assert(
      fc.property(anyInstant, fc.nat(400 * hour), (from, duration) => {
        expect(addBusinessTime(from, duration, "always")).toBe(from + duration);
        expect(businessTimeBetween(from, from + duration, roundTheClock)).toBe(duration);
      }),
    );
  });

  it("between an instant and one that lies so much business time later is so much", () => {
    fc.assert(
      fc.property(anyHours, anyInstant, fc.nat(60 * hour), (hours, from, duration) => {
        // Some of these weeks are open for a minute: what does not fit into the horizon is another law.
        const wanted = hours === "always" ? duration : Math.min(duration, 300 * minute);
        expect(businessTimeBetween(from, addBusinessTime(from, wanted, hours), hours)).toBe(wanted);
      }),
      { numRuns: 300 },
    );
  });

  it("never runs backwards: more of it, or a later start, is never due earlier", () => {
    fc.assert(
      fc.property(anyHours, anyInstant, anyInstant, fc.nat(3 * hour), fc.nat(3 * hour), (hours, a, b, c, d) => {
        const [from, later] = [Math.min(a, b), Math.max(a, b)];
        const [less, more] = [Math.min(c, d), Math.max(c, d)];
        expect(addBusinessTime(from, less, hours)).toBeLessThanOrEqual(addBusinessTime(from, more, hours));
        expect(addBusinessTime(from, more, hours)).toBeLessThanOrEqual(addBusinessTime(later, more, hours));
      }),
      { numRuns: 300 },
    );
  });

  it("adds up over any instant between", () => {
    fc.assert(
      fc.property(anyHours, fc.tuple(anyInstant, anyInstant, anyInstant), (hours, instants) => {
        const [from, middle, to] = instants.map((instant) => Date.parse("2026-01-01") + (instant % (900 * hour))).sort((a, b) => a - b);
        const parts = businessTimeBetween(from!, middle!, hours) + businessTimeBetween(middle!, to!, hours);
        expect(parts).toBe(businessTimeBetween(from!, to!, hours));
      }),
      { numRuns: 300 },
    );
  });

  it("is what counting open minutes one by one finds", () => {
    fc.assert(
      fc.property(anyHours, anyInstant, fc.integer({ min: 1, max: 3 * 24 * 60 }), (hours, from, minutes) => {
        if (hours === "always") return;
        // In a minute that clocks skip or repeat, opening is a matter of definition, and tested above.
        const steady = hours.start >= "04:00" && hours.end <= "23:00";
        // Before 1970, minutes of local mean time did not begin with minutes of UTC.
        fc.pre(steady && from > 0);
        const isOpen = (instant: number) => {
          const day = localDay(instant, hours.timeZone);
          const shown = clock(minutesOfDay(instant, hours.timeZone));
          return hours.days.includes(weekday(day)) && !hours.holidays.includes(day) && hours.start <= shown && shown < hours.end;
        };
        const open = Array.from({ length: minutes }, (_, index) => from + index * minute).filter(isOpen).length;
        expect(businessTimeBetween(from, from + minutes * minute, hours)).toBe(open * minute);
      }),
      { numRuns: 60 },
    );
  });

  it("does not count a day that a zone left out", () => {
    const apia = { ...roundTheClock, timeZone: "Pacific/Apia" };
    const [thursday, saturday] = ["2011-12-29T00:00:00-10:00", "2012-01-01T00:00:00+14:00"].map(Date.parse);
    expect(businessTimeBetween(thursday!, saturday!, apia)).toBe(48 * hour);
  });

  it("counts the hour once that clocks repeat across midnight", () => {
    const stJohns = { ...roundTheClock, timeZone: "America/St_Johns" };
    const from = Date.parse("2006-10-29T02:00:00Z");
    expect(businessTimeBetween(from, from + 45 * minute, stJohns)).toBe(45 * minute);
    expect(businessTimeBetween(from + 40 * minute, from + 50 * minute, stJohns)).toBe(10 * minute);
  });

  it("is none for no duration, for a negative one, and backwards", () => {
    const saturday = Date.parse("2026-11-21T12:00:00Z");
    expect(addBusinessTime(saturday, 0, office)).toBe(saturday);
    expect(addBusinessTime(saturday, -hour, office)).toBe(saturday);
    expect(businessTimeBetween(saturday, saturday - 48 * hour, office)).toBe(0);
    expect(businessTimeBetween(saturday, saturday - 48 * hour, "always")).toBe(0);
  });

  it("is due in ten years when it does not fit into them", () => {
    const from = Date.parse("2026-11-21T12:00:00Z");
    const never = { ...office, days: [] };
    const due = Date.parse("2036-11-21T00:00:00+01:00");
    expect([addBusinessTime(from, hour, never), addBusinessTime(from, Infinity, office)]).toEqual([due, due]);
    expect(addBusinessTime(from, Infinity, "always")).toBe(from + 3_653 * 24 * hour);
  });
});

describe("usable hours", () => {
  it("are all that can ever be open", () => {
    expect(["always" as const, office, roundTheClock].map(isUsable)).toEqual([true, true, true]);
    fc.assert(fc.property(anyHours, isUsable));
  });

  it.each([
    ["no days", { days: [] }],
    ["a day that is no weekday", { days: [0] }],
    ["half a day", { days: [1.5] }],
    ["an end before the start", { start: "18:00", end: "09:00" }],
    ["an end at the start", { start: "09:00", end: "09:00" }],
    ["a start at the day's end", { start: "24:00", end: "24:00" }],
    ["a clock past 24:00", { end: "24:01" }],
    ["a clock without its zero", { start: "9:00" }],
    ["an unknown time zone", { timeZone: "Europe/Atlantis" }],
    ["a holiday that the calendar lacks", { holidays: ["2026-02-30"] }],
  ])("have not %s", (_, flaw) => {
    expect(isUsable({ ...office, ...flaw })).toBe(false);
  });
});
