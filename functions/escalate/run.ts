import type { Effect } from "../../shared/domain/effect.ts";
import { queueEffects } from "../../shared/delivery/queue-effects.ts";
import { type Casework, lookAtCase } from "../../shared/casework/work-case.ts";
import type { Look } from "../../shared/domain/case-clock.ts";
import type { Ledger, Metrics, WorkQueues } from "../../shared/ports.ts";
import { eachOf } from "../../shared/runtime/batch.ts";

/** What the sweep needs of the world. */
export type Sweeping = Casework & {
  readonly ledger: Pick<Ledger, "due" | "postpone">;
  readonly queues: WorkQueues;
  readonly metrics: Metrics;
};

/** How many effects are read at a time, and for how long one run goes on. */
const portion = 100;
/** So few say that there is no more: of a whole portion, some may have been dealt with by others while it was read. */
const wellBelow = portion / 2;
/** How many cases are looked at at a time. */
const atATime = 8;
const longestRunMs = 6_000;
/** When to look again at an effect that has just been queued. */
const lookAgainMs = 30_000;
/**
 * How long the receiver of a doubtful send may leave us without an answer before the operator is told, and
 * for how long he is told: a mail that SES never confirms would drown out the next one.
 */
const overdueMs = 60 * 60_000;
const forgottenMs = 25 * 60 * 60_000;

/**
 * Called every minute: brings cases what their time has brought, and queues what is due and what was forgotten.
 * Whether it is to be sent, looked up or left alone is decided by whoever takes it from the queue, so queueing
 * once too often does no harm.
 */
export async function sweep(needs: Sweeping): Promise<void> {
  const { ledger, queues, clock, log, metrics } = needs;
  const stopAt = clock.now().getTime() + longestRunMs;
  for (;;) {
    const now = clock.now();
    const { effects: due, looks } = await ledger.due(now.toISOString(), portion);
    await eachOf(looks, atATime, (look) => bringTime(needs, look));
    const idle = due.filter((effect) => !isHeld(effect, now));
    const overdue = due.filter((effect) => isOverdue(effect, now));
    metrics.count("UnknownOverdue", overdue.length);
    for (const { id, detail } of overdue) log.warn("effect unknown for an hour", { effect: id, detail });
    await queueEffects(queues, idle, now.getTime());
    const lookAt = new Date(now.getTime() + lookAgainMs).toISOString();
    await Promise.all(due.map((effect) => ledger.postpone(effect, isHeld(effect, now) ? (effect.leaseUntil ?? lookAt) : lookAt)));
    if (idle.length > 0) log.info("queued what was due", { effects: idle.length });
    if (due.length + looks.length < wellBelow || now.getTime() >= stopAt) return;
  }
}

/** A case that cannot be looked at does not hold up the others. */
async function bringTime(needs: Sweeping, look: Look): Promise<void> {
  try {
    await lookAtCase(needs, look);
  } catch (error) {
    needs.log.error("case not looked at", error, { case: look.caseId });
    await needs.cases.lookAgain(look, new Date(needs.clock.now().getTime() + lookAgainMs).toISOString());
  }
}

function isOverdue({ state, at }: Effect, now: Date): boolean {
  const age = now.getTime() - Date.parse(at);
  return state === "unknown" && age > overdueMs && age < forgottenMs;
}

/** Somebody is sending it right now. */
function isHeld({ state, leaseUntil }: Effect, now: Date): boolean {
  return state === "sending" && leaseUntil !== undefined && leaseUntil > now.toISOString();
}
