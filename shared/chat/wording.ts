import type { CaseState } from "../domain/case.ts";
import { type Metric, scales } from "../domain/metric.ts";
import type { Severity } from "../domain/severity.ts";

const metrics: Readonly<Record<Metric, string>> = {
  nps: "NPS",
  csat: "CSAT (satisfaction)",
  ces: "CES (ease)",
};

/** What people call a metric. */
export function metricInWords(metric: Metric): string {
  return metrics[metric];
}

/** A metric and a score with its scale: "NPS 3 of 10". */
export function scoreInWords(metric: Metric, score: number): string {
  return `${metrics[metric]} ${score} of ${scales[metric].max}`;
}

const signs: Readonly<Record<Severity, string>> = { critical: "🔴", high: "🟠", normal: "🟡" };

/** The sign in front of a card: how urgent it is, or that it is done. */
export function signOf(severity: Severity, state: CaseState): string {
  switch (state) {
    case "resolved":
      return "✅";
    case "open":
    case "acknowledged":
    case "contacted":
    case "snoozed":
      return signs[severity];
  }
}

/** A language by its English name and its tag: "German (de)". */
export function languageInWords(language: string): string {
  return `${new Intl.DisplayNames(["en"], { type: "language" }).of(language) ?? language} (${language})`;
}
