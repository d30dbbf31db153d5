import type { Case } from "../../shared/domain/case.ts";
import { nextRinging, stepTold } from "../../shared/domain/case-clock.ts";
import type { Effect } from "../../shared/domain/effect.ts";
import { stormOf } from "../../shared/domain/storm.ts";
import { isToldInThread, strayed } from "./case-history.ts";
import type { Evidence, Post } from "./evidence.ts";
import type { Invariant } from "./invariant.ts";

/** How late a step may be written down, and told, when nothing goes wrong; milliseconds. */
const [writtenWithinMs, toldWithinMs] = [75_000, 90_000];

/** What people are promised who work cases. */
export const caseInvariants: readonly Invariant[] = [
  {
    name: "a-case-stands-where-its-history-leads",
    promise: "No step of an SLA comes after a case was acknowledged or resolved, and a resolved case stays so until it is opened again.",
    broken: ({ cases }) => cases.flatMap(strayed),
  },
  {
    name: "each-step-comes-once",
    promise: "Each step of an SLA comes at most once a case, and every one that was due has come.",
    broken: ({ cases, policy, restedAt }) =>
      known(cases).flatMap((subject) => {
        const steps = subject.timeline.flatMap(({ step }) => (typeof step === "string" ? [step] : []));
        const next = nextRinging(subject, policy);
        return [
          ...steps.filter((step, at) => steps.indexOf(step) !== at).map((step) => `${subject.id}: ${step} came twice`),
          ...(next !== undefined && Date.parse(next.at) < restedAt ? [`${subject.id}: ${next.does} was due at ${next.at} and never came`] : []),
        ];
      }),
  },
  {
    name: "a-step-comes-in-time",
    promise: `When nothing goes wrong, what time brings is told within ${toldWithinMs / 1_000} s.`,
    broken: (seen) => (seen.isUndisturbed ? known(seen.cases).flatMap((subject) => late(subject, seen)) : []),
  },
  {
    name: "what-is-done-is-done-once",
    promise: "Whatever somebody was told is done stands in the case's history, once; and everybody is told.",
    broken: ({ worked, unworked, cases }) => [
      ...unworked.map((name) => `${name} was never answered`),
      ...worked.flatMap(({ action: { mark, name }, caseId, told }) => {
        const subject = known(cases).find(({ id }) => id === caseId);
        if (subject === undefined || mark === undefined || told === "missing" || told === "refused") return [];
        const times = subject.timeline.filter((entry) => entry["mark"] === mark).length;
        return times === 1 ? [] : [`${name} stands ${times} times in the history of ${caseId}`];
      }),
    ],
  },
  {
    name: "a-line-for-each-event",
    promise: "Whatever happens to a case that has a card stands in its thread once, in the order in which it happened.",
    broken: (seen) => known(seen.cases).flatMap((subject) => mistold(subject, seen)),
  },
  {
    name: "a-folded-case-is-not-forgotten",
    promise: "When time runs out for a case that was folded, the thread of its storm says so.",
    broken: (seen) => known(seen.cases).flatMap((subject) => forgotten(subject, seen)),
  },
  {
    name: "nobody-is-nudged-twice",
    promise: "Nobody is told the same of a case twice.",
    broken: (seen) =>
      known(seen.cases).flatMap(({ id }) => {
        const things = effectsOf(seen, id, "nudge").filter((effect) => seen.posts.some((post) => post.effectId === effect.id)).map((effect) => String(placeOf(effect) ?? "critical"));
        return things.length === new Set(things).size ? [] : [`${id}: nudged about ${things.join(", ")}`];
      }),
  },
  {
    name: "a-reply-is-mailed-once",
    promise: "What somebody writes to a customer is mailed once, or the case says why not.",
    broken: (seen) => known(seen.cases).flatMap((subject) => misreplied(subject, seen)),
  },
];

/** Of an erased person's case nobody is told any more. */
function known(cases: readonly Case[]): readonly Case[] {
  return cases.filter(({ respondent }) => respondent.key !== "erased");
}

function effectsOf({ responses }: Pick<Evidence, "responses">, caseId: string, kind: Effect["kind"]): readonly Effect[] {
  return responses.flatMap(({ effects }) => effects.filter((effect) => effect.caseId === caseId && effect.kind === kind));
}

/** The place in a case's history that an effect tells of; none for what a response alone has brought about. */
function placeOf({ id }: Pick<Effect, "id">): number | undefined {
  const place = /-(\d+)$/.exec(id)?.[1];
  return /\.(?:note|nudge|reply)-/.test(id) && place !== undefined ? Number(place) : undefined;
}

/** The lines of a case's thread that tell of its history, oldest first: of which place, and when. */
function toldOf({ id, card }: Case, seen: Evidence): readonly { readonly place: number; readonly post: Post }[] {
  const effects = new Map(effectsOf(seen, id, "note").map((effect) => [effect.id, effect]));
  const thread = seen.posts.filter(({ threadTs, channel }) => threadTs === card?.ts && channel === card?.channel);
  return thread.toSorted((a, b) => Number(a.ts) - Number(b.ts)).flatMap((post) => {
    const effect = effects.get(post.effectId);
    const place = effect && placeOf(effect);
    return place === undefined ? [] : [{ place, post }];
  });
}

function mistold(subject: Case, seen: Evidence): readonly string[] {
  if (subject.card === undefined) return [];
  const told = toldOf(subject, seen).map(({ place }) => place).join(", ");
  const before = beforeItsCard(subject, seen);
  const wanted = subject.timeline.flatMap((entry, place) => (isToldInThread(entry) && !before.includes(place) ? [place] : [])).join(", ");
  return told === wanted ? [] : [`${subject.id} tells of lines ${told === "" ? "none" : told} of its history, and should of ${wanted}`];
}

/** What happened to a case while it was folded, as places in its history. */
function beforeItsCard({ id }: Case, seen: Evidence): readonly number[] {
  if (stormOf(effectsOf(seen, id, "alert")) === undefined) return [];
  return effectsOf(seen, id, "note").flatMap((effect) => (effect.detail === `told by the history of ${id}` ? (placeOf(effect) ?? []) : []));
}

function forgotten(subject: Case, seen: Evidence): readonly string[] {
  const storm = stormOf(effectsOf(seen, subject.id, "alert"));
  return beforeItsCard(subject, seen).flatMap((place) => {
    const entry = subject.timeline[place];
    const step = entry && stepTold(entry);
    if (step === undefined || seen.posts.some(({ effectId, threadTs }) => threadTs !== undefined && `${effectId}-`.startsWith(`${storm}.storm-${step}-`))) return [];
    return [`${subject.id}: ${step} is not told in the thread of ${storm}`];
  });
}

function late(subject: Case, seen: Evidence): readonly string[] {
  const told = toldOf(subject, seen);
  return subject.timeline.flatMap((entry, place) => {
    const { due, at, type } = entry;
    if (typeof due !== "string") return [];
    // What somebody did, or the end of a sleep, may make something due that was not, and long ago.
    const before = subject.timeline.slice(0, place).findLast((line) => line["due"] === undefined || line.type === "wake")?.at ?? due;
    const since = Date.parse(before > due ? before : due);
    const post = told.find((line) => line.place === place)?.post;
    return [
      ...(Date.parse(at) - since > writtenWithinMs ? [`${subject.id}: ${type} came ${Date.parse(at) - since} ms late`] : []),
      ...(post !== undefined && post.at.getTime() - since > toldWithinMs ? [`${subject.id}: ${type} was told ${post.at.getTime() - since} ms late`] : []),
    ];
  });
}

function misreplied({ id, timeline }: Case, seen: Evidence): readonly string[] {
  const replies = effectsOf(seen, id, "reply");
  return timeline.flatMap(({ message }, place) => {
    if (message === undefined) return [];
    const planned = replies.filter((effect) => placeOf(effect) === place);
    const [reply] = planned;
    const mails = seen.mails.filter(({ effectId }) => effectId === reply?.id).length;
    if (planned.length !== 1 || reply === undefined) return [`${id}: line ${place} has ${planned.length} replies`];
    if (reply.state === "unknown" && !seen.mailboxCanBeAsked) return [];
    const isRight = reply.state === "sent" ? mails === 1 : reply.state === "cancelled" && mails === 0;
    return isRight ? [] : [`${reply.id} is ${reply.state} and was mailed ${mails} times`];
  });
}
