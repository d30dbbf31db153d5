import * as z from "zod/mini";
import type { AccountView, Owner } from "./account.ts";
import type { Severity } from "./severity.ts";

/** Where a case stands. */
export const caseStateSchema = z.enum(["open", "acknowledged", "contacted", "snoozed", "resolved"]);
export type CaseState = z.infer<typeof caseStateSchema>;

/** How a case ended. */
export const outcomeSchema = z.enum(["recovered", "improving", "no_response", "churned", "not_actionable"]);
export type Outcome = z.infer<typeof outcomeSchema>;

/** What people do with a case. */
export type CaseEvent =
  | { readonly type: "acknowledge" }
  /** `owner` is a Slack id (`U…`) or an address. */
  | { readonly type: "assign"; readonly owner: string }
  | { readonly type: "note"; readonly note: string }
  /** `message` is what is mailed to the customer with it, in the words of whoever contacts them; `replyTo` is their address. */
  | { readonly type: "contact"; readonly how: string; readonly message?: string; readonly replyTo?: string }
  /** `until` is ISO 8601, UTC. */
  | { readonly type: "snooze"; readonly until: string }
  | { readonly type: "resolve"; readonly outcome: Outcome; readonly rootCause: string; readonly note?: string }
  | { readonly type: "reopen" };

/**
 * What the machinery does with a case; it never changes the state, except that an answer, or its time, ends a snooze.
 * `recovery` is what the customer answered when asked whether it was made right.
 */
export type CaseLog = { readonly type: "open" | "join" | "warn" | "escalate" | "wake" | "message" | "correction" | "recovery" };

/** Whether the person a case was about has been erased. */
export function isErased({ respondent }: Pick<Case, "respondent">): boolean {
  return respondent.key === "erased";
}

/** One line of a case's history: what, when, who, from where. */
export type TimelineEntry = {
  readonly type: CaseEvent["type"] | CaseLog["type"];
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly actor: string;
  /** `pipeline`, `slack`, `desk`, `api`. */
  readonly source: string;
} & Readonly<Record<string, unknown>>;

/** The part of a case its state machine needs. */
export type CaseStatus = {
  readonly state: CaseState;
  /** The state a snooze gives back when it ends. */
  readonly before?: Exclude<CaseState, "snoozed" | "resolved">;
  readonly snoozedUntil?: string;
};

/** Either the next status, or why the event is not allowed now. */
export type Transition =
  | { readonly allowed: true; readonly status: CaseStatus }
  | { readonly allowed: false; readonly because: string };

const from: Record<"acknowledge" | "contact" | "snooze" | "resolve" | "reopen", readonly CaseState[]> = {
  acknowledge: ["open"],
  contact: ["open", "acknowledged", "snoozed"],
  snooze: ["open", "acknowledged", "contacted", "snoozed"],
  resolve: ["open", "acknowledged", "contacted", "snoozed"],
  reopen: ["resolved"],
};

/**
 * What an event makes of a case. A late click never undoes a later state: whatever the table above
 * does not allow changes nothing.
 */
export function transition(status: CaseStatus, event: CaseEvent): Transition {
  switch (event.type) {
    case "assign":
    case "note":
      return { allowed: true, status: status.state === "snoozed" ? wake(status) : status };
    case "acknowledge":
      return guarded(status, event.type, { state: "acknowledged" });
    case "contact":
      return guarded(status, event.type, { state: "contacted" });
    case "resolve":
      return guarded(status, event.type, { state: "resolved" });
    case "reopen":
      return guarded(status, event.type, { state: "open" });
    case "snooze": {
      const before = wake(status).state;
      if (before === "snoozed" || before === "resolved") return guarded(status, event.type, status);
      return guarded(status, event.type, { state: "snoozed", before, snoozedUntil: event.until });
    }
  }
}

/** The status once a snooze has ended; any other status is given back as it is. */
export function wake(status: CaseStatus): CaseStatus {
  return status.state === "snoozed" ? { state: status.before ?? "open" } : status;
}

/** What the line of a case's history says of a snooze that ended with what it tells of. */
export function endOfSnooze(before: CaseStatus, after: CaseStatus): { readonly endedSnooze?: true } {
  return before.state === "snoozed" && after.state !== "snoozed" ? { endedSnooze: true } : {};
}

function guarded(status: CaseStatus, event: keyof typeof from, next: CaseStatus): Transition {
  if (from[event].includes(status.state)) return { allowed: true, status: next };
  const takes = ["assign", "note", ...Object.entries(from).flatMap(([name, states]) => (states.includes(status.state) ? [name] : []))];
  return { allowed: false, because: `This case is ${status.state} already, so '${event}' is not for it. Now it takes: ${takes.join(", ")}.` };
}

/** What the case shows of the person, copied when it was opened. */
export type CaseRespondent = {
  readonly key: string;
  readonly id?: string;
  readonly email?: string;
  readonly name?: string;
  readonly locale?: string;
};

/** By when it is to be acknowledged and resolved; ISO 8601, UTC. */
export type CaseTargets = { readonly acknowledgeBy: string; readonly resolveBy: string };

/** The record of closing the loop with one respondent. */
export type Case = CaseStatus & {
  /** `case_…` */
  readonly id: string;
  readonly severity: Severity;
  /** Why this severity, in words. */
  readonly reasons: readonly string[];
  readonly respondent: CaseRespondent;
  readonly account?: AccountView;
  /** Who was assigned to it; otherwise it is the account's owner's. */
  readonly owner?: Owner;
  /** Ids, oldest first. */
  readonly responses: readonly string[];
  /** The score before its newest answer, on the same metric. */
  readonly previousScore?: number;
  readonly openedAt: string;
  readonly due: CaseTargets;
  /** While it is snoozed: the business time that was left until each target, milliseconds; less than 0 when it was missed. */
  readonly left?: { readonly acknowledge: number; readonly resolve: number };
  readonly timeline: readonly TimelineEntry[];
  /** Where the alert stands once it has been posted, and the effect that posted it; what is taken back is not drawn again. */
  readonly card?: { readonly channel: string; readonly ts: string; readonly effectId: string; readonly isTakenBack?: true };
  /** The channel lane its alert and its thread belong to. */
  readonly channel: string;
  /** A rehearsal: kept apart from real cases and from every figure. */
  readonly test: boolean;
};

/** Who is responsible for a case, if anybody is. */
export function ownerOf({ owner, account }: Pick<Case, "owner" | "account">): Owner | undefined {
  return owner ?? account?.owner;
}

/** Somebody as a policy, the API or Slack names them: a Slack id (`U…`, `W…`) or an address. */
export function ownerNamed(name: string): Owner {
  return isSlackUser(name) ? { slackUserId: name } : { email: name };
}

/** Whether a name is a member's id in Slack. */
export function isSlackUser(name: string): boolean {
  return /^[UW][A-Z0-9]{2,}$/.test(name);
}
