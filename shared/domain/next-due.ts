import type { Case } from "./case.ts";
import { severityRank } from "./severity.ts";

/** What a case waits for next, and until when (ISO 8601). */
export function nextDue({ state, due, snoozedUntil }: Case): { readonly what: "acknowledge" | "resolve" | "snoozed"; readonly at: string } | undefined {
  switch (state) {
    case "open":
      return { what: "acknowledge", at: due.acknowledgeBy };
    case "acknowledged":
    case "contacted":
      return { what: "resolve", at: due.resolveBy };
    case "snoozed":
      return snoozedUntil === undefined ? undefined : { what: "snoozed", at: snoozedUntil };
    case "resolved":
      return undefined;
  }
}

/** The order of somebody's cases: what is overdue leads, what is done comes last, and of two that are due together the more urgent comes first. */
export function byDue(a: Case, b: Case): number {
  const [first = "9999", second = "9999"] = [nextDue(a)?.at, nextDue(b)?.at];
  if (first !== second) return first < second ? -1 : 1;
  return severityRank[a.severity] - severityRank[b.severity];
}
