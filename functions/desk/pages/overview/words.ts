import type { Metric } from "../../../../shared/domain/metric.ts";
import type { Period } from "../../../../shared/domain/window.ts";
import type { InLanguages } from "../language.ts";

/** What the first page says. */
export type OverviewWords = {
  readonly metric: string;
  readonly survey: string;
  readonly allSurveys: string;
  readonly span: string;
  readonly lastDays: (days: string) => string;
  /** What the span is when none is chosen. */
  readonly ownDates: string;
  readonly datesPassedOver: string;
  readonly from: string;
  readonly to: string;
  readonly interval: string;
  readonly period: Readonly<Record<Period, string>>;
  readonly breakBy: string;
  readonly dimension: Readonly<Record<string, string>>;
  readonly show: string;
  readonly aboutMetric: Readonly<Record<Metric, string>>;
  readonly responses: (n: string) => string;
  readonly intervalOf: (low: string, high: string) => string;
  readonly noResponses: string;
  readonly noResponsesYet: string;
  readonly lowData: string;
  readonly changed: (by: string, before: string, n: string) => string;
  readonly unchanged: (before: string, n: string) => string;
  readonly changeInterval: (low: string, high: string) => string;
  readonly tooFewToCompare: (n: string) => string;
  readonly nothingBefore: string;
  readonly benchmark: Readonly<Record<"needs work" | "good" | "loved", string>>;
  readonly mean: (mean: string) => string;
  readonly mrrWeighted: (score: string, n: string) => string;
  readonly responseRate: (rate: string, invited: string) => string;
  readonly csat: string;
  readonly trend: string;
  readonly trendCaption: string;
  /** What line, band and hollow points mean, and the numbers below. */
  readonly trendKey: string;
  readonly asTable: string;
  readonly picture: (title: string) => string;
  readonly table: (title: string) => string;
  readonly distribution: string;
  readonly score: string;
  readonly share: string;
  readonly n: string;
  readonly intervalName: string;
  readonly change: string;
  readonly clear: string;
  readonly notClear: string;
  readonly segments: (dimension: string) => string;
  readonly noSegments: string;
  readonly segmentsLeftOut: string;
  readonly list: string;
  readonly loop: string;
  readonly loopAbout: string;
  readonly loopFailed: string;
  readonly tooManyCases: (most: string) => string;
  readonly noCases: string;
  readonly opened: string;
  readonly stillOpen: string;
  readonly acknowledged: string;
  readonly resolvedInTime: string;
  readonly resolutionRate: string;
  readonly recovery: string;
  readonly ofDue: (kept: string, due: string) => string;
  readonly median: (time: string) => string;
  readonly ofOpened: (resolved: string, opened: string) => string;
  readonly ofAnswered: (recovered: string, answered: string) => string;
  readonly nothingDue: string;
  readonly nobodyAnsweredAgain: string;
  readonly causes: string;
  readonly noCauses: string;
  readonly atRisk: string;
  readonly atRiskOf: (cases: string, accounts: string) => string;
  readonly atRiskUnknown: (accounts: string) => string;
  readonly atRiskTooMany: string;
  readonly seeCases: string;
};

export const overviewWords: InLanguages<OverviewWords> = {
  en: {
    metric: "Metric",
    survey: "Survey",
    allSurveys: "All surveys",
    span: "Span",
    lastDays: (days) => `Last ${days} days`,
    ownDates: "Last 90 days, or by dates",
    datesPassedOver: "The dates were passed over, since a span was chosen as well. To go by dates, choose “Last 90 days, or by dates”.",
    from: "From",
    to: "To, not included",
    interval: "By",
    period: { day: "Day", week: "Week", month: "Month", quarter: "Quarter" },
    breakBy: "Break by",
    dimension: { survey: "Survey", channel: "Channel", plan: "Plan", owner: "Owner", locale: "Locale" },
    show: "Show",
    aboutMetric: { nps: "Net promoter score, −100 to +100", csat: "Satisfied, in percent of all answers", ces: "Found it easy, in percent of all answers" },
    responses: (n) => `n = ${n}`,
    intervalOf: (low, high) => `95% interval ${low} to ${high}`,
    noResponses: "No responses",
    noResponsesYet: "Nobody has answered in these days. Choose a longer span or another survey; the first responses come in by POST /v1/responses.",
    lowData: "Low data: fewer than 10 responses",
    changed: (by, before, n) => `Changed by ${by}, from ${before} (n = ${n}) in the same time before`,
    unchanged: (before, n) => `No clear change: ${before} (n = ${n}) in the same time before`,
    changeInterval: (low, high) => `95% interval of the change ${low} to ${high}`,
    tooFewToCompare: (n) => `The time before has ${n} responses: too few to compare with`,
    nothingBefore: "No responses in the same time before to compare with",
    benchmark: { "needs work": "Below 0 needs work", good: "Counts as good in the field", loved: "75 and more: loved" },
    mean: (mean) => `Mean ${mean} of 7`,
    mrrWeighted: (score, n) => `Weighted by MRR ${score} (n = ${n})`,
    responseRate: (rate, invited) => `${rate} of ${invited} invited answered`,
    csat: "80% is a common target",
    trend: "Trend",
    trendCaption: "Score of each period, with its 95% interval",
    trendKey: "Line: the score. Band: its 95% interval. Hollow: fewer than 10 responses. Below: first day of the period, and n.",
    asTable: "As a table",
    picture: (title) => `${title}, chart`,
    table: (title) => `${title}, table`,
    distribution: "Distribution",
    score: "Score",
    share: "Share",
    n: "n",
    intervalName: "95% interval",
    change: "Change",
    clear: "clear",
    notClear: "not clear",
    segments: (dimension) => `By ${dimension.toLowerCase()}`,
    noSegments: "No response in these days says anything about this.",
    segmentsLeftOut: "Responses that say nothing about this are in the score above and in no row here.",
    list: "List",
    loop: "Closing the loop",
    loopAbout: "Cases opened in these days, of all surveys.",
    loopFailed: "The figures of the loop could not be read. Load the page again in a moment.",
    tooManyCases: (most) => `More than ${most} cases were opened in these days. Choose a shorter span to see these figures.`,
    noCases: "No case was opened in these days.",
    opened: "Cases opened",
    stillOpen: "not resolved yet",
    acknowledged: "Acknowledged in time",
    resolvedInTime: "Resolved in time",
    resolutionRate: "Resolved",
    recovery: "Next score in a higher band",
    ofDue: (kept, due) => `${kept} of ${due} due`,
    median: (time) => `Median ${time}`,
    ofOpened: (resolved, opened) => `${resolved} of ${opened} opened`,
    ofAnswered: (recovered, answered) => `${recovered} of ${answered} detractors who answered again`,
    nothingDue: "Nothing was due yet",
    nobodyAnsweredAgain: "Nobody has answered again yet",
    causes: "Root causes of what was resolved",
    noCauses: "No case of these days was resolved yet.",
    atRisk: "MRR at risk now",
    atRiskOf: (cases, accounts) => `${cases} unresolved cases of ${accounts} accounts, whenever they were opened`,
    atRiskUnknown: (accounts) => `The MRR of ${accounts} of these accounts is not known`,
    atRiskTooMany: "More than 5,000 cases are unresolved: too many to add up",
    seeCases: "All unresolved cases",
  },
  zh: {
    metric: "指标",
    survey: "调查",
    allSurveys: "全部调查",
    span: "时段",
    lastDays: (days) => `最近 ${days} 天`,
    ownDates: "最近 90 天，或按日期",
    datesPassedOver: "由于同时选择了时段，未采用所填日期。如需按日期查看，请选择“最近 90 天，或按日期”。",
    from: "起始日",
    to: "截止日（不含）",
    interval: "按",
    period: { day: "日", week: "周", month: "月", quarter: "季度" },
    breakBy: "细分",
    dimension: { survey: "调查", channel: "渠道", plan: "套餐", owner: "负责人", locale: "语言" },
    show: "显示",
    aboutMetric: { nps: "净推荐值，范围 -100 至 +100", csat: "满意者占全部回复的百分比", ces: "认为容易者占全部回复的百分比" },
    responses: (n) => `n = ${n}`,
    intervalOf: (low, high) => `95% 置信区间 ${low} 至 ${high}`,
    noResponses: "暂无回复",
    noResponsesYet: "这些天没有人回复。请选择更长的时段或其他调查；回复通过 POST /v1/responses 提交。",
    lowData: "数据较少：少于 10 份回复",
    changed: (by, before, n) => `变化 ${by}；此前同样长的时段为 ${before}（n = ${n}）`,
    unchanged: (before, n) => `无明显变化：此前同样长的时段为 ${before}（n = ${n}）`,
    changeInterval: (low, high) => `变化的 95% 置信区间 ${low} 至 ${high}`,
    tooFewToCompare: (n) => `此前时段只有 ${n} 份回复，不足以比较`,
    nothingBefore: "此前同样长的时段没有回复可比较",
    benchmark: { "needs work": "低于 0，需要改进", good: "业内视为良好", loved: "75 及以上：深受喜爱" },
    mean: (mean) => `平均 ${mean}（满分 7）`,
    mrrWeighted: (score, n) => `按 MRR 加权 ${score}（n = ${n}）`,
    responseRate: (rate, invited) => `${invited} 位受邀者中 ${rate} 已回复`,
    csat: "80% 是常见目标",
    trend: "趋势",
    trendCaption: "各时段的得分及其 95% 置信区间",
    trendKey: "线：得分；带：95% 置信区间；空心点：少于 10 份回复；下方：时段首日与 n。",
    asTable: "以表格显示",
    picture: (title) => `${title}（图）`,
    table: (title) => `${title}（表）`,
    distribution: "分布",
    score: "得分",
    share: "占比",
    n: "n",
    intervalName: "95% 置信区间",
    change: "变化",
    clear: "明显",
    notClear: "不明显",
    segments: (dimension) => `按${dimension}细分`,
    noSegments: "这些天的回复都没有此项信息。",
    segmentsLeftOut: "没有此项信息的回复计入上方得分，但不计入以下各行。",
    list: "查看",
    loop: "闭环情况",
    loopAbout: "这些天开启的个案，包括全部调查。",
    loopFailed: "无法读取闭环数据。请稍后重新加载页面。",
    tooManyCases: (most) => `这些天开启的个案超过 ${most} 个。请选择更短的时段。`,
    noCases: "这些天没有开启个案。",
    opened: "开启的个案",
    stillOpen: "尚未解决",
    acknowledged: "按时受理",
    resolvedInTime: "按时解决",
    resolutionRate: "已解决",
    recovery: "再次回复后升组",
    ofDue: (kept, due) => `到期 ${due} 个，其中 ${kept} 个`,
    median: (time) => `中位数 ${time}`,
    ofOpened: (resolved, opened) => `开启 ${opened} 个，其中 ${resolved} 个`,
    ofAnswered: (recovered, answered) => `再次回复的 ${answered} 位贬损者中 ${recovered} 位`,
    nothingDue: "尚无到期",
    nobodyAnsweredAgain: "尚无人再次回复",
    causes: "已解决个案的根本原因",
    noCauses: "这些天的个案尚无已解决的。",
    atRisk: "当前有风险的 MRR",
    atRiskOf: (cases, accounts) => `${accounts} 个客户的 ${cases} 个未解决个案，不限开启时间`,
    atRiskUnknown: (accounts) => `其中 ${accounts} 个客户的 MRR 未知`,
    atRiskTooMany: "未解决的个案超过 5,000 个，无法合计",
    seeCases: "全部未解决个案",
  },
};
