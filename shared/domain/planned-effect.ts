import { type CancelReason, type Effect, type EffectKind, effectId, splitEffectId } from "./effect.ts";
import type { Response } from "./response.ts";

/** How long a queued effect may be out of sight before the sweep looks for it; milliseconds. */
const forgottenAfter = 30_000;

/** When the current revision arrived; ISO 8601, UTC. */
export function arrivedAt(response: Response): string {
  return response.revisions.at(-1)?.receivedAt ?? response.receivedAt;
}

/** An effect that is to be done at once. */
export function plannedAt(at: string, { id, kind }: Pick<Effect, "id" | "kind">): Effect {
  const { responseId } = splitEffectId(id);
  const dueAt = new Date(Date.parse(at) + forgottenAfter).toISOString();
  return { id, kind, responseId, state: "planned", at, plannedAt: at, notBefore: at, attempts: 0, dueAt };
}

/** An effect of a response; `name` is its kind, unless the response has had one of this kind. */
export function planned(response: Response, kind: EffectKind, name: string = kind): Effect {
  return plannedAt(arrivedAt(response), { id: effectId(response.id, name), kind });
}

/** A delayed effect is due exactly when its time has come: nobody queues it before. */
export function delayed(effect: Effect, notBefore: string): Effect {
  return notBefore <= effect.notBefore ? effect : { ...effect, notBefore, dueAt: notBefore };
}

/** An effect that is settled as it is planned. */
export function cancelled(response: Response, kind: EffectKind, reason: CancelReason, name: string = kind): Effect {
  const { dueAt: _, ...effect } = planned(response, kind, name);
  return { ...effect, state: "cancelled", detail: reason };
}

/** What an earlier revision has put in the ledger keeps its id; whoever is wanted again is somebody else. */
export function nameFor(kind: EffectKind, { revision }: Response, { effects }: { readonly effects: readonly Effect[] }): string {
  return effects.some((effect) => effect.kind === kind) ? `${kind}${revision}` : kind;
}
