import { scoreInWords } from "../../shared/charts/chart-words.ts";
import type { DigestLanguage } from "../../shared/domain/digest-rule.ts";
import type { Metric } from "../../shared/domain/metric.ts";
import type { Span } from "../../shared/domain/window.ts";
import { addDays } from "../../shared/domain/local-time.ts";

/** A score in words: a whole number, with n and interval. */
export type ScoreWords = { readonly name: string; readonly score: string; readonly n: string; readonly low: string; readonly high: string };

/** Every sentence of a digest, whole, in one language. Numbers come as text, names as they are. */
export type DigestWords = {
  readonly title: (every: "week" | "day", days: string) => string;
  readonly days: (span: Span) => string;
  /** A day where there is little room. */
  readonly day: (day: string) => string;
  /** A score as its chart writes it. */
  readonly value: (metric: Metric, score: number) => string;
  readonly metric: (metric: Metric) => string;
  readonly score: (words: ScoreWords) => string;
  readonly noScore: (name: string) => string;
  readonly mean: (mean: string) => string;
  readonly rose: (by: string, every: "week" | "day") => string;
  readonly fell: (by: string, every: "week" | "day") => string;
  readonly noChange: (every: "week" | "day") => string;
  readonly nothingBefore: (every: "week" | "day") => string;
  readonly lowData: string;
  readonly best: (value: string, score: string, n: string) => string;
  readonly worst: (value: string, score: string, n: string) => string;
  readonly causes: (resolved: string, causes: string) => string;
  readonly cause: (cause: string, count: string) => string;
  /** Between names, and between sentences. */
  readonly between: string;
  readonly gap: string;
  readonly noneOverdue: string;
  readonly overdueInAll: (count: number, shown: string, isAtLeast: boolean) => string;
  readonly overdueCase: (parts: { account: string | undefined; owner: string | undefined; late: string; caseId: string }) => string;
  readonly loop: (opened: string) => string;
  readonly inTime: (share: string, n: string) => string;
  readonly toResolve: (median: string, n: string) => string;
  readonly promoters: string;
  readonly unnamed: string;
  readonly survey: (name: string) => string;
  readonly duration: (days: number, hours: number, minutes: number) => string;
};

const names: Readonly<Record<DigestLanguage, Readonly<Record<Metric, string>>>> = {
  en: { nps: "NPS", csat: "CSAT (satisfied)", ces: "CES (easy)" },
  zh: { nps: "NPS", csat: "CSAT（满意度）", ces: "CES（轻松度）" },
};

const months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

type Day = { readonly year: string; readonly month: number; readonly day: string };

function partsOf(day: string): Day {
  const [year = "", month = "", date = ""] = day.split("-");
  return { year, month: Number(month), day: String(Number(date)) };
}

/** The first and the last day of a span, which are one for a day. */
function endsOf({ start, end }: Span): readonly [Day, Day] {
  return [partsOf(start), partsOf(addDays(end, -1))];
}

function inEnglish({ year, month, day }: Day): string {
  return `${day} ${months[month - 1] ?? ""} ${year}`;
}

function daysInEnglish(span: Span): string {
  const [first, last] = endsOf(span);
  if (first.year !== last.year) return `${inEnglish(first)} to ${inEnglish(last)}`;
  if (first.month !== last.month) return `${first.day} ${months[first.month - 1] ?? ""} to ${inEnglish(last)}`;
  return first.day === last.day ? inEnglish(last) : `${first.day} to ${inEnglish(last)}`;
}

function daysInChinese(span: Span): string {
  const [first, last] = endsOf(span);
  const whole = `${first.year}年${first.month}月${first.day}日`;
  if (first.year !== last.year) return `${whole}至${last.year}年${last.month}月${last.day}日`;
  if (first.month !== last.month) return `${whole}至${last.month}月${last.day}日`;
  return first.day === last.day ? whole : `${whole}至${last.day}日`;
}

const en: DigestWords = {
  title: (every, days) => (every === "week" ? `The week in scores, ${days}` : `The day in scores, ${days}`),
  days: daysInEnglish,
  day: (day) => `${partsOf(day).day} ${(months[partsOf(day).month - 1] ?? "").slice(0, 3)}`,
  value: (metric, score) => scoreInWords(metric, score, "en"),
  metric: (metric) => names.en[metric],
  score: ({ name, score, n, low, high }) => `${name} ${score} (n = ${n}, 95 % interval ${low} to ${high})`,
  noScore: (name) => `${name}: nobody answered, so there is no score.`,
  mean: (mean) => `Mean: ${mean} of 7.`,
  rose: (by, every) => (every === "week" ? `Up ${by} points on the week before.` : `Up ${by} points on the day before.`),
  fell: (by, every) => (every === "week" ? `Down ${by} points on the week before.` : `Down ${by} points on the day before.`),
  noChange: (every) => (every === "week" ? "No real change from the week before." : "No real change from the day before."),
  nothingBefore: (every) => (every === "week" ? "Nobody answered in the week before." : "Nobody answered on the day before."),
  lowData: "Low data: fewer than 10 answers.",
  best: (value, score, n) => `Best: ${value} at ${score} (n = ${n}).`,
  worst: (value, score, n) => `Worst: ${value} at ${score} (n = ${n}).`,
  causes: (resolved, causes) => (resolved === "1" ? `Cause of the 1 case resolved: ${causes}.` : `Causes of the ${resolved} cases resolved: ${causes}.`),
  cause: (cause, count) => `${cause.replaceAll("_", " ")} ${count}`,
  between: ", ",
  gap: " ",
  noneOverdue: "No case is overdue.",
  overdueInAll: (count, shown, isAtLeast) => {
    if (isAtLeast) return `At least ${shown} cases are overdue.`;
    return count === 1 ? "1 case is overdue." : `${shown} cases are overdue.`;
  },
  overdueCase: ({ account, owner, late, caseId }) => `${account ?? caseId}, ${owner ?? "nobody's"}, by ${late}`,
  loop: (opened) => (opened === "1" ? "1 case was opened." : `${opened} cases were opened.`),
  inTime: (share, n) => `${share} % of ${n} were acknowledged in time.`,
  toResolve: (median, n) => `Resolving took ${median} at the median (n = ${n}).`,
  promoters: "What promoters said",
  unnamed: "A promoter",
  survey: (name) => `Answers to the survey ${name} alone.`,
  duration: (days, hours, minutes) => {
    if (days > 0) return hours === 0 ? `${days} d` : `${days} d ${hours} h`;
    return hours > 0 ? `${hours} h` : `${minutes} min`;
  },
};

/** The causes of the shipped policy; a deployer's own are shown as they are named. */
const causesInChinese: ReadonlyMap<string, string> = new Map([
  ["bug", "缺陷"],
  ["missing_feature", "缺少功能"],
  ["usability", "易用性"],
  ["performance", "性能"],
  ["price", "价格"],
  ["service", "服务"],
  ["other", "其他"],
]);

const zh: DigestWords = {
  title: (every, days) => (every === "week" ? `一周评分：${days}` : `单日评分：${days}`),
  days: daysInChinese,
  day: (day) => `${partsOf(day).month}月${partsOf(day).day}日`,
  value: (metric, score) => scoreInWords(metric, score, "zh"),
  metric: (metric) => names.zh[metric],
  score: ({ name, score, n, low, high }) => `${name} ${score}（n = ${n}，95% 置信区间 ${low} 至 ${high}）`,
  noScore: (name) => `${name}：无人作答，因此没有得分。`,
  mean: (mean) => `平均分：${mean}（满分 7）。`,
  rose: (by, every) => (every === "week" ? `比前一周上升 ${by} 分。` : `比前一天上升 ${by} 分。`),
  fell: (by, every) => (every === "week" ? `比前一周下降 ${by} 分。` : `比前一天下降 ${by} 分。`),
  noChange: (every) => (every === "week" ? "与前一周相比没有实质变化。" : "与前一天相比没有实质变化。"),
  nothingBefore: (every) => (every === "week" ? "前一周无人作答。" : "前一天无人作答。"),
  lowData: "数据较少：不足 10 份答复。",
  best: (value, score, n) => `最高：${value}，${score}（n = ${n}）。`,
  worst: (value, score, n) => `最低：${value}，${score}（n = ${n}）。`,
  causes: (resolved, causes) => `已解决 ${resolved} 个个案，原因：${causes}。`,
  cause: (cause, count) => `${causesInChinese.get(cause) ?? cause.replaceAll("_", " ")} ${count}`,
  between: "、",
  gap: "",
  noneOverdue: "没有逾期的个案。",
  overdueInAll: (_, shown, isAtLeast) => (isAtLeast ? `至少有 ${shown} 个个案逾期。` : `有 ${shown} 个个案逾期。`),
  overdueCase: ({ account, owner, late, caseId }) => `${account ?? caseId}，${owner ?? "无负责人"}，已逾期 ${late}`,
  loop: (opened) => `新增 ${opened} 个个案。`,
  inTime: (share, n) => `${n} 个中有 ${share}% 按时确认。`,
  toResolve: (median, n) => `解决用时中位数为 ${median}（n = ${n}）。`,
  promoters: "推荐者的心声",
  unnamed: "一位推荐者",
  survey: (name) => `仅统计问卷 ${name} 的答复。`,
  duration: (days, hours, minutes) => {
    if (days > 0) return hours === 0 ? `${days} 天` : `${days} 天 ${hours} 小时`;
    return hours > 0 ? `${hours} 小时` : `${minutes} 分钟`;
  },
};

const words: Readonly<Record<DigestLanguage, DigestWords>> = { en, zh };

/** A digest's sentences in a language. */
export function wordsIn(language: DigestLanguage): DigestWords {
  return words[language];
}
