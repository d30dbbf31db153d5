import { type SlackProblem, checkSlack } from "../../../../shared/adapters/slack/check-slack.ts";
import type { Policy } from "../../../../shared/domain/policy.ts";
import { channelsOf } from "../../../../shared/domain/routing.ts";
import { type Finding, findingsOf } from "./finding.ts";

/** Asks Slack whether alerts would arrive: who the token is, what it may do, and the policy's channels, where one can be read. */
export async function lookAtSlack(token: string, apiUrl: string | undefined, policy: Policy | undefined): Promise<readonly Finding[]> {
  const channels = policy === undefined ? [] : channelsOf(policy);
  const connection = { token: () => Promise.resolve(token), ...(apiUrl === undefined ? {} : { apiUrl }) };
  const problems = await checkSlack(connection, channels);
  return findingsOf(problems.map(inWords), `Slack: the token and its scopes are good${policy === undefined ? "" : ", and so are the policy's channels"}.`);
}

function inWords({ of, text }: SlackProblem): string {
  return of === "token" ? `Slack: ${text} Give it the one under OAuth & Permissions of the app: npm run secrets -- set slack.` : `Slack: ${text}`;
}
