import type { Metric } from "../domain/metric.ts";
import type { Interval } from "../domain/statistics.ts";
import type { ChartLanguage } from "./chart-words.ts";

/** A period: `label` is written under it; score and interval are null without responses. */
export type TrendPoint = { readonly label: string; readonly n: number; readonly score: number | null; readonly interval: Interval | null; readonly lowData: boolean };

/** What a chart shows; the last point is the one it is about. */
export type Trend = {
  readonly metric: Metric;
  readonly language: ChartLanguage;
  readonly title: string;
  readonly subtitle: string;
  readonly points: readonly TrendPoint[];
};
