import type { KnownBlock, MrkdwnElement } from "@slack/types";
import { broughtBy } from "../domain/brought-by.ts";
import type { ChatMessage } from "../ports.ts";
import { actionsOf } from "./card-actions.ts";
import { fieldsOf, subjectOf } from "./card-fields.ts";
import type { CardView } from "./card-view.ts";
import { commentBlock, isBlank } from "./comment.ts";
import { code, line, literal, literalLine, moment } from "./mrkdwn.ts";
import { timelineLine } from "./timeline-line.ts";
import { scoreInWords, signOf } from "./wording.ts";

/**
 * The alert for a case: who, what they said, what is at stake, why it is urgent and by when, and
 * what can be done about it. The same builder makes the first post and every edit of it.
 *
 * Blocks carry no ids: the first one's is where the sender of the message puts its mark.
 */
export function card(view: CardView): ChatMessage {
  const blocks: KnownBlock[] = [
    { type: "header", text: { type: "plain_text", text: headline(view), emoji: true } },
    commentBlock(view.response.body.comment),
    { type: "section", fields: fieldsOf(view) },
    { type: "context", elements: [{ type: "mrkdwn", text: contextOf(view) }, ...doneBy(view)] },
    actionsOf(view.case),
  ];
  return { text: standsAlone(view), blocks };
}

function headline({ case: { severity, state, test }, response: { body } }: CardView): string {
  const parts = [scoreInWords(body.metric, body.score), severity, ...(state === "open" ? [] : [state])];
  return `${test ? "🧪 TEST " : ""}${signOf(severity, state)} ${parts.join(" · ")}`;
}

/** For notifications, screen readers and search: all of it in one line. */
function standsAlone(view: CardView): string {
  const { comment } = view.response.body;
  const said = isBlank(comment) ? "no comment" : `“${line(comment, 200)}”`;
  return literal(`${headline(view)} · ${line(subjectOf(view.case), 200)}: ${said}`);
}

/** Slack takes 2,000 characters; the comment needs the room more. */
const longestReasons = 300;

function contextOf({ case: subject, timeZone }: CardView): string {
  const why = subject.reasons.length === 0 ? "no rule asks for more" : subject.reasons.join(", ");
  return [
    `Case ${code(subject.id)}`,
    `${subject.severity}: ${literalLine(why, longestReasons)}`,
    ...dueOf(subject, timeZone),
    ...(subject.test ? ["a test: nothing here is counted, and the customer is not written to"] : []),
  ].join(" · ");
}

/** Who brought it into the state it is in, and when: nothing where it has only been opened. */
function doneBy({ case: subject, timeZone }: CardView): MrkdwnElement[] {
  const entry = broughtBy(subject);
  return entry === undefined || entry.type === "open" ? [] : [{ type: "mrkdwn", text: `${timelineLine(entry, timeZone)} · ${moment(entry.at, timeZone)}` }];
}

/** The targets that still run. */
function dueOf({ state, due, snoozedUntil }: CardView["case"], timeZone: string): string[] {
  const resolve = `resolve by ${moment(due.resolveBy, timeZone)}`;
  switch (state) {
    case "open":
      return [`acknowledge by ${moment(due.acknowledgeBy, timeZone)}`, resolve];
    case "acknowledged":
    case "contacted":
      return [resolve];
    case "snoozed":
      return snoozedUntil === undefined ? ["snoozed"] : [`snoozed until ${moment(snoozedUntil, timeZone)}`];
    case "resolved":
      return [];
  }
}
