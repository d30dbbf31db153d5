/**
 * What time brings to a case: warnings and escalation while nobody has acknowledged it, the end of a snooze,
 * and a reminder to whoever took it and has not called. Pure: whoever has a clock asks.
 */
import { addBusinessTime, businessTimeBetween, subtractBusinessTime } from "./calendar.ts";
import { type Case, type CaseTargets, type TimelineEntry, isErased, ownerOf, wake } from "./case.ts";
import type { Policy } from "./policy.ts";
import type { Owner } from "./account.ts";
import type { Severity } from "./severity.ts";

/** Who is told: first its owner, kindly; then, once the target is missed, one after the other. */
export type Step = (typeof steps)[number];
const steps = ["warn", "owner", "backup", "manager", "channel"] as const;

/** What comes next, and when. */
export type Ringing =
  | { readonly at: string; readonly does: "warn" | "escalate"; readonly step: Step }
  | { readonly at: string; readonly does: "wake" }
  /** A word to the owner alone: taken, and not contacted yet. */
  | { readonly at: string; readonly does: "remind" };

/** The step that a line of a case's history tells of, if it does. */
export function stepTold({ type, step }: TimelineEntry): Step | undefined {
  return type === "warn" || type === "escalate" ? steps.find((known) => known === step) : undefined;
}

/** When time brings something to a case, and the response with whose plan that is written down. */
export type Look = { readonly responseId: string; readonly caseId: string; readonly at: string };

/** What of a policy the clock goes by. */
export type ClockPolicy = Pick<Policy, "sla" | "escalation">;

/** How far into the acknowledge target its owner is warned, and how far apart the steps of the chain are. */
const warnedAfter = 0.75;
const stepApart = 0.5;

/**
 * By when a case is to be acknowledged and resolved.
 *
 * @param from milliseconds since the epoch
 */
export function targetsFrom(from: number, severity: Severity, { sla }: ClockPolicy): CaseTargets {
  const { acknowledge, resolve } = sla.targets[severity];
  const due = (duration: number) => new Date(addBusinessTime(from, duration, sla.hours)).toISOString();
  return { acknowledgeBy: due(acknowledge), resolveBy: due(resolve) };
}

/** What time brings next to a case, however long ago that was due; nothing when it only waits for people. */
export function nextRinging(subject: Case, policy: ClockPolicy): Ringing | undefined {
  if (isErased(subject)) return undefined;
  switch (subject.state) {
    case "open":
      return stepsOf(subject, policy).find(({ step }) => !hasFired(subject, step));
    case "snoozed":
      return subject.snoozedUntil === undefined ? undefined : { at: subject.snoozedUntil, does: "wake" };
    case "acknowledged":
      return hasFired(subject, "contact") ? undefined : reminderOf(subject, policy);
    case "contacted":
    case "resolved":
      return undefined;
  }
}

/** Each step is told once a case, also when it is opened again. */
function hasFired({ timeline }: Case, step: Step | "contact"): boolean {
  return timeline.some((entry) => (entry.type === "warn" || entry.type === "escalate") && entry["step"] === step);
}

type SlaStep = Extract<Ringing, { readonly step: Step }>;

function stepsOf(subject: Case, policy: ClockPolicy): readonly SlaStep[] {
  const { hours, targets } = policy.sla;
  const target = targets[subject.severity].acknowledge;
  const missedAt = Date.parse(subject.due.acknowledgeBy);
  const iso = (ms: number) => new Date(ms).toISOString();
  return [
    { at: iso(subtractBusinessTime(missedAt, target * (1 - warnedAfter), hours)), does: "warn", step: "warn" },
    ...chainOf(subject, policy).map((step, place): SlaStep => ({ at: iso(addBusinessTime(missedAt, target * stepApart * place, hours)), does: "escalate", step })),
  ];
}

/** The chain goes past whom the policy does not name. */
function chainOf(subject: Case, policy: ClockPolicy): readonly Exclude<Step, "warn">[] {
  const named = (step: "backup" | "manager") => standIn(subject, step, policy) !== undefined;
  return ["owner", ...(["backup", "manager"] as const).filter(named), "channel"];
}

/** Who stands in for a case's owner, as the policy names them. */
export function standIn(subject: Pick<Case, "owner" | "account">, step: "backup" | "manager", { escalation }: ClockPolicy): string | undefined {
  return exceptionOf(ownerOf(subject), escalation)?.[step] ?? escalation[step];
}

/** Whether the policy says of a case's owner that they are away. */
export function isMarkedAway(subject: Pick<Case, "owner" | "account">, { escalation }: ClockPolicy): boolean {
  return exceptionOf(ownerOf(subject), escalation)?.away === true;
}

function exceptionOf(owner: Owner | undefined, { people }: Policy["escalation"]) {
  if (owner === undefined) return undefined;
  const names = [owner.slackUserId, owner.email?.toLowerCase()];
  return people.find(({ who }) => names.includes(who) || names.includes(who.toLowerCase()));
}

function reminderOf({ timeline }: Case, { sla }: ClockPolicy): Ringing | undefined {
  // A snooze stops the clock, so it counts from its end.
  const taken = timeline.findLast(({ type, endedSnooze }) => type === "acknowledge" || type === "wake" || endedSnooze === true);
  if (taken === undefined) return undefined;
  return { at: new Date(Date.parse(taken.at) + sla.remindAfter).toISOString(), does: "remind" };
}

/** A case as its clock stands still. Snoozing what is snoozed leaves it where it stood. */
export function stopped(subject: Case, now: string, { sla }: ClockPolicy): Case {
  if (subject.left !== undefined) return subject;
  const leftUntil = (target: string) => signedBusinessTime(Date.parse(now), Date.parse(target), sla);
  return { ...subject, left: { acknowledge: leftUntil(subject.due.acknowledgeBy), resolve: leftUntil(subject.due.resolveBy) } };
}

/** A case as its snooze is over: in the state it had, with as much time left as it had. */
export function awake(subject: Case, now: string, { sla }: ClockPolicy): Case {
  if (subject.state !== "snoozed") return subject;
  const { left, before: _, snoozedUntil: __, ...rest } = subject;
  return { ...rest, ...wake(subject), due: left === undefined ? subject.due : targetsAfter(left, Date.parse(now), sla) };
}

function targetsAfter({ acknowledge, resolve }: NonNullable<Case["left"]>, now: number, sla: Policy["sla"]): CaseTargets {
  const at = (left: number) =>
    new Date(left >= 0 ? addBusinessTime(now, left, sla.hours) : subtractBusinessTime(now, -left, sla.hours)).toISOString();
  return { acknowledgeBy: at(acknowledge), resolveBy: at(resolve) };
}

/** Less than 0 when `to` was before `from`; milliseconds. */
function signedBusinessTime(from: number, to: number, { hours }: Policy["sla"]): number {
  return to >= from ? businessTimeBetween(from, to, hours) : -businessTimeBetween(to, from, hours);
}
