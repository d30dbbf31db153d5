import { type Effect, type EffectKind, isMessage } from "../../shared/domain/effect.ts";

/** Whether an effect lies in a mailbox once it is sent, or travels with what does. */
export function isMail(kind: EffectKind): boolean {
  return isMessage(kind) || kind === "reply" || kind === "recovery";
}

const hourMs = 3_600_000;

/**
 * Whether an effect may still be open when a run ends: a mail of which nobody can be asked, and the question whether
 * it was made right, which waits for days when somebody has just been written to.
 *
 * @param now milliseconds
 */
export function mayStayOpen({ kind, state, notBefore }: Effect, now: number, mailboxCanBeAsked: boolean): boolean {
  if (kind === "recovery" && state === "planned") return Date.parse(notBefore) > now + hourMs;
  return isMail(kind) && state === "unknown" && !mailboxCanBeAsked;
}
