const MICROS_PER_SECOND = 1_000_000;

/** Microseconds since 1970 as Slack writes them, e.g. `1732200000.000100`: the id of a message in its channel. */
export const formatTs = (micros: number): string =>
  `${Math.floor(micros / MICROS_PER_SECOND)}.${String(micros % MICROS_PER_SECOND).padStart(6, "0")}`;

/** The microseconds behind a `ts`, `oldest` or `latest`; undefined when it is not one. Slack also takes whole seconds. */
export const parseTs = (ts: string): number | undefined => {
  const [, seconds, fraction = ""] = /^(\d{1,10})(?:\.(\d{1,6}))?$/.exec(ts) ?? [];
  return seconds === undefined ? undefined : Number(seconds) * MICROS_PER_SECOND + Number(fraction.padEnd(6, "0"));
};

/** Milliseconds since 1970 of a `ts`, for showing it. */
export const millisOfTs = (ts: string): number => Math.floor((parseTs(ts) ?? 0) / 1000);
