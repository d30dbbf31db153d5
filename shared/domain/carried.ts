import { type Effect, isMessage } from "./effect.ts";

/**
 * What goes in one mail with an effect, and so settles with it: one mail carries thanks and reward, and anything else
 * goes by itself. The first is the mail's mark.
 *
 * @param effects all of the same response
 */
export function carriedWith(effect: Effect, effects: readonly Effect[]): readonly Effect[] {
  const settlesWith = ({ kind, state }: Effect) => isMessage(kind) && (kind === "follow_up") === (effect.kind === "follow_up") && state === effect.state;
  if (!isMessage(effect.kind)) return [effect];
  return effects.filter(settlesWith).sort((a, b) => Number(a.kind === "reward") - Number(b.kind === "reward"));
}
