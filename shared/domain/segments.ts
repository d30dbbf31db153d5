import type { Policy } from "./policy.ts";
import type { Response } from "./response.ts";

/** The dimensions every deployment has; the policy's `segments` come on top. */
export const builtInDimensions = ["survey", "channel", "plan", "owner", "locale"] as const;

/**
 * The values one response is counted and routed under, by dimension; a dimension it says nothing
 * about is absent. They are the response's own words, so a score by plan is always the sum of the
 * responses that were sent with that plan.
 */
export function segmentsOf(response: Response, policy: Pick<Policy, "segments">): Readonly<Record<string, string>> {
  const { survey, channel, account, respondent } = response.body;
  const owner = account?.owner;
  const values: Record<string, string | undefined> = {
    survey: survey.id,
    channel: channel ?? "other",
    plan: account?.plan,
    owner: owner?.email?.toLowerCase() ?? owner?.slackUserId,
    locale: respondent.locale,
  };
  for (const name of policy.segments) {
    values[name] = attributeOf(response, name);
  }
  const known: Record<string, string> = {};
  for (const [dimension, value] of Object.entries(values)) {
    if (value !== undefined && value !== "") known[dimension] = value;
  }
  return known;
}

/** What a response says of an attribute, as text. */
export function attributeOf({ body: { attributes = {} } }: Response, name: string): string | undefined {
  // A declared name may also be one that every object seems to have, such as `constructor`.
  const value = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
  return value === undefined ? undefined : String(value);
}
