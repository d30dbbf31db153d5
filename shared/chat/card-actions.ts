import type { ActionsBlock, Button, Overflow } from "@slack/types";
import { type Case, type CaseEvent, transition } from "../domain/case.ts";

/** What the menu of a card can do, in its order there. */
export const menuActions = ["assign", "snooze", "note", "contact", "draft", "reopen"] as const;
export type MenuAction = (typeof menuActions)[number];

const labels: Readonly<Record<MenuAction, string>> = {
  assign: "Assign to …",
  snooze: "Snooze …",
  note: "Add a note …",
  contact: "Mark as contacted …",
  draft: "Reply by mail …",
  reopen: "Reopen",
};

/** An event of each kind, to ask the state machine whether it would be taken. */
const probes: Readonly<Record<MenuAction | "acknowledge" | "resolve", CaseEvent>> = {
  acknowledge: { type: "acknowledge" },
  resolve: { type: "resolve", outcome: "recovered", rootCause: "other" },
  assign: { type: "assign", owner: "" },
  snooze: { type: "snooze", until: "" },
  note: { type: "note", note: "" },
  contact: { type: "contact", how: "" },
  // Sending it is contact.
  draft: { type: "contact", how: "", message: "" },
  reopen: { type: "reopen" },
};

/**
 * The buttons and the menu of a card: only what the case allows now, so that no button lies. That
 * also keeps the menu within Slack's five options, since reopening and the rest exclude each other.
 */
export function actionsOf(subject: Case): ActionsBlock {
  const allows = (name: keyof typeof probes) => transition(subject, probes[name]).allowed;
  const offered = menuActions.filter(allows);
  const menu: Overflow = {
    type: "overflow",
    action_id: "case.more",
    options: offered.map((action) => ({
      text: { type: "plain_text", text: labels[action] },
      value: `${action}:${subject.id}`,
    })),
  };
  return {
    type: "actions",
    elements: [
      ...(allows("acknowledge") ? [button("case.acknowledge", "Acknowledge", subject, "primary")] : []),
      ...(allows("resolve") ? [button("case.resolve", "Resolve …", subject)] : []),
      menu,
    ],
  };
}

function button(actionId: string, label: string, { id }: Case, style?: "primary"): Button {
  return {
    type: "button",
    action_id: actionId,
    text: { type: "plain_text", text: label },
    value: id,
    ...(style === undefined ? {} : { style }),
  };
}
