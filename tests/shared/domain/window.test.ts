import * as fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { addDays, weekday } from "../../../shared/domain/local-time.ts";
import {
  type Span,
  bucketLimit,
  buckets,
  defaultSpan,
  isDay,
  lastDays,
  periodOf,
  intervalSchema,
  periodSchema,
  windowBefore,
  windows,
} from "../../../shared/domain/window.ts";

const anyDay = fc.integer({ min: -200_000, max: 200_000 }).map((count) => addDays("1999-12-31", count));
const anyPeriod = fc.constantFrom(...periodSchema.options);

function lengthOf({ start, end }: Span): number {
  return Temporal.PlainDate.from(start).until(end, { largestUnit: "days" }).days;
}

describe("a day", () => {
  it("is a date of the calendar, written in full", () => {
    expect(["2026-11-21", "2024-02-29", "2000-02-29", "0001-01-01"].filter((text) => !isDay(text))).toEqual([]);
  });

  it("is not a date that the calendar lacks, nor anything that only looks like one", () => {
    const texts = [
      "2026-02-30", "2025-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-01-00", "2026-01-32", "2026-1-1",
      "26-01-01", "2026-01-01T00:00:00Z", " 2026-01-01", "2026-01-01\n", "20260101", "2026/01/01", "+002026-01-01", "",
    ];
    expect(texts.filter(isDay)).toEqual([]);
  });

  it("is whatever a strict calendar accepts", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999 }), fc.nat(14), fc.nat(33), (year, month, date) => {
        const text = [String(year).padStart(4, "0"), String(month).padStart(2, "0"), String(date).padStart(2, "0")].join("-");
        let accepted = true;
        try {
          Temporal.PlainDate.from(text);
        } catch {
          accepted = false;
        }
        expect(isDay(text)).toBe(accepted);
      }),
    );
  });
});

describe("a span of days", () => {
  it("is the last 90 days with today, when nobody says another", () => {
    expect(defaultSpan("2026-03-31")).toEqual({ start: "2026-01-01", end: "2026-04-01" });
    expect(lengthOf(defaultSpan("2026-11-21"))).toBe(90);
  });

  it("rolls over as many days as are asked for, today the last of them", () => {
    expect(lastDays(30, "2026-03-01")).toEqual({ start: "2026-01-31", end: "2026-03-02" });
    expect(lastDays(1, "2026-03-01")).toEqual({ start: "2026-03-01", end: "2026-03-02" });
  });
});

describe("a period of the calendar", () => {
  it.each([
    ["day", "2026-12-31", "2026-12-31", "2027-01-01"],
    ["week", "2027-01-01", "2026-12-28", "2027-01-04"],
    ["week", "2026-11-22", "2026-11-16", "2026-11-23"],
    ["month", "2024-02-29", "2024-02-01", "2024-03-01"],
    ["month", "2026-12-31", "2026-12-01", "2027-01-01"],
    ["quarter", "2026-05-31", "2026-04-01", "2026-07-01"],
    ["quarter", "2026-12-31", "2026-10-01", "2027-01-01"],
    ["month", "0050-06-15", "0050-06-01", "0050-07-01"],
  ] as const)("%s around %s runs from %s to %s", (period, day, start, end) => {
    expect(periodOf(day, period)).toEqual({ start, end });
  });

  it("is the same for all of its days, and weeks begin on Mondays", () => {
    fc.assert(
      fc.property(anyDay, anyPeriod, (day, period) => {
        const whole = periodOf(day, period);
        expect(periodOf(whole.start, period)).toEqual(whole);
        expect(periodOf(addDays(whole.end, -1), period)).toEqual(whole);
        expect(period === "week" ? weekday(whole.start) : 1).toBe(1);
      }),
    );
  });
});

describe("buckets", () => {
  it("are whole periods, the first and the last clipped to the span", () => {
    expect(buckets({ start: "2026-01-15", end: "2026-04-02" }, "month")).toEqual([
      { start: "2026-01-15", end: "2026-02-01" },
      { start: "2026-02-01", end: "2026-03-01" },
      { start: "2026-03-01", end: "2026-04-01" },
      { start: "2026-04-01", end: "2026-04-02" },
    ]);
  });

  it("are none for a span without days", () => {
    expect(buckets({ start: "2026-01-15", end: "2026-01-15" }, "day")).toEqual([]);
    expect(buckets({ start: "2026-01-15", end: "2025-01-15" }, "week")).toEqual([]);
  });

  it("cover every day of the span once, each inside one period", () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: bucketLimit }), anyPeriod, (start, days, period) => {
        const span = { start, end: addDays(start, days) };
        const found = buckets(span, period) ?? [];
        expect(found[0]?.start).toBe(span.start);
        expect(found.at(-1)?.end).toBe(span.end);
        expect(found.slice(1).map((bucket) => bucket.start)).toEqual(found.slice(0, -1).map((bucket) => bucket.end));
        for (const bucket of found) {
          expect(periodOf(bucket.start, period)).toEqual(periodOf(addDays(bucket.end, -1), period));
        }
      }),
    );
  });

  it("are refused beyond their limit, and given up to it", () => {
    const start = "2026-01-01";
    expect(buckets({ start, end: addDays(start, bucketLimit) }, "day")).toHaveLength(bucketLimit);
    expect(buckets({ start, end: addDays(start, bucketLimit + 1) }, "day")).toBeUndefined();
    expect(buckets({ start: "0001-01-01", end: "9999-12-31" }, "quarter")).toBeUndefined();
  });

  it("end with the calendar's last year", () => {
    expect(buckets({ start: "9999-11-20", end: "9999-12-31" }, "month")).toEqual([
      { start: "9999-11-20", end: "9999-12-01" },
      { start: "9999-12-01", end: "9999-12-31" },
    ]);
  });
});

describe("the windows of a question", () => {
  it("are for each day the thirty or ninety that end with it", () => {
    const span = { start: "2026-03-01", end: "2026-03-04" };
    expect(windows(span, "rolling_30_days")).toEqual([
      { start: "2026-01-31", end: "2026-03-02" }, { start: "2026-02-01", end: "2026-03-03" }, { start: "2026-02-02", end: "2026-03-04" },
    ]);
    expect(windows(span, "rolling_90_days")?.map(lengthOf)).toEqual([90, 90, 90]);
    expect(windows(span, undefined)).toEqual([span]);
    expect(windows({ start: "2020-01-01", end: "2026-01-01" }, "rolling_30_days")).toBeUndefined();
  });

  it("are compared with what lies right before them: the calendar's whole period, or as many days", () => {
    const june = { start: "2026-06-10", end: "2026-06-20" };
    expect(windowBefore(june, "month")).toEqual({ start: "2026-05-01", end: "2026-06-01" });
    expect(windowBefore(june, "quarter")).toEqual({ start: "2026-01-01", end: "2026-04-01" });
    expect(windowBefore(june, "week")).toEqual({ start: "2026-06-01", end: "2026-06-08" });
    expect(windowBefore(june, "day")).toEqual({ start: "2026-06-09", end: "2026-06-10" });
    expect(windowBefore(june, undefined)).toEqual({ start: "2026-05-31", end: "2026-06-10" });
    expect(windowBefore({ start: "0000-01-05", end: "0000-01-25" }, undefined)).toEqual({ start: "0000-01-01", end: "0000-01-05" });
  });

  it("end where those before them begin to be compared, for every interval", () => {
    fc.assert(
      fc.property(anyDay, fc.constantFrom(undefined, ...intervalSchema.options), (day, interval) => {
        const window = interval === undefined || interval.startsWith("rolling") ? lastDays(30, day) : periodOf(day, interval as "day");
        const before = windowBefore(window, interval);
        expect(before.end).toBe(window.start);
        if (interval === undefined || interval.startsWith("rolling") || interval === "day" || interval === "week") expect(lengthOf(before)).toBe(lengthOf(window));
      }),
    );
  });
});
