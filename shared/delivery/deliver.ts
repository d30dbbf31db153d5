/**
 * The life of a send, written once: take the effects from the ledger, send, write down what came of it.
 *
 *     const result = await deliver(needs, { effects, send, lookUp });
 *
 * A send whose outcome nobody knows is looked up at the receiver before anything else is done with it,
 * and is only begun again once the receiver has said that it never arrived.
 */
import { type Effect, backoff, mostAttempts, nextStep } from "../domain/effect.ts";
import type { RewardPromise } from "../domain/reward-stock.ts";
import type { Clock, Ledger, Log, LookUp, SendOutcome, Slot } from "../ports.ts";

/** How long a sender may be at it: longer than a function lives (8 s), so that a lapsed lease has nobody behind it. */
const leaseMs = 10_000;
/** When to ask a receiver again that was not sure. */
const askAgainMs = 2_000;
const askAgainAtMost = 15 * 60_000;

/** What delivering needs of the world. */
export type Delivering = { readonly ledger: Ledger; readonly clock: Clock; readonly log: Log };

/** One thing to be sent, and the effects that settle with it. */
export type Delivery = {
  /** The first one's id is the mark. */
  readonly effects: readonly Effect[];
  /** What must be free for it; see Slot. */
  readonly slots?: readonly Slot[];
  /** Whom it goes to, where that may be somebody else the next time. */
  readonly to?: string;
  /** What the reward among the effects is promised of, unless it was. */
  readonly promise?: RewardPromise;
  readonly send: () => Promise<SendOutcome>;
  /** @param since when the send was begun, ISO 8601 */
  readonly lookUp: (since: string) => Promise<LookUp>;
  /** Told once it is certain that it arrived, before the ledger is: may be told twice. */
  readonly arrived?: (receipt: Extract<SendOutcome, { kind: "sent" }>["receipt"]) => Promise<void>;
  /** Words for the ledger beside `sent`. */
  readonly detail?: string;
};

/** What came of a delivery. `later` says that it is not settled and when it is due again; `awaits`, that something else must come first. */
export type Delivered =
  | { readonly kind: "settled" }
  | { readonly kind: "later"; readonly at: string; readonly retryAfterMs?: number; readonly awaits?: "card" }
  | { readonly kind: "slot taken"; readonly slot: string }
  | { readonly kind: "promise gone" };

/** Delivers as far as it can now. Safe to call twice, at once, and after any crash. */
export async function deliver(needs: Delivering, delivery: Delivery): Promise<Delivered> {
  const [first] = delivery.effects;
  if (first === undefined) return { kind: "settled" };
  const now = needs.clock.now().toISOString();
  const step = nextStep(first, now);
  switch (step.do) {
    case "nothing":
      return { kind: "settled" };
    case "wait":
      return { kind: "later", at: step.until };
    case "look up":
      return ask(needs, delivery, first);
    case "send":
      return begin(needs, delivery, now);
  }
}

async function begin(needs: Delivering, delivery: Delivery, at: string): Promise<Delivered> {
  const until = new Date(Date.parse(at) + leaseMs).toISOString();
  const { effects, to, promise, slots } = delivery;
  const taking = await needs.ledger.take(effects, { at, until, ...(to === undefined ? {} : { to }), ...(promise === undefined ? {} : { promise }) }, slots);
  switch (taking.kind) {
    case "slot taken":
    case "promise gone":
      return taking;
    case "lost":
      return { kind: "later", at: until };
    case "taken":
      return settle(needs, { ...delivery, effects: taking.effects }, await delivery.send());
  }
}

async function settle(needs: Delivering, delivery: Delivery, outcome: SendOutcome): Promise<Delivered> {
  const { ledger, clock, log } = needs;
  const { effects } = delivery;
  const now = clock.now();
  const at = now.toISOString();
  const id = effects[0]?.id;
  switch (outcome.kind) {
    case "sent":
      return confirm(needs, delivery, outcome.receipt);
    case "rejected":
      await ledger.fail(effects, at, outcome.reason, delivery.slots);
      return { kind: "settled" };
    case "refused":
      return retry(needs, delivery, outcome.reason, outcome.retryAfterMs);
    case "uncertain": {
      const lookAt = after(now, askAgainMs);
      log.warn("effect unknown", { effect: id, reason: outcome.reason });
      await ledger.doubt(effects, at, lookAt, `outcome unknown: ${outcome.reason}`);
      return { kind: "later", at: lookAt };
    }
  }
}

async function confirm(
  { ledger, clock }: Delivering,
  { effects, arrived, detail }: Delivery,
  receipt: Extract<SendOutcome, { kind: "sent" }>["receipt"],
): Promise<Delivered> {
  await arrived?.(receipt);
  await ledger.sent(effects, clock.now().toISOString(), { receipt, ...(detail === undefined ? {} : { detail }) });
  return { kind: "settled" };
}

/** It certainly did not arrive: another try later, unless there have been enough. */
async function retry(needs: Delivering, delivery: Delivery, reason: string, retryAfterMs?: number): Promise<Delivered> {
  const { ledger, clock, log } = needs;
  const { effects, slots } = delivery;
  const attempts = effects[0]?.attempts ?? 0;
  const now = clock.now();
  if (attempts >= mostAttempts) {
    await ledger.fail(effects, now.toISOString(), `given up after ${attempts} attempts: ${reason}`, slots);
    return { kind: "settled" };
  }
  const retryAt = after(now, retryAfterMs ?? backoff(attempts));
  log.warn("effect to be retried", { effect: effects[0]?.id, reason, attempts, retryAt });
  await ledger.release(effects, now.toISOString(), retryAt, reason, slots);
  return { kind: "later", at: retryAt, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}

/** A send was begun and its outcome is not known: the receiver knows. */
async function ask(needs: Delivering, delivery: Delivery, first: Effect): Promise<Delivered> {
  const { ledger, clock } = needs;
  const since = sentSince(first);
  const answer = await delivery.lookUp(since);
  const now = clock.now();
  switch (answer.kind) {
    case "found":
      return confirm(needs, delivery, answer.receipt);
    case "absent":
      return retry(needs, delivery, "the receiver never got it", 0);
    case "unsure": {
      const waited = now.getTime() - Date.parse(since);
      const lookAt = after(now, Math.min(Math.max(askAgainMs, waited), askAgainAtMost));
      await ledger.doubt(delivery.effects, first.at, lookAt, `outcome unknown: ${answer.reason}`);
      return { kind: "later", at: lookAt };
    }
  }
}

/** When the send began: a doubt keeps the time at which it arose, which is a lease later at most. */
function sentSince({ at }: Effect): string {
  return new Date(Date.parse(at) - leaseMs).toISOString();
}

function after(now: Date, ms: number): string {
  return new Date(now.getTime() + ms).toISOString();
}
