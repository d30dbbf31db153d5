import type { Metric } from "../domain/metric.ts";
import type { Interval } from "../domain/statistics.ts";

/** The languages that charts speak. */
export type ChartLanguage = "en" | "zh";

/** A score as a whole number, NPS with its sign. Chinese text has no place for the typographer's minus. */
export function scoreInWords(metric: Metric, score: number, language: ChartLanguage): string {
  const whole = Math.round(score);
  const minus = language === "zh" ? "-" : "−";
  if (metric === "nps") return whole > 0 ? `+${whole}` : whole < 0 ? `${minus}${-whole}` : "0";
  return `${Math.abs(whole)}%`;
}

/** A count, its thousands apart. */
export function countInWords(n: number): string {
  return n.toLocaleString("en-US");
}

const names: Readonly<Record<ChartLanguage, Readonly<Record<Metric, string>>>> = {
  en: { nps: "NPS", csat: "CSAT", ces: "CES" },
  zh: { nps: "NPS（净推荐值）", csat: "CSAT（满意度）", ces: "CES（轻松度）" },
};

const scales: Readonly<Record<ChartLanguage, Readonly<Record<Metric, string>>>> = {
  en: { nps: "NPS, from −100 to +100", csat: "satisfied, in percent", ces: "found it easy, in percent" },
  zh: { nps: "NPS，范围 -100 至 +100", csat: "满意者占比（%）", ces: "认为容易者占比（%）" },
};

type Words = {
  readonly name: (metric: Metric) => string;
  readonly scale: (metric: Metric) => string;
  readonly count: (n: number) => string;
  readonly interval: (metric: Metric, interval: Interval) => string;
  readonly nobody: string;
  readonly score: string;
  readonly band: string;
  readonly few: string;
  readonly good: string;
  readonly target: string;
};

const english: Words = {
  name: (metric) => names.en[metric],
  scale: (metric) => scales.en[metric],
  count: (n) => `n = ${countInWords(n)}`,
  interval: (metric, { low, high }) => `95% interval ${scoreInWords(metric, low, "en")} to ${scoreInWords(metric, high, "en")}`,
  nobody: "No responses",
  score: "score",
  band: "95% interval",
  few: "fewer than 10 responses",
  good: "good",
  target: "common target",
};

const chinese: Words = {
  name: (metric) => names.zh[metric],
  scale: (metric) => scales.zh[metric],
  count: (n) => `n = ${countInWords(n)}`,
  interval: (metric, { low, high }) => `95% 置信区间 ${scoreInWords(metric, low, "zh")} 至 ${scoreInWords(metric, high, "zh")}`,
  nobody: "暂无回复",
  score: "得分",
  band: "95% 置信区间",
  few: "少于 10 份回复",
  good: "良好",
  target: "常见目标",
};

/** What a chart says in a language. */
export function wordsIn(language: ChartLanguage): Words {
  switch (language) {
    case "en":
      return english;
    case "zh":
      return chinese;
  }
}
