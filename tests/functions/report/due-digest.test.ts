import { describe, expect, it } from "vitest";
import { type DueDigest, lastDue, mostLate, nextDue } from "../../../functions/report/due-digest.ts";
import type { DigestRule } from "../../../shared/domain/digest-rule.ts";
import { addDays, localDay, minutesOfDay, weekday } from "../../../shared/domain/local-time.ts";

const weekly: DigestRule = { id: "weekly", every: "week", day: 1, at: "09:00", metrics: ["nps"], language: "en" };
const daily: DigestRule = { id: "daily", every: "day", at: "09:00", metrics: ["nps"], language: "en" };

const zones = [
  "Pacific/Midway", "Pacific/Honolulu", "Pacific/Marquesas", "America/Anchorage", "America/Los_Angeles", "America/Denver", "America/Phoenix", "America/Chicago",
  "America/Mexico_City", "America/New_York", "America/Havana", "America/Santiago", "America/Asuncion", "America/Halifax", "America/St_Johns", "America/Sao_Paulo",
  "America/Nuuk", "Atlantic/Azores", "UTC", "Europe/London", "Europe/Dublin", "Africa/Casablanca", "Europe/Berlin", "Africa/Cairo", "Asia/Beirut", "Asia/Jerusalem",
  "Europe/Kyiv", "Europe/Moscow", "Asia/Tehran", "Asia/Dubai", "Asia/Kabul", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Yangon", "Asia/Shanghai", "Asia/Tokyo",
  "Australia/Adelaide", "Australia/Lord_Howe", "Pacific/Auckland", "Pacific/Chatham", "Pacific/Apia", "Pacific/Kiritimati",
];

/** What comes round while a clock that calls every so many milliseconds goes from one moment to another. */
function played(rule: DigestRule, zone: string, [from, to, everyMs]: readonly [number, number, number]): DueDigest[] {
  const found = new Map<string, DueDigest>();
  for (let now = from; now < to; now += everyMs) {
    const [due] = lastDue(rule, now, zone, 1);
    if (due !== undefined && now - due.at <= mostLate && due.at >= from && !found.has(due.name)) found.set(due.name, due);
  }
  return [...found.values()];
}

const year = [Date.parse("2026-01-01T00:00:00Z"), Date.parse("2027-01-01T00:00:00Z")] as const;
const last = (rule: DigestRule, at: string, zone: string) => lastDue(rule, Date.parse(at), zone, 1)[0];

describe("a weekly digest", () => {
  it.each(zones)("comes round once each local Monday of a year in %s, at nine by its clocks", (zone) => {
    const due = played(weekly, zone, [...year, 7 * 3_600_000]);
    expect(due.map(({ window }) => weekday(window.end))).toEqual(Array.from({ length: 52 }, () => 1));
    for (const [at, { window }] of due.entries()) if (at > 0) expect(window.start).toBe(due[at - 1]!.window.end);
    for (const { at, window } of due) expect([localDay(at, zone), minutesOfDay(at, zone)]).toEqual([window.end, 9 * 60]);
  });

  it("tells of the ISO week that is over, beside the one before", () => {
    expect(last(weekly, "2026-11-23T09:00:00Z", "UTC")).toMatchObject({
      name: "digest_weekly_2026-11-23", at: Date.parse("2026-11-23T09:00:00Z"),
      window: { start: "2026-11-16", end: "2026-11-23" }, before: { start: "2026-11-09", end: "2026-11-16" },
    });
    expect(last(weekly, "2026-11-23T08:59:59Z", "UTC")?.name).toBe("digest_weekly_2026-11-16");
  });

  it("tells of the seven days before its day when that is not Monday", () => {
    expect(last({ ...weekly, day: 4 }, "2026-11-26T12:00:00Z", "UTC")?.window).toEqual({ start: "2026-11-19", end: "2026-11-26" });
  });
});

describe("a daily digest", () => {
  it.each(zones)("comes round once each local day of a year in %s, also where clocks change", (zone) => {
    for (const at of ["00:00", "02:30", "23:45"]) {
      const due = played({ ...daily, at }, zone, [...year, 5 * 3_600_000]);
      const days = due.map(({ window }) => window.end);
      expect(new Set(days).size).toBe(days.length);
      for (const [place, day] of days.entries()) if (place > 0) expect(day).toBe(addDays(days[place - 1]!, 1));
      expect(days.length).toBeGreaterThanOrEqual(364);
    }
  });

  it("comes as much later as clocks skip its hour, and at the first of two", () => {
    const at = { ...daily, at: "02:30" };
    expect(new Date(last(at, "2026-03-29T12:00:00Z", "Europe/Berlin")!.at).toISOString()).toBe("2026-03-29T01:30:00.000Z");
    expect(new Date(last(at, "2026-10-25T12:00:00Z", "Europe/Berlin")!.at).toISOString()).toBe("2026-10-25T00:30:00.000Z");
  });

  it("has none on a day that the zone left out", () => {
    const names = lastDue(daily, Date.parse("2012-01-01T12:00:00Z"), "Pacific/Apia", 4).map(({ name }) => name);
    expect(names).toEqual(["digest_daily_2012-01-01", "digest_daily_2011-12-31", "digest_daily_2011-12-29", "digest_daily_2011-12-28"]);
  });
});

it("the next time of a digest is the first that is still to come", () => {
  const now = Date.parse("2026-11-22T21:00:00Z");
  expect(new Date(nextDue(weekly, now, "Europe/Berlin")).toISOString()).toBe("2026-11-23T08:00:00.000Z");
  expect(new Date(nextDue(weekly, Date.parse("2026-11-23T08:00:00Z"), "Europe/Berlin")).toISOString()).toBe("2026-11-30T08:00:00.000Z");
  expect(new Date(nextDue(daily, now, "UTC")).toISOString()).toBe("2026-11-23T09:00:00.000Z");
});
