import { type ChartLanguage, countInWords, scoreInWords, wordsIn } from "./chart-words.ts";
import type { Trend } from "./trend.ts";

const longest = 1_900;

/** What a trend's picture says, for who does not see it: at most 2,000 characters. */
export function altText(trend: Trend): string {
  return sentence(trend, trend.language).replace(/\s+/gu, " ").slice(0, longest);
}

function sentence({ metric, title, points }: Trend, language: ChartLanguage): string {
  const words = wordsIn(language);
  const last = points.at(-1);
  const said = points.flatMap(({ label, score }) => (score === null ? [] : [{ label, score }]));
  const [lowest, highest] = [said.reduce(lower, said[0]), said.reduce(higher, said[0])];
  const score = (value: number) => scoreInWords(metric, value, language);
  if (last === undefined || lowest === undefined || highest === undefined) {
    return language === "zh" ? `${title}：图中 ${points.length} 个时段均无回复。` : `${title}: no responses in any of ${points.length} periods.`;
  }
  const now = last.score === null || last.interval === null ? words.nobody : `${score(last.score)} (${words.count(last.n)}, ${words.interval(metric, last.interval)})`;
  return language === "zh"
    ? `${title}：${points.length} 个时段的走势图。最近时段 ${last.label}：${now}。最低 ${score(lowest.score)}（${lowest.label}），最高 ${score(highest.score)}（${highest.label}），共 ${countInWords(total(points))} 份回复。`
    : `${title}: the trend over ${points.length} periods. Latest, ${last.label}: ${now}. Lowest ${score(lowest.score)} (${lowest.label}), highest ${score(highest.score)} (${highest.label}), ${countInWords(total(points))} responses in all.`;
}

type Said = { readonly label: string; readonly score: number };

function lower(a: Said | undefined, b: Said): Said {
  return a !== undefined && a.score <= b.score ? a : b;
}

function higher(a: Said | undefined, b: Said): Said {
  return a !== undefined && a.score >= b.score ? a : b;
}

function total(points: Trend["points"]): number {
  return points.reduce((sum, { n }) => sum + n, 0);
}
