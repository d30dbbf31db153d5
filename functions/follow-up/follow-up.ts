import { type Case, ownerOf } from "../../shared/domain/case.ts";
import { carriedWith } from "../../shared/domain/carried.ts";
import { approvedWords } from "../../shared/domain/draft.ts";
import { type CancelReason, type Effect, isSettled } from "../../shared/domain/effect.ts";
import { decentTime } from "../../shared/domain/quiet-hours.ts";
import { normaliseEmail } from "../../shared/domain/respondent.ts";
import type { Response } from "../../shared/domain/response.ts";
import { workCase } from "../../shared/casework/work-case.ts";
import { programOf } from "../../shared/domain/reward.ts";
import { type Delivered, deliver } from "../../shared/delivery/deliver.ts";
import { addressSlot, personSlot } from "../../shared/delivery/message-slots.ts";
import { suppressionOf, whyUnsent } from "../../shared/delivery/suppression-of.ts";
import { takeBack, withdraw } from "../../shared/delivery/taking-back.ts";
import type { FollowUpTask, FoundResponse } from "../../shared/ports.ts";
import { entryOf } from "../../shared/domain/work-case.ts";
import { askWhetherRight } from "./ask-recovery.ts";
import type { FollowingUp } from "./following-up.ts";
import { promiseFor } from "./promise-for.ts";
import { composeReply } from "./message/compose-reply.ts";
import { approvalOf, askForApproval, sayOnCard } from "./approval.ts";
import { composeMail, letterOf } from "./message/compose-mail.ts";

/** Does what a task asks for, as far as it can be done now. */
export async function followUp(needs: FollowingUp, task: FollowUpTask): Promise<Delivered> {
  const found = await needs.responses.find(task.responseId);
  const effects = found?.effects ?? (await needs.ledger.ofResponse(task.responseId));
  const effect = effects.find(({ id }) => id === task.effectId);
  if (effect === undefined || isSettled(effect)) return { kind: "settled" };
  if (effect.kind === "erase") return unmail(needs, effect);
  if (found === undefined) {
    return (await needs.responses.isErased(task.responseId)) ? withdrawMail(needs, carriedWith(effect, effects)) : { kind: "settled" };
  }
  switch (effect.kind) {
    case "task":
      return handOver(needs, effect);
    case "follow_up":
    case "thank":
    case "reward":
      return write(needs, effect, found);
    case "reply":
      return reply(needs, effect, found.response);
    case "recovery":
      return askWhetherRight(needs, effect, found.response);
    case "alert":
    case "note":
    case "nudge":
    case "storm":
    case "draft":
    case "verdict":
    case "digest":
      throw new Error(`${effect.id} is not a follow-up`);
  }
}

function withdrawMail(needs: FollowingUp, carried: readonly Effect[]): Promise<Delivered> {
  return withdraw(needs, carried, (since) => needs.mailer.lookUp({ effectId: carried[0]?.id ?? "", since }));
}

/**
 * Takes a mail out of a mailbox of ours; what is in the customer's own is theirs. One that cannot be taken out
 * yet is left to the sweep: it may have to wait for ever, and each message that brought itself back would meanwhile
 * be joined by those that the sweep sends.
 */
async function unmail(needs: FollowingUp, retraction: Effect): Promise<Delivered> {
  const { forgetMail, ledger, clock } = needs;
  if (forgetMail === undefined) {
    await ledger.cancel([retraction], clock.now().toISOString(), "erased");
  } else {
    await takeBack(needs, retraction, async ({ id, receipt }) => {
      await forgetMail(id);
      return { kind: "sent", receipt };
    });
  }
  return { kind: "settled" };
}

/** The task has come off the queue: its case is there, with all that is to be done, for whoever works it. */
async function handOver({ ledger, cases, clock }: FollowingUp, effect: Effect): Promise<Delivered> {
  const { caseId } = effect;
  const now = clock.now().toISOString();
  if (caseId === undefined) await ledger.fail([effect], now, "it belongs to no case");
  else if ((await cases.find(caseId)) === undefined) await ledger.fail([effect], now, "its case is gone");
  else await ledger.handOver(effect, now);
  return { kind: "settled" };
}

/** The customer's message: one mail, whatever it carries. */
async function write(needs: FollowingUp, effect: Effect, { response, effects }: FoundResponse): Promise<Delivered> {
  const subject = effect.caseId === undefined ? undefined : await needs.cases.find(effect.caseId);
  const carried = carriedWith(effect, effects);
  const reason = effect.state === "planned" ? await whyNot(needs, carried[0] ?? effect, response, subject) : undefined;
  if (reason !== undefined) {
    await needs.ledger.cancel(carried, needs.clock.now().toISOString(), reason);
    await sayOnCard(needs, carried);
    return { kind: "settled" };
  }
  const now = needs.clock.now().toISOString();
  const approval = approvalOf(carried[0] ?? effect, response, needs.policy, now);
  if (effect.state === "planned" && effect.notBefore > now) return { kind: "later", at: effect.notBefore };
  if (approval.kind === "ask") return showFirst(needs, response, subject, carried);
  if (approval.kind === "wait") return { kind: "later", at: approval.until };
  const decent = decentTime(now, response, needs.policy);
  if (effect.state === "planned" && decent > now) {
    // A retry or a backlog has brought it here at night, or the respondent has said since where they are.
    await needs.drafts.hold(carried, decent);
    return { kind: "later", at: decent };
  }
  const delivered = await send(needs, response, subject, carried);
  await sayOnCard(needs, carried);
  return delivered;
}

/** Shows people the mail that is to be sent. */
function showFirst(needs: FollowingUp, response: Response, subject: Case | undefined, carried: readonly Effect[]): Promise<Delivered> {
  const carriedReward = carried.find(({ kind }) => kind === "reward");
  const program = carriedReward && programOf(needs.policy, carriedReward);
  const { policy, copies } = needs;
  // Its link is the customer's alone: it is made when the mail goes.
  const reward = program === undefined ? {} : { reward: { program, link: "" } };
  const letter = letterOf({ response, to: response.body.respondent.email ?? "", policy, copies, ...repliesTo(subject), ...reward });
  return askForApproval(needs, carried, letter, { response, subject });
}

/** What a person wrote to the customer: it goes out whatever else was written to them, unless their mailbox wants none. */
async function reply(needs: FollowingUp, effect: Effect, { body }: Response): Promise<Delivered> {
  const { ledger, clock, cases, pseudonymOf, policy, copies, mailer } = needs;
  const now = clock.now().toISOString();
  const subject = effect.caseId === undefined ? undefined : await cases.find(effect.caseId);
  const entry = subject && entryOf(subject, effect);
  const text = entry?.["message"];
  const replyTo = entry?.["replyTo"];
  const to = subject?.respondent.email ?? body.respondent.email;
  if (subject === undefined || typeof text !== "string" || to === undefined) {
    await ledger.cancel([effect], now, to === undefined ? "no address" : "erased");
    return { kind: "settled" };
  }
  const pseudonym = await pseudonymOf(normaliseEmail(to));
  const suppressed = effect.state === "planned" ? await suppressionOf(needs, to) : undefined;
  if (suppressed !== undefined) {
    // Suppressed since Send was pressed, so whoever wrote it takes it for sent: the case says that it was not,
    // before the ledger says that it will not be.
    await workCase(needs, subject.id, { type: "note", note: `The message was not sent: ${whyUnsent[suppressed]}` }, { actor: "afterscore", source: "pipeline", mark: effect.id });
    await ledger.cancel([effect], now, suppressed);
    return { kind: "settled" };
  }
  const unsubscribe = await needs.unsubscribeLink(effect.id, pseudonym);
  const mail = composeReply({ text, to, policy, copies, locale: body.respondent.locale, unsubscribe, ...(typeof replyTo === "string" ? { replyTo } : {}) });
  return deliver(needs, {
    effects: [effect],
    send: () => mailer.send({ ...mail, effectId: effect.id, pseudonym }),
    lookUp: (since) => mailer.lookUp({ effectId: effect.id, since }),
  });
}

/** Why a message that was planned is not wanted any more. */
async function whyNot(
  needs: FollowingUp,
  message: Effect,
  response: Response,
  subject: Case | undefined,
): Promise<CancelReason | undefined> {
  const { email } = response.body.respondent;
  const suppressed = email === undefined ? undefined : await suppressionOf(needs, email);
  if (suppressed !== undefined) return suppressed;
  const { policy, clock } = needs;
  const now = clock.now().toISOString();
  if (policy.messages.modes[response.band] === "off") return "mode off";
  const approval = approvalOf(message, response, policy, now);
  // Whoever works the case may be about to approve the draft, or has approved it.
  const isForPeople = message.draft !== undefined && approval.kind !== "expired";
  if (subject !== undefined && subject.state !== "open" && !isForPeople) return "handled by a person";
  const fits = response.band === "promoter" ? message.kind !== "follow_up" : message.kind === "follow_up";
  if (!fits) return "corrected";
  return approval.kind === "expired" ? "not approved in time" : undefined;
}

async function send(
  needs: FollowingUp,
  response: Response,
  subject: Case | undefined,
  effects: readonly Effect[],
): Promise<Delivered> {
  const [first] = effects;
  const address = response.body.respondent.email;
  if (first === undefined || address === undefined) return { kind: "settled" };
  const carriedReward = effects.find(({ kind }) => kind === "reward");
  const reward = carriedReward && programOf(needs.policy, carriedReward);
  const promise = carriedReward && (await promiseFor(needs, carriedReward, reward));
  if (typeof promise === "string") return drop(needs, response, subject, effects, (kind) => kind === "reward", promise);
  const words = approvedWords(first, response.revision);
  const normalised = normaliseEmail(address);
  // Before the send begins: what fails in its midst leaves behind a mail of which nobody knows.
  const pseudonym = await needs.pseudonymOf(normalised);
  const slots = { ...addressSlot(needs, normalised), ...personSlot(needs, carriedReward?.person) };
  const mail = composeMail({
    response,
    to: address,
    policy: needs.policy,
    copies: needs.copies,
    unsubscribe: await needs.unsubscribeLink(first.id, pseudonym),
    ...repliesTo(subject),
    ...(words === undefined ? {} : { words }),
    ...(reward === undefined ? {} : { reward: { program: reward, link: await needs.rewardLink(first.id) } }),
  });
  const delivered = await deliver(needs, {
    effects,
    slots: Object.values(slots),
    ...(promise === undefined ? {} : { promise }),
    send: () => needs.mailer.send({ ...mail, effectId: first.id, pseudonym }),
    lookUp: (since) => needs.mailer.lookUp({ effectId: first.id, since }),
  });
  // Somebody else was promised it in this very moment.
  if (delivered.kind === "promise gone") return send(needs, response, subject, effects);
  if (delivered.kind !== "slot taken") return delivered;
  // Another message, or another reward, was first: nothing goes, or the mail goes without the reward.
  const isTaken = (kind: Effect["kind"]) => delivered.slot === slots.address?.key || kind === "reward";
  return drop(needs, response, subject, effects, isTaken, "frequency cap");
}

/** Cancels some of what a mail was to carry, and sends what is left. */
async function drop(
  needs: FollowingUp,
  response: Response,
  subject: Case | undefined,
  effects: readonly Effect[],
  isDropped: (kind: Effect["kind"]) => boolean,
  reason: CancelReason,
): Promise<Delivered> {
  await needs.ledger.cancel(effects.filter(({ kind }) => isDropped(kind)), needs.clock.now().toISOString(), reason);
  const rest = effects.filter(({ kind }) => !isDropped(kind));
  if (rest.length === 0) return { kind: "settled" };
  // Somebody approved more than what is left: they are shown the rest.
  return rest.some(({ draft }) => draft !== undefined) ? showFirst(needs, response, subject, rest) : send(needs, response, subject, rest);
}

function repliesTo(subject: Case | undefined): { owner?: { name?: string; email?: string } } {
  const owner = subject && ownerOf(subject);
  if (owner === undefined) return {};
  const { name, email } = owner;
  return { owner: { ...(name === undefined ? {} : { name }), ...(email === undefined ? {} : { email }) } };
}
