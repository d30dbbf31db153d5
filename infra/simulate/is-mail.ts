import { type EffectKind, isMessage } from "../../shared/domain/effect.ts";

/** Whether an effect lies in a mailbox once it is sent, or travels with what does. */
export function isMail(kind: EffectKind): boolean {
  return isMessage(kind) || kind === "reply" || kind === "recovery";
}
