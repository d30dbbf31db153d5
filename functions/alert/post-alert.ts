import type { Case } from "../../shared/domain/case.ts";
import { type DeliveryReceipt, type Effect, isSettled } from "../../shared/domain/effect.ts";
import type { Policy } from "../../shared/domain/policy.ts";
import type { Response } from "../../shared/domain/response.ts";
import { type Delivered, type Delivering, deliver } from "../../shared/delivery/deliver.ts";
import { takeBack, withdraw } from "../../shared/delivery/taking-back.ts";
import type { Cases, Chat, ChatMessage, LookUp, Metrics, Responses, SendOutcome } from "../../shared/ports.ts";
import { card } from "../../shared/chat/card.ts";
import { type Answer, correctionLine, erasedNote, joinedLine } from "./thread-line.ts";

/** What posting needs of the world. */
export type Posting = Delivering & {
  readonly responses: Pick<Responses, "find" | "isErased">;
  readonly cases: Pick<Cases, "find" | "countOpen">;
  readonly chat: Chat;
  readonly policy: Policy;
  readonly metrics: Metrics;
};

/** How soon to look again at a line whose card is not there yet; milliseconds. */
const cardAwaitedMs = 2_000;

/**
 * Brings one alert or note to its channel: the first alert of a case as its card, everything after it
 * as a line in the card's thread, with the card edited in place.
 */
export async function postAlert(needs: Posting, effect: Effect): Promise<Delivered> {
  const [subject, found] = await Promise.all([
    effect.caseId === undefined ? undefined : needs.cases.find(effect.caseId),
    needs.responses.find(effect.responseId),
  ]);
  if (effect.kind === "erase") return takeBack(needs, effect, (sent) => blot(needs.chat, sent));
  if (subject !== undefined && found === undefined && (await needs.responses.isErased(effect.responseId))) {
    return withdraw(needs, [effect], (since) => lookUpPost(needs, effect, subject, since));
  }
  if (subject === undefined || found === undefined) {
    await needs.ledger.fail([effect], needs.clock.now().toISOString(), "its case or response is gone");
    return { kind: "settled" };
  }
  if (subject.card !== undefined && subject.card.effectId !== effect.id) return postLine(needs, effect, subject, subject.card, found.response);
  if (await isCardAwaited(needs, effect, subject)) {
    return { kind: "later", at: new Date(needs.clock.now().getTime() + cardAwaitedMs).toISOString() };
  }
  return postCard(needs, effect, subject, found.response);
}

/** Whether the card is another effect's to post, and may still be posted. */
async function isCardAwaited({ ledger }: Posting, effect: Effect, { id, responses }: Case): Promise<boolean> {
  const [opener = effect.responseId] = responses;
  const opening = (await ledger.ofResponse(opener)).find(({ kind, caseId }) => kind === "alert" && caseId === id);
  return opening !== undefined && opening.id !== effect.id && !isSettled(opening);
}

async function postCard(needs: Posting, effect: Effect, subject: Case, response: Response): Promise<Delivered> {
  const { chat, policy } = needs;
  const message = await drawCard(needs, subject, response);
  const wanted = subject.channel;
  const fallback = policy.slack.defaultChannel;
  const post = (channel: string) => chat.post({ effectId: effect.id, channel, message });
  return deliver(needs, {
    effects: [effect],
    send: async () => {
      const first = await post(wanted);
      if (first.kind !== "channel refuses") return first;
      needs.metrics.count("ChannelRefused");
      needs.log.error("channel refuses alerts", first.reason, { channel: wanted, effect: effect.id });
      return wanted === fallback ? unposted(first) : unposted(await post(fallback));
    },
    lookUp: (since) => lookUpPost(needs, effect, subject, since),
  });
}

/** No channel took it: the operator mends that, and until then it is tried again. */
function unposted(outcome: Awaited<ReturnType<Chat["post"]>>): SendOutcome {
  return outcome.kind === "channel refuses"
    ? { kind: "refused", reason: `no channel takes it: ${outcome.reason}` }
    : outcome;
}

/** It arrived if it is in one of them, and never did only if it is in none. */
async function lookUpIn(chat: Chat, mark: string, since: string, channels: readonly string[]): Promise<LookUp> {
  let answer: LookUp = { kind: "absent" };
  for (const channel of channels) {
    const found = await chat.lookUp({ effectId: mark, channel, since });
    if (found.kind === "found") return found;
    if (found.kind === "unsure") answer = found;
  }
  return answer;
}

/** Where a post of the case may be: in its card's thread, or, if it is the card, in the channel. */
function lookUpPost({ chat, policy }: Posting, effect: Effect, { card: place, channel }: Case, since: string): Promise<LookUp> {
  if (place !== undefined && place.effectId !== effect.id) {
    return chat.lookUp({ effectId: effect.id, since, channel: place.channel, threadTs: place.ts });
  }
  return lookUpIn(chat, effect.id, since, [...new Set([channel, policy.slack.defaultChannel])]);
}

/** Leaves of a post that it was there. */
async function blot(chat: Chat, { id, receipt }: { readonly id: string; readonly receipt: DeliveryReceipt }): Promise<SendOutcome> {
  return "ts" in receipt ? chat.edit({ ...receipt, effectId: id }, erasedNote) : { kind: "rejected", reason: "it is not in the chat" };
}

async function postLine(
  needs: Posting,
  effect: Effect,
  subject: Case,
  place: NonNullable<Case["card"]>,
  response: Response,
): Promise<Delivered> {
  const { chat } = needs;
  const message = lineFor(effect, response);
  const thread = { channel: place.channel, threadTs: place.ts };
  return deliver(needs, {
    effects: [effect],
    detail: `in the thread of ${subject.id}`,
    send: async () => unposted(await chat.post({ effectId: effect.id, message, ...thread })),
    lookUp: (since) => lookUpPost(needs, effect, subject, since),
    arrived: async () => {
      await redraw(needs, subject, place, response);
    },
  });
}

async function redraw(needs: Posting, subject: Case, place: NonNullable<Case["card"]>, response: Response): Promise<void> {
  const edited = await needs.chat.edit(place, await drawCard(needs, subject, response));
  switch (edited.kind) {
    case "sent":
      return;
    case "rejected":
      needs.log.warn("card not edited", { case: subject.id, reason: edited.reason });
      return;
    case "refused":
    case "uncertain":
      // Thrown, so that the line is found as sent and the card is drawn again.
      throw new Error(`the card of ${subject.id} could not be edited: ${edited.reason}`);
  }
}

function lineFor(effect: Effect, response: Response): ChatMessage {
  if (effect.kind !== "note") return joinedLine(answerOf(response.body, response.band));
  const corrected = Number(/\.note(\d+)$/.exec(effect.id)?.[1]);
  const [after, before] = [corrected, corrected - 1].map((revision) => answerAt(response, revision));
  return correctionLine(after ?? answerOf(response.body, response.band), before);
}

function answerAt(response: Response, revision: number): Answer | undefined {
  const known = response.revisions.find((candidate) => candidate.revision === revision);
  if (known === undefined) return undefined;
  return answerOf(revision === response.revision ? response.body : (known.body ?? response.body), known.band);
}

function answerOf({ metric, score, comment }: Response["body"], band: Response["band"]): Answer {
  return { metric, score, band, ...(comment === undefined ? {} : { comment }) };
}

/** The card as the case stands: it shows the latest answer, which may be the one at hand. */
async function drawCard(needs: Posting, subject: Case, atHand: Response): Promise<ChatMessage> {
  const { cases, responses, policy, clock } = needs;
  const latest = subject.responses.at(-1) ?? "";
  const [response, otherOpenCases, owner] = await Promise.all([
    latest === atHand.id ? atHand : responses.find(latest).then((found) => found?.response),
    subject.account === undefined ? 0 : cases.countOpen(subject.account.id, subject.id),
    ownerOf(needs, subject),
  ]);
  if (response === undefined) throw new Error(`the case ${subject.id} shows the response ${latest}, which is gone`);
  const { fallbackGroup } = policy.slack;
  return card({
    case: subject,
    response,
    otherOpenCases,
    owner,
    money: policy,
    timeZone: policy.timeZone,
    now: clock.now().toISOString(),
    ...(fallbackGroup === undefined ? {} : { fallbackGroup }),
  });
}

async function ownerOf({ chat, log }: Posting, { id, account }: Case): Promise<string | undefined> {
  const owner = account?.owner;
  if (owner?.slackUserId !== undefined || owner?.email === undefined) return owner?.slackUserId;
  try {
    return await chat.memberByEmail(owner.email);
  } catch (error) {
    // An alert without a mention beats a mention without an alert.
    log.error("owner not found in Slack", error, { case: id });
    return undefined;
  }
}
