import type { Effect } from "../domain/effect.ts";
import type { Policy } from "../domain/policy.ts";
import type { Chat, ChatMessage, Log, LookUp, Metrics, SendOutcome } from "../ports.ts";

/** What posting in a channel needs of the world. */
export type Channels = { readonly chat: Pick<Chat, "post" | "lookUp">; readonly policy: Policy; readonly log: Log; readonly metrics: Metrics };

/** Where a post is to stand: in a channel, or in one of its threads. */
type Place = { readonly channel: string; readonly threadTs?: string };

/** Posts in a channel, or, where that refuses, in the default one. */
export async function postInChannel(needs: Channels, effect: Effect, channel: string, message: ChatMessage): Promise<SendOutcome> {
  const fallback = needs.policy.slack.defaultChannel;
  const first = await postAt(needs, effect, { channel }, message);
  return channel === fallback || !first.isRefused ? first.outcome : (await postAt(needs, effect, { channel: fallback }, message)).outcome;
}

/** Posts in a thread, which stands nowhere else. */
export async function postInThread(needs: Channels, effect: Effect, thread: Required<Place>, message: ChatMessage): Promise<SendOutcome> {
  return (await postAt(needs, effect, thread, message)).outcome;
}

/** A channel that refuses is the operator's to mend, who is told; until then it is tried again. */
async function postAt({ chat, log, metrics }: Channels, { id: effectId }: Effect, place: Place, message: ChatMessage) {
  const outcome = await chat.post({ effectId, message, ...place });
  if (outcome.kind !== "channel refuses") return { isRefused: false, outcome };
  metrics.count("ChannelRefused");
  log.error("channel refuses", outcome.reason, { channel: place.channel, effect: effectId });
  return { isRefused: true, outcome: { kind: "refused", reason: `${place.channel} does not take it: ${outcome.reason}` } as const };
}

/** Where it may be: it arrived if it is in one of them, and never did only if it is in none. */
export async function lookUpInChannel({ chat, policy }: Channels, { id: effectId }: Effect, wanted: string, since: string): Promise<LookUp> {
  let answer: LookUp = { kind: "absent" };
  for (const channel of new Set([wanted, policy.slack.defaultChannel])) {
    const found = await chat.lookUp({ effectId, channel, since });
    if (found.kind === "found") return found;
    if (found.kind === "unsure") answer = found;
  }
  return answer;
}
