import type { Policy } from "./policy.ts";
import type { Response } from "./response.ts";

/**
 * The values one response is counted and routed under, by dimension; a dimension it says nothing
 * about is absent. They are the response's own words, so a score by plan is always the sum of the
 * responses that were sent with that plan.
 */
export function segmentsOf(response: Pick<Response, "body">, policy: Pick<Policy, "segments">): Readonly<Record<string, string>> {
  return { ...builtIn(response), ...declaredSegments(response, policy) };
}

/** The values of the dimensions that every deployment has. Responses are counted by them: what they mean must never change. */
export function builtIn({ body: { survey, channel, account, respondent } }: Pick<Response, "body">): Readonly<Record<string, string>> {
  const owner = account?.owner;
  return known({
    survey: survey.id,
    channel: channel ?? "other",
    plan: account?.plan,
    owner: owner?.email?.toLowerCase() ?? owner?.slackUserId,
    locale: respondent.locale,
  });
}

/** The values of the dimensions that the policy declares. */
export function declaredSegments(response: Pick<Response, "body">, { segments }: Pick<Policy, "segments">): Readonly<Record<string, string>> {
  return known(Object.fromEntries(segments.map((name) => [name, attributeOf(response, name)])));
}

function known(values: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(values).flatMap(([dimension, value]) => (value === undefined || value === "" ? [] : [[dimension, value]])));
}

/** What a response says of an attribute, as text. */
export function attributeOf({ body: { attributes = {} } }: Pick<Response, "body">, name: string): string | undefined {
  // A declared name may also be one that every object seems to have, such as `constructor`.
  const value = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
  return value === undefined ? undefined : String(value);
}
