import type { ModalView } from "@slack/types";
import { line } from "../../../shared/chat/mrkdwn.ts";
import type { Case } from "../../../shared/domain/case.ts";
import { longestMessage, modalFields } from "../modal-fields.ts";
import type { Origin } from "../origin.ts";
import { field, modal, plain, remark, writing } from "./modal.ts";

/** A reply to begin with. */
export type Draft = {
  readonly text: string;
  /** The address that the customer's answer will go to, where it is known. */
  readonly repliesTo?: string;
};

/** A reply to the customer, to be read, changed and sent; or why there can be none. */
export function draftModal(subject: Case, { text, repliesTo }: Draft, origin: Origin): ModalView {
  const { email } = subject.respondent;
  const title = "Draft a reply";
  if (email === undefined) {
    return modal("draft", subject, origin, {
      title,
      blocks: [
        { type: "section", text: plain("We have no mail address of this person, so there is nowhere to send a reply. Reach them another way, and mark the case as contacted.") },
      ],
    });
  }
  const answers = repliesTo === undefined ? "the account’s owner" : line(repliesTo, 254);
  return modal("draft", subject, origin, {
    title,
    submit: "Send",
    blocks: [
      { type: "section", text: plain(`To ${line(email, 254)}\nReplies go to ${answers}, and not into this channel.`) },
      field(modalFields.message, "Your reply", writing(longestMessage, { begun: text })),
      remark("Sending counts as contact: the case is marked as contacted, and an automatic message that has not gone out yet stays back."),
    ],
  });
}
