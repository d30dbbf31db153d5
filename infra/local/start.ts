import { createServer } from "node:http";
import { once } from "node:events";
import { rmSync, writeFileSync } from "node:fs";
import { getRequestListener } from "@hono/node-server";
import type { Hono } from "hono";
import { dynamoApiKeys } from "../../shared/adapters/dynamodb/api-keys.ts";
import { openTable } from "../../shared/adapters/dynamodb/table.ts";
import { checkSlack } from "../../shared/adapters/slack/check-slack.ts";
import { type Policy, policySchema } from "../../shared/domain/policy.ts";
import { formatKey, hashSecret } from "../../shared/http/api-key.ts";
import { readPolicySource } from "../policy-source.ts";
import { queues } from "../topology.ts";
import { deskPage } from "./desk-page.ts";
import { startDynamoDb } from "./engines/dynamodb.ts";
import { startQueues } from "./engines/queues.ts";
import { readUpTo } from "./event-sources/checkpoints.ts";
import type { OnError } from "./event-sources/invocation.ts";
import { frontDoor } from "./front.ts";
import { loadFunctions } from "./functions.ts";
import { CannotStart, type Secrets, openHome } from "./home.ts";
import { mailboxPage } from "./mail/mailbox-page.tsx";
import { mailbox } from "./mail/mailbox.ts";
import { sesApi } from "./mail/ses-api.ts";
import { localProfile } from "./profile.ts";
import { slackApi } from "./slack/slack-api.ts";
import { slackPage } from "./slack/slack-page.tsx";
import { slackWorkspace } from "./slack/slack-workspace.ts";
import { startSources } from "./sources.ts";
import { prepareTable } from "./table.ts";

/** How this laptop wants it; see the README's table of variables. */
export type Options = {
  readonly port: number;
  readonly home: string;
  readonly policyFile: string;
  readonly slack?: { readonly token: string; readonly signingSecret: string };
  /** A DynamoDB of one's own instead of the embedded engine. */
  readonly dynamoDbEndpoint?: string;
  readonly onError: OnError;
};

/** What `local.json` says, for programs that want to find their way. */
export type Addresses = {
  readonly url: string;
  readonly apiKey: string;
  readonly slack: { readonly apiUrl: string; readonly token: string; readonly signingSecret: string; readonly defaultChannel: string };
  readonly slackPage?: string;
  readonly mailbox: string;
  readonly dynamodb: { readonly endpoint: string; readonly table: string };
  readonly sqs: { readonly endpoint: string; readonly queues: Readonly<Record<string, string>> };
  readonly desk: string;
};

/** A running Afterscore. */
export type Running = { readonly addresses: Addresses; readonly warnings: readonly string[]; stop(): Promise<void> };

const tableName = "afterscore";
const localKeyId = "local";
/** Beyond what a laptop can do: the local key is not what limits it. */
const unlimited = 100_000;

/**
 * Starts the whole pipeline on this machine and resolves when it is ready.
 *
 * @throws CannotStart, PolicyError with what to change
 */
export async function start(options: Options): Promise<Running> {
  const { source } = readPolicySource(options.policyFile);
  const policySource = localProfile(source);
  const policy = policySchema.parse(policySource);
  const home = openHome(options.home);
  const { secrets } = home;
  const closers: (() => unknown)[] = [() => { home.close(); }];
  const stop = async () => {
    for (const close of closers.splice(0).reverse()) await close();
  };
  try {
    const listener = await listen(options.port);
    closers.push(listener.stop);
    const { url } = listener;
    const checkpointFile = home.file("checkpoints.db");
    const [dynamo, sqs] = await Promise.all([
      options.dynamoDbEndpoint === undefined
        ? startDynamoDb({ folder: home.file("dynamodb"), readUpTo: (stream) => readUpTo(checkpointFile, stream) })
        : { endpoint: options.dynamoDbEndpoint, stop: () => Promise.resolve() },
      startQueues({ folder: home.file("queues"), queues }),
    ]);
    closers.push(() => dynamo.stop(), () => sqs.stop());
    const mails = mailbox({ file: home.file("mailbox.db") });
    closers.push(() => { mails.close(); });
    const slack = options.slack === undefined ? localSlack(url, home.file("slack.db"), secrets, policy) : realSlack(options.slack, policy);
    closers.push(() => { slack.close(); });
    writeFileSync(home.file("policy.json"), JSON.stringify(policySource));
    const functions = await loadFunctions({
      table: tableName,
      policy: home.file("policy.json"),
      alertsQueue: sqs.urls["alerts.fifo"] ?? "",
      followUpsQueue: sqs.urls["follow-ups"] ?? "",
      publicUrl: url,
      linkSecret: secrets.linkSecret,
      slackToken: slack.token,
      slackSigningSecret: slack.signingSecret,
      slackApiUrl: slack.apiUrl,
      settleMs: String(slack.settleMs),
      mailboxUrl: `${url}/local/mailbox`,
      dynamoDb: dynamo.endpoint,
      sqs: sqs.endpoint,
      ses: `${url}/local/ses`,
    });
    const { streamArn } = await prepareTable(dynamo.endpoint, tableName);
    await ensureLocalKey(secrets.apiKey);
    const apiKey = formatKey(localKeyId, secrets.apiKey);
    const readAs = { headers: { Authorization: `Bearer ${apiKey}` } };
    const read = (path: string) => functions.http.desk.fetch(new Request(`${url}${path}`, readAs));
    const front = frontDoor(functions.http, [
      slack.add,
      (door) => door.route("/local/ses", sesApi(mails)),
      (door) => door.route("/local/mailbox", mailboxPage(mails)),
      (door) => door.route("/desk", deskPage({ read, slack: slack.page })),
    ]);
    listener.serve((request) => front.fetch(request));
    const warnings = await checkSlack({ token: slack.token, apiUrl: slack.apiUrl }, channelsOf(policy));
    const [refused] = warnings.filter((warning) => warning.startsWith("Slack does not take"));
    if (refused !== undefined) throw new CannotStart(`${refused} Check SLACK_BOT_TOKEN; nothing was sent.`);
    const sources = await startSources(
      { dynamoDb: dynamo.endpoint, streamArn, sqs: sqs.endpoint, queueUrls: sqs.urls, checkpointFile },
      functions,
      options.onError,
    );
    closers.push(() => sources.stop());
    const addresses: Addresses = {
      url,
      apiKey,
      slack: { apiUrl: slack.apiUrl, token: slack.token, signingSecret: slack.signingSecret, defaultChannel: slack.defaultChannel },
      ...(slack.page === undefined ? {} : { slackPage: slack.page }),
      mailbox: `${url}/local/mailbox`,
      dynamodb: { endpoint: dynamo.endpoint, table: tableName },
      sqs: { endpoint: sqs.endpoint, queues: { alerts: sqs.urls["alerts.fifo"] ?? "", "follow-ups": sqs.urls["follow-ups"] ?? "" } },
      desk: `${url}/desk`,
    };
    writeFileSync(home.file("local.json"), JSON.stringify(addresses, null, 2), { mode: 0o600 });
    closers.push(() => { rmSync(home.file("local.json"), { force: true }); });
    return { addresses, warnings, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Takes the port before anything else starts; until the pipeline is ready, requests are told to wait. */
async function listen(port: number) {
  let answer: (request: Request) => Response | Promise<Response> = () =>
    new Response("Starting, try again in a second.", { status: 503, headers: { "Retry-After": "1" } });
  const respond = getRequestListener((request) => answer(request));
  const server = createServer((request, response) => { void respond(request, response); });
  server.listen(port, "127.0.0.1");
  try {
    await once(server, "listening");
  } catch (error) {
    throw new CannotStart(
      `Port ${port} is taken. Stop what listens there, or choose another: PORT=8788 npm start (PORT=0 takes any free one).`,
      { cause: error },
    );
  }
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("listening without an address");
  return {
    url: `http://127.0.0.1:${address.port}`,
    serve: (handler: typeof answer) => { answer = handler; },
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => { resolve(); });
        server.closeIdleConnections();
        setTimeout(() => { server.closeAllConnections(); }, 500).unref();
      }),
  };
}

/** The laptop's own workspace: how sure it is of a post is known at once, as soon as a lease is over. */
function localSlack(url: string, file: string, secrets: Secrets, policy: Policy) {
  const { defaultChannel, testChannel } = policy.slack;
  const channels = [defaultChannel, testChannel].map((channel) => channel.replace(/^#/, ""));
  const workspace = slackWorkspace({ file, token: secrets.slackToken, signingSecret: secrets.slackSigningSecret, channels });
  return {
    token: secrets.slackToken,
    signingSecret: secrets.slackSigningSecret,
    apiUrl: `${url}/local/slack/api/`,
    settleMs: 11_000,
    defaultChannel: workspace.defaultChannel.id,
    page: `${url}/local/slack`,
    add: (door: Hono) => {
      door.route("/local/slack/api", slackApi(workspace));
      door.route("/local/slack", slackPage(workspace, { interactionsUrl: `${url}/slack/interactions` }));
    },
    close: () => { workspace.close(); },
  };
}

function realSlack(slack: NonNullable<Options["slack"]>, policy: Policy) {
  return {
    ...slack,
    apiUrl: "https://slack.com/api/",
    settleMs: 60_000,
    defaultChannel: policy.slack.defaultChannel,
    page: undefined,
    add: () => undefined,
    close: () => undefined,
  };
}

function channelsOf({ slack }: Policy): readonly string[] {
  return [slack.defaultChannel, slack.testChannel, ...slack.routing.map(({ channel }) => channel)];
}

async function ensureLocalKey(secret: string): Promise<void> {
  const keys = dynamoApiKeys(openTable(tableName));
  if ((await keys.find(localKeyId)) !== undefined) return;
  await keys.create({
    id: localKeyId,
    name: "this laptop",
    source: "local",
    scopes: ["write", "read"],
    hash: hashSecret(secret),
    createdAt: new Date().toISOString(),
    ratePerSecond: unlimited,
  });
}
