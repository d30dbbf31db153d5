import type { ActionsBlock, Button, Overflow } from "@slack/types";
import { type Case, type CaseEvent, transition } from "../domain/case.ts";

/** What the menu of a card can do, in its order there. */
export const menuActions = ["assign", "snooze", "note", "contact", "draft", "reopen"] as const;
type MenuAction = (typeof menuActions)[number];

/** What a card can do: its buttons and its menu. */
export type CardAction = "acknowledge" | "resolve" | MenuAction;

const labels: Readonly<Record<MenuAction, string>> = {
  assign: "Assign to …",
  snooze: "Snooze …",
  note: "Add a note …",
  contact: "Mark as contacted …",
  draft: "Reply by mail …",
  reopen: "Reopen",
};

/** What each of them would have happen, to ask the state machine whether it would be taken: by whoever draws a card, and again when it is clicked. */
export const probes: Readonly<Record<CardAction, CaseEvent>> = {
  acknowledge: { type: "acknowledge" },
  resolve: { type: "resolve", outcome: "recovered", rootCause: "other" },
  assign: { type: "assign", owner: "" },
  snooze: { type: "snooze", until: "" },
  note: { type: "note", note: "" },
  contact: { type: "contact", how: "" },
  // Sending it is contact; nothing is written yet that could be lost.
  draft: { type: "contact", how: "" },
  reopen: { type: "reopen" },
};

/**
 * The buttons and the menu of a card: only what the case allows now, so that no button lies. That
 * also keeps the menu within Slack's five options, since reopening and the rest exclude each other.
 */
export function actionsOf(subject: Case): ActionsBlock {
  const allows = (name: CardAction) => transition(subject, probes[name]).allowed;
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
