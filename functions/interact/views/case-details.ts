import type { KnownBlock } from "@slack/types";
import { card } from "../../../shared/chat/card.ts";
import type { CardView } from "../../../shared/chat/card-view.ts";
import { moment, pieces } from "../../../shared/chat/mrkdwn.ts";
import { timelineLine } from "../../../shared/chat/timeline-line.ts";
import type { Case } from "../../../shared/domain/case.ts";
import type { ChatMessage } from "../../../shared/ports.ts";
import { plain } from "./modal.ts";

/** How much of the history is told. */
const lastLines = 5;
/** The channel's card has all of it; here the history needs the room, since a message holds about 12,000 characters. */
const longestComment = 3000;

/** The answer to `/afterscore case <id>`: the card, and what happened last. */
export function caseDetails(view: CardView): ChatMessage {
  const { text, blocks } = card(withShortComment(view));
  return { text, blocks: [...blocks, ...historyOf(view.case, view.timeZone)] };
}

/** The answer to `/afterscore case <id>` when there is no such case. */
export function noSuchCase(): ChatMessage {
  const text = "There is no such case. A case’s id stands at the foot of its card, and looks like case_7hQ2mZx1.";
  return { text, blocks: [{ type: "section", text: plain(text) }] };
}

function withShortComment(view: CardView): CardView {
  const { comment } = view.response.body;
  if (comment === undefined || comment.length <= longestComment) return view;
  const body = { ...view.response.body, comment: `${pieces(comment, longestComment - 1)[0] ?? ""}…` };
  return { ...view, response: { ...view.response, body } };
}

function historyOf({ timeline }: Case, timeZone: string): KnownBlock[] {
  return timeline.slice(-lastLines).map((entry) => ({
    type: "context",
    elements: [{ type: "mrkdwn", text: `${moment(entry.at, timeZone)} · ${timelineLine(entry, timeZone)}`, verbatim: true }],
  }));
}
