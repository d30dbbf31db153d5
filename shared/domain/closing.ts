/** How far the loop was closed in one case, read off its history: acknowledged and resolved, when, and in time or not. */
import { type BusinessHours, businessTimeBetween } from "./calendar.ts";
import type { Case, CaseTargets, TimelineEntry } from "./case.ts";

/** One of a case's two targets. What is `pending` may still be kept: its time has not come. Milliseconds. */
export type Reach =
  | { readonly kind: "reached"; readonly kept: boolean; readonly took: number; readonly tookBusiness: number }
  | { readonly kind: "missed" }
  | { readonly kind: "pending" };

/** How far a case has got. */
export type Closing = {
  /** First acknowledged, by whatever a person did with it first: acknowledge, contact or resolve. */
  readonly acknowledge: Reach;
  /** Resolved for good, as far as one knows: what was opened again is not. */
  readonly resolve: Reach;
  readonly outcome?: string;
  readonly rootCause?: string;
};

/** What of a case its closing is read off. */
export type ClosedCase = Pick<Case, "state" | "openedAt" | "due" | "timeline">;

/**
 * Reads it off. Wall-clock time runs from the opening; business time is the clock's own, so a snooze is not in it.
 *
 * @param now milliseconds since the epoch
 */
export function closingOf(subject: ClosedCase, now: number, hours: BusinessHours): Closing {
  const { state, timeline } = subject;
  const asleep = asleepIn(timeline);
  // A case that sleeps is as late as it was when it fell asleep.
  const clock = state === "snoozed" ? (asleep.at(-1)?.from ?? now) : now;
  const taken = timeline.find(({ type }) => type === "acknowledge" || type === "contact" || type === "resolve");
  const resolved = state === "resolved" ? timeline.findLast(({ type }) => type === "resolve") : undefined;
  const reachOf = (line: TimelineEntry | undefined, target: keyof CaseTargets): Reach => {
    if (line === undefined) return { kind: clock > Date.parse(subject.due[target]) ? "missed" : "pending" };
    const [opened, at] = [Date.parse(subject.openedAt), Date.parse(line.at)];
    return {
      kind: "reached",
      kept: at <= Date.parse(targetsAt(line, subject)[target]),
      // The clocks of two functions differ by moments.
      took: Math.max(at - opened, 0),
      tookBusiness: businessTimeBetween(opened, at, hours) - sum(asleep.map(({ from, to }) => businessTimeBetween(from, Math.min(to, at), hours))),
    };
  };
  return {
    acknowledge: reachOf(taken, "acknowledgeBy"),
    resolve: reachOf(resolved, "resolveBy"),
    ...textIn(resolved, "outcome"),
    ...textIn(resolved, "rootCause"),
  };
}

/** By when it was to be done, as the case said when it was: a snooze or a reopening moves what the case says later. */
function targetsAt({ targets }: TimelineEntry, { due }: ClosedCase): CaseTargets {
  return isTargets(targets) ? targets : due;
}

function isTargets(value: unknown): value is CaseTargets {
  return typeof value === "object" && value !== null && "acknowledgeBy" in value && "resolveBy" in value;
}

function textIn<Name extends "outcome" | "rootCause">(line: TimelineEntry | undefined, name: Name): Readonly<Partial<Record<Name, string>>>;
function textIn(line: TimelineEntry | undefined, name: string): object {
  const value = line?.[name];
  return typeof value === "string" ? { [name]: value } : {};
}

/** When a case slept; milliseconds since the epoch, without end while it still does. */
function asleepIn(timeline: readonly TimelineEntry[]): readonly { readonly from: number; readonly to: number }[] {
  const slept: { from: number; to: number }[] = [];
  let since: number | undefined;
  for (const { type, at, endedSnooze } of timeline) {
    if (type === "snooze") since ??= Date.parse(at);
    else if (since !== undefined && (type === "wake" || endedSnooze === true)) {
      slept.push({ from: since, to: Date.parse(at) });
      since = undefined;
    }
  }
  return since === undefined ? slept : [...slept, { from: since, to: Infinity }];
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
