import type { Metric } from "../../../shared/domain/metric.ts";
import { scoreInWords } from "../../../shared/charts/chart-words.ts";
import type { Reading } from "./language.ts";

/** How moments, days and numbers are written for one reader. Moments are in the reporting time zone. */
export type Formats = {
  readonly timeZone: string;
  /** ISO 8601 → "22 Nov 2026, 14:03". */
  readonly moment: (at: string) => string;
  /** A local day, `YYYY-MM-DD` → "22 Nov 2026". */
  readonly day: (day: string) => string;
  /** The same without its year, for places with little room. */
  readonly shortDay: (day: string) => string;
  /** The day of the week of a local day. */
  readonly weekday: (day: string) => string;
  readonly count: (n: number) => string;
  /** A score as a whole number, NPS with its sign. */
  readonly score: (metric: Metric, score: number) => string;
  /** With at most so many decimals. */
  readonly decimal: (value: number, digits: number) => string;
  /** Percent of a hundred: 83.4 → "83%". */
  readonly percent: (value: number) => string;
  readonly money: (amount: number, currency: string | undefined) => string;
  /** Minutes → "3 hr, 20 min". */
  readonly minutes: (minutes: number) => string;
  /** How far a moment is from another: "in 3 hours", "2 days ago". */
  readonly away: (at: string, now: string) => string;
};

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];

/** @param timeZone the reporting time zone */
export function formatsFor({ language, locale }: Reading, timeZone: string): Formats {
  const moments = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short", timeZone });
  const days = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" });
  const shortDays = new Intl.DateTimeFormat(locale, { month: "short", day: "numeric", timeZone: "UTC" });
  const weekdays = new Intl.DateTimeFormat(locale, { weekday: "short", timeZone: "UTC" });
  const counts = new Intl.NumberFormat(locale);
  const percents = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 });
  const away = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const unit = (name: "day" | "hour" | "minute") => new Intl.NumberFormat(locale, { style: "unit", unit: name, unitDisplay: "short" });
  const units = { day: unit("day"), hour: unit("hour"), minute: unit("minute") };
  return {
    timeZone,
    moment: (at) => moments.format(new Date(at)),
    day: (text) => days.format(new Date(`${text}T00:00:00Z`)),
    shortDay: (text) => shortDays.format(new Date(`${text}T00:00:00Z`)),
    weekday: (text) => weekdays.format(new Date(`${text}T00:00:00Z`)),
    count: (n) => counts.format(n),
    score: (metric, score) => scoreInWords(metric, score, language),
    decimal: (value, digits) => new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value),
    percent: (value) => percents.format(value / 100),
    money: (amount, currency) =>
      new Intl.NumberFormat(locale, { maximumFractionDigits: Number.isInteger(amount) || Math.abs(amount) >= 1_000 ? 0 : 2, ...(currency === undefined ? {} : { style: "currency", currency }) }).format(amount),
    minutes: (minutes) => inUnits(Math.round(minutes)).map(([count, name]) => units[name].format(count)).join(" "),
    away: (at, now) => {
      const left = Date.parse(at) - Date.parse(now);
      const size = Math.abs(left);
      if (size >= 2 * day) return away.format(Math.round(left / day), "day");
      return size >= 2 * hour ? away.format(Math.round(left / hour), "hour") : away.format(Math.round(left / minute), "minute");
    },
  };
}

/** The two largest units that say most of it. */
function inUnits(minutes: number): readonly (readonly [number, "day" | "hour" | "minute"])[] {
  const [days, hours] = [Math.floor(minutes / 1_440), Math.floor((minutes % 1_440) / 60)];
  if (days > 0) return hours === 0 ? [[days, "day"]] : [[days, "day"], [hours, "hour"]];
  if (hours > 0) return minutes % 60 === 0 ? [[hours, "hour"]] : [[hours, "hour"], [minutes % 60, "minute"]];
  return [[minutes, "minute"]];
}
