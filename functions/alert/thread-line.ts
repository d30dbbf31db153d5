import type { RichTextBlockElement } from "@slack/types";
import type { Band, Metric } from "../../shared/domain/metric.ts";
import { endedSnooze, timelineLine } from "../../shared/chat/timeline-line.ts";
import type { TimelineEntry } from "../../shared/domain/case.ts";
import type { ChatMessage } from "../../shared/ports.ts";
import { isBlank, quote } from "../../shared/chat/comment.ts";
import { address, line, literal } from "../../shared/chat/mrkdwn.ts";
import { scoreInWords } from "../../shared/chat/wording.ts";

/** An answer as a line in a thread needs it. */
export type Answer = {
  readonly metric: Metric;
  readonly score: number;
  readonly band: Band;
  readonly comment?: string;
};

/** The line in a case's thread when its respondent has answered again, or has said how it ended. `entry` is that of its history. */
export function answeredLine(answer: Answer, entry?: TimelineEntry): ChatMessage {
  return threadLine(`${entry?.type === "recovery" ? "Made right?" : "Answered again:"} ${scoreInWords(answer.metric, answer.score)}${endedSnooze(entry)}`, answer.comment);
}

/**
 * The line in a case's thread when its answer was corrected.
 *
 * @param before what it said until then; absent when that is no longer known
 */
export function correctionLine(answer: Answer, before: Answer | undefined): ChatMessage {
  const after = scoreInWords(answer.metric, answer.score);
  const change = before === undefined ? `now ${after}` : changeInWords(before, answer, after);
  const moved = before !== undefined && before.band !== answer.band;
  const stays = moved ? `, now ${answer.band}. The case stays open` : "";
  return threadLine(`Corrected: ${change}${stays}`, before?.comment === answer.comment ? undefined : answer.comment);
}

/** How much of what was typed is shown in the line itself; all of it stands below when it is more. */
const longestInLine = 200;

/**
 * The line in a case's thread when somebody has done something with the case, or time has.
 *
 * @param meant whom it is meant for: a Slack id, or `here`
 */
export function eventLine(entry: TimelineEntry, timeZone: string, meant?: string): ChatMessage {
  const said = timelineLine(entry, timeZone);
  const to = address(meant);
  const text = to === undefined ? said : `${said}: ${to}`;
  const typed = [entry["note"], entry["message"]].find((field) => typeof field === "string" && field.length > longestInLine);
  return {
    text,
    blocks: [
      { type: "section", text: { type: "mrkdwn", text } },
      ...(typeof typed === "string" ? [{ type: "rich_text", elements: [quote(typed)] }] : []),
    ],
  };
}

/** What is left of a card or a line whose respondent was erased. */
export const erasedNote: ChatMessage = threadLine("Erased: what was here told of a person whose data was removed.", undefined);

function changeInWords(before: Answer, answer: Answer, after: string): string {
  if (before.metric !== answer.metric) return `${scoreInWords(before.metric, before.score)} → ${after}`;
  if (before.score === answer.score) return `still ${after}`;
  return after.replace(`${answer.score} of`, `${before.score} → ${answer.score} of`);
}

function threadLine(sentence: string, comment: string | undefined): ChatMessage {
  const said: RichTextBlockElement[] = isBlank(comment) ? [] : [quote(comment)];
  const text = isBlank(comment) ? sentence : `${sentence} · “${line(comment, 200)}”`;
  return {
    text: literal(text),
    blocks: [
      { type: "rich_text", elements: [{ type: "rich_text_section", elements: [{ type: "text", text: sentence }] }, ...said] },
    ],
  };
}
