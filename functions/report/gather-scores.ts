import { scopeOf } from "../../shared/domain/contribution.ts";
import { addDays } from "../../shared/domain/local-time.ts";
import type { Metric } from "../../shared/domain/metric.ts";
import { difference, isChange } from "../../shared/domain/statistics.ts";
import { seriesOf } from "../../shared/domain/series.ts";
import { type Tally, estimate, figures } from "../../shared/domain/tally.ts";
import type { Span } from "../../shared/domain/window.ts";
import type { DayTally, Tallies } from "../../shared/ports.ts";
import { type DueDigest, daysOf } from "./due-digest.ts";
import type { ChangeView, MetricView } from "./digest-view.ts";

/** How many periods a trend shows, the window included. */
const trendPeriods = { week: 13, day: 14 } as const;

/** How a metric stands in a digest's window: two reads of tallies, of at most 91 days and of at most 7. */
export async function gatherScores(tallies: Pick<Tallies, "read">, { rule, window, before }: DueDigest, metric: Metric): Promise<MetricView> {
  const spans = trendOf(rule.every, window);
  const of = { metric, scope: scopeOf(rule.survey) };
  const [whole, parts] = await Promise.all([
    tallies.read({ ...of, dimension: "", from: spans[0]?.start ?? window.start, to: window.end }),
    rule.segment === undefined ? [] : tallies.read({ ...of, dimension: rule.segment, from: window.start, to: window.end }),
  ]);
  const series = seriesOf(whole);
  const now = series.within(window);
  return {
    metric,
    figures: figures(metric, now),
    change: changeBetween(metric, series.within(before), now),
    trend: spans.map((span) => ({ ...span, figures: figures(metric, series.within(span)) })),
    segments: comparable(metric, window, parts),
  };
}

/** The periods that end with the window, oldest first. */
function trendOf(every: "week" | "day", { end }: Span): readonly Span[] {
  const length = daysOf(every);
  return Array.from({ length: trendPeriods[every] }, (_, ago) => ({ start: addDays(end, -length * (ago + 1)), end: addDays(end, -length * ago) })).reverse();
}

function changeBetween(metric: Metric, earlier: Tally, later: Tally): ChangeView {
  const [was, is] = [estimate(metric, earlier), estimate(metric, later)];
  if (was === null || is === null) return { kind: "nothing before" };
  // A swing that rests on a handful of answers would be the first thing that everybody reads.
  if (figures(metric, earlier).lowData || figures(metric, later).lowData) return { kind: "too few" };
  const moved = difference(was, is);
  return moved !== null && isChange(moved) ? { kind: "moved", by: moved.value } : { kind: "none" };
}

/** Values with enough answers to be compared, the best first; of two alike, the one more people speak for. */
function comparable(metric: Metric, window: Span, days: readonly DayTally[]): MetricView["segments"] {
  return [...Map.groupBy(days, ({ value }) => value)]
    .map(([value, own]) => ({ value, figures: figures(metric, seriesOf(own).within(window)) }))
    .filter(({ figures: { lowData } }) => !lowData)
    .sort((a, b) => (b.figures.score ?? 0) - (a.figures.score ?? 0) || b.figures.n - a.figures.n || (a.value < b.value ? -1 : 1));
}
