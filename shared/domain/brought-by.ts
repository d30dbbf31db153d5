import type { Case, CaseState, TimelineEntry } from "./case.ts";

const bringing: Readonly<Record<CaseState, readonly TimelineEntry["type"][]>> = {
  open: ["open", "reopen"],
  acknowledged: ["acknowledge"],
  contacted: ["contact"],
  snoozed: ["snooze"],
  resolved: ["resolve"],
};

/** The line of a case's history that brought it into the state it is in: who did, and when. At first that is its opening. */
export function broughtBy({ state, timeline }: Pick<Case, "state" | "timeline">): TimelineEntry | undefined {
  return timeline.findLast(({ type }) => bringing[state].includes(type));
}
