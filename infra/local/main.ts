/** `npm start`: the whole pipeline on this machine. */
import { described } from "../../shared/runtime/log.ts";
import { PolicyError } from "../yaml-source.ts";
import { CannotStart } from "./cannot-start.ts";
import { type Running, start } from "./start.ts";
import type { RealSlack } from "./team-chat.ts";

const { env } = process;

try {
  const { AWS_ENDPOINT_URL_DYNAMODB: dynamoDbEndpoint } = env;
  const running = await start({
    port: portFrom(env["PORT"] ?? "8787"),
    home: env["AFTERSCORE_HOME"] ?? ".afterscore",
    policyFile: env["AFTERSCORE_POLICY"] ?? "policy.yaml",
    asWritten: isAsWritten(env["AFTERSCORE_PROFILE"] ?? "local"),
    ...(env["AFTERSCORE_MESSAGES"] === undefined ? {} : { messagesFolder: env["AFTERSCORE_MESSAGES"] }),
    ...realWorkspace(),
    ...(dynamoDbEndpoint === undefined || dynamoDbEndpoint === "" ? {} : { dynamoDbEndpoint }),
    onError: (error, failure) => { console.error(JSON.stringify({ level: "error", event: "event source", ...failure, error: described(error) })); },
  });
  greet(running);
  stopOn(running);
} catch (error) {
  if (!(error instanceof CannotStart || error instanceof PolicyError)) throw error;
  console.error(`\n${error.message}\n`);
  process.exitCode = 1;
}

/**
 * A real workspace takes both: the token to speak with, and the secret by which its clicks are known. With
 * the app's own token, clicks come to this machine.
 */
function realWorkspace(): { slack?: RealSlack } {
  const { SLACK_BOT_TOKEN: token = "", SLACK_SIGNING_SECRET: signingSecret = "", SLACK_APP_TOKEN: appToken = "", SLACK_API_URL: apiUrl = "" } = env;
  if (token !== "" && signingSecret !== "") {
    return { slack: { token, signingSecret, ...(appToken === "" ? {} : { appToken }), ...(apiUrl === "" ? {} : { apiUrl: apiUrl.replace(/\/*$/, "/") }) } };
  }
  const [given] = Object.entries({ SLACK_BOT_TOKEN: token, SLACK_SIGNING_SECRET: signingSecret, SLACK_APP_TOKEN: appToken }).find(([, value]) => value !== "") ?? [];
  if (given === undefined) return {};
  const missing = Object.entries({ SLACK_BOT_TOKEN: token, SLACK_SIGNING_SECRET: signingSecret }).flatMap(([name, value]) => (value === "" ? [name] : []));
  throw new CannotStart(`${given} is set and ${missing.join(" and ")} ${missing.length === 1 ? "is" : "are"} not: set both SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET for a real workspace, or none of Slack's for the local one.`);
}

function portFrom(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port < 65_536) return port;
  throw new CannotStart(`PORT is ${text}, which is no port: give a number up to 65535, or 0 for any free one.`);
}

function isAsWritten(profile: string): boolean {
  if (profile === "local" || profile === "none") return profile === "none";
  throw new CannotStart(`AFTERSCORE_PROFILE is ${profile}: give local, or none for the policy as it is written.`);
}

function greet({ addresses, warnings }: Running): void {
  const { url, apiKey, slackPage, mailbox, desk } = addresses;
  for (const warning of warnings) console.warn(`! ${warning}`);
  console.log(`
Afterscore is ready.

  API       ${url}/v1, described at ${url}/docs
  API key   ${apiKey}
  Slack     ${slackPage ?? "your own workspace"}
  Mailbox   ${mailbox}
  Desk      ${desk}

  npm run demo posts a week of responses. Ctrl-C stops; everything is kept.
`);
}

function onParentGone(then: () => void): void {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    then();
  }, 500);
}

/** The first signal stops cleanly; a second one does not wait. */
function stopOn(running: Running): void {
  let stopping = false;
  const onSignal = () => {
    if (stopping) process.exit(130);
    stopping = true;
    console.log("Stopping…");
    void running.stop().then(() => { process.exit(0); });
  };
  // npm passes signals on, but not its own violent death: without it, nobody could stop us by Ctrl-C.
  if (env["npm_lifecycle_event"] !== undefined) onParentGone(onSignal);
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
}
