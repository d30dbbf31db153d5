import type { ModalView } from "@slack/types";
import { mention } from "../../../shared/chat/mrkdwn.ts";
import type { Case } from "../../../shared/domain/case.ts";
import { modalFields } from "../modal-fields.ts";
import type { Origin } from "../origin.ts";
import { field, modal, plain } from "./modal.ts";

/**
 * Asks who is responsible from now on.
 *
 * @param owner the Slack id of who is responsible now, where it is known
 */
export function assignModal(subject: Case, owner: string | undefined, origin: Origin): ModalView {
  // Slack refuses the whole view for an id that is none.
  const initial = owner === undefined || mention(owner) === undefined ? {} : { initial_user: owner };
  return modal("assign", subject, origin, {
    title: "Assign the case",
    submit: "Assign",
    blocks: [
      field(modalFields.owner, "Who takes care of it?", { type: "users_select", placeholder: plain("Choose a person"), ...initial }, {
        hint: "They are mentioned in the thread.",
      }),
    ],
  });
}
