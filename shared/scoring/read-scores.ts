import { scopeOf } from "../domain/contribution.ts";
import { addDays, localDay } from "../domain/local-time.ts";
import type { Metric } from "../domain/metric.ts";
import { responseRate } from "../domain/response-rate.ts";
import { type Series, seriesOf } from "../domain/series.ts";
import { type Interval, difference, isChange } from "../domain/statistics.ts";
import { type Figures, type Tally, estimate, figures } from "../domain/tally.ts";
import { type ScoreInterval, type Span, defaultSpan, windowBefore, windows } from "../domain/window.ts";
import type { Invitations } from "../invitation-ports.ts";
import type { Clock, DayTally, Tallies } from "../ports.ts";
import { drillDown } from "./drill-down.ts";

/** What scores are read from. */
export type Scoring = {
  readonly tallies: Pick<Tallies, "read">;
  /** Where response rates are asked for as well. */
  readonly invitations?: Pick<Invitations, "read">;
  readonly clock: Clock;
  readonly timeZone: string;
};

/** A question of `GET /v1/scores`. */
export type ScoreQuery = {
  readonly metric: Metric;
  readonly survey?: string;
  /** Local days; `to` is exclusive. */
  readonly from?: string;
  readonly to?: string;
  readonly interval?: ScoreInterval;
  readonly segment?: string;
};

/**
 * How a score moved since the window before: `value` is the later score minus the earlier, in the score's unit, with
 * its 95 % interval; only what is `significant` may be called a change.
 */
export type Change = Span & { readonly n: number; readonly score: number; readonly lowData: boolean; readonly value: number; readonly interval: Interval; readonly significant: boolean };

/**
 * The figures of a window, how they moved since the one before (null where either is empty), and where its responses
 * are listed. Of one survey whose invitations are known, how many were invited, and the responses in percent of them.
 */
export type Scored = Figures & { readonly change: Change | null; readonly href: string; readonly invited?: number; readonly responseRate?: number };

export type Bucket = Scored & Span & { readonly segment?: string };

/** The answer of `GET /v1/scores`. */
export type Scores = {
  readonly metric: Metric;
  readonly timeZone: string;
  readonly total: Scored;
  readonly buckets: readonly Bucket[];
};

/** The days a question is about: what it says, else the 90 that end with `to` or today. */
export function spanOf({ from, to }: ScoreQuery, { clock, timeZone }: Pick<Scoring, "clock" | "timeZone">): Span {
  const usual = defaultSpan(localDay(clock.now().getTime(), timeZone));
  const end = to ?? usual.end;
  return { start: from ?? defaultSpan(addDays(end, -1)).start, end };
}

/**
 * Scores of a metric, added up from the daily tallies: one bucket for each window and each value of the
 * segment. A response that says nothing about the segment is in the total and in no bucket.
 *
 * @returns undefined when the span has more windows than are answered at once
 */
export async function readScores(needs: Scoring, query: ScoreQuery): Promise<Scores | undefined> {
  const { metric, survey, interval, segment } = query;
  const span = spanOf(query, needs);
  const asked = windows(span, interval);
  if (asked === undefined) return undefined;
  const from = [span, ...asked].flatMap((window, at) => [window.start, windowBefore(window, at === 0 ? undefined : interval).start]).reduce((a, b) => (a < b ? a : b));
  const range = { metric, scope: scopeOf(survey), from, to: span.end };
  const [whole, parts] = await Promise.all([
    needs.tallies.read({ ...range, dimension: "" }),
    segment === undefined ? undefined : needs.tallies.read({ ...range, dimension: segment }),
  ]);
  const all = seriesOf(whole);
  const segments = parts && seriesBySegment(parts);
  const invited = await readInvited(needs, survey === undefined ? (segment === "survey" ? (segments ?? []).map(({ value }) => value) : []) : [survey], range);
  const score = (series: Series, window: Span, of: ScoreInterval | undefined, value?: string): Scored => {
    const href = drillDown(needs.timeZone, { metric, survey, window, segment: value === undefined ? undefined : segment, value });
    const shown = { ...scored(metric, series, window, windowBefore(window, of)), href };
    return { ...shown, ...rateOf(shown.n, invited.get((segment === "survey" ? value : value === undefined ? survey : undefined) ?? ""), window) };
  };
  return {
    metric,
    timeZone: needs.timeZone,
    total: score(all, span, undefined),
    buckets: asked.flatMap((window): readonly Bucket[] =>
      segments === undefined
        ? [{ ...window, ...score(all, window, interval) }]
        : segments
            .map(({ value, series }) => ({ ...window, segment: value, ...score(series, window, interval, value) }))
            .filter(({ n }) => n > 0)
            .sort((a, b) => b.n - a.n || (a.segment < b.segment ? -1 : 1)),
    ),
  };
}

function seriesBySegment(days: readonly DayTally[]): readonly { readonly value: string; readonly series: Series }[] {
  return [...Map.groupBy(days, ({ value }) => value)].map(([value, own]) => ({ value, series: seriesOf(own) }));
}

/** Invitations of one day. */
type Invited = readonly { readonly day: string; readonly count: number }[];

async function readInvited({ invitations }: Scoring, surveys: readonly string[], { from, to }: { readonly from: string; readonly to: string }): Promise<ReadonlyMap<string, Invited>> {
  if (invitations === undefined) return new Map();
  return new Map(await Promise.all(surveys.map(async (survey) => [survey, await invitations.read({ survey, from, to })] as const)));
}

/** Nothing where nobody is known to have been invited: a survey without invitations is no survey that nobody answered. */
function rateOf(n: number, days: Invited | undefined, { start, end }: Span): Pick<Scored, "invited" | "responseRate"> {
  const invited = (days ?? []).filter(({ day }) => start <= day && day < end).reduce((sum, { count }) => sum + count, 0);
  const rate = responseRate(n, invited);
  return rate === null ? {} : { invited, responseRate: rate };
}

function scored(metric: Metric, series: Series, window: Span, before: Span): Omit<Scored, "href"> {
  const tally = series.within(window);
  return { ...figures(metric, tally), change: changeSince(metric, series.within(before), before, tally) };
}

function changeSince(metric: Metric, earlier: Tally, span: Span, later: Tally): Change | null {
  const { n, score, lowData } = figures(metric, earlier);
  const moved = difference(estimate(metric, earlier), estimate(metric, later));
  return moved === null || score === null ? null : { ...span, n, score, lowData, ...moved, significant: isChange(moved) };
}
