/**
 * Messages that a person approves before they go: what is shown of them, and what becomes of them. Pure; the
 * message, its draft's card and what is written on the card later stand in one plan and move together.
 */
import type { Case } from "./case.ts";
import { type Effect, effectId, isSettled, splitEffectId } from "./effect.ts";
import type { Decision, Draft } from "./drafted.ts";
import { plannedAt } from "./planned-effect.ts";
import { severityRank } from "./severity.ts";

/** A mail as somebody has typed it: its subject, one line, and all the rest of it. */
export type OwnWords = Pick<Draft, "subject" | "text">;

/** What somebody wants done with a draft, as they saw it. */
export type Verdict = {
  readonly does: Decision["does"];
  readonly by: string;
  readonly at: string;
  /** The revision that they saw a mail for. */
  readonly revision: number;
  /** Their own words instead of the draft's. */
  readonly words?: OwnWords;
  /** When it may go at the soonest, if it is to be sent. */
  readonly notBefore: string;
};

export type { Decision, Draft };

/** What is planned for a response, before and after. */
type Plan = readonly Effect[];

/** The mail that an approved draft stands for; undefined while nobody has approved it for this revision. */
export function approvedWords(message: Pick<Effect, "draft"> | undefined, revision: number): Draft | undefined {
  const draft = message?.draft;
  return draft?.decision?.does === "send" && draft.revision === revision ? draft : undefined;
}

/** The effect that shows a message's draft: in its case's thread, else as a card of its own behind every alert of its channel. */
export function cardOf(message: Effect, subject: Pick<Case, "channel" | "severity"> | undefined, channel: string, at: string): Effect {
  const lane = subject === undefined ? { channel, rank: severityRank.normal + 1 } : { channel: subject.channel, rank: severityRank[subject.severity] };
  return {
    ...plannedAt(at, { id: namedFor(message, "draft"), kind: "draft" }),
    ...(message.caseId === undefined ? {} : { caseId: message.caseId }),
    lane,
  };
}

/** A plan in which messages wait until then; nothing when one of them is not planned any more. */
export function holding(plan: Plan, ids: readonly string[], until: string): Plan | undefined {
  return areWaiting(plan, ids) ? plan.map((effect) => (ids.includes(effect.id) ? { ...effect, notBefore: until, dueAt: until } : effect)) : undefined;
}

/**
 * A plan in which messages wait for somebody to approve the draft that the first of them carries. Shown for the
 * first time it has its card; shown anew, with other words, its card is written anew. A task may come twice at once:
 * the second must not take back what somebody has approved since it looked.
 *
 * @param messages as they were seen when the draft was composed, the mail's mark first
 * @returns undefined when one of them is not planned any more, or the mail's draft is another one by now
 */
export function offering(plan: Plan, messages: Plan, draft: Draft, card: Effect): Plan | undefined {
  const ids = messages.map(({ id }) => id);
  const [seen] = messages;
  if (!areWaiting(plan, ids) || !isSame(plan.find(({ id }) => id === seen?.id)?.draft, seen?.draft)) return undefined;
  const held = plan.map((effect) => {
    if (!ids.includes(effect.id)) return effect;
    const { draft: _, ...rest } = effect;
    return { ...rest, notBefore: draft.expiresAt, dueAt: draft.expiresAt, ...(effect.id === ids[0] ? { draft } : {}) };
  });
  if (!plan.some(({ id }) => id === card.id)) return [...held, card];
  return [...held, ...held.filter(({ id }) => id === ids[0]).map((message) => note(held, message, card.plannedAt))];
}

/** What somebody's decision makes of a plan; nothing when it comes too late, or for other words than those that stand there now. */
export function deciding(plan: Plan, ids: readonly string[], verdict: Verdict): Plan | undefined {
  const draft = plan.find(({ id }) => id === ids[0])?.draft;
  if (draft === undefined || draft.decision !== undefined || draft.revision !== verdict.revision || draft.expiresAt <= verdict.at || !areWaiting(plan, ids)) return undefined;
  const { does, by, at, words, notBefore } = verdict;
  const decided: Draft = {
    ...draft,
    ...(words === undefined ? {} : { ...words, ending: "" }),
    decision: { does, by, at, ...(words === undefined ? {} : { edited: true }) },
  };
  const moved = plan.map((effect): Effect => {
    if (!ids.includes(effect.id)) return effect;
    const now = effect.id === ids[0] ? { ...effect, draft: decided } : effect;
    if (does === "send") return { ...now, notBefore, dueAt: notBefore };
    const { dueAt: _, ...rest } = now;
    return { ...rest, state: "cancelled", at, detail: "discarded" };
  });
  return does === "send" ? [...moved, ...moved.filter(({ id }) => id === ids[0]).map((message) => note(moved, message, at))] : tellingEnds(plan, moved);
}

/** A plan after the answer was corrected: a draft that still waits, approved or not, is looked at again at once. */
export function reviewing(plan: Plan): Plan {
  return plan.map((effect) => (effect.draft !== undefined && effect.state === "planned" ? { ...effect, notBefore: effect.plannedAt, dueAt: effect.plannedAt } : effect));
}

/** A plan in which what has come to its end since is said on the draft's card as well. */
export function tellingEnds(before: Plan, after: Plan): Plan {
  const wasOpen = new Set(before.filter((effect) => effect.draft !== undefined && !isSettled(effect)).map(({ id }) => id));
  const ended = after.filter((effect) => wasOpen.has(effect.id) && effect.draft !== undefined && isSettled(effect));
  return ended.length === 0 ? after : [...after, ...ended.map((message) => note(after, message, message.at))];
}

/** The message whose draft an effect shows, or tells the end of. */
export function messageOf(plan: Plan, { id }: Pick<Effect, "id">): Effect | undefined {
  const { responseId, name } = splitEffectId(id);
  const message = effectId(responseId, name.replace(/^draft-/, "").replace(/^verdict-(.*)-\d+$/, "$1"));
  return plan.find((effect) => effect.id === message);
}

function isSame(one: Draft | undefined, other: Draft | undefined): boolean {
  return one?.revision === other?.revision && one?.expiresAt === other?.expiresAt && one?.decision?.at === other?.decision?.at;
}

function areWaiting(plan: Plan, ids: readonly string[]): boolean {
  return plan.filter(({ id, state }) => ids.includes(id) && state === "planned").length === ids.length;
}

/** What is written on the draft's card: the next of them, in the lane that the card stands in. */
function note(plan: Plan, message: Effect, at: string): Effect {
  const card = plan.find(({ id }) => id === message.draft?.card);
  const before = plan.filter((effect) => effect.kind === "verdict" && messageOf(plan, effect)?.id === message.id).length;
  return {
    ...plannedAt(at, { id: `${namedFor(message, "verdict")}-${before + 1}`, kind: "verdict" }),
    ...(message.caseId === undefined ? {} : { caseId: message.caseId }),
    ...(card?.lane === undefined ? {} : { lane: card.lane }),
  };
}

function namedFor({ id }: Effect, kind: "draft" | "verdict"): string {
  const { responseId, name } = splitEffectId(id);
  return effectId(responseId, `${kind}-${name}`);
}

/** What a draft's card says of its message. */
export function tellsOf({ state, detail, draft }: Pick<Effect, "state" | "detail" | "draft">): "waiting" | "approved" | "sent" | "discarded" | "expired" | "not sent" {
  switch (state) {
    case "planned":
      return draft?.decision === undefined ? "waiting" : "approved";
    case "sending":
    case "unknown":
      return "approved";
    case "sent":
      return "sent";
    case "cancelled":
      return detail === "discarded" ? "discarded" : detail === "not approved in time" ? "expired" : "not sent";
    case "failed":
      return "not sent";
  }
}
