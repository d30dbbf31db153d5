import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { dynamoApiKeys } from "../../shared/adapters/dynamodb/api-keys.ts";
import { openTable } from "../../shared/adapters/dynamodb/table.ts";
import { encodePolicy } from "../../shared/adapters/files/policy-codec.ts";
import { checkSlack } from "../../shared/adapters/slack/check-slack.ts";
import { policySchema } from "../../shared/domain/policy.ts";
import { channelsOf } from "../../shared/domain/routing.ts";
import { formatKey, hashSecret } from "../../shared/http/api-key.ts";
import { readMessagesSource } from "../messages-source.ts";
import { sealedApiDocuments } from "../openapi/api-documents.ts";
import { copyPictureFiles } from "../picture-assets.ts";
import { readPolicySource } from "../policy-source.ts";
import { queues } from "../topology.ts";
import { startBackground } from "./background.ts";
import { CannotStart } from "./cannot-start.ts";
import { startDynamoDb } from "./engines/dynamodb.ts";
import { startQueues } from "./engines/queues.ts";
import { readUpTo } from "./event-sources/checkpoints.ts";
import type { OnError } from "./event-sources/invocation.ts";
import { frontDoor } from "./front.ts";
import { loadHttpFunctions } from "./functions.ts";
import { openHome, writeWhole } from "./home.ts";
import { startLoopbackProxy } from "./http/loopback-proxy.ts";
import { listen, starting } from "./listener.ts";
import { mailboxPage } from "./mail/mailbox-page.tsx";
import { mailbox } from "./mail/mailbox.ts";
import { sesApi } from "./mail/ses-api.ts";
import { simulator } from "./mail/simulator.ts";
import { localProfile } from "./profile.ts";
import { secretsApi } from "./secrets-api.ts";
import { type RealSlack, localSlack, realSlack } from "./team-chat.ts";
import { prepareTable } from "./table.ts";

/** How this laptop wants it; see the README's table of variables. */
export type Options = {
  readonly port: number;
  readonly home: string;
  readonly policyFile: string;
  /** Lives by the policy as it is written, and not as a laptop does. */
  readonly asWritten?: boolean;
  /** The folder with the words of mails; the project's when absent. */
  readonly messagesFolder?: string;
  /** A real workspace instead of the local one. */
  readonly slack?: RealSlack;
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
  const policy = policySchema.parse(options.asWritten === true ? source : localProfile(source));
  const messages = readMessagesSource(options.messagesFolder);
  const home = await openHome(options.home);
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
    // The engine does not look at the Host it is called by, so what others are told is the way past somebody who does.
    const door = await startLoopbackProxy(dynamo.endpoint);
    closers.push(() => door.stop());
    const mails = mailbox({ file: home.file("mailbox.db") });
    closers.push(() => { mails.close(); });
    const slack = options.slack === undefined ? localSlack(url, home.file("slack.db"), secrets, policy) : realSlack(options.slack, url, policy);
    closers.push(() => { slack.close(); });
    const secretValues = {
      slack: JSON.stringify({ botToken: slack.token, signingSecret: slack.signingSecret }),
      links: JSON.stringify({ key: secrets.linkSecret }),
      pseudonyms: JSON.stringify({ key: secrets.pseudonymsKey }),
      desk: JSON.stringify({ key: secrets.deskKey }),
    };
    // Who else may be on this machine cannot ask for them without knowing where.
    const secretsPath = `/local/secrets/${randomBytes(24).toString("base64url")}`;
    writeWhole(home.file("policy.json"), encodePolicy(policy));
    copyPictureFiles(home.file("pictures"));
    writeWhole(home.file("messages.json"), messages.sealed);
    writeWhole(home.file("api-documents.json"), sealedApiDocuments(policy));
    const settings = {
      table: tableName,
      policy: home.file("policy.json"),
      pictures: home.file("pictures"),
      messages: home.file("messages.json"),
      apiDocuments: home.file("api-documents.json"),
      alertsQueue: sqs.urls["alerts.fifo"] ?? "",
      followUpsQueue: sqs.urls["follow-ups"] ?? "",
      publicUrl: url,
      slackSecret: "slack",
      linksSecret: "links",
      pseudonymsSecret: "pseudonyms",
      deskSecret: "desk",
      slackApiUrl: slack.apiUrl,
      settleMs: String(slack.settleMs),
      configurationSet: "afterscore-local",
      metricsNamespace: "",
      localPeople: JSON.stringify(slack.people),
      mailboxUrl: `${url}/local/mailbox`,
      dynamoDb: dynamo.endpoint,
      sqs: sqs.endpoint,
      ses: `${url}/local/ses`,
      secretsManager: `${url}${secretsPath}`,
    };
    const functions = await loadHttpFunctions(settings);
    const { streamArn } = await prepareTable(dynamo.endpoint, tableName);
    await ensureLocalKey(secrets.apiKey);
    const apiKey = formatKey(localKeyId, secrets.apiKey);
    const front = frontDoor(functions, [
      slack.add,
      (door) => door.route(secretsPath, secretsApi(() => secretValues)),
      (door) => door.route("/local/ses", sesApi(mails, simulator({ endpoint: sqs.endpoint, queueUrl: sqs.urls["mail-events"] ?? "" }))),
      (door) => door.route("/local/mailbox", mailboxPage(mails)),
    ]);
    // Its own parts call each other here while it starts; who asks from outside whether it is there is told not yet.
    let isStarted = false;
    listener.serve((request) => (isStarted || new URL(request.url).pathname !== "/healthz" ? front.fetch(request) : starting()));
    const problems = await checkSlack({ token: () => Promise.resolve(slack.token), apiUrl: slack.apiUrl }, channelsOf(policy));
    const refused = problems.find(({ of }) => of === "token");
    if (refused !== undefined) throw new CannotStart(`${refused.text} Check SLACK_BOT_TOKEN; nothing was sent.`);
    const listening = await slack.listen(functions.interact, options.onError);
    closers.push(() => listening.stop());
    const engines = { dynamoDb: dynamo.endpoint, streamArn, sqs: sqs.endpoint, queueUrls: sqs.urls, checkpointFile };
    const background = await startBackground({ settings, engines }, options.onError);
    closers.push(() => background.stop());
    const addresses: Addresses = {
      url,
      apiKey,
      slack: { apiUrl: slack.apiUrl, token: slack.token, signingSecret: slack.signingSecret, defaultChannel: slack.defaultChannel },
      ...(slack.page === undefined ? {} : { slackPage: slack.page }),
      mailbox: `${url}/local/mailbox`,
      dynamodb: { endpoint: door.endpoint, table: tableName },
      sqs: { endpoint: sqs.endpoint, queues: { alerts: sqs.urls["alerts.fifo"] ?? "", "follow-ups": sqs.urls["follow-ups"] ?? "" } },
      desk: `${url}/desk`,
    };
    closers.push(() => { rmSync(home.file("local.json"), { force: true }); });
    // It appears whole: others wait for it and read it at once.
    writeWhole(home.file("local.json"), JSON.stringify(addresses, null, 2));
    isStarted = true;
    return { addresses, warnings: [...problems.map(({ text }) => text), ...listening.warnings], stop };
  } catch (error) {
    await stop();
    throw error;
  }
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
