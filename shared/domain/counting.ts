import type { Contribution } from "./contribution.ts";
import { localDay } from "./local-time.ts";
import type { Policy } from "./policy.ts";
import { type Counted, type Response, counts } from "./response.ts";
import { builtIn, declaredSegments } from "./segments.ts";

/** Where a response belongs in the scores by this policy; a rehearsal belongs nowhere. */
export function countedBy(response: Pick<Response, "body" | "submittedAt">, policy: Pick<Policy, "timeZone" | "segments">): Counted | undefined {
  if (!counts(response)) return undefined;
  return { day: localDay(Date.parse(response.submittedAt), policy.timeZone), declared: declaredSegments(response, policy) };
}

/** What a response adds to the scores, as it was settled when it was accepted. */
export function contributionOf(response: Response): Contribution | undefined {
  const { body, band, counted } = response;
  if (counted === undefined) return undefined;
  const { metric, survey, score } = body;
  return { metric, survey: survey.id, day: counted.day, band, score, segments: { ...builtIn(response), ...counted.declared } };
}
