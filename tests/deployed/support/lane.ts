import { apiOf } from "../../outside/support/api.ts";
import { slackOf } from "../../outside/support/slack.ts";
import type { Local } from "../../outside/support/process.ts";
import { credentials, region } from "./local-aws.ts";
import { type Ended, plainEnvironment, project, runToItsEnd } from "./program.ts";
import type { HandedOver } from "./ses.ts";

/** What `run.ts` tells the tests of what it has deployed. */
export type Lane = {
  readonly stage: string;
  /** Where the HTTP API answers. */
  readonly url: string;
  readonly apiKey: string;
  readonly slack: Local["slack"];
  /** MiniStack's address. */
  readonly aws: string;
};

/** The variable that carries it. */
export const laneVariable = "AFTERSCORE_LANE";

/** A mail as MiniStack's SES took it. */
type Kept = { readonly MessageId: string; readonly To: readonly string[]; readonly Subject: string; readonly BodyText: string; readonly BodyHtml: string };

/** What was deployed, and every way in and out of it. */
export function openLane() {
  const lane = JSON.parse(process.env[laneVariable] ?? "{}") as Lane;
  const kept = async () => {
    const { messages } = (await (await fetch(`${lane.aws}/_ministack/ses/messages`)).json()) as { messages: Record<string, Kept[]> };
    return Object.values(messages).flat();
  };
  return {
    ...lane,
    ...apiOf(lane),
    slack: slackOf(lane),
    signingSecret: lane.slack.signingSecret,
    /** What it is told of where everything is. */
    local: lane,
    mailsTo: async (address: string) => (await kept()).filter(({ To }) => To.includes(address)),
    /** What SES was asked to send to somebody, with all that MiniStack does not show. */
    handedOverTo: async (address: string) => {
      const all = (await (await fetch(`${lane.url}${handedOverPath}`)).json()) as HandedOver[];
      return all.filter(({ Destination }) => Destination.ToAddresses.includes(address));
    },
    /** The dialogs and Homes that Slack has taken, as its emulator shows them to people. */
    slackViews: async () => (await fetch(new URL("/?tab=views", lane.slack.apiUrl))).text(),
    /** Runs an operator's command against what is deployed. */
    command: (name: string, ...words: readonly string[]) => runCommand(lane, name, words),
  };
}

/** Where the lane's door tells what SES was asked for; no path of the product's. */
export const handedOverPath = "/_lane/handed-over";

/** `npm run <name> -- <words>`, as an operator of a stage does. */
export function runCommand({ stage, aws, slack }: Pick<Lane, "stage" | "aws" | "slack">, name: string, words: readonly string[]): Promise<Ended> {
  const env = { ...plainEnvironment(), ...credentials, AWS_REGION: region, AWS_ENDPOINT_URL: aws, AFTERSCORE_STAGE: stage, SLACK_API_URL: slack.apiUrl };
  return runToItsEnd(`${project}node_modules/.bin/tsx`, [`infra/commands/${name}.ts`, ...words], { env });
}
