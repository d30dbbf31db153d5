import { stormCard, stormLine } from "../../shared/chat/storm-card.ts";
import { type Delivered, type Delivering, deliver } from "../../shared/delivery/deliver.ts";
import { type Effect, effectId, isSettled } from "../../shared/domain/effect.ts";
import { type Storm, stormTold } from "../../shared/domain/storm.ts";
import type { Chat, ChatMessage, Storms } from "../../shared/ports.ts";
import { type Channels, lookUpInChannel, postInChannel, postInThread } from "../../shared/delivery/post-in-channel.ts";

/** What telling of a storm needs of the world. */
export type StormTelling = Delivering & Channels & { readonly chat: Pick<Chat, "edit" | "post" | "lookUp">; readonly storms: Pick<Storms, "folded"> };

/** Posts the card of a storm, which says what it holds by then, or a line in that card's thread. */
export async function postStorm(needs: StormTelling, effect: Effect): Promise<Delivered> {
  const told = stormTold(effect);
  if (told !== undefined) return postStep(needs, effect, stormLine(told.step, told.meant));
  const channel = effect.lane?.channel ?? needs.policy.slack.defaultChannel;
  return deliver(needs, {
    effects: [effect],
    send: async () => postInChannel(needs, effect, channel, (await drawStorm(needs, effect.responseId)).message),
    lookUp: (since) => lookUpInChannel(needs, effect, channel, since),
  });
}

async function postStep(needs: StormTelling, effect: Effect, message: ChatMessage): Promise<Delivered> {
  const { ledger, clock, chat } = needs;
  const card = await ledger.find(effectId(effect.responseId, "storm"));
  if (card !== undefined && !isSettled(card)) return { kind: "later", at: card.dueAt ?? card.notBefore, awaits: "card" };
  if (card?.receipt === undefined || !("ts" in card.receipt)) {
    await ledger.fail([effect], clock.now().toISOString(), "its storm has no card");
    return { kind: "settled" };
  }
  const thread = { channel: card.receipt.channel, threadTs: card.receipt.ts };
  return deliver(needs, {
    effects: [effect],
    send: () => postInThread(needs, effect, thread, message),
    lookUp: (since) => chat.lookUp({ effectId: effect.id, since, ...thread }),
  });
}

/** What came of writing a storm's card anew: what it says now, that it cannot be said yet, or that it is not posted yet. */
export type Rewritten = { readonly kind: "shown"; readonly count: number } | { readonly kind: "later"; readonly retryAfterMs: number } | { readonly kind: "awaited" };

/** When to try again where Slack does not say; milliseconds. */
const againMs = 2_000;

/** Writes the card of a storm anew where it stands. Doing so twice is harmless. */
export async function rewriteStorm(needs: StormTelling, { id, total }: Storm): Promise<Rewritten> {
  const effect = await needs.ledger.find(effectId(id, "storm"));
  if (effect !== undefined && !isSettled(effect)) return { kind: "awaited" };
  if (effect?.receipt === undefined || !("ts" in effect.receipt)) return { kind: "shown", count: total };
  const { message, count } = await drawStorm(needs, id);
  const edited = await needs.chat.edit({ ...effect.receipt, effectId: effect.id }, message);
  switch (edited.kind) {
    case "sent":
      return { kind: "shown", count };
    case "rejected":
      needs.log.warn("storm not told", { storm: id, reason: edited.reason });
      return { kind: "shown", count };
    case "refused":
      return { kind: "later", retryAfterMs: edited.retryAfterMs ?? againMs };
    case "uncertain":
      return { kind: "later", retryAfterMs: againMs };
  }
}

async function drawStorm({ storms, policy }: StormTelling, id: string): Promise<{ readonly message: ChatMessage; readonly count: number }> {
  const folded = await storms.folded(id);
  return { message: stormCard({ id, folded, burst: policy.slack.burst }), count: folded.length };
}
