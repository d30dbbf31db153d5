import type { KnownBlock, RichTextSection } from "@slack/types";
import { quote } from "../../shared/chat/comment.ts";
import { line, literalLine, shownName } from "../../shared/chat/mrkdwn.ts";
import type { ChatMessage } from "../../shared/ports.ts";
import type { DigestView, LoopView, MetricView, OverdueView, Picture, Voice } from "./digest-view.ts";
import { type DigestWords, wordsIn } from "./digest-words.ts";

/** How many are named of what may be many. */
const most = { causes: 5, overdue: 3, voices: 3 } as const;
/** UTF-16 units: of a comment, and of a name. */
const longestComment = 200;
const longestName = 80;
/** Kept of Slack's limits: 150 a header, 3,000 a section, 2,000 an alternative text. */
const longestHeader = 150;
const longestSection = 2_900;
const longestAlt = 1_900;

/**
 * A digest as one message. What people and companies are called and what they wrote is plain or rich text, which is
 * shown and never obeyed; nobody is mentioned, since a Monday's picture is not an alarm.
 *
 * @param pictures the charts, by metric; a metric without one is told in words alone
 */
export function digestMessage(view: DigestView, pictures: ReadonlyMap<string, Picture>): ChatMessage {
  const words = wordsIn(view.rule.language);
  const title = words.title(view.rule.every, words.days(view.window));
  const survey = view.rule.survey === undefined ? undefined : words.survey(line(view.rule.survey, longestName));
  const blocks: KnownBlock[] = [
    { type: "header", text: { type: "plain_text", text: line(title, longestHeader), emoji: false } },
    ...(survey === undefined ? [] : [plain(survey)]),
    ...view.metrics.flatMap((metric) => metricBlocks(metric, view, pictures.get(metric.metric), words)),
    { type: "divider" },
    ...(view.causes.resolved === 0 ? [] : [plain(causesInWords(view, words))]),
    ...overdueBlocks(view.overdue, words),
    ...(view.loop === undefined || view.loop.opened === 0 ? [] : [plain(loopInWords(view.loop, words))]),
    ...voiceBlocks(view.voices, words),
  ];
  return { text: textOf(view, title, words), blocks };
}

/** What stands alone where blocks are not shown: a notification, a screen reader. It is read as markup, so what is foreign in it is escaped. */
function textOf(view: DigestView, title: string, words: DigestWords): string {
  const scores = view.metrics.map((metric) => [headlineOf(metric, words), ...changeOf(metric, view, words)].join(" "));
  return literalLine([title, ...scores, overdueInWords(view.overdue, words)].join(" · "), longestSection);
}

function metricBlocks(metric: MetricView, view: DigestView, picture: Picture | undefined, words: DigestWords): readonly KnownBlock[] {
  const segments = segmentsInWords(metric, words);
  const said: RichTextSection = {
    type: "rich_text_section",
    elements: [
      { type: "text", text: headlineOf(metric, words), style: { bold: true } },
      { type: "text", text: ["", ...changeOf(metric, view, words)].join("\n") },
    ],
  };
  return [
    { type: "rich_text", elements: [said] },
    ...(picture === undefined ? [] : [{ type: "image" as const, slack_file: { id: picture.fileId }, alt_text: line(picture.altText, longestAlt) || headlineOf(metric, words) }]),
    ...(segments === "" ? [] : [plain(segments)]),
  ];
}

function headlineOf({ metric, figures: { score, interval, n } }: MetricView, words: DigestWords): string {
  const name = words.metric(metric);
  if (score === null || interval === null) return words.noScore(name);
  return words.score({ name, score: words.value(metric, score), n: count(n), low: words.value(metric, interval.low), high: words.value(metric, interval.high) });
}

/** One or two sentences; none where there is no score to say anything of. */
function changeOf({ figures, change }: MetricView, { rule: { every } }: DigestView, words: DigestWords): readonly string[] {
  if (figures.score === null) return [];
  const low = figures.lowData ? [words.lowData] : [];
  const mean = figures.mean === undefined || figures.mean === null ? [] : [words.mean(figures.mean.toFixed(1))];
  switch (change.kind) {
    case "moved":
      return [...mean, change.by > 0 ? words.rose(whole(change.by), every) : words.fell(whole(-change.by), every), ...low];
    case "none":
      return [...mean, words.noChange(every), ...low];
    case "too few":
      return [...mean, ...low];
    case "nothing before":
      return [...mean, words.nothingBefore(every), ...low];
  }
}

function segmentsInWords({ metric, segments }: MetricView, words: DigestWords): string {
  const [best, worst] = [segments.at(0), segments.length > 1 ? segments.at(-1) : undefined];
  const said = (as: DigestWords["best"], of: typeof best) =>
    of?.figures.score === undefined || of.figures.score === null ? [] : [as(line(of.value, longestName), words.value(metric, of.figures.score), count(of.figures.n))];
  // One value alone is neither the best nor the worst.
  return worst === undefined ? "" : [...said(words.best, best), ...said(words.worst, worst)].join(words.gap);
}

function causesInWords({ causes: { resolved, causes } }: DigestView, words: DigestWords): string {
  const named = causes.slice(0, most.causes).map(({ cause, count: times }) => words.cause(line(cause, longestName), count(times)));
  return words.causes(count(resolved), named.join(words.between));
}

function overdueInWords({ count: overdue, isAtLeast }: OverdueView, words: DigestWords): string {
  return overdue === 0 ? words.noneOverdue : words.overdueInAll(overdue, count(overdue), isAtLeast);
}

function overdueBlocks(view: OverdueView, words: DigestWords): readonly KnownBlock[] {
  if (view.count === 0) return [plain(words.noneOverdue)];
  const lines = view.longest.slice(0, most.overdue).map(({ caseId, account, owner, late }) =>
    words.overdueCase({ caseId, account: shownName(account), owner: shownName(owner), late: durationOf(late, words) }),
  );
  return [plain([overdueInWords(view, words), ...lines.map((said) => `• ${said}`)].join("\n"))];
}

function loopInWords({ opened, acknowledgedInTime, timeToResolve }: LoopView, words: DigestWords): string {
  return [
    words.loop(count(opened)),
    ...(acknowledgedInTime === null ? [] : [words.inTime(whole(acknowledgedInTime.share), count(acknowledgedInTime.n))]),
    ...(timeToResolve === null ? [] : [words.toResolve(durationOf(timeToResolve.median, words), count(timeToResolve.n))]),
  ].join(words.gap);
}

/** Each promoter's words stand in a block that is named after their answer. */
function voiceBlocks(voices: readonly Voice[], words: DigestWords): readonly KnownBlock[] {
  const [first, ...more] = voices.slice(0, most.voices).map(({ responseId, comment, account }): KnownBlock => ({
    type: "rich_text",
    block_id: responseId,
    elements: [quote(line(comment, longestComment)), { type: "rich_text_section", elements: [{ type: "text", text: `— ${shownName(account) ?? words.unnamed}` }] }],
  }));
  if (first === undefined) return [];
  return [{ type: "rich_text", elements: [{ type: "rich_text_section", elements: [{ type: "text", text: words.promoters, style: { bold: true } }] }] }, first, ...more];
}

function plain(text: string): KnownBlock {
  return { type: "section", text: { type: "plain_text", text: text.slice(0, longestSection), emoji: false } };
}

/** A difference or a share as a whole number. */
function whole(score: number): string {
  const rounded = Math.round(Math.abs(score));
  return score < 0 && rounded > 0 ? `−${rounded}` : String(rounded);
}

/** Thousands are set apart by a narrow space, which is read in both languages. */
function count(n: number): string {
  return String(n).replace(/\B(?=(?:\d{3})+$)/g, "\u202f");
}

function durationOf(ms: number, words: DigestWords): string {
  const minutes = Math.max(1, Math.floor(ms / 60_000));
  const hours = Math.floor(minutes / 60);
  return words.duration(Math.floor(hours / 24), hours % 24, minutes % 60);
}
