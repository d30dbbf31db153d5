import { type Effect, isSettled, splitEffectId } from "../../shared/domain/effect.ts";
import type { Delivered } from "../../shared/delivery/deliver.ts";
import type { Ledger, WorkQueues } from "../../shared/ports.ts";
import { eachOf } from "../../shared/runtime/batch.ts";
import { type Posting, postAlert } from "./post-alert.ts";

/** What working a lane needs of the world. */
export type LaneWork = Posting & {
  readonly ledger: Pick<Ledger, "waiting">;
  readonly queues: Pick<WorkQueues, "wake">;
  /** Waits; milliseconds. */
  readonly sleep: (ms: number) => Promise<void>;
};

/** How many alerts are looked at together, how many are on their way at a time, and for how long; it may live 8 s. */
const portion = 25;
const atATime = 3;
const longestMs = 5_000;

/**
 * Works a channel's lane: what was named in the wake-up and whatever else waits there, the most severe
 * first, those of one case one after the other. A rate limit is waited for here, in this channel's own
 * invocation, so it holds up nobody else; a lane that is not done in time wakes itself again.
 */
export async function workLane(needs: LaneWork, channel: string, named: readonly string[]): Promise<void> {
  const { ledger, clock, queues, sleep } = needs;
  const stopAt = clock.now().getTime() + longestMs;
  const looked = new Set<string>();
  const held = new Set<string>();
  const unseen = new Set(named);
  let unfinished = 0;
  for (;;) {
    const limit = portion + unfinished;
    const waiting = await ledger.waiting(channel, limit);
    for (const { id } of waiting) unseen.delete(id);
    // The index may be a moment late for what the wake-up names, so what all of it lacks is read by its id.
    const late = waiting.length < limit ? await findAll(needs, channel, [...unseen]) : [];
    const next = [...waiting, ...late].filter((effect) => !looked.has(effect.id) && !held.has(caseOf(effect))).sort(byUrgency);
    if (next.length === 0) return;
    if (clock.now().getTime() >= stopAt) {
      await queues.wake([{ channel, effectIds: [] }]);
      return;
    }
    let pauseMs = 0;
    const cases = [...Map.groupBy(next, caseOf).values()].map((alerts) => alerts.sort(byTime));
    await eachOf(cases, atATime, async (alerts) => {
      const awaiting: string[] = [];
      for (const [place, alert] of alerts.entries()) {
        if (pauseMs > 0 || clock.now().getTime() >= stopAt) return;
        looked.add(alert.id);
        // What waits for the card is waited for by what happened after it, also when the card comes this very moment.
        if (awaiting.length > 0 && alert.kind !== "alert" && alert.kind !== "erase") {
          awaiting.push(alert.id);
          unfinished += 1;
          continue;
        }
        const delivered = await attempt(needs, alert);
        if (delivered.kind !== "later" && awaiting.length === 0) continue;
        if (delivered.kind !== "later") {
          // It may have been the card: what came before it comes behind it.
          for (const id of awaiting) looked.delete(id);
          return;
        }
        unfinished += 1;
        if (delivered.awaits === "card") awaiting.push(alert.id);
        if (delivered.awaits === "card" || (delivered.retryAfterMs === undefined && alert.kind === "erase")) continue;
        if (delivered.retryAfterMs === undefined) {
          // What happened after it is not told before it.
          held.add(caseOf(alert));
          unfinished += alerts.length - place - 1;
          return;
        }
        pauseMs = Math.max(pauseMs, delivered.retryAfterMs);
        looked.delete(alert.id);
        return;
      }
    });
    // The channel has had enough: what is left of this lane waits with it, or for the sweep.
    if (pauseMs > 0 && clock.now().getTime() + pauseMs >= stopAt) return;
    if (pauseMs > 0) await sleep(pauseMs);
  }
}

/** One alert that fails does not hold up its lane: the ledger has it, and the sweep brings it back. */
async function attempt(needs: LaneWork, effect: Effect): Promise<Delivered> {
  try {
    return await postAlert(needs, effect);
  } catch (error) {
    needs.log.error("alert failed", error, { effect: effect.id });
    return { kind: "later", at: effect.leaseUntil ?? effect.notBefore };
  }
}

/** What was named, and what stands beside it for this channel: a plan is found by one lane at a time. */
async function findAll({ ledger }: LaneWork, channel: string, ids: readonly string[]): Promise<readonly Effect[]> {
  const responses = new Set(ids.map((id) => splitEffectId(id).responseId));
  const planned = (await Promise.all([...responses].map((id) => ledger.ofResponse(id)))).flat();
  return planned.filter((effect) => ids.includes(effect.id) || (effect.lane?.channel === channel && !isSettled(effect)));
}

function byUrgency(a: Effect, b: Effect): number {
  return order(a) - order(b) || compare(a.plannedAt, b.plannedAt) || compare(a.id, b.id);
}

/** Within a case, in the order in which it happened; what takes something back comes behind everything that may be told. */
function byTime(a: Effect, b: Effect): number {
  const isErasing = ({ kind }: Effect) => Number(kind === "erase");
  return isErasing(a) - isErasing(b) || compare(a.plannedAt, b.plannedAt) || a.id.length - b.id.length || compare(a.id, b.id);
}

function caseOf({ caseId, id }: Effect): string {
  return caseId ?? id;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function order({ lane }: Effect): number {
  return lane?.rank ?? 0;
}
