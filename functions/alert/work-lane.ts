import { type Effect, isSettled, splitEffectId } from "../../shared/domain/effect.ts";
import type { Delivered } from "../../shared/delivery/deliver.ts";
import type { Ledger, WorkQueues } from "../../shared/ports.ts";
import { eachOf } from "../../shared/runtime/batch.ts";
import { type Gating, openGate } from "./gate.ts";
import { type Posting, postAlert } from "./post-alert.ts";
import { rewriteStorm } from "./tell-storm.ts";

/** What working a lane needs of the world. */
export type LaneWork = Posting & Gating & {
  readonly ledger: Pick<Ledger, "waiting">;
  readonly queues: Pick<WorkQueues, "wake">;
  /** Waits; milliseconds. */
  readonly sleep: (ms: number) => Promise<void>;
};

/** What a lane has looked at, the cases of which nothing more is told before something else is known, and of each case what waits for its card. */
type Seen = { readonly looked: Set<string>; readonly held: Set<string>; readonly awaiting: Map<string, Set<string>> };

/** How many alerts are looked at together, how many are on their way at a time, and for how long; it may live 8 s. */
const portion = 100;
const atATime = 3;
const longestMs = 5_000;
/** How long more is gathered before it is folded, so that much is written at once. */
const gatheringMs = 250;

/**
 * Works a channel's lane: what was named in the wake-up and whatever else waits there, the most severe
 * first, those of one case one after the other. A rate limit is waited for here, in this channel's own
 * invocation, so it holds up nobody else; what is too much for the channel is folded meanwhile. A lane that
 * is not done in time wakes itself again.
 */
export async function workLane(needs: LaneWork, channel: string, named: readonly string[]): Promise<void> {
  const { ledger, clock, queues, sleep } = needs;
  const now = () => clock.now().getTime();
  const stopAt = now() + longestMs;
  const gate = openGate(needs, channel);
  const looked = new Set<string>();
  const held = new Set<string>();
  const awaiting = new Map<string, Set<string>>();
  const unseen = new Set(named);
  let resumeAt = 0;
  let unfinished = 0;
  for (;;) {
    const behind = await gate.look();
    const limit = portion + unfinished;
    const waiting = await ledger.waiting(channel, limit);
    for (const { id } of waiting) unseen.delete(id);
    // The index may be a moment late for what the wake-up names, so what all of it lacks is read by its id.
    const late = waiting.length < limit ? await findOpen(needs, channel, unseen) : [];
    const fresh = [...waiting, ...late].filter((effect) => !looked.has(effect.id) && !held.has(caseOf(effect))).sort(byUrgency);
    if (fresh.length === 0 && behind === undefined) return;
    if (now() >= stopAt) {
      await queues.wake([{ channel, effectIds: [] }]);
      return;
    }
    const { through, folded } = await gate.admit(fresh);
    if (now() >= resumeAt && behind !== undefined && now() >= behind.at) {
      const rewritten = await rewriteStorm(needs, behind.storm);
      // Its card is still to be posted: whoever does that comes back here.
      if (rewritten.kind === "awaited" && fresh.length === 0) return;
      if (rewritten.kind === "shown") await gate.shown(rewritten.count);
      if (rewritten.kind === "later") resumeAt = now() + rewritten.retryAfterMs;
    }
    if (now() >= resumeAt) resumeAt = now() + (await bring(needs, through, { looked, held, awaiting }, stopAt));
    unfinished = waiting.filter((effect) => looked.has(effect.id) || held.has(caseOf(effect))).length + through.filter(({ id }) => !looked.has(id)).length;
    // The channel has had enough for long: what is left of this lane waits with it, or for the sweep.
    if (resumeAt >= stopAt + longestMs && folded === 0 && behind === undefined) return;
    if (now() < resumeAt || behind !== undefined) await sleep(Math.min(pauseFor(folded, resumeAt, behind?.at, now()), Math.max(0, stopAt - now())));
  }
}

/** More is gathered while a storm grows; when nothing comes, there is nothing to do before the channel takes more. */
function pauseFor(folded: number, resumeAt: number, cardAt: number | undefined, now: number): number {
  if (folded > 0) return gatheringMs;
  return Math.min(1_000, Math.max(resumeAt > now ? resumeAt - now : (cardAt ?? now) - now, gatheringMs));
}

/**
 * Brings alerts to people until the channel has had enough.
 *
 * @returns how long the channel wants to be left alone; milliseconds
 */
async function bring(needs: LaneWork, alerts: readonly Effect[], { looked, held, awaiting }: Seen, stopAt: number): Promise<number> {
  let pauseMs = 0;
  const cases = [...Map.groupBy(alerts, caseOf)].map(([id, ofCase]) => ({ id, ofCase: ofCase.sort(byTime) }));
  await eachOf(cases, atATime, async ({ id, ofCase }) => {
    const cardless = awaiting.get(id) ?? new Set();
    awaiting.set(id, cardless);
    for (const alert of ofCase) {
      if (pauseMs > 0 || needs.clock.now().getTime() >= stopAt) return;
      looked.add(alert.id);
      // What waits for the card is waited for by what happened after it, also when the card comes this very moment.
      if (cardless.size > 0 && alert.kind !== "alert" && alert.kind !== "erase") {
        cardless.add(alert.id);
        continue;
      }
      const delivered = await attempt(needs, alert);
      if (delivered.kind !== "later" && cardless.size === 0) continue;
      if (delivered.kind !== "later") {
        // It may have been the card: what came before it comes behind it.
        for (const waiting of cardless) looked.delete(waiting);
        cardless.clear();
        return;
      }
      if (delivered.awaits === "card") cardless.add(alert.id);
      // What changes something that was posted may come before it, and must not hold it up.
      if (delivered.awaits === "card" || (delivered.retryAfterMs === undefined && (alert.kind === "erase" || alert.kind === "verdict"))) continue;
      if (delivered.retryAfterMs === undefined) {
        // What happened after it is not told before it.
        held.add(caseOf(alert));
        return;
      }
      pauseMs = Math.max(pauseMs, delivered.retryAfterMs);
      looked.delete(alert.id);
      return;
    }
  });
  return pauseMs;
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

/** What is open of what was named, and what stands beside it for this channel: a plan is found by one lane at a time. */
async function findOpen({ ledger }: LaneWork, channel: string, named: Set<string>): Promise<readonly Effect[]> {
  const responses = new Set([...named].map((id) => splitEffectId(id).responseId));
  const planned = (await Promise.all([...responses].map((id) => ledger.ofResponse(id)))).flat();
  const open = planned.filter((effect) => !isSettled(effect) && (named.has(effect.id) || effect.lane?.channel === channel));
  const openIds = new Set(open.map(({ id }) => id));
  // What is settled need not be looked for again.
  for (const id of named) if (!openIds.has(id)) named.delete(id);
  return open;
}

function byUrgency(a: Effect, b: Effect): number {
  return order(a) - order(b) || compare(a.plannedAt, b.plannedAt) || compare(a.id, b.id);
}

/** Within a case, in the order in which it happened; what takes something back comes behind everything that may be told. */
function byTime(a: Effect, b: Effect): number {
  const isErasing = ({ kind }: Effect) => Number(kind === "erase");
  return isErasing(a) - isErasing(b) || compare(a.plannedAt, b.plannedAt) || a.id.length - b.id.length || compare(a.id, b.id);
}

function caseOf({ caseId, id, kind, responseId }: Effect): string {
  // What takes a draft back comes behind what is written on its card.
  return caseId ?? (kind === "storm" ? id : responseId);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function order({ lane }: Effect): number {
  return lane?.rank ?? 0;
}
