import type { Case } from "./case.ts";
import { type CancelReason, type Effect, type EffectKind, cancelReasons, isMessage } from "./effect.ts";
import type { Band } from "./metric.ts";
import { arrivedAt, cancelled, delayed, nameFor, planned } from "./planned-effect.ts";
import type { Policy } from "./policy.ts";
import { decentTime } from "./quiet-hours.ts";
import { type PersonKey, personOf } from "./respondent.ts";
import { type Quiet, type Response, needsPerson } from "./response.ts";
import { programFor } from "./reward.ts";

/** What of a response's history decides about messages. */
export type Correspondence = {
  /** The respondent, aliases resolved. */
  readonly person: PersonKey;
  /** The effects that an earlier revision has put in the ledger. */
  readonly effects: readonly Effect[];
  /** Why this address may not be written to, if so. */
  readonly suppressed?: CancelReason;
  /** The case it belongs to, if there is one. */
  readonly ownCase?: Pick<Case, "state">;
};

/** An effect of an earlier revision that must no longer happen, if it has not begun. `at`: ISO 8601, UTC. */
export type Cancellation = { readonly id: string; readonly reason: CancelReason; readonly at: string };

const messageKinds: Record<Band, readonly EffectKind[]> = {
  detractor: ["follow_up"],
  passive: ["follow_up"],
  promoter: ["thank", "reward"],
};

/**
 * Why nothing will come of a first answer but its count, where it says so itself: then nothing needs to be
 * written down for it.
 */
export function quietly(response: Response, policy: Policy): Quiet | undefined {
  if (response.revision > 1 || needsPerson(response)) return undefined;
  const person = personOf(response.body.respondent);
  const messages = planMessages(response, { person, effects: [] }, policy);
  const [reason] = messages.flatMap(({ state, detail }) => cancelReasons.find((known) => state === "cancelled" && known === detail) ?? []);
  return reason === undefined ? undefined : { reason, kinds: messages.map(({ kind }) => kind) };
}

/** One message for the band, or the first reason why there is none. */
export function planMessages(response: Response, history: Correspondence, policy: Policy): Effect[] {
  // Who answers our own question has been thanked on its page.
  if (response.about !== undefined) return [];
  const wanted = messageKinds[response.band].filter(
    (kind) => kind !== "reward" || programFor(policy, arrivedAt(response)) !== undefined,
  );
  const isFresh = (kind: EffectKind) => !history.effects.some((effect) => effect.kind === kind && !isTakenBack(effect));
  // A reward travels with its thanks and never alone.
  const fresh = wanted.filter((kind) => isFresh(kind) && (kind !== "reward" || isFresh("thank")));
  const reason = whyNoMessage(response, history, policy);
  const delay = policy.messages.delays[response.band];
  const notBefore = decentTime(new Date(Date.parse(arrivedAt(response)) + delay).toISOString(), response, policy);
  return fresh.map((kind) => {
    const name = nameFor(kind, response, history);
    if (reason !== undefined) return cancelled(response, kind, reason, name);
    const message = delayed(planned(response, kind, name), notBefore);
    return kind === "reward" ? { ...message, person: history.person } : message;
  });
}

/** Cancelled because of what an earlier revision said, so that the next one decides anew. */
function isTakenBack({ state, detail }: Effect): boolean {
  return state === "cancelled" && ["test", "backfill", "no address", "corrected"].some((reason) => reason === detail);
}

/** Messages of an earlier revision that have not begun and are not wanted any more, with the first reason that applies. */
export function withdrawn(response: Response, history: Correspondence, policy: Policy): readonly Cancellation[] {
  const reason = whyNoMessage(response, history, policy);
  const at = arrivedAt(response);
  const handled = history.ownCase === undefined || history.ownCase.state === "open" ? undefined : "handled by a person";
  return history.effects
    .filter((effect) => isMessage(effect.kind) && effect.state === "planned")
    .flatMap(({ id, kind }) => {
      const fits = messageKinds[response.band].includes(kind);
      // The band's mode says nothing about another band's message.
      const reasons = fits ? [reason] : [reason === "mode off" ? undefined : reason, handled, "corrected"];
      const first = cancelReasons.find((candidate) => reasons.includes(candidate));
      return first === undefined ? [] : [{ id, reason: first, at }];
    });
}

function whyNoMessage(response: Response, history: Correspondence, policy: Policy): CancelReason | undefined {
  if (response.body.test === true) return "test";
  if (response.body.backfill === true) return "backfill";
  if (response.body.respondent.email === undefined) return "no address";
  if (history.suppressed !== undefined) return history.suppressed;
  if (policy.messages.modes[response.band] === "off") return "mode off";
  const written = history.effects.some((effect) => isMessage(effect.kind) && mayHaveGone(effect));
  return written ? "frequency cap" : undefined;
}

function mayHaveGone({ state }: Effect): boolean {
  return state === "sending" || state === "unknown" || state === "sent";
}
