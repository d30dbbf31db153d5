import type { ModalView } from "@slack/types";
import { type ContactWay, contactWays, longestNote } from "../../../shared/casework/written.ts";
import type { Case } from "../../../shared/domain/case.ts";
import { modalFields } from "../modal-fields.ts";
import type { Origin } from "../origin.ts";
import { field, modal, option, remark, writing } from "./modal.ts";

const titles: Readonly<Record<ContactWay, string>> = {
  call: "By phone",
  email: "By mail",
  meeting: "In a meeting",
  chat: "In a chat",
  other: "Another way",
};

/** Asks how the customer was contacted, and what they said. */
export function contactModal(subject: Case, origin: Origin): ModalView {
  return modal("contact", subject, origin, {
    title: "Mark as contacted",
    submit: "Save",
    blocks: [
      field(modalFields.how, "How did you reach them?", { type: "radio_buttons", options: contactWays.map((way) => option(way, titles[way])) }),
      field(modalFields.said, "What did they say?", writing(longestNote, { placeholder: "Kept as a note on the case" }), { optional: true }),
      remark("Nothing is sent to the customer. An automatic message that has not gone out yet stays back: you have talked already."),
    ],
  });
}
