import type { Case, TimelineEntry } from "./case.ts";

/** What happens to cases because of a response. */
export type CasePlan =
  | { readonly do: "open"; readonly case: Case; readonly lookAt?: string }
  /** `before` is the case as it was seen, `after` what the answer makes of it; `lookAt` is when time brings the next thing to it, ISO 8601, UTC. */
  | { readonly do: "join"; readonly before: Case; readonly after: Case; readonly entry: TimelineEntry; readonly lookAt?: string }
  | { readonly do: "note"; readonly caseId: string; readonly entry: TimelineEntry };

/** The case to which something happens. */
export function subjectOf(plan: CasePlan | undefined): string | undefined {
  switch (plan?.do) {
    case "open":
      return plan.case.id;
    case "join":
      return plan.before.id;
    case "note":
      return plan.caseId;
    case undefined:
      return undefined;
  }
}
