import { scopeOf } from "../domain/contribution.ts";
import { localDay } from "../domain/local-time.ts";
import type { Metric } from "../domain/metric.ts";
import { type Figures, type Tally, empty, figures, merge } from "../domain/tally.ts";
import { type Period, type Span, buckets, defaultSpan } from "../domain/window.ts";
import type { Clock, DayTally, Tallies } from "../ports.ts";

/** What scores are read from. */
export type Scoring = { readonly tallies: Pick<Tallies, "read">; readonly clock: Clock; readonly timeZone: string };

/** A question of `GET /v1/scores`. */
export type ScoreQuery = {
  readonly metric: Metric;
  readonly survey?: string;
  /** Local days; `to` is exclusive. */
  readonly from?: string;
  readonly to?: string;
  readonly interval?: Period;
  readonly segment?: string;
};

export type Bucket = Figures & { readonly start: string; readonly end: string; readonly segment?: string };

/** The answer of `GET /v1/scores`. */
export type Scores = {
  readonly metric: Metric;
  readonly timeZone: string;
  readonly total: Figures;
  readonly buckets: readonly Bucket[];
};

/** The days a question is about: what it says, or the last 90 up to today. */
export function spanOf({ from, to }: ScoreQuery, { clock, timeZone }: Pick<Scoring, "clock" | "timeZone">): Span {
  const usual = defaultSpan(localDay(clock.now().getTime(), timeZone));
  return { start: from ?? usual.start, end: to ?? usual.end };
}

/**
 * Scores of a metric, added up from the daily tallies: one bucket for each period and each value of the
 * segment. A response that says nothing about the segment is in the total and in no bucket.
 *
 * @returns undefined when the span has more periods than are answered at once
 */
export async function readScores(needs: Scoring, query: ScoreQuery): Promise<Scores | undefined> {
  const { metric, survey, interval, segment } = query;
  const span = spanOf(query, needs);
  const periods = interval === undefined ? [span] : buckets(span, interval);
  if (periods === undefined) return undefined;
  const range = { metric, scope: scopeOf(survey), from: span.start, to: span.end };
  const whole = await needs.tallies.read({ ...range, dimension: "" });
  const parts = segment === undefined ? whole : await needs.tallies.read({ ...range, dimension: segment });
  return {
    metric,
    timeZone: needs.timeZone,
    total: figures(metric, sum(whole)),
    buckets: periods.flatMap((period) => bucketsIn(metric, period, parts, segment)),
  };
}

function bucketsIn(metric: Metric, { start, end }: Span, days: readonly DayTally[], segment: string | undefined): Bucket[] {
  const within = days.filter(({ day }) => start <= day && day < end);
  if (segment === undefined) return [{ start, end, ...figures(metric, sum(within)) }];
  return [...Map.groupBy(within, ({ value }) => value)]
    .map(([value, tallies]) => ({ start, end, segment: value, ...figures(metric, sum(tallies)) }))
    .filter(({ n }) => n > 0)
    .sort((a, b) => b.n - a.n || (a.segment < b.segment ? -1 : 1));
}

function sum(days: readonly DayTally[]): Tally {
  return days.reduce((total, { tally }) => merge(total, tally), empty);
}
