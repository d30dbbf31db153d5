import type { Effect } from "../../shared/domain/effect.ts";
import type { Policy } from "../../shared/domain/policy.ts";
import type { Chat, ChatMessage, Log, LookUp, Metrics, SendOutcome } from "../../shared/ports.ts";

/** What posting in a channel needs of the world. */
export type Channels = { readonly chat: Pick<Chat, "post" | "lookUp">; readonly policy: Policy; readonly log: Log; readonly metrics: Metrics };

/** Posts in a channel, or, where that refuses, in the default one. */
export async function postInChannel({ chat, policy, log, metrics }: Channels, { id: effectId }: Effect, channel: string, message: ChatMessage): Promise<SendOutcome> {
  const fallback = policy.slack.defaultChannel;
  const first = await chat.post({ effectId, channel, message });
  if (first.kind !== "channel refuses") return first;
  metrics.count("ChannelRefused");
  log.error("channel refuses alerts", first.reason, { channel, effect: effectId });
  return channel === fallback ? unposted(first) : unposted(await chat.post({ effectId, channel: fallback, message }));
}

/** No channel took it: the operator mends that, and until then it is tried again. */
export function unposted(outcome: Awaited<ReturnType<Chat["post"]>>): SendOutcome {
  return outcome.kind === "channel refuses"
    ? { kind: "refused", reason: `no channel takes it: ${outcome.reason}` }
    : outcome;
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
