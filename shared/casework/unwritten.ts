import type { Case, CaseEvent } from "../domain/case.ts";
import type { SuppressionReason } from "../domain/suppression.ts";
import { type By, type WorkPolicy, work } from "../domain/work-case.ts";
import { type Heeding, suppressionOf } from "../delivery/suppression-of.ts";
import type { Cases, Clock } from "../ports.ts";

/** Why a case's customer is not written to, if they are not; nothing is known where there is no address. */
export async function unwritten(needs: Heeding, { respondent: { email } }: Pick<Case, "respondent">): Promise<SuppressionReason | undefined> {
  return email === undefined ? undefined : suppressionOf(needs, email);
}

/**
 * Why a reply would not be sent. Only where it would change its case: what has been done already, or is not allowed now,
 * is said as of anything else that is done with one.
 */
export async function unwrittenReply(needs: Heeding & { readonly cases: Pick<Cases, "find">; readonly policy: WorkPolicy; readonly clock: Clock }, caseId: string, reply: CaseEvent, by: Omit<By, "at">): Promise<SuppressionReason | undefined> {
  const subject = await needs.cases.find(caseId);
  if (subject === undefined) return undefined;
  return work(subject, reply, { ...by, at: needs.clock.now().toISOString() }, needs.policy).kind === "change" ? unwritten(needs, subject) : undefined;
}

/** Whether an event writes to the customer. */
export function isReply(event: CaseEvent): boolean {
  return event.type === "contact" && event.message !== undefined;
}
