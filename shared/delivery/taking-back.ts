/** The end of effects whose person was erased. */
import { type Effect, isSettled } from "../domain/effect.ts";
import { retracted } from "../domain/erasure.ts";
import type { LookUp, SendOutcome } from "../ports.ts";
import { type Delivered, type Delivering, deliver } from "./deliver.ts";

/** When to look again, at the soonest, whether it is known what became of a send; milliseconds. */
const lookAgainMs = 2_000;

/**
 * Ends effects that belong together and whose response was erased: what has not begun never does, and what
 * may have been sent is found out, so that it can be taken back.
 */
export async function withdraw(
  needs: Delivering,
  effects: readonly Effect[],
  lookUp: (since: string) => Promise<LookUp>,
): Promise<Delivered> {
  if (effects.every(({ state }) => state === "planned")) {
    await needs.ledger.cancel(effects, needs.clock.now().toISOString(), "erased");
    return { kind: "settled" };
  }
  return deliver(needs, { effects, lookUp, send: () => Promise.resolve({ kind: "rejected", reason: "erased" }) });
}

/**
 * Carries out a retraction, as soon as it is known what became of the effect that it takes back. Taking back
 * twice is harmless, so one whose outcome is unknown is simply done again.
 */
export async function takeBack(
  needs: Delivering,
  retraction: Effect,
  undo: (sent: { readonly id: string; readonly receipt: NonNullable<Effect["receipt"]> }) => Promise<SendOutcome>,
): Promise<Delivered> {
  const now = needs.clock.now();
  const sent = await needs.ledger.find(retracted(retraction));
  if (sent !== undefined && !isSettled(sent)) return wait(needs, retraction, sent, now);
  if (sent?.state !== "sent" || sent.receipt === undefined) {
    await needs.ledger.cancel([retraction], now.toISOString(), "erased");
    return { kind: "settled" };
  }
  const { id, receipt } = sent;
  return deliver(needs, {
    effects: [retraction],
    send: () => undo({ id, receipt }),
    lookUp: () => Promise.resolve({ kind: "absent" }),
  });
}

/** Not before somebody asks again what became of the send, which is ever more rarely, can there be an answer. */
async function wait({ ledger }: Delivering, retraction: Effect, { leaseUntil = "" }: Effect, now: Date): Promise<Delivered> {
  const soonest = new Date(now.getTime() + lookAgainMs).toISOString();
  const at = leaseUntil > soonest ? leaseUntil : soonest;
  await ledger.postpone(retraction, at);
  return { kind: "later", at };
}
