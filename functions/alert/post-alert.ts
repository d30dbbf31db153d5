import type { Case, TimelineEntry } from "../../shared/domain/case.ts";
import { stepTold } from "../../shared/domain/case-clock.ts";
import { type DeliveryReceipt, type Effect, isSettled } from "../../shared/domain/effect.ts";
import type { Response } from "../../shared/domain/response.ts";
import { cardOnRequest, opensCard, stormOf, stormStep } from "../../shared/domain/storm.ts";
import { entryOf } from "../../shared/domain/work-case.ts";
import { type Delivered, type Delivering, deliver } from "../../shared/delivery/deliver.ts";
import { takeBack, withdraw } from "../../shared/delivery/taking-back.ts";
import type { Cases, Chat, ChatMessage, LookUp, Metrics, Responses, SendOutcome, Storms } from "../../shared/ports.ts";
import { type Drawing, drawCard, redrawCard } from "./draw-card.ts";
import { nudge } from "./nudge.ts";
import { lookUpInChannel, postInChannel, postInThread } from "../../shared/delivery/post-in-channel.ts";
import { lookUpDraft, postDraft, rewriteDraft } from "./tell-draft.ts";
import { postStorm } from "./tell-storm.ts";
import { type Answer, answeredLine, correctionLine, erasedNote, eventLine } from "./thread-line.ts";
import { whoIsMeant } from "../../shared/casework/who-to-tell.ts";

/** What posting needs of the world. */
export type Posting = Delivering & Drawing & {
  readonly responses: Pick<Responses, "find" | "isErased">;
  readonly cases: Pick<Cases, "find" | "countOpen">;
  readonly chat: Chat;
  readonly storms: Pick<Storms, "folded">;
  readonly metrics: Metrics;
};

/** How soon to look again at a line whose card is not there yet; milliseconds. */
const cardAwaitedMs = 2_000;

/**
 * Brings one alert, note or nudge to people: the first alert of a case as its card, everything after it
 * as a line in the card's thread, with the card edited in place, and what is for one person to them alone.
 */
export async function postAlert(needs: Posting, effect: Effect): Promise<Delivered> {
  if (effect.kind === "storm") return postStorm(needs, effect);
  if (effect.kind === "erase") return takeBack(needs, effect, (sent) => blot(needs.chat, sent));
  const [subject, found] = await Promise.all([
    effect.caseId === undefined ? undefined : needs.cases.find(effect.caseId),
    needs.responses.find(effect.responseId),
  ]);
  const isOfDraft = effect.kind === "draft" || effect.kind === "verdict";
  if (isOfDraft && found === undefined && (await needs.responses.isErased(effect.responseId))) {
    return withdraw(needs, [effect], (since) => lookUpDraft(needs, effect, subject, since));
  }
  if (subject !== undefined && found === undefined && (await needs.responses.isErased(effect.responseId))) {
    return withdraw(needs, [effect], (since) => lookUpPost(needs, effect, subject, since));
  }
  if (isOfDraft && found !== undefined && (effect.kind === "verdict" || effect.caseId === undefined)) {
    return effect.kind === "verdict" ? rewriteDraft(needs, effect, subject, found) : postDraft(needs, effect, subject, found);
  }
  if (subject === undefined || found === undefined) {
    await needs.ledger.fail([effect], needs.clock.now().toISOString(), "its case or response is gone");
    return { kind: "settled" };
  }
  // A card stands only where its alert has been sent.
  if (subject.card?.effectId === effect.id) return { kind: "settled" };
  const others = subject.card === undefined ? await otherAlerts(needs, effect, subject) : [];
  if (others.some((alert) => !isSettled(alert))) {
    return { kind: "later", at: new Date(needs.clock.now().getTime() + cardAwaitedMs).toISOString(), awaits: "card" };
  }
  if (effect.kind === "draft") return postDraft(needs, effect, subject, found);
  const entry = entryOf(subject, effect);
  if (effect.kind === "nudge") return nudge(needs, effect, subject, entry, found.response);
  if (subject.card !== undefined) return postLine(needs, effect, subject, { place: subject.card, entry, response: found.response });
  if (entry !== undefined) return settleWithoutCard(needs, effect, { subject, entry, storm: stormOf(others) });
  if (!opensCard(effect) && others.some(({ state }) => state === "sent")) return joinFolded(needs, effect, subject);
  return postCard(needs, effect, subject, found.response);
}

/** The alerts of the answer that opened a case, but for this one: its card is theirs to post, or they were folded. */
async function otherAlerts({ ledger }: Posting, effect: Effect, { id, responses }: Case): Promise<readonly Effect[]> {
  const [opener = effect.responseId] = responses;
  return (await ledger.ofResponse(opener)).filter((other) => other.kind === "alert" && other.caseId === id && other.id !== effect.id);
}

/** Who answers again while their case stands in a storm's list is seen there, or, once that makes it critical, on its card. */
async function joinFolded({ ledger, clock }: Posting, effect: Effect, subject: Case): Promise<Delivered> {
  const at = clock.now().toISOString();
  if (subject.severity === "critical") await ledger.add(cardOnRequest(subject, at));
  await ledger.handOver(effect, at, `folded with ${subject.id}`);
  return { kind: "settled" };
}

async function postCard(needs: Posting, effect: Effect, subject: Case, response: Response): Promise<Delivered> {
  const message = await drawCard(needs, subject, response);
  return deliver(needs, {
    effects: [effect],
    send: () => postInChannel(needs, effect, subject.channel, message),
    lookUp: (since) => lookUpPost(needs, effect, subject, since),
  });
}

/** Where a post of the case may be: in its card's thread, or, if it is the card, in the channel. */
function lookUpPost(needs: Posting, effect: Effect, { card: place, channel }: Case, since: string): Promise<LookUp> {
  if (place !== undefined && place.effectId !== effect.id) {
    return needs.chat.lookUp({ effectId: effect.id, since, channel: place.channel, threadTs: place.ts });
  }
  return lookUpInChannel(needs, effect, channel, since);
}

/** Leaves of a post that it was there. */
async function blot(chat: Chat, { id, receipt }: { readonly id: string; readonly receipt: DeliveryReceipt }): Promise<SendOutcome> {
  return "ts" in receipt ? chat.edit({ ...receipt, effectId: id }, erasedNote) : { kind: "rejected", reason: "it is not in the chat" };
}

type Untold = { readonly subject: Case; readonly entry: TimelineEntry; readonly storm: string | undefined };

/** What happened to a case that has no card is told by its history; that time runs out, by its storm's thread as well. */
async function settleWithoutCard(needs: Posting, effect: Effect, { subject, entry, storm }: Untold): Promise<Delivered> {
  const at = needs.clock.now().toISOString();
  const step = stepTold(entry);
  if (storm !== undefined && step !== undefined) {
    await needs.ledger.add(stormStep(storm, { step, meant: await whoIsMeant(needs, subject, entry) }, subject.channel, at));
  }
  await needs.ledger.handOver(effect, at, `told by the history of ${subject.id}`);
  return { kind: "settled" };
}

type Line = { readonly place: NonNullable<Case["card"]>; readonly entry: TimelineEntry | undefined; readonly response: Response };

async function postLine(needs: Posting, effect: Effect, subject: Case, { place, entry, response }: Line): Promise<Delivered> {
  const message = entry === undefined ? lineFor(effect, subject, response) : eventLine(entry, needs.policy.timeZone, await whoIsMeant(needs, subject, entry));
  const thread = { channel: place.channel, threadTs: place.ts };
  return deliver(needs, {
    effects: [effect],
    detail: `in the thread of ${subject.id}`,
    send: () => postInThread(needs, effect, thread, message),
    lookUp: (since) => lookUpPost(needs, effect, subject, since),
    arrived: async () => {
      await redrawCard(needs, subject, place, response);
    },
  });
}

function lineFor(effect: Effect, { timeline }: Case, response: Response): ChatMessage {
  const corrected = /\.note(\d+)$/.exec(effect.id)?.[1];
  if (corrected === undefined) {
    const entry = timeline.find(({ type, responseId }) => (type === "join" || type === "recovery") && responseId === response.id);
    const said = /\.answer(\d+)$/.exec(effect.id)?.[1];
    return answeredLine((said === undefined ? undefined : answerAt(response, Number(said))) ?? answerOf(response.body, response.band), entry);
  }
  const [after, before] = [0, 1].map((ago) => answerAt(response, Number(corrected) - ago));
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
