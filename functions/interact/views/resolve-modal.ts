import type { ModalView, PlainTextOption, StaticSelect } from "@slack/types";
import { longestNote } from "../../../shared/casework/written.ts";
import type { Case, Outcome } from "../../../shared/domain/case.ts";
import type { Policy } from "../../../shared/domain/policy.ts";
import { type RecoveryPolicy, askedAfter } from "../../../shared/domain/recovery.ts";
import { modalFields } from "../modal-fields.ts";
import type { Origin } from "../origin.ts";
import { field, modal, option, plain, remark, writing } from "./modal.ts";

const outcomes: Readonly<Record<Outcome, readonly [title: string, meaning: string]>> = {
  recovered: ["Recovered", "The problem is solved, and they are happy again."],
  improving: ["Improving", "Help is on its way, and they know about it."],
  no_response: ["No response", "We reached out and have heard nothing back."],
  churned: ["Churned", "They have left, or told us that they will."],
  not_actionable: ["Not actionable", "There is nothing we could do, such as a score given by mistake."],
};

/** Slack takes so many options in a list, and so many lists in one. */
const mostOptions = 100;

/** Asks how a case ended, what had caused it, and what else there is to say; and tells when its customer will be asked the same. */
export function resolveModal(subject: Case, policy: RecoveryPolicy & Pick<Policy, "rootCauses">, origin: Origin): ModalView {
  const asks = subject.respondent.email !== undefined && askedAfter(subject, { type: "resolve", outcome: "recovered", rootCause: "" }, policy) !== undefined;
  return modal("resolve", subject, origin, {
    title: "Resolve the case",
    submit: "Resolve",
    blocks: [
      field(modalFields.outcome, "How did it end?", {
        type: "static_select",
        placeholder: plain("Choose an outcome"),
        options: Object.entries(outcomes).map(([value, [title, meaning]]) => option(value, title, meaning)),
      }),
      field(modalFields.rootCause, "What was the cause?", causeSelect(policy.rootCauses)),
      field(modalFields.note, "Anything to remember?", writing(longestNote, { placeholder: "What helped, what was promised, what is still to come" }), {
        optional: true,
      }),
      ...(asks ? [remark("If it is recovered or improving, the customer is asked some time later whether it was made right.")] : []),
    ],
  });
}

/** The policy's causes; in groups where they are more than one list may hold. */
function causeSelect(rootCauses: readonly string[]): StaticSelect {
  const options = [...new Set(rootCauses)].slice(0, mostOptions ** 2).map((cause) => option(cause, inWords(cause)));
  const select: StaticSelect = { type: "static_select", placeholder: plain("Choose a cause") };
  return options.length <= mostOptions ? { ...select, options } : { ...select, option_groups: groupsOf(options) };
}

function groupsOf(options: readonly PlainTextOption[]): NonNullable<StaticSelect["option_groups"]> {
  return Array.from({ length: Math.ceil(options.length / mostOptions) }, (_, index) => {
    const first = index * mostOptions;
    const members = options.slice(first, first + mostOptions);
    return { label: plain(`${first + 1} to ${first + members.length}`), options: members };
  });
}

/** `missing_feature` as "Missing feature". */
function inWords(cause: string): string {
  const words = cause.replaceAll("_", " ").trim();
  return words === "" ? cause : words.charAt(0).toUpperCase() + words.slice(1);
}
