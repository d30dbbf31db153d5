import type { Policy, Route } from "./policy.ts";
import type { Response } from "./response.ts";
import { attributeOf, segmentsOf } from "./segments.ts";
import type { Severity } from "./severity.ts";

/** The Slack channel an alert goes to: the first rule that matches, else the default; tests have their own. */
export function channelFor(response: Response, severity: Severity, policy: Policy): string {
  const { defaultChannel, testChannel, routing } = policy.slack;
  if (response.body.test === true) return testChannel;
  const segments = segmentsOf(response, policy);
  return routing.find((route) => matches(route.when, response, severity, segments))?.channel ?? defaultChannel;
}

/** Every channel that an alert or a digest may go to, as the policy writes them. */
export function channelsOf({ slack, digests }: Pick<Policy, "slack" | "digests">): readonly string[] {
  const told = digests.flatMap(({ channel }) => channel ?? []);
  return [...new Set([slack.defaultChannel, slack.testChannel, ...slack.routing.map(({ channel }) => channel), ...told])];
}

function matches(
  when: Route["when"],
  response: Response,
  severity: Severity,
  segments: Readonly<Record<string, string>>,
): boolean {
  const among = (allowed: readonly string[] | undefined, value: string | undefined) =>
    allowed === undefined || (value !== undefined && allowed.includes(value));
  return (
    among(when.metric, response.body.metric) &&
    among(when.severity, severity) &&
    among(when.band, response.band) &&
    among(when.survey, segments["survey"]) &&
    among(when.channel, segments["channel"]) &&
    among(when.plan, segments["plan"]) &&
    among(when.owner, segments["owner"]) &&
    among(when.locale, segments["locale"]) &&
    Object.entries(when.attributes ?? {}).every(([name, allowed]) => among(allowed, attributeOf(response, name)))
  );
}
