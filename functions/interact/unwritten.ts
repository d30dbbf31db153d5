import type { Case, CaseEvent } from "../../shared/domain/case.ts";
import type { SuppressionReason } from "../../shared/domain/suppression.ts";
import { work } from "../../shared/domain/work-case.ts";
import { type Heeding, suppressionOf } from "../../shared/delivery/suppression-of.ts";
import type { Interacting } from "./interacting.ts";
import type { Act } from "./read-submission.ts";

/** Why a case's customer is not written to, if they are not; nothing is known where there is no address. */
export async function unwritten(needs: Heeding, { respondent: { email } }: Case): Promise<SuppressionReason | undefined> {
  return email === undefined ? undefined : suppressionOf(needs, email);
}

/**
 * Why a submitted reply would not be sent. Only where it would change its case: what has been done already, or is not
 * allowed now, is said as of any other dialog.
 */
export async function unwrittenReply(needs: Interacting, act: Extract<Act, { events: unknown }>, actor: string): Promise<SuppressionReason | undefined> {
  const place = act.events.findIndex(isReply);
  const reply = act.events[place];
  const subject = reply && (await needs.cases.find(act.caseId));
  if (reply === undefined || subject === undefined) return undefined;
  const by = { actor, source: "slack" as const, mark: markOf(act, place), at: needs.clock.now().toISOString() };
  return work(subject, reply, by, needs.policy).kind === "change" ? unwritten(needs, subject) : undefined;
}

/** By what one of the things that a dialog asks for is known again when it is submitted twice. */
export function markOf({ viewId }: { readonly viewId: string }, place: number): string {
  return `${viewId}.${place}`;
}

function isReply(event: CaseEvent): boolean {
  return event.type === "contact" && event.message !== undefined;
}
