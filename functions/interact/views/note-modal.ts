import type { ModalView } from "@slack/types";
import { longestNote } from "../../../shared/casework/written.ts";
import type { Case } from "../../../shared/domain/case.ts";
import { modalFields } from "../modal-fields.ts";
import type { Origin } from "../origin.ts";
import { field, modal, remark, writing } from "./modal.ts";

/** Asks for a note. */
export function noteModal(subject: Case, origin: Origin): ModalView {
  return modal("note", subject, origin, {
    title: "Add a note",
    submit: "Save",
    blocks: [
      field(modalFields.note, "Note", writing(longestNote, { placeholder: "What others should know" })),
      remark("For your team alone: the customer never sees notes."),
    ],
  });
}
