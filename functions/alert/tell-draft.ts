import type { Case } from "../../shared/domain/case.ts";
import { messageOf, tellsOf } from "../../shared/domain/draft.ts";
import { type Effect, cancelReasons, isSettled } from "../../shared/domain/effect.ts";
import { type Delivered, type Delivering, deliver } from "../../shared/delivery/deliver.ts";
import type { Chat, ChatMessage, FoundResponse, LookUp } from "../../shared/ports.ts";
import { draftCard } from "./draft-card.ts";
import { type Channels, lookUpInChannel, postInChannel, postInThread } from "../../shared/delivery/post-in-channel.ts";
import { type Finding, ownerInSlack } from "../../shared/casework/who-to-tell.ts";

/** What showing drafts needs of the world. */
export type DraftTelling = Delivering & Finding & Channels & { readonly chat: Pick<Chat, "post" | "edit" | "lookUp" | "memberByEmail" | "member"> };

/** When to try again where Slack does not say; milliseconds. */
const againMs = 2_000;

/** Shows a message that waits to be approved: in the thread of its case, else in its channel. */
export async function postDraft(needs: DraftTelling, effect: Effect, subject: Case | undefined, found: FoundResponse): Promise<Delivered> {
  const { ledger, clock } = needs;
  const message = messageOf(found.effects, effect);
  if (message === undefined || (effect.state === "planned" && isSettled(message))) {
    // What became of it came first, and there is nothing left to decide.
    await ledger.cancel([effect], clock.now().toISOString(), cancelReasons.find((reason) => reason === message?.detail) ?? "corrected");
    return { kind: "settled" };
  }
  const place = subject?.card;
  if (subject !== undefined && place === undefined) {
    // Folded: whoever takes the case from the storm's list writes to the customer themselves.
    await ledger.handOver(effect, clock.now().toISOString(), `folded with ${subject.id}`);
    return { kind: "settled" };
  }
  const card = await draw(needs, message, subject, found);
  return deliver(needs, {
    effects: [effect],
    send: () =>
      place === undefined
        ? postInChannel(needs, effect, effect.lane?.channel ?? needs.policy.slack.defaultChannel, card)
        : postInThread(needs, effect, { channel: place.channel, threadTs: place.ts }, card),
    lookUp: (since) => lookUpDraft(needs, effect, subject, since),
  });
}

/** Where a draft's card may be. */
export function lookUpDraft(needs: Channels, effect: Effect, subject: Case | undefined, since: string): Promise<LookUp> {
  const place = subject?.card;
  if (place !== undefined) return needs.chat.lookUp({ effectId: effect.id, since, channel: place.channel, threadTs: place.ts });
  return lookUpInChannel(needs, effect, effect.lane?.channel ?? needs.policy.slack.defaultChannel, since);
}

/** Writes on a draft's card what has become of its message. Doing so twice is harmless, and so is doing so late: it says what is so now. */
export async function rewriteDraft(needs: DraftTelling, effect: Effect, subject: Case | undefined, found: FoundResponse): Promise<Delivered> {
  const { chat, ledger, clock, log } = needs;
  const now = clock.now();
  const message = messageOf(found.effects, effect);
  const card = found.effects.find(({ id }) => id === message?.draft?.card);
  if (message === undefined || card?.receipt === undefined || !("ts" in card.receipt)) {
    if (card !== undefined && !isSettled(card)) return { kind: "later", at: new Date(now.getTime() + againMs).toISOString() };
    await ledger.handOver(effect, now.toISOString(), "told by no card: the draft was never shown");
    return { kind: "settled" };
  }
  const edited = await chat.edit({ ...card.receipt, effectId: card.id }, await draw(needs, message, subject, found));
  switch (edited.kind) {
    case "refused":
    case "uncertain":
      return { kind: "later", at: new Date(now.getTime() + againMs).toISOString(), retryAfterMs: edited.kind === "refused" ? (edited.retryAfterMs ?? againMs) : againMs };
    case "rejected":
      log.warn("draft not written anew", { effect: effect.id, reason: edited.reason });
      break;
    case "sent":
  }
  await ledger.handOver(effect, clock.now().toISOString(), `told by ${card.id}`);
  return { kind: "settled" };
}

async function draw(needs: DraftTelling, message: Effect, subject: Case | undefined, { response }: FoundResponse): Promise<ChatMessage> {
  const approver = subject === undefined || tellsOf(message) !== "waiting" ? undefined : await ownerInSlack(needs, subject);
  return draftCard({ message, response, isInThread: subject !== undefined, timeZone: needs.policy.timeZone, ...(approver === undefined ? {} : { approver }) });
}
