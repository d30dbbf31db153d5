/** The customer has the last word: what a team calls made right is asked about, where the policy says so. */
import type { Case, CaseEvent, TimelineEntry } from "./case.ts";
import type { Metric } from "./metric.ts";
import type { Policy } from "./policy.ts";
import { normaliseEmail } from "./respondent.ts";
import type { Response, ResponseBody } from "./response.ts";

/** What of a policy says whether customers are asked. */
export type RecoveryPolicy = { readonly messages: Pick<Policy["messages"], "afterResolution"> };

/** What is asked by: 1 is "not at all", 5 is "yes, completely". */
export const recoveryMetric: Metric = "csat";

/** Whose answers to the question they are: no API key has this source. */
export const ownSource = "afterscore";

/**
 * How long after what somebody did its customer is asked whether it was made right, if they are: once it was said
 * to be, and never in a rehearsal. Milliseconds.
 */
export function askedAfter({ test }: Case, event: CaseEvent, { messages: { afterResolution } }: RecoveryPolicy): number | undefined {
  if (afterResolution === "off" || event.type !== "resolve" || test) return undefined;
  return event.outcome === "recovered" || event.outcome === "improving" ? afterResolution.after : undefined;
}

/** Whether a case still stands as it did when its customer was to be asked. @param resolved the line that says that it was resolved */
export function isStillResolved({ state, timeline }: Case, resolved: TimelineEntry): boolean {
  return state === "resolved" && timeline.findLast(({ type }) => type === "resolve") === resolved;
}

/** Whether an answer is still of the person that its case is about: a correction may have made it somebody else's. */
export function isStillTheirs({ respondent: { id, email } }: Case, { body }: Pick<Response, "body">): boolean {
  const now = body.respondent;
  if (id !== undefined && now.id !== undefined) return id === now.id;
  return email !== undefined && now.email !== undefined && normaliseEmail(email) === normaliseEmail(now.email);
}

/** What somebody said on our page, as the response that it is: theirs, on a survey of its own. */
export function recoveryBody(
  asked: Pick<Response, "body">,
  { effectId, survey, score, comment }: { readonly effectId: string; readonly survey: string; readonly score: number; readonly comment: string },
): ResponseBody {
  const { respondent, account } = asked.body;
  return {
    // Saying it anew corrects it.
    id: effectId,
    survey: { id: survey },
    metric: recoveryMetric,
    score,
    ...(comment === "" ? {} : { comment }),
    respondent,
    // What else was known of it then may be out of date by now.
    ...(account === undefined ? {} : { account: { id: account.id } }),
    channel: "web",
  };
}
