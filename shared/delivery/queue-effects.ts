import type { Effect } from "../domain/effect.ts";
import type { WorkQueues } from "../ports.ts";

/** The queues that somebody fills: who never writes to customers has no other than the lanes'. */
export type FilledQueues = Pick<WorkQueues, "wake"> & Partial<Pick<WorkQueues, "followUp">>;

/** The furthest ahead a queue can keep a message back; what comes later is found by the sweep. Milliseconds. */
const queueHorizon = 15 * 60_000;

/**
 * Queues what has been written down: one wake-up a channel, one message a follow-up. An effect that is
 * due beyond the queue's horizon is left to the sweep, which finds it when its time has come; so is one whose
 * queue the caller does not fill.
 *
 * @param now milliseconds since the epoch
 */
export async function queueEffects(queues: FilledQueues, effects: readonly Effect[], now: number): Promise<void> {
  const near = effects.filter(({ notBefore }) => Date.parse(notBefore) <= now + queueHorizon);
  const lanes = Map.groupBy(near, ({ lane }) => lane?.channel);
  const wakeUps = [...lanes].flatMap(([channel, waiting]) =>
    channel === undefined ? [] : [{ channel, effectIds: waiting.map(({ id }) => id) }],
  );
  const tasks = (lanes.get(undefined) ?? []).filter(speaks).map(taskOf);
  await Promise.all([
    wakeUps.length === 0 ? undefined : queues.wake(wakeUps),
    tasks.length === 0 ? undefined : queues.followUp?.(tasks),
  ]);
}

/** A reward travels with its thanks in one message, so it has none of its own; a digest is sent by whoever has the clock. */
function speaks({ kind }: Effect): boolean {
  return kind !== "reward" && kind !== "digest";
}

function taskOf({ id, kind, responseId, caseId, notBefore }: Effect) {
  return { effectId: id, kind, responseId, notBefore, ...(caseId === undefined ? {} : { caseId }) };
}
