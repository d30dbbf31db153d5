import { expect, test } from "vitest";
import { readTime } from "../../../../infra/commands/support/import/times.ts";

const timeOf = (text: string, dates?: "mdy" | "dmy") => {
  const read = readTime(text, { timeZone: "Europe/Berlin", ...(dates === undefined ? {} : { dates }) });
  return read.ok ? read.time : read.detail;
};

test.each([
  ["2026-01-31T09:30:00+08:00", "2026-01-31T09:30:00+08:00"],
  ["2026-01-31T09:30:00Z", "2026-01-31T09:30:00Z"],
  ["2026-01-31T09:30:00", "2026-01-31T08:30:00.000Z"],
  ["2026-07-31 09:30", "2026-07-31T07:30:00.000Z"],
  ["2026-01-31 09:30:15.123456", "2026-01-31T08:30:15.123Z"],
  ["2026-01-31 09:30:15 UTC", "2026-01-31T09:30:15.000Z"],
  ["2026-01-31 09:30:15 +0530", "2026-01-31T04:00:15.000Z"],
  ["2026-01-31 09:30:15 -03:30", "2026-01-31T13:00:15.000Z"],
  ["2026-01-31", "2026-01-31T11:00:00.000Z"],
  ["31.1.2026 9:30", "2026-01-31T08:30:00.000Z"],
  ["2026/1/31 9:30", "2026-01-31T08:30:00.000Z"],
  ["1769848200", "2026-01-31T08:30:00.000Z"],
  ["1769848200000", "2026-01-31T08:30:00.000Z"],
  // Berlin's clocks skip 02:30 on this day, and show it twice on the next.
  ["2026-03-29 02:30", "2026-03-29T01:30:00.000Z"],
  ["2026-10-25 02:30", "2026-10-25T00:30:00.000Z"],
])("%s is %s", (text, time) => { expect(timeOf(text)).toBe(time); });

test("a date with slashes is read as it was said to be meant, and else not at all", () => {
  expect(timeOf("3/4/2026 12:05:00 AM", "mdy")).toBe("2026-03-03T23:05:00.000Z");
  expect(timeOf("3/4/2026 1:05 pm", "dmy")).toBe("2026-04-03T11:05:00.000Z");
  expect(timeOf("3/4/2026")).toBe("may begin with its month or its day: say --dates mdy or --dates dmy, or write it as 2026-01-31");
  expect(timeOf("31/1/2026", "mdy")).toContain("must be a time, such as");
});

test.each(["yesterday", "2026-02-30", "2026-01-31 24:30", "2026-01-31 13:30 PM", "31.13.2026", "2026-01-31 09:61"])("%s is no time, and it is said what is", (text) => {
  expect(timeOf(text)).toBe("must be a time, such as 2026-11-21T09:30:00+08:00, 2026-11-21 09:30 or 2026-11-21");
});
