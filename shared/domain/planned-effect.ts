import { type CancelReason, type Effect, type EffectKind, effectId } from "./effect.ts";
import type { Response } from "./response.ts";

/** How long a queued effect may be out of sight before the sweep looks for it; milliseconds. */
export const forgottenAfter = 30_000;

/** When the current revision arrived; ISO 8601, UTC. */
export function arrivedAt(response: Response): string {
  return response.revisions.at(-1)?.receivedAt ?? response.receivedAt;
}

/** An effect to be done at once; `name` is its kind, unless the response has had one of this kind. */
export function planned(response: Response, kind: EffectKind, name: string = kind): Effect {
  const at = arrivedAt(response);
  return {
    id: effectId(response.id, name),
    kind,
    responseId: response.id,
    state: "planned",
    at,
    plannedAt: at,
    notBefore: at,
    attempts: 0,
    dueAt: new Date(Date.parse(at) + forgottenAfter).toISOString(),
  };
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
