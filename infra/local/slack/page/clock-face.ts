import { millisOfTs } from "../timestamp.ts";

const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat("en-US", options);
const TIME = format({ hour: "numeric", minute: "2-digit" });
const EXACT = format({ weekday: "long", year: "numeric", month: "long", day: "numeric", hour: "numeric", minute: "2-digit", second: "2-digit" });
const DAY = format({ weekday: "long", month: "long", day: "numeric" });
const DATE = format({ year: "numeric", month: "long", day: "numeric" });
const SHORT_DATE = format({ month: "short", day: "numeric", year: "numeric" });
const NUMERIC_DATE = format({ year: "numeric", month: "2-digit", day: "2-digit" });
const DAY_MS = 86_400_000;

/** `9:41 AM`, in this machine's time zone. */
export const timeOfDay = (ts: string): string => TIME.format(millisOfTs(ts));

/** To the second, for those who hover. */
export const exactTime = (ts: string): string => EXACT.format(millisOfTs(ts));

/** ISO 8601, for machines. */
export const isoTime = (ts: string): string => new Date(millisOfTs(ts)).toISOString();

/** The heading of a day: `Today`, `Yesterday`, or the date. */
export const dayHeading = (ts: string, now: number): string => {
  const day = DATE.format(millisOfTs(ts));
  if (day === DATE.format(now)) return "Today";
  return day === DATE.format(now - DAY_MS) ? "Yesterday" : DAY.format(millisOfTs(ts));
};

/** Fills Slack's date tokens, e.g. `{date_short} at {time}` (docs.slack.dev/messaging/formatting-message-text). */
export const fillDate = (pattern: string, seconds: number): string => {
  const at = seconds * 1000;
  const tokens: Readonly<Record<string, string>> = {
    date: DATE.format(at), date_long: DAY.format(at), date_short: SHORT_DATE.format(at), date_num: NUMERIC_DATE.format(at),
    date_pretty: DATE.format(at), date_long_pretty: DAY.format(at), date_short_pretty: SHORT_DATE.format(at),
    time: TIME.format(at), time_secs: format({ hour: "numeric", minute: "2-digit", second: "2-digit" }).format(at),
    ago: DATE.format(at), day_divider_pretty: DAY.format(at),
  };
  return pattern.replaceAll(/\{(\w+)\}/g, (token, name: string) => tokens[name] ?? token);
};
