import type { KnownBlock, ModalView } from "@slack/types";
import { longestMessage } from "../../../shared/casework/written.ts";
import { isBlank } from "../../../shared/chat/comment.ts";
import { line, pieces } from "../../../shared/chat/mrkdwn.ts";
import type { Case } from "../../../shared/domain/case.ts";
import type { SuppressionReason } from "../../../shared/domain/suppression.ts";
import { whyUnsent } from "../../../shared/delivery/suppression-of.ts";
import { modalFields } from "../modal-fields.ts";
import type { Origin } from "../origin.ts";
import { field, modal, plain, remark, writing } from "./modal.ts";

/** A reply to begin with, and how it goes out. */
export type Draft = {
  readonly text: string;
  /** What the customer wrote last. */
  readonly comment?: string;
  readonly from: { readonly name: string; readonly email: string };
  /** The address that the customer's answer will go to. */
  readonly repliesTo: string;
  /** Why the customer is not written to, if they are not. */
  readonly suppressed?: SuppressionReason;
};

/** A reply to the customer, to be written and sent; or why there can be none. */
export function draftModal(subject: Case, { text, comment, from, repliesTo, suppressed }: Draft, origin: Origin): ModalView {
  const { email } = subject.respondent;
  const title = "Reply by mail";
  const none = (why: string) => modal("draft", subject, origin, { title, blocks: [{ type: "section", text: plain(why) }] });
  if (email === undefined) return none("We have no mail address of this person, so there is nowhere to send a reply. Reach them another way, and mark the case as contacted.");
  if (suppressed !== undefined) return none(`A mail to ${line(email, 254)} would not be sent: ${whyUnsent[suppressed]} Then mark the case as contacted.`);
  const head = [
    `To ${line(email, 254)}`,
    `From ${line(from.name, 100)}, ${line(from.email, 254)}`,
    "Subject and footer are in the customer's language.",
    `Replies go to ${line(repliesTo, 254)}, and not into this channel.`,
  ];
  return modal("draft", subject, origin, {
    title,
    submit: "Send",
    blocks: [
      said(comment),
      { type: "section", text: plain(head.join("\n")) },
      field(modalFields.message, "Your reply", writing(longestMessage, { begun: text })),
      remark("It is sent as soon as you press Send. That counts as contact: the case is marked as contacted, and an automatic message that has not gone out yet stays back."),
    ],
  });
}

/** All of a comment is on the card; here is what one answers to. */
const longestComment = 1000;

function said(comment: string | undefined): KnownBlock {
  if (isBlank(comment)) return { type: "section", text: plain("They left no comment.") };
  const [shown = ""] = pieces(comment.trim(), longestComment);
  return { type: "section", text: plain(`They wrote:\n${shown}${shown.length < comment.trim().length ? "…" : ""}`) };
}
