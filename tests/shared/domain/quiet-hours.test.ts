import * as fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { type QuietHours, decentTime, endOfQuiet, isQuiet } from "../../../shared/domain/quiet-hours.ts";
import { policyWith, responseWith } from "../../support/domain.ts";

/** Forty zones: far east and far west, halves and quarters of hours, both hemispheres' summers, and changes of half an hour and of two. */
const zones = [
  "UTC", "Africa/Cairo", "Africa/Casablanca", "Africa/Johannesburg", "Africa/Lagos", "America/Anchorage", "America/Argentina/Buenos_Aires",
  "America/Bogota", "America/Chicago", "America/Denver", "America/Halifax", "America/Havana", "America/Los_Angeles", "America/Mexico_City",
  "America/New_York", "America/Nuuk", "America/Santiago", "America/Sao_Paulo", "America/St_Johns", "Antarctica/Troll",
  "Asia/Beirut", "Asia/Dubai", "Asia/Gaza", "Asia/Jerusalem", "Asia/Kathmandu", "Asia/Kolkata", "Asia/Kabul", "Asia/Seoul",
  "Asia/Shanghai", "Asia/Tokyo", "Atlantic/Azores", "Australia/Adelaide", "Australia/Lord_Howe", "Australia/Sydney",
  "Europe/Berlin", "Europe/London", "Europe/Kyiv", "Pacific/Apia", "Pacific/Auckland", "Pacific/Chatham",
];

const minute = 60_000;
const clock = (minutes: number) => `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
const iso = (instant: number) => new Date(instant).toISOString();
const shown = (instant: number, zone: string) => Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);

/** The product's promise, read a second time: what the clock on the wall shows lies in the window. */
function isNight(instant: number, { start, end }: Exclude<QuietHours, "off">, zone: string): boolean {
  const now = shown(instant, zone).toPlainTime().toString({ smallestUnit: "minute" });
  return start < end ? start <= now && now < end : now >= start || now < end;
}

const anyWindow = fc
  .tuple(fc.integer({ min: 0, max: 1_439 }), fc.integer({ min: 1, max: 1_439 }))
  .map(([from, length]) => ({ start: clock(from), end: clock((from + length) % 1_440) }));

/** Any moment of twenty years, and moments within a day of a change of the clocks. */
const anyMoment = fc
  .tuple(fc.constantFrom(...zones), fc.integer({ min: Date.parse("2015-01-01"), max: Date.parse("2035-01-01") }), fc.option(fc.integer({ min: -86_400_000, max: 86_400_000 }), { nil: undefined }))
  .map(([zone, instant, nearby]) => {
    const change = nearby === undefined ? null : shown(instant, zone).getTimeZoneTransition("next");
    return { zone, instant: change === null || nearby === undefined ? instant : change.epochMilliseconds + nearby };
  });

const often = { numRuns: 3_000 };

describe("quiet hours", () => {
  it("are over forty zones", () => {
    expect(new Set(zones).size).toBe(40);
  });

  it("are what clocks in the zone show", () => {
    fc.assert(
      fc.property(anyMoment, anyWindow, ({ zone, instant }, window) => {
        expect(isQuiet(instant, window, zone)).toBe(isNight(instant, window, zone));
      }),
      often,
    );
  });

  it("end at a moment that is not quiet, with nothing but quiet moments before it", () => {
    fc.assert(
      fc.property(anyMoment, anyWindow, fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), ({ zone, instant }, window, share) => {
        const end = endOfQuiet(instant, window, zone);
        expect(end).toBeGreaterThanOrEqual(instant);
        expect(isNight(end, window, zone)).toBe(false);
        if (end === instant) return;
        const between = instant + Math.floor((end - instant) * share);
        expect(isNight(between, window, zone)).toBe(true);
        expect(isNight(end - 1, window, zone)).toBe(true);
        // Where clocks skip all of the few minutes that are not quiet, they come a day later.
        expect(end - instant).toBeLessThan(50 * 60 * minute);
      }),
      often,
    );
  });

  it("end where they ended, when asked again from there", () => {
    fc.assert(
      fc.property(anyMoment, anyWindow, ({ zone, instant }, window) => {
        const end = endOfQuiet(instant, window, zone);
        expect(endOfQuiet(end, window, zone)).toBe(end);
      }),
      often,
    );
  });

  const night = { start: "20:00", end: "08:00" };
  it.each([
    ["the evening before", "2026-11-21T21:30:00.000Z", night, "Europe/Berlin", "2026-11-22T07:00:00.000Z"],
    ["the first minute", "2026-11-21T19:00:00.000Z", night, "Europe/Berlin", "2026-11-22T07:00:00.000Z"],
    ["the last moment before", "2026-11-21T18:59:59.999Z", night, "Europe/Berlin", "2026-11-21T18:59:59.999Z"],
    ["the first moment after", "2026-11-22T07:00:00.000Z", night, "Europe/Berlin", "2026-11-22T07:00:00.000Z"],
    ["a night that loses an hour", "2026-03-28T23:00:00.000Z", night, "Europe/Berlin", "2026-03-29T06:00:00.000Z"],
    ["a night that gains an hour", "2026-10-24T22:00:00.000Z", night, "Europe/Berlin", "2026-10-25T07:00:00.000Z"],
    ["an end that clocks skip", "2026-03-29T00:30:00.000Z", { start: "22:00", end: "02:30" }, "Europe/Berlin", "2026-03-29T01:00:00.000Z"],
    ["an end that clocks show twice, the first time", "2026-10-25T00:00:00.000Z", { start: "22:00", end: "02:30" }, "Europe/Berlin", "2026-10-25T00:30:00.000Z"],
    ["an end that clocks show twice, the second time", "2026-10-25T01:00:00.000Z", { start: "22:00", end: "02:30" }, "Europe/Berlin", "2026-10-25T01:30:00.000Z"],
    ["a start that clocks skip", "2026-03-29T01:00:00.000Z", { start: "02:30", end: "04:00" }, "Europe/Berlin", "2026-03-29T02:00:00.000Z"],
    ["a change of half an hour", "2026-04-04T14:45:00.000Z", { start: "22:00", end: "01:50" }, "Australia/Lord_Howe", "2026-04-04T14:50:00.000Z"],
    ["the same change, half an hour on", "2026-04-04T15:00:00.000Z", { start: "22:00", end: "01:50" }, "Australia/Lord_Howe", "2026-04-04T15:20:00.000Z"],
    ["hours of the day", "2026-11-21T05:00:00.000Z", { start: "12:00", end: "14:00" }, "Asia/Tokyo", "2026-11-21T05:00:00.000Z"],
    ["a window that ends at 24:00", "2026-11-21T23:15:00.000Z", { start: "22:00", end: "24:00" }, "UTC", "2026-11-22T00:00:00.000Z"],
    ["a day that the zone left out", "2011-12-30T09:59:00.000Z", night, "Pacific/Apia", "2011-12-30T18:00:00.000Z"],
  ])("from %s end when they should", (_, from, window, zone, end) => {
    expect(iso(endOfQuiet(Date.parse(from), window, zone))).toBe(end);
  });

  it("can be off", () => {
    expect(endOfQuiet(Date.parse("2026-11-21T03:00:00.000Z"), "off", "UTC")).toBe(Date.parse("2026-11-21T03:00:00.000Z"));
  });

  it("are those of the respondent's time zone, else the policy's for messages, else the one that scores are counted by", () => {
    const at = "2026-11-21T12:00:00.000Z";
    const timed = (timeZone?: string) => policyWith((source) => ({ ...source, timeZone: "Asia/Tokyo", messages: { ...source.messages, ...(timeZone === undefined ? {} : { timeZone }) } }));
    const [here, nowhere] = [responseWith({ respondent: { id: "u", timeZone: "America/New_York" } }), responseWith()];
    expect(decentTime(at, here, timed("Australia/Sydney"))).toBe("2026-11-21T13:00:00.000Z");
    expect(decentTime(at, nowhere, timed("Europe/Berlin"))).toBe(at);
    expect(decentTime(at, nowhere, timed())).toBe("2026-11-21T23:00:00.000Z");
  });
});
