import { addressSlot, personSlot } from "../../../../shared/delivery/message-slots.ts";
import { queueEffects } from "../../../../shared/delivery/queue-effects.ts";
import { carriedWith } from "../../../../shared/domain/carried.ts";
import { type Effect, type EffectKind, splitEffectId } from "../../../../shared/domain/effect.ts";
import type { Policy } from "../../../../shared/domain/policy.ts";
import { normaliseEmail } from "../../../../shared/domain/respondent.ts";
import type { Visitor } from "../../../../shared/desk-ports.ts";
import type { Clock, Digest, Ledger, Log, Responses, Slot, WorkQueues } from "../../../../shared/ports.ts";

/** What a person can say of a send of which nobody knows whether it arrived. */
export const decisions = ["arrived", "again"] as const;
export type Decision = (typeof decisions)[number];

/** What deciding needs of the world. */
export type Deciding = {
  readonly ledger: Pick<Ledger, "ofResponse" | "sent" | "release">;
  readonly responses: Pick<Responses, "find">;
  readonly queues: Pick<WorkQueues, "wake" | "followUp">;
  readonly policy: Policy;
  readonly digest: Digest;
  readonly clock: Clock;
  readonly log: Log;
};

/** What was decided, of which effect as it was seen, and by whom. */
export type Verdict = { readonly effectId: string; readonly attempts: number; readonly decision: Decision; readonly by: Visitor };

/** `late`: it is not, or no longer, in doubt as it was seen. */
export type Decided = Decision | "late";

/**
 * What can be decided about an effect of a kind. Where something stands in Slack, Slack alone can say: without the place
 * it gives us, the thing could be neither brought up to date nor taken back. What is done again and again until it is
 * known, or sent by the clock, waits for nobody.
 */
export function decisionsFor(kind: EffectKind): readonly Decision[] {
  switch (kind) {
    case "follow_up":
    case "thank":
    case "reward":
    case "reply":
    case "recovery":
      return decisions;
    case "alert":
    case "note":
    case "nudge":
    case "storm":
    case "draft":
    case "verdict":
      return ["again"];
    case "task":
    case "erase":
    case "digest":
      return [];
  }
}

/**
 * Ends a doubt by a person's word. The ledger takes it only for the attempt that was seen, so whoever decides late, or
 * second, changes nothing. What settles together is decided together.
 */
export async function decide(needs: Deciding, { effectId, attempts, decision, by }: Verdict): Promise<Decided> {
  const { ledger, clock, log } = needs;
  const { responseId } = splitEffectId(effectId);
  const effects = await ledger.ofResponse(responseId);
  const effect = effects.find(({ id }) => id === effectId);
  if (effect?.state !== "unknown" || effect.attempts !== attempts || !decisionsFor(effect.kind).includes(decision)) return "late";
  const carried = carriedWith(effect, effects);
  const at = clock.now().toISOString();
  const who = `${by.name} (${by.id})`;
  if (decision === "arrived") {
    if (!(await ledger.sent(carried, at, { detail: `settled by ${who}: it did arrive` }))) return "late";
  } else {
    if (!(await ledger.release(carried, at, at, `${who} says that it did not arrive`, await slotsOf(needs, carried)))) return "late";
    await queueNow(needs, await released(ledger, responseId, carried), Date.parse(at));
  }
  log.info("effect decided", { effect: effectId, decision, by: by.id });
  return decision;
}

/** It is decided by now: where the queue cannot be reached, the sweep finds what is due. */
async function queueNow({ queues, log }: Deciding, effects: readonly Effect[], now: number): Promise<void> {
  await queueEffects(queues, effects, now).catch((error: unknown) => {
    log.error("decided effect not queued", error, { effect: effects[0]?.id });
  });
}

/** The effects as they now stand. */
async function released(ledger: Pick<Ledger, "ofResponse">, responseId: string, carried: readonly Effect[]): Promise<readonly Effect[]> {
  const ids = new Set(carried.map(({ id }) => id));
  return (await ledger.ofResponse(responseId)).filter(({ id, state }) => ids.has(id) && state === "planned");
}

/** The places that a send may hold: they are free again once it is known that it did not arrive. */
async function slotsOf(needs: Deciding, carried: readonly Effect[]): Promise<readonly Slot[]> {
  const [first] = carried;
  if (first === undefined || !holdsSlots(first.kind)) return [];
  const address = (await needs.responses.find(first.responseId))?.response.body.respondent.email;
  const person = carried.find(({ kind }) => kind === "reward")?.person;
  return Object.values({ ...(address === undefined ? {} : addressSlot(needs, normaliseEmail(address))), ...personSlot(needs, person) });
}

/** A person's own words go whatever else was written, and what is told the team is no message to a customer. */
function holdsSlots(kind: EffectKind): boolean {
  return kind !== "reply" && decisionsFor(kind).includes("arrived");
}
