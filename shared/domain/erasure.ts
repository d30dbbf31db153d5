import type { Case, TimelineEntry } from "./case.ts";
import { type Effect, effectId, splitEffectId } from "./effect.ts";
import { plannedAt } from "./planned-effect.ts";

/** Behind everything that has yet to be said. */
const lastInLane = 9;

/** Whether an effect leaves something outside that tells of its person. */
export function leavesTraces({ kind, state }: Effect): boolean {
  return kind !== "task" && state !== "cancelled" && state !== "failed";
}

/** The effect that takes back what another has sent, or may yet turn out to have sent. */
export function retractionOf(effect: Effect, at: string): Effect {
  return {
    ...plannedAt(at, { id: retractionId(effect), kind: "erase" }),
    ...(effect.caseId === undefined ? {} : { caseId: effect.caseId }),
    ...(effect.lane === undefined ? {} : { lane: { channel: effect.lane.channel, rank: lastInLane } }),
  };
}

/** The id of the effect that takes back another one. */
export function retractionId({ id }: Pick<Effect, "id">): string {
  const { responseId, name } = splitEffectId(id);
  return effectId(responseId, `erase-${name}`);
}

/** The id of the effect that a retraction takes back. What says that a digest shows somebody's words has the digest's own name. */
export function retracted({ id }: Effect): string {
  const { responseId, name } = splitEffectId(id);
  const of = name.replace(/^erase-/, "");
  return of.startsWith("digest_") ? effectId(of, "digest") : effectId(responseId, of);
}

/** What a line of a case's history may still say: nothing that was typed, by anybody. */
const kept: ReadonlySet<string> = new Set(["responseId", "score", "scoreBefore", "band", "bandBefore", "owner", "until", "outcome", "rootCause", "endedSnooze", "targets"]);

/** A case without its respondent: what happened, when, and by whom. */
export function withoutPerson(subject: Case): Pick<Case, "respondent" | "timeline"> {
  return { respondent: { key: "erased" }, timeline: subject.timeline.map(bare) };
}

function bare(entry: TimelineEntry): TimelineEntry {
  const { type, at, actor, source, ...rest } = entry;
  return { ...Object.fromEntries(Object.entries(rest).filter(([name]) => kept.has(name))), type, at, actor, source };
}
