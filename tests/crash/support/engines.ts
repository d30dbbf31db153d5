import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startDynamoDb } from "../../../infra/local/engines/dynamodb.ts";
import { freePort } from "../../../infra/local/engines/free-port.ts";
import { startQueues } from "../../../infra/local/engines/queues.ts";
import { mailboxPage } from "../../../infra/local/mail/mailbox-page.tsx";
import { mailbox } from "../../../infra/local/mail/mailbox.ts";
import { sesApi } from "../../../infra/local/mail/ses-api.ts";
import { simulator } from "../../../infra/local/mail/simulator.ts";
import { localProfile } from "../../../infra/local/profile.ts";
import { secretsApi } from "../../../infra/local/secrets-api.ts";
import { slackApi } from "../../../infra/local/slack/slack-api.ts";
import { slackWorkspace } from "../../../infra/local/slack/slack-workspace.ts";
import { prepareTable } from "../../../infra/local/table.ts";
import { readMessagesSource } from "../../../infra/messages-source.ts";
import { copyPictureFiles } from "../../../infra/picture-assets.ts";
import { parsePolicy } from "../../../infra/policy-source.ts";
import { queueConsumers, queues } from "../../../infra/topology.ts";
import { dynamoApiKeys } from "../../../shared/adapters/dynamodb/api-keys.ts";
import { dynamoRewardStocks } from "../../../shared/adapters/dynamodb/reward-stocks.ts";
import { sqsAlerts } from "../../../shared/adapters/sqs/work-queues.ts";
import { openTable } from "../../../shared/adapters/dynamodb/table.ts";
import { encodePolicy } from "../../../shared/adapters/files/policy-codec.ts";
import { type Policy, policySchema } from "../../../shared/domain/policy.ts";
import { formatKey, hashSecret } from "../../../shared/http/api-key.ts";
import { policyText } from "../../support/domain.ts";
import { openGate } from "./gate.ts";
import type { Assignment, Point } from "./protocol.ts";

const tableName = "afterscore";
const keyId = "crash";
const account = { region: "us-east-1", credentials: { accessKeyId: "local", secretAccessKey: "local" } };

/** Where alerts of answers by phone go, and where a story may find that there have been too many. */
export const crowded = "#crowded";

/** Which policy the functions live by: `patient` asks people about mails to passives, lets promoters wait and writes to nobody at night; `asking` asks customers whether it was made right; `telling` tells of each day at midnight, which the others never do. */
export type Rule = (typeof rules)[number];
const rules = ["usual", "patient", "asking", "telling"] as const;
const patient: Partial<Policy["messages"]> = {
  modes: { detractor: "auto", passive: "approve", promoter: "auto" },
  delays: { detractor: 0, passive: 0, promoter: 30 * 60_000 },
  quietHours: { start: "20:00", end: "08:00" },
};
const asking: Partial<Policy["messages"]> = { afterResolution: { after: 0, survey: "case-recovery" }, oncePer: 0 };
const messagesUnder: Readonly<Record<Rule, Partial<Policy["messages"]>>> = { usual: {}, patient, asking, telling: {} };
const telling: Policy["digests"] = [{ id: "daily", every: "day", at: "00:00", metrics: ["nps"], segment: "plan", language: "en" }];

/** What survives the crashes, with ways to look into it that pass no gate. */
export type Engines = Awaited<ReturnType<typeof startEngines>>;

/** Starts table, queues, Slack and mailbox in this process, or beside it, behind gates. */
export async function startEngines(at: (point: Point) => Promise<boolean>) {
  Object.assign(process.env, { AWS_REGION: account.region, AWS_ACCESS_KEY_ID: "local", AWS_SECRET_ACCESS_KEY: "local" });
  const folder = mkdtempSync(join(tmpdir(), "afterscore-crash-"));
  const source = localProfile(parsePolicy(policyText, "policy.yaml").source);
  // Who may work cases is asked of a group; and every story has cards of its own, however many are told within a minute.
  const routing = [{ when: { channel: ["phone" as const] }, channel: crowded }];
  const rewards = { oncePer: "180d", programs: [{ id: "gift", kind: "code_pool" as const, title: "A gift", terms: "One each." }] };
  const policy = policySchema.parse({ ...source, rewards, slack: { ...source.slack, workers: "S0CSM", burst: 1_000, routing } });
  for (const rule of rules) writeFileSync(join(folder, `${rule}.json`), encodePolicy({ ...policy, digests: rule === "telling" ? telling : [], messages: { ...policy.messages, ...messagesUnder[rule] } }));
  copyPictureFiles(join(folder, "pictures"));
  writeFileSync(join(folder, "messages.json"), readMessagesSource().sealed);
  const [dynamo, sqs, port] = await Promise.all([
    startDynamoDb({ folder: join(folder, "table") }),
    startQueues({ folder: join(folder, "queues"), queues }),
    freePort(),
  ]);
  const mails = mailbox({ file: ":memory:" });
  const channels = [policy.slack.defaultChannel, policy.slack.testChannel, crowded].map((name) => name.replace(/^#/, ""));
  const secrets = { slack: { botToken: "xoxb-crash", signingSecret: "a secret of Slack's" }, links: { key: "k".repeat(64) }, pseudonyms: { key: "p".repeat(64) }, desk: { key: "d".repeat(64) } };
  const slack = slackWorkspace({ file: ":memory:", token: secrets.slack.botToken, signingSecret: secrets.slack.signingSecret, channels });
  const values = Object.fromEntries(Object.entries(secrets).map(([name, value]) => [name, JSON.stringify(value)]));
  const others = serve({
    port: 0,
    hostname: "127.0.0.1",
    fetch: new Hono()
      .route("/secrets", secretsApi(() => values))
      .route("/ses", sesApi(mails, simulator({ endpoint: sqs.endpoint, queueUrl: sqs.urls["mail-events"] ?? "" })))
      .route("/mailbox", mailboxPage(mails))
      .route("/slack", slackApi(slack)).fetch,
  });
  await once(others, "listening");
  const other = `http://127.0.0.1:${(others.address() as AddressInfo).port}`;
  const [tableGate, queueGate, otherGate] = await Promise.all([openGate(dynamo.endpoint, at), openGate(sqs.endpoint, at), openGate(other, at)]);
  const { streamArn } = await prepareTable(dynamo.endpoint, tableName);
  const table = openTable(tableName, { ...account, endpoint: dynamo.endpoint });
  for (let stocked = 0; stocked < 2_000; stocked += 250) {
    await dynamoRewardStocks(table).add("gift", Array.from({ length: 250 }, (_, at) => `GIFT-${stocked + at}`), stocked);
  }
  const client = new SQSClient({ ...account, endpoint: sqs.endpoint });
  const createdAt = new Date().toISOString();
  await dynamoApiKeys(table).create({ id: keyId, name: "crash", source: "crash", scopes: ["read", "write"], hash: hashSecret("s"), createdAt, ratePerSecond: 100_000 });
  const queueUrls = Object.fromEntries(queues.map(({ name }) => [name, `${queueGate.url}/000000000000/${name}`]));
  const url = `http://127.0.0.1:${port}`;
  const assignment: Omit<Assignment, "factories"> = {
    port,
    folder,
    engines: { dynamoDb: tableGate.url, streamArn, sqs: queueGate.url, queueUrls, checkpointFile: join(folder, "checkpoints.db") },
    settings: {
      table: tableName,
      policy: join(folder, "usual.json"),
      pictures: join(folder, "pictures"),
      messages: join(folder, "messages.json"),
      apiDocuments: join(folder, "api-documents.json"),
      alertsQueue: queueUrls["alerts.fifo"] ?? "",
      followUpsQueue: queueUrls["follow-ups"] ?? "",
      publicUrl: url,
      slackSecret: "slack",
      linksSecret: "links",
      pseudonymsSecret: "pseudonyms",
      deskSecret: "desk",
      slackApiUrl: `${otherGate.url}/slack/`,
      settleMs: "11000",
      configurationSet: "afterscore-local",
      metricsNamespace: "",
      localPeople: "",
      mailboxUrl: `${otherGate.url}/mailbox`,
      dynamoDb: tableGate.url,
      sqs: queueGate.url,
      ses: `${otherGate.url}/ses`,
      secretsManager: `${otherGate.url}/secrets`,
    },
  };
  return {
    assignment,
    url,
    apiKey: formatKey(keyId, "s"),
    table,
    mails,
    slack,
    slackUrl: `${other}/slack/`,
    secrets,
    queues: sqsAlerts(client, sqs.urls["alerts.fifo"] ?? ""),
    /** The messages and stream positions that were given up since this was last asked. */
    givenUp: async (): Promise<readonly string[]> => {
      const last = queues.filter(({ name }) => !queueConsumers.some(({ queue }) => queue === name));
      const found = last.map(async ({ name }) => {
        const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl: sqs.urls[name], MaxNumberOfMessages: 10 }));
        for (const { ReceiptHandle } of Messages) await client.send(new DeleteMessageCommand({ QueueUrl: sqs.urls[name], ReceiptHandle }));
        return Messages.map(({ Body = "" }) => `${name}: ${Body}`);
      });
      return (await Promise.all(found)).flat();
    },
    defaultChannel: policy.slack.defaultChannel,
    /** Where a policy stands. */
    policyOf: (rule: Rule) => join(folder, `${rule}.json`),
    stop: async () => {
      others.close();
      await Promise.all([tableGate.stop(), queueGate.stop(), otherGate.stop()]);
      slack.close();
      mails.close();
      await Promise.all([dynamo.stop(), sqs.stop()]);
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}
