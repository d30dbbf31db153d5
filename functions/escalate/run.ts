import type { Effect } from "../../shared/domain/effect.ts";
import { queueEffects } from "../../shared/delivery/queue-effects.ts";
import type { Clock, Ledger, Log, Metrics, WorkQueues } from "../../shared/ports.ts";

/** What the sweep needs of the world. */
export type Sweeping = {
  readonly ledger: Pick<Ledger, "due" | "postpone">;
  readonly queues: WorkQueues;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
};

/** How many effects are read at a time, and for how long one run goes on. */
const portion = 100;
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
 * Called every minute: queues what is due and what was forgotten. Whether it is to be sent, looked up or
 * left alone is decided by whoever takes it from the queue, so queueing once too often does no harm.
 */
export async function sweep({ ledger, queues, clock, log, metrics }: Sweeping): Promise<void> {
  const stopAt = clock.now().getTime() + longestRunMs;
  for (;;) {
    const now = clock.now();
    const due = await ledger.due(now.toISOString(), portion);
    const idle = due.filter((effect) => !isHeld(effect, now));
    const overdue = due.filter((effect) => isOverdue(effect, now));
    metrics.count("UnknownOverdue", overdue.length);
    for (const { id, detail } of overdue) log.warn("effect unknown for an hour", { effect: id, detail });
    await queueEffects(queues, idle, now.getTime());
    const lookAt = new Date(now.getTime() + lookAgainMs).toISOString();
    await Promise.all(due.map((effect) => ledger.postpone(effect, isHeld(effect, now) ? (effect.leaseUntil ?? lookAt) : lookAt)));
    if (idle.length > 0) log.info("queued what was due", { effects: idle.length });
    if (due.length < portion || now.getTime() >= stopAt) return;
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
