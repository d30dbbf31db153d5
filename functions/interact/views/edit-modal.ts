import type { ModalView } from "@slack/types";
import { longestMessage, longestSubject } from "../../../shared/casework/written.ts";
import { line } from "../../../shared/chat/mrkdwn.ts";
import { languageInWords } from "../../../shared/chat/wording.ts";
import type { Draft } from "../../../shared/domain/draft.ts";
import { draftModal } from "../draft-modal-name.ts";
import { modalFields } from "../modal-fields.ts";
import { type Origin, writeOrigin } from "../origin.ts";
import { field, lineOfText, plain, remark, writing } from "./modal.ts";

/** A draft to be changed and sent. */
export function editModal({ language, subject, text, link, ending }: Draft, origin: Origin): ModalView {
  const begun = [text, ending].filter((part) => part !== "").join("\n\n");
  const below = link === undefined ? "" : ` The button “${line(link, 75)}” stands below it.`;
  return {
    type: "modal",
    callback_id: draftModal,
    private_metadata: writeOrigin(origin),
    title: plain("Edit the mail"),
    submit: plain("Send"),
    close: plain("Cancel"),
    blocks: [
      { type: "section", text: plain(`In ${languageInWords(language)}.`) },
      field(modalFields.subject, "Subject", lineOfText(longestSubject, begunSubject(subject))),
      field(modalFields.message, "The mail", writing(longestMessage, { begun })),
      remark(`It goes as you write it.${below} The postal address and the way to leave follow, as in every mail.`),
    ],
  };
}

/** As it is, no-break spaces and all; only what the field would not hold is cut. */
function begunSubject(subject: string): string {
  return subject.length <= longestSubject ? subject : line(subject, longestSubject);
}
