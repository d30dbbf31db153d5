import { seriesOf } from "../../../shared/domain/series.ts";
import type { Metric } from "../../../shared/domain/metric.ts";
import { figures } from "../../../shared/domain/tally.ts";
import type { Span } from "../../../shared/domain/window.ts";
import type { Tallies } from "../../../shared/ports.ts";

/** How many responses of a metric each survey had in a span of days, most first. */
export async function surveysAnswered({ tallies }: { readonly tallies: Pick<Tallies, "read"> }, metric: Metric, span: Span): Promise<readonly { readonly survey: string; readonly n: number }[]> {
  const days = await tallies.read({ metric, scope: "*", dimension: "survey", from: span.start, to: span.end });
  return [...Map.groupBy(days, ({ value }) => value)]
    .map(([survey, own]) => ({ survey, n: figures(metric, seriesOf(own).within(span)).n }))
    .filter(({ n }) => n > 0)
    .sort((a, b) => b.n - a.n || (a.survey < b.survey ? -1 : 1));
}
