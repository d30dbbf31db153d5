import type { KnownBlock } from "@slack/types";
import { line, literal, literalLine } from "../../../shared/chat/mrkdwn.ts";
import { metricInWords } from "../../../shared/chat/wording.ts";
import type { Metric } from "../../../shared/domain/metric.ts";
import type { Interval } from "../../../shared/domain/statistics.ts";
import type { ChatMessage } from "../../../shared/ports.ts";
import { plain } from "./modal.ts";

/** A score with what it rests on. */
export type ShownScore = {
  readonly metric: Metric;
  /** All surveys when absent. */
  readonly survey?: string;
  /** Counted over so many days, today included. */
  readonly days: number;
  readonly n: number;
  /** Null without responses. */
  readonly score: number | null;
  /** 95 %. */
  readonly interval: Interval | null;
  /** Too few responses to conclude anything from. */
  readonly lowData: boolean;
};

const mostScores = 20;

/** The answer to `/afterscore scores [survey]`: whole numbers, each with its n beside it. */
export function scoresAnswer(scores: readonly ShownScore[]): ChatMessage {
  if (scores.length === 0) return { text: none, blocks: [{ type: "section", text: plain(none) }] };
  const left = scores.length - mostScores;
  const lines = scores.slice(0, mostScores).map(inWords);
  return {
    text: scores.slice(0, mostScores).map(inShort).join(" · "),
    blocks: [
      { type: "header", text: plain("Scores") },
      ...lines.map((text): KnownBlock => ({ type: "section", text: { type: "mrkdwn", text, verbatim: true } })),
      ...(left > 0 ? [{ type: "context" as const, elements: [plain(`… and ${left} more. Name a survey to see its own.`)] }] : []),
    ],
  };
}

const mostSurveys = 20;

/** The answer when a survey is asked for that nobody has answered in so many days: which there are instead. */
export function noSuchSurvey(survey: string, others: readonly string[], days: number): ChatMessage {
  const asked = `There is no survey “${line(survey, 100)}” with answers in the last ${days} days.`;
  const named = others.slice(0, mostSurveys).map((other) => line(other, 100)).join(", ");
  const left = others.length - mostSurveys;
  const text = others.length === 0 ? `${asked} ${none}` : `${asked} There are: ${named}${left > 0 ? `, and ${left} more` : ""}.`;
  return { text: literal(text), blocks: [{ type: "section", text: plain(text) }] };
}

const none = "There are no scores yet. They appear with the first response.";

/** For where blocks are not shown. */
function inShort({ metric, n, score }: ShownScore): string {
  return score === null ? `${metricInWords(metric)}: no responses yet` : `${metricInWords(metric)} ${scoreOf(metric, score)} (n = ${n})`;
}

function inWords({ metric, survey, days, n, score, interval, lowData }: ShownScore): string {
  const where = survey === undefined ? "all surveys" : literalLine(survey, 250) || "unnamed survey";
  const span = `${where}, last ${days} ${days === 1 ? "day" : "days"}`;
  if (score === null) return `*${metricInWords(metric)}*: no responses yet · ${span}`;
  const unit = metric === "nps" ? "" : " %";
  const range = interval === null ? "" : ` · 95 % interval ${scoreOf(metric, interval.low)} to ${scoreOf(metric, interval.high)}${unit}`;
  const few = lowData ? " · low data: too few responses to conclude from" : "";
  return `*${metricInWords(metric)} ${scoreOf(metric, score)}${unit}* · n = ${n}${range}${few} · ${span}`;
}

/** NPS goes from −100 to +100, and is said with its sign. */
function scoreOf(metric: Metric, score: number): string {
  return metric === "nps" && Math.round(score) > 0 ? `+${whole(score)}` : whole(score);
}

/** With a true minus, which is not taken for the dash of a range. */
function whole(value: number): string {
  const rounded = Math.round(value);
  return rounded < 0 ? `−${-rounded}` : String(Math.abs(rounded));
}
