/** What people and time do with cases: decided, written down once, and then told. */
import type { Case, CaseEvent } from "../domain/case.ts";
import { type Look, nextRinging } from "../domain/case-clock.ts";
import { type By, type CaseChange, type WorkPolicy, ring, work } from "../domain/work-case.ts";
import { type FilledQueues, queueEffects } from "../delivery/queue-effects.ts";
import type { Cases, Clock, Log } from "../ports.ts";

/** What working cases needs of the world. */
export type Casework = {
  readonly cases: Pick<Cases, "find" | "record" | "lookAgain">;
  readonly queues: FilledQueues;
  readonly policy: WorkPolicy;
  readonly clock: Clock;
  readonly log: Log;
};

/** What came of an event, and the case as it stands. */
export type WorkedCase =
  | { readonly kind: "done" | "repeated"; readonly case: Case }
  | { readonly kind: "refused"; readonly because: string; readonly case: Case }
  | { readonly kind: "missing" };

/** How often it is decided anew because somebody else was quicker. */
const mostTries = 10;

/**
 * Does something with a case. Of two who do so at once the second sees what the first has done. What is told of
 * it comes later, by the lane of the case's channel.
 */
export async function workCase(needs: Casework, id: string, event: CaseEvent, by: Omit<By, "at">): Promise<WorkedCase> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const found = await needs.cases.find(id);
    if (found === undefined) return { kind: "missing" };
    const worked = work(found, event, { ...by, at: needs.clock.now().toISOString() }, needs.policy);
    if (worked.kind !== "change") return { ...worked, case: found };
    if (!(await needs.cases.record(worked.change))) continue;
    await tell(needs, worked.change);
    return { kind: "done", case: worked.change.after };
  }
  throw new Error(`the case ${id} changed under ${mostTries} tries in a row`);
}

/** Brings a case what its time has brought, and says when to look again. */
export async function lookAtCase(needs: Casework, look: Look): Promise<void> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const found = await needs.cases.find(look.caseId);
    const change = found && ring(found, needs.clock.now().toISOString(), needs.policy);
    if (change === undefined) return needs.cases.lookAgain(look, found && nextRinging(found, needs.policy)?.at);
    if (await needs.cases.record(change)) await tell(needs, change);
  }
  // Whatever it is, the next sweep sees it again.
  needs.log.warn("a case rings on", { case: look.caseId });
}

/** Wakes those who tell of it; whom this does not reach is found by the sweep. */
async function tell({ queues, clock, log }: Casework, { after, effects }: CaseChange): Promise<void> {
  try {
    await queueEffects(queues, effects, clock.now().getTime());
  } catch (error) {
    log.error("what was done with a case is told later", error, { case: after.id });
  }
}
