import { altText } from "../../shared/charts/alt-text.ts";
import { trendChart } from "../../shared/charts/trend-chart.ts";
import type { Trend } from "../../shared/charts/trend.ts";
import type { DigestLanguage } from "../../shared/domain/digest-rule.ts";
import type { Pictures } from "../../shared/picture-ports.ts";
import type { MetricView } from "./digest-view.ts";
import { wordsIn } from "./digest-words.ts";
import type { DrawTrend } from "./draw-digest.ts";

/** Draws a metric's trend as its chart. */
export function trendDrawer(pictures: Pictures): DrawTrend {
  return async (metric, language) => {
    const trend = trendOf(metric, language);
    return { bytes: await pictures.png(trendChart(trend)), altText: altText(trend) };
  };
}

function trendOf({ metric, trend }: MetricView, language: DigestLanguage): Trend {
  const words = wordsIn(language);
  const [start, end] = [trend.at(0)?.start ?? "", trend.at(-1)?.end ?? ""];
  return {
    metric,
    language,
    title: words.metric(metric),
    subtitle: start === "" ? "" : words.days({ start, end }),
    points: trend.map(({ start: from, figures: { n, score, interval, lowData } }) => ({ label: words.day(from), n, score, interval, lowData })),
  };
}
