import type { KnownBlock, SectionBlock } from "@slack/types";
import { actionsOf } from "../../../shared/chat/card-actions.ts";
import { subjectOf } from "../../../shared/chat/card-fields.ts";
import { code, literalLine, moment } from "../../../shared/chat/mrkdwn.ts";
import { scoreInWords, signOf } from "../../../shared/chat/wording.ts";
import type { Case } from "../../../shared/domain/case.ts";
import type { Metric } from "../../../shared/domain/metric.ts";
import { severityRank } from "../../../shared/domain/severity.ts";

/** A case as a list shows it. */
export type ListedCase = {
  readonly case: Case;
  /** The latest answer, where there still is one. */
  readonly answer?: { readonly metric: Metric; readonly score: number };
  /** The value of the button that gives it a card of its own, where it has none. */
  readonly asksForCard?: string;
};

/** When it is, and whose days are shown to clients that cannot show the reader's own. */
export type ListedAt = {
  /** ISO 8601. */
  readonly now: string;
  readonly timeZone: string;
};

/**
 * Cases that wait, two blocks each: what it is, and the buttons of its card. What is due first comes
 * first, so what is overdue leads; the last line says how many more there are.
 *
 * @param most how many are shown
 */
export function caseRows(cases: readonly ListedCase[], at: ListedAt, most: number): KnownBlock[] {
  const ordered = cases.toSorted(byDue);
  const left = ordered.length - most;
  return [
    ...ordered.slice(0, most).flatMap((listed): KnownBlock[] => [
      { type: "section", text: { type: "mrkdwn", text: rowText(listed, at), verbatim: true }, ...cardButton(listed) },
      actionsOf(listed.case),
    ]),
    ...(left > 0 ? [more(left)] : []),
  ];
}

function cardButton({ asksForCard }: ListedCase): Pick<SectionBlock, "accessory"> {
  if (asksForCard === undefined) return {};
  return { accessory: { type: "button", action_id: "storm.card", text: { type: "plain_text", text: "Post its card" }, value: asksForCard } };
}

function more(count: number): KnownBlock {
  return { type: "context", elements: [{ type: "plain_text", text: `… and ${count} more, which can wait longer.` }] };
}

function rowText({ case: subject, answer }: ListedCase, at: ListedAt): string {
  const { severity, state } = subject;
  const said = answer === undefined ? [] : [scoreInWords(answer.metric, answer.score)];
  const who = `*${literalLine(subjectOf({ case: subject }), 250) || "somebody"}*`;
  const head = [`${subject.test ? "🧪 TEST " : ""}${signOf(severity, state)} ${who}`, ...said, state].join(" · ");
  return [head, `${dueInWords(subject, at)}Case ${code(subject.id)}`].join("\n");
}

/** What a case waits for next, and until when. */
function nextDue({ state, due, snoozedUntil }: Case): { readonly what: string; readonly at: string } | undefined {
  switch (state) {
    case "open":
      return { what: "acknowledge", at: due.acknowledgeBy };
    case "acknowledged":
    case "contacted":
      return { what: "resolve", at: due.resolveBy };
    case "snoozed":
      return snoozedUntil === undefined ? undefined : { what: "snoozed", at: snoozedUntil };
    case "resolved":
      return undefined;
  }
}

function dueInWords(subject: Case, { now, timeZone }: ListedAt): string {
  const next = nextDue(subject);
  if (next === undefined) return "";
  const when = moment(next.at, timeZone);
  if (next.what === "snoozed") return `snoozed until ${when} · `;
  const late = Date.parse(next.at) <= Date.parse(now);
  return late ? `:alarm_clock: overdue: ${next.what} by ${when} · ` : `${next.what} by ${when} · `;
}

/** What is done comes last, and of two that are due together the more urgent comes first. */
function byDue(a: ListedCase, b: ListedCase): number {
  const [first = "9999", second = "9999"] = [nextDue(a.case)?.at, nextDue(b.case)?.at];
  if (first !== second) return first < second ? -1 : 1;
  return severityRank[a.case.severity] - severityRank[b.case.severity];
}
