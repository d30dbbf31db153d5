import { type Effect, effectId } from "./effect.ts";
import { plannedAt } from "./planned-effect.ts";
import { severityRank } from "./severity.ts";

/**
 * What is known of digests by the name of one: `digest_{its id in the policy}_{local day}`. There is one such name a
 * day, whoever asks, so there is one such message.
 */
export function digestName(ruleId: string, day: string): string {
  return `digest_${ruleId}_${day}`;
}

/** A digest as something to be sent once. */
export function digestEffect(name: string, at: string): Effect {
  return plannedAt(at, { id: effectId(name, "digest"), kind: "digest" });
}

/**
 * Says, beside a response, that a digest shows its words: whoever erases the response takes the digest back, in the
 * lane of the digest's channel. It is settled as it is written, since the digest itself is what is sent.
 */
export function quotedIn(name: string, responseId: string, { channel, at }: { readonly channel: string; readonly at: string }): Effect {
  const { dueAt: _, ...effect } = plannedAt(at, { id: effectId(responseId, name), kind: "digest" });
  return { ...effect, state: "sent", lane: { channel, rank: severityRank.normal } };
}
