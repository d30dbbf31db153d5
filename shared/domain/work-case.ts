/**
 * What becomes of a case when somebody does something with it, or when its time has come: pure, so that trying
 * again after somebody else was quicker decides anew.
 */
import { type Case, type CaseEvent, type CaseStatus, type CaseTargets, type TimelineEntry, endOfSnooze, isErased, isSlackUser, ownerNamed, ownerOf, transition } from "./case.ts";
import { type ClockPolicy, awake, nextRinging, stopped, targetsFrom } from "./case-clock.ts";
import { type Effect, type EffectKind, effectId } from "./effect.ts";
import { delayed, plannedAt } from "./planned-effect.ts";
import { type RecoveryPolicy, askedAfter } from "./recovery.ts";
import { severityRank } from "./severity.ts";

/** What of a policy working a case goes by. */
export type WorkPolicy = ClockPolicy & RecoveryPolicy;

/** Who did it, when and from where. */
export type By = {
  /** A Slack id, an API key's source, or `afterscore`. */
  readonly actor: string;
  readonly source: "slack" | "desk" | "api" | "pipeline";
  /** ISO 8601, UTC. */
  readonly at: string;
  /** By what it is known again when it comes twice; it may be done again where there is none. */
  readonly mark?: string;
};

/** A case before and after, and everything that is written with it. */
export type CaseChange = {
  readonly before: Case;
  readonly after: Case;
  /** The line that was added to its history. */
  readonly entry: TimelineEntry;
  /** What is to happen outside because of it. */
  readonly effects: readonly Effect[];
  /** When time brings the next thing to it; ISO 8601, UTC. */
  readonly lookAt?: string;
};

/** What came of an event: a change, nothing since it is done already, or why it is not allowed now. */
export type Worked =
  | { readonly kind: "change"; readonly change: CaseChange }
  | { readonly kind: "repeated" }
  | { readonly kind: "refused"; readonly because: string };

/** What an event makes of a case. */
export function work(subject: Case, event: CaseEvent, by: By, policy: WorkPolicy): Worked {
  if (by.mark !== undefined && subject.timeline.some(({ mark }) => mark === by.mark)) return { kind: "repeated" };
  if (isErased(subject) && hasWords(event)) return { kind: "refused", because: "The respondent of this case was erased, so nothing more is written about them." };
  const moved = transition(subject, event);
  if (!moved.allowed) return { kind: "refused", because: moved.because };
  const { type, ...said } = event;
  const after = afterEvent(subject, event, moved.status, by, policy);
  const entry: TimelineEntry = { ...said, ...endOfSnooze(subject, after), ...targetsMet(event, after), type, at: by.at, actor: by.actor, source: by.source, ...(by.mark === undefined ? {} : { mark: by.mark }) };
  const change = changed(subject, after, entry, kindsFor(event, subject, after, by), policy);
  const askAfter = askedAfter(after, event, policy);
  return { kind: "change", change: askAfter === undefined ? change : { ...change, effects: [...change.effects, question(change, askAfter)] } };
}

/** What was to be done by when stands with what was done: a snooze or a reopening moves what the case itself says. */
function targetsMet({ type }: CaseEvent, { due }: Case): { readonly targets?: CaseTargets } {
  return type === "acknowledge" || type === "contact" || type === "resolve" ? { targets: due } : {};
}

/** The customer is asked whether it was made right, a while after somebody said that it was. */
function question({ after, entry }: CaseChange, askAfter: number): Effect {
  return delayed(effectOf(after, "recovery", entry.at), new Date(Date.parse(entry.at) + askAfter).toISOString());
}

/** Whether the line that a mark stands on says this event: a mark belongs to one content. Marks that an erasure took say nothing. */
export function isRepeatOf({ timeline }: Pick<Case, "timeline">, mark: string, event: CaseEvent): boolean {
  const entry = timeline.find((line) => line["mark"] === mark);
  if (entry === undefined) return true;
  const { at: _, actor: __, source: ___, mark: ____, endedSnooze: _____, targets: ______, ...said } = entry;
  const asked = Object.entries(event);
  return Object.keys(said).length === asked.length && asked.every(([name, value]) => said[name] === value);
}

/** Whether somebody has typed something, which may tell of anybody. */
export function hasWords(event: CaseEvent): boolean {
  return "note" in event || "message" in event;
}

/** Everything is told in the thread; what is written to the customer is sent; and who is given what is critical is told of it alone. */
function kindsFor(event: CaseEvent, before: Case, after: Case, by: By): readonly EffectKind[] {
  if (event.type === "contact" && event.message !== undefined) return ["note", "reply"];
  return event.type === "assign" && isNews(event.owner, before, after, by) ? ["note", "nudge"] : ["note"];
}

/** Whether somebody does not know yet that a critical case is theirs; a rehearsal calls nobody. */
function isNews(owner: string, before: Case, { severity, state, test }: Case, { actor }: By): boolean {
  const known = ownerOf(before);
  const isTheirs = owner === actor || owner === known?.slackUserId || owner === known?.email;
  return severity === "critical" && state !== "resolved" && !test && !isTheirs;
}

function afterEvent(subject: Case, event: CaseEvent, status: CaseStatus, by: By, policy: ClockPolicy): Case {
  const asleep = event.type === "snooze";
  const clocked = asleep ? stopped(subject, by.at, policy) : awake(subject, by.at, policy);
  const { before: _, snoozedUntil: __, ...rest } = clocked;
  const next: Case = { ...rest, ...status };
  switch (event.type) {
    case "assign":
      return { ...next, owner: ownerNamed(event.owner) };
    case "acknowledge":
      // Whoever takes what is nobody's has it.
      return ownerOf(next) === undefined && isSlackUser(by.actor) ? { ...next, owner: ownerNamed(by.actor) } : next;
    case "reopen":
      return { ...next, due: targetsFrom(Date.parse(by.at), subject.severity, policy) };
    case "note":
    case "contact":
    case "snooze":
    case "resolve":
      return next;
  }
}

/**
 * What time has brought to a case by now: one thing at a time, the earliest first.
 *
 * @param now ISO 8601, UTC
 */
export function ring(subject: Case, now: string, policy: ClockPolicy): CaseChange | undefined {
  const ringing = nextRinging(subject, policy);
  if (ringing === undefined || ringing.at > now) return undefined;
  const told = { at: now, actor: "afterscore", source: "pipeline", due: ringing.at };
  switch (ringing.does) {
    case "wake":
      return changed(subject, awake(subject, now, policy), { ...told, type: "wake" }, ["note"], policy);
    case "warn":
    case "escalate":
      return changed(subject, subject, { ...told, type: ringing.does, step: ringing.step }, ["note"], policy);
    case "remind":
      return changed(subject, subject, { ...told, type: "warn", step: "contact" }, ["nudge"], policy);
  }
}

function changed(before: Case, next: Case, said: TimelineEntry, kinds: readonly EffectKind[], policy: ClockPolicy): CaseChange {
  // The clocks of two functions differ by moments, and what comes second is not told first.
  const last = before.timeline.at(-1)?.at ?? said.at;
  const entry = { ...said, at: said.at > last ? said.at : last };
  const after = { ...next, timeline: [...before.timeline, entry] };
  const lookAt = nextRinging(after, policy)?.at;
  const effects = kinds.map((kind) => effectOf(after, kind, entry.at));
  return { before, after, entry, effects, ...(lookAt === undefined ? {} : { lookAt }) };
}

/** An effect of the newest line of a case: it belongs to the answer that opened it, and is named by the line's place. */
function effectOf({ id, channel, severity, responses: [opener = ""], timeline }: Case, kind: EffectKind, at: string): Effect {
  return {
    ...plannedAt(at, { id: effectId(opener, `${kind}-${revisionOf(id)}${timeline.length - 1}`), kind }),
    caseId: id,
    ...(kind === "reply" || kind === "recovery" ? {} : { lane: { channel, rank: severityRank[severity] } }),
  };
}

/** A later revision may have opened a case of its own beside the first. */
export function revisionOf(caseId: string): string {
  const revision = /r(\d+)$/.exec(caseId)?.[1];
  return revision === undefined ? "" : `${revision}-`;
}

/** The place in a case's history that an effect tells of. */
export function entryOf({ timeline }: Case, { id }: Pick<Effect, "id">): TimelineEntry | undefined {
  const place = /\.(?:note|nudge|reply|recovery)-(?:\d+-)?(\d+)$/.exec(id)?.[1];
  return place === undefined ? undefined : timeline[Number(place)];
}
