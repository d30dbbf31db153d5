import type { KnownBlock, SectionBlock } from "@slack/types";
import { actionsOf } from "../../../shared/chat/card-actions.ts";
import { subjectOf } from "../../../shared/chat/card-fields.ts";
import { code, literalLine, moment } from "../../../shared/chat/mrkdwn.ts";
import { scoreInWords, signOf } from "../../../shared/chat/wording.ts";
import type { Case } from "../../../shared/domain/case.ts";
import type { Metric } from "../../../shared/domain/metric.ts";
import { nextDue } from "../../../shared/domain/next-due.ts";

/** A case as a list shows it. */
export type ListedCase = {
  readonly case: Case;
  /** The latest answer, where there still is one. */
  readonly answer?: { readonly metric: Metric; readonly score: number };
  /** Of a case that was folded: the value of the button that gives it a card of its own, or what became of that. */
  readonly ownCard?: { readonly asksFor: string } | "asked for" | "posted";
};

/** Somebody's cases in the order they are shown in. */
export type ListedCases = {
  readonly cases: readonly ListedCase[];
  /** Whether there are no more than these. */
  readonly areAll: boolean;
};

/** When it is, and whose days are shown to clients that cannot show the reader's own. */
export type ListedAt = {
  /** ISO 8601. */
  readonly now: string;
  readonly timeZone: string;
};

/** Cases in the order they are given in, two blocks each: what it is, and the buttons of its card. */
export function caseRows(cases: readonly ListedCase[], at: ListedAt): KnownBlock[] {
  return cases.flatMap((listed): KnownBlock[] => [
    { type: "section", text: { type: "mrkdwn", text: rowText(listed, at), verbatim: true }, ...cardButton(listed) },
    actionsOf(listed.case),
  ]);
}

function cardButton({ ownCard }: ListedCase): Pick<SectionBlock, "accessory"> {
  if (typeof ownCard !== "object") return {};
  return { accessory: { type: "button", action_id: "storm.card", text: { type: "plain_text", text: "Post its card" }, value: ownCard.asksFor } };
}

function rowText({ case: subject, answer, ownCard }: ListedCase, at: ListedAt): string {
  const { severity, state } = subject;
  const said = answer === undefined ? [] : [scoreInWords(answer.metric, answer.score)];
  const who = `*${literalLine(subjectOf(subject), 250) || "somebody"}*`;
  const head = [`${subject.test ? "🧪 TEST " : ""}${signOf(severity, state)} ${who}`, ...said, state].join(" · ");
  const card = typeof ownCard === "string" ? cardInWords[ownCard] : "";
  return [head, `${dueInWords(subject, at)}Case ${code(subject.id)}${card}`].join("\n");
}

const cardInWords = {
  "asked for": " · :hourglass_flowing_sand: its card was asked for and comes in a moment",
  posted: " · its card is posted",
} as const;

function dueInWords(subject: Case, { now, timeZone }: ListedAt): string {
  const next = nextDue(subject);
  if (next === undefined) return "";
  const when = moment(next.at, timeZone);
  if (next.what === "snoozed") return `snoozed until ${when} · `;
  const late = Date.parse(next.at) <= Date.parse(now);
  return late ? `:alarm_clock: overdue: ${next.what} by ${when} · ` : `${next.what} by ${when} · `;
}
