import type { KnownBlock, RichTextBlockElement } from "@slack/types";
import { isBlank, quote } from "../../shared/chat/comment.ts";
import { address, line, literalLine, moment, shownName } from "../../shared/chat/mrkdwn.ts";
import { languageInWords, scoreInWords } from "../../shared/chat/wording.ts";
import { tellsOf } from "../../shared/domain/draft.ts";
import type { Effect } from "../../shared/domain/effect.ts";
import type { Response } from "../../shared/domain/response.ts";
import type { ChatMessage } from "../../shared/ports.ts";

/** What a draft's card shows. */
export type DraftView = {
  /** The message as it now stands. */
  readonly message: Effect;
  readonly response: Response;
  /** Whom it is for: a Slack id, where it is known. */
  readonly approver?: string;
  /** Whether it stands in the thread of a case, whose card says who wrote and what. */
  readonly isInThread: boolean;
  readonly timeZone: string;
};

/** A mail as the customer will get it, in its language, with what can be done with it or what became of it. */
export function draftCard({ message, response, approver, isInThread, timeZone }: DraftView): ChatMessage {
  const { draft } = message;
  if (draft === undefined) throw new Error(`${message.id} has no draft`);
  const { body } = response;
  const tells = tellsOf(message);
  const who = literalLine(shownName(body.respondent.name) ?? body.respondent.email ?? "the customer", 150);
  const to = tells === "waiting" ? address(approver) : undefined;
  const status = statusOf(message, timeZone);
  const headline = `:email: *A mail to ${who}* · ${languageInWords(draft.language)}`;
  const said: RichTextBlockElement[] = [draft.text, draft.link === undefined ? "" : `[ ${draft.link} ]`, draft.ending].filter((part) => part !== "").map(quote);
  const context = isInThread ? [] : contextOf(response);
  const blocks: KnownBlock[] = [
    { type: "section", text: { type: "mrkdwn", text: to === undefined ? headline : `${headline} · ${to}` } },
    ...context,
    { type: "section", text: { type: "plain_text", text: `Subject: ${line(draft.subject, 300)}`, emoji: false } },
    { type: "rich_text", elements: said },
    { type: "context", elements: [{ type: "mrkdwn", text: status }] },
    ...(tells === "waiting" ? [actionsFor(message, draft.revision)] : []),
  ];
  return { text: `A mail to ${who}: ${status}`, blocks };
}

function contextOf({ body }: Response): readonly KnownBlock[] {
  const about = `${scoreInWords(body.metric, body.score)} · ${line(body.survey.name ?? body.survey.id, 100)}${body.account === undefined ? "" : ` · ${line(shownName(body.account.name) ?? body.account.id, 100)}`}`;
  return [
    { type: "section", text: { type: "plain_text", text: about, emoji: false } },
    ...(isBlank(body.comment) ? [] : [{ type: "rich_text" as const, elements: [quote(body.comment)] }]),
  ];
}

function statusOf(message: Effect, timeZone: string): string {
  const { draft, notBefore, at, detail } = message;
  const by = address(draft?.decision?.by) ?? "somebody";
  const edited = draft?.decision?.edited === true ? " with changes" : "";
  switch (tellsOf(message)) {
    case "waiting":
      return `Not sent yet. It can be approved until ${moment(draft?.expiresAt ?? at, timeZone)}. The postal address and the way to leave follow below it, as in every mail.`;
    case "approved":
      return `Approved by ${by}${edited}. It goes ${message.state === "planned" && notBefore > (draft?.decision?.at ?? at) ? moment(notBefore, timeZone) : "now"}.`;
    case "sent":
      return `:white_check_mark: Sent ${moment(at, timeZone)}, approved by ${by}${edited}.`;
    case "discarded":
      return `:wastebasket: Discarded by ${by}. Nothing was sent.`;
    case "expired":
      return ":hourglass: Nobody approved it in time. Nothing was sent.";
    case "not sent":
      return `:no_entry_sign: Not sent: ${literalLine(detail ?? message.state, 200)}.`;
  }
}

function actionsFor({ id }: Effect, revision: number): KnownBlock {
  const button = (action: string, label: string, style?: "primary") => ({
    type: "button" as const,
    action_id: `draft.${action}`,
    text: { type: "plain_text" as const, text: label },
    value: `${id}:${revision}`,
    ...(style === undefined ? {} : { style }),
  });
  return { type: "actions", elements: [button("send", "Send", "primary"), button("edit", "Edit …"), button("discard", "Discard")] };
}
