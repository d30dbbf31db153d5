/** `npm start`: the whole pipeline on this machine. */
import { described } from "../../shared/runtime/log.ts";
import { PolicyError } from "../policy-source.ts";
import { CannotStart } from "./cannot-start.ts";
import { type Running, start } from "./start.ts";

const { env } = process;

try {
  const { SLACK_BOT_TOKEN: token, SLACK_SIGNING_SECRET: signingSecret, AWS_ENDPOINT_URL_DYNAMODB: dynamoDbEndpoint } = env;
  const running = await start({
    port: portFrom(env["PORT"] ?? "8787"),
    home: env["AFTERSCORE_HOME"] ?? ".afterscore",
    policyFile: env["AFTERSCORE_POLICY"] ?? "policy.yaml",
    ...realWorkspace(token, signingSecret),
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

/** A real workspace takes both: the token to speak with, and the secret by which its clicks are known. */
function realWorkspace(token = "", signingSecret = ""): { slack?: { token: string; signingSecret: string } } {
  if (token === "" && signingSecret === "") return {};
  if (token !== "" && signingSecret !== "") return { slack: { token, signingSecret } };
  const [given, missing] = token === "" ? ["SLACK_SIGNING_SECRET", "SLACK_BOT_TOKEN"] : ["SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"];
  throw new CannotStart(`${given} is set and ${missing} is not: set both for a real workspace, or neither for the local one.`);
}

function portFrom(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port < 65_536) return port;
  throw new CannotStart(`PORT is ${text}, which is no port: give a number up to 65535, or 0 for any free one.`);
}

function greet({ addresses, warnings }: Running): void {
  const { url, apiKey, slackPage, mailbox, desk } = addresses;
  for (const warning of warnings) console.warn(`! ${warning}`);
  console.log(`
Afterscore is ready.

  API       ${url}/v1
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
