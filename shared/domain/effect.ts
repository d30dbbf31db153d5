import * as z from "zod/mini";
import type { Draft } from "./drafted.ts";
import type { Promised } from "./promised.ts";

/**
 * Everything that can happen outside because of a response. `note` (a line in a case's thread), `nudge` (a word
 * to its owner alone), `reply` (a mail in a person's own words) and `recovery` (the question, after a case is resolved,
 * whether it was made right) are shown in the case's timeline, and `erase`
 * takes back what another effect has sent; the others are listed with the response. A `draft` shows people a message
 * before it goes, and a `verdict` writes on its card what became of it. A `storm` is the one card of many cases: it
 * belongs to no response; nor does a `digest`, unless it stands with a response to say that the digest shows its words.
 */
export const effectKindSchema = z.enum(["alert", "follow_up", "thank", "reward", "task", "note", "nudge", "reply", "recovery", "erase", "storm", "draft", "verdict", "digest"]);
export type EffectKind = z.infer<typeof effectKindSchema>;

/**
 * `planned` → `sending` → `sent`. A send whose outcome nobody knows is `unknown` until the receiver
 * has been asked. `cancelled` and `failed` end it and carry the reason.
 */
export const effectStateSchema = z.enum(["planned", "sending", "sent", "unknown", "cancelled", "failed"]);
export type EffectState = z.infer<typeof effectStateSchema>;

/** What the receiver gave us to find the thing again. */
export type DeliveryReceipt = { readonly channel: string; readonly ts: string } | { readonly messageId: string };

/** Why an effect is not done, in the order in which the first that applies is named. */
export const cancelReasons = [
  "test",
  "backfill",
  "no address",
  "erased",
  "unsubscribed",
  "bounced",
  "complained",
  "suppressed",
  "mode off",
  "handled by a person",
  "corrected",
  "frequency cap",
  "discarded",
  "not approved in time",
  // Of the question after a case alone: it is open again, or the customer has said more than we would ask.
  "reopened",
  "answered again",
  // Of rewards alone: the thanks go without one.
  "out of stock",
  "budget spent",
] as const;
export type CancelReason = (typeof cancelReasons)[number];

/** One thing that must happen outside exactly once, and how far it has got. */
export type Effect = {
  /** Deterministic: `{response id}.{name}`, so that planning twice plans once. */
  readonly id: string;
  readonly kind: EffectKind;
  readonly responseId: string;
  readonly caseId?: string;
  readonly state: EffectState;
  /** When it came into this state; ISO 8601, UTC. */
  readonly at: string;
  readonly plannedAt: string;
  /** Not to be done before this; ISO 8601, UTC. */
  readonly notBefore: string;
  /** How often a send was begun. Doubles as the fence: only the holder of the latest may settle. */
  readonly attempts: number;
  /** Why, or with what result; for people. */
  readonly detail?: string;
  readonly receipt?: DeliveryReceipt;
  /** When somebody must look at it again if nobody has; absent once settled. */
  readonly dueAt?: string;
  /** While `sending`: until when the sender may still be at it. While `unknown`: when the receiver is asked again. */
  readonly leaseUntil?: string;
  /** What is for one person in chat, from when a send was begun: whom, since somebody else may be meant by the time it is looked for. */
  readonly to?: string;
  /** Rewards only: whose it is, aliases resolved. */
  readonly person?: string;
  /** Messages only, and the first of a mail alone: what a person was or is asked to approve. */
  readonly draft?: Draft;
  /** Rewards only, from when a send was begun: what they were promised, and have claimed of it. */
  readonly promised?: Promised;
  /** What stands in chat only: the channel whose lane it waits in, and its rank there (0 first). */
  readonly lane?: { readonly channel: string; readonly rank: number };
};

/** Whether an effect is (part of) the message that the product writes to the customer. */
export function isMessage(kind: EffectKind): boolean {
  switch (kind) {
    case "follow_up":
    case "thank":
    case "reward":
      return true;
    case "alert":
    case "task":
    case "note":
    case "nudge":
    case "reply":
    case "recovery":
    case "erase":
    case "storm":
    case "draft":
    case "verdict":
    case "digest":
      return false;
  }
}

/** The id of a response's effect; `name` is its kind, or its kind and the revision that asked for it. */
export function effectId(responseId: string, name: string): string {
  return `${responseId}.${name}`;
}

/** The two halves of an effect id. */
export function splitEffectId(id: string): { responseId: string; name: string } {
  const dot = id.indexOf(".");
  return { responseId: id.slice(0, dot), name: id.slice(dot + 1) };
}

/** Whether a send was begun that may have arrived. */
export function isBegun({ state }: Pick<Effect, "state">): boolean {
  return state === "sending" || state === "unknown";
}

/** Settled effects never change their state again. */
export function isSettled(effect: Pick<Effect, "state">): boolean {
  switch (effect.state) {
    case "sent":
    case "cancelled":
    case "failed":
      return true;
    case "planned":
    case "sending":
    case "unknown":
      return false;
  }
}

/** What may be done with an effect now. */
export type NextStep =
  | { readonly do: "send" }
  /** A send was begun and its outcome is not known: ask the receiver before anything else. */
  | { readonly do: "look up" }
  | { readonly do: "wait"; readonly until: string }
  | { readonly do: "nothing" };

/**
 * The one rule of the ledger: send what is planned and due, look up what may have happened, leave
 * alone what somebody else holds or what is settled.
 *
 * @param now ISO 8601, UTC
 */
export function nextStep(effect: Effect, now: string): NextStep {
  switch (effect.state) {
    case "planned":
      return effect.notBefore <= now ? { do: "send" } : { do: "wait", until: effect.notBefore };
    case "sending":
    case "unknown":
      return lookUpFrom(effect.leaseUntil, now);
    case "sent":
    case "cancelled":
    case "failed":
      return { do: "nothing" };
  }
}

function lookUpFrom(moment: string | undefined, now: string): NextStep {
  return moment === undefined || moment <= now ? { do: "look up" } : { do: "wait", until: moment };
}

/** How often a send is begun before the effect is called failed. */
export const mostAttempts = 100;

/**
 * How long to wait after the n-th attempt that certainly did not arrive: 2 s doubling to 15 min, so
 * that all attempts together span about a day.
 *
 * @returns milliseconds
 */
export function backoff(attempts: number): number {
  return Math.min(2_000 * 2 ** Math.max(0, attempts - 1), 15 * 60_000);
}

/** An effect without what was said of tries before: what did arrive is not told with why it once had not. */
export function unremarked<T extends Pick<Effect, "detail">>({ detail: _, ...effect }: T): Omit<T, "detail"> {
  return effect;
}
