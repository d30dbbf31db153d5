import { DynamoDBClient, GetItemCommand, ScanCommand } from "@aws-sdk/client-dynamodb";
import { DeleteMessageBatchCommand, type Message, ReceiveMessageCommand, SQSClient, SendMessageCommand } from "@aws-sdk/client-sqs";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { serve } from "@hono/node-server";
import type { DynamoDBRecord } from "aws-lambda";
import { Hono } from "hono";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { vi } from "vitest";
import type { Counts } from "../../../../infra/commands/support/costs/counts.ts";
import { startDynamoDb } from "../../../../infra/local/engines/dynamodb.ts";
import { startQueues } from "../../../../infra/local/engines/queues.ts";
import { type Mailbox, mailbox } from "../../../../infra/local/mail/mailbox.ts";
import { sesApi } from "../../../../infra/local/mail/ses-api.ts";
import { secretsApi } from "../../../../infra/local/secrets-api.ts";
import { prepareTable } from "../../../../infra/local/table.ts";
import { queueConsumers, queues, streamConsumers } from "../../../../infra/topology.ts";
import { readMessagesSource } from "../../../../infra/messages-source.ts";
import { dynamoApiKeys } from "../../../../shared/adapters/dynamodb/api-keys.ts";
import { encodePolicy } from "../../../../shared/adapters/files/policy-codec.ts";
import { openTable } from "../../../../shared/adapters/dynamodb/table.ts";
import type { Band } from "../../../../shared/domain/metric.ts";
import type { PolicySource } from "../../../../shared/domain/policy.ts";
import { variables } from "../../../../shared/environment.ts";
import { formatKey, hashSecret } from "../../../../shared/http/api-key.ts";
import { policyWith } from "../../../support/domain.ts";
import { serveWorkspace } from "../../../shared/adapters/slack/workspace.ts";
import { capture, metricsOf } from "./log-lines.ts";
import { startMeter, tellingCapacity, unitsOf } from "./meter.ts";

/** The deployed functions over the laptop's engines, with everything that AWS bills counted on the way. */
export type CountedPipeline = {
  /**
   * Posts responses of a band, one request each, lets everything happen that they lead to, and answers
   * what one of them took on average, to two decimals.
   *
   * @param batch how many the stream hands over together, as far as the topology allows
   */
  readonly live: (band: Band, batch: number) => Promise<Counts>;
  /** What one run of the sweep takes when nothing is due. */
  readonly idleSweep: () => Promise<Counts>;
  /** The metrics written so far, each by its name and dimensions. */
  readonly metrics: () => readonly string[];
  stop(): Promise<void>;
};

/** What handlers answer: to requests, and of records. */
type Answer = { readonly statusCode: number; readonly body: string; readonly batchItemFailures: readonly unknown[] };

/** The last message to a customer is due an hour after the answer; the sweep is called this often meanwhile. */
const longestMs = 65 * 60_000;
const stepMs = 5 * 60_000;
/** CloudWatch Logs adds this to each line it bills. */
const bytesPerLine = 26;

const scores: Record<Band, number> = { detractor: 2, passive: 8, promoter: 10 };

export async function startCountedPipeline(mode: "auto" | "off"): Promise<CountedPipeline> {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.parse("2026-11-20T09:00:00Z") });
  const folder = mkdtempSync(join(tmpdir(), "afterscore-costs-"));
  const policy = join(folder, "policy.json");
  writeFileSync(policy, encodePolicy(policyWith((source) => speaking(source, mode))));
  const messages = join(folder, "messages.json");
  writeFileSync(messages, readMessagesSource().sealed);

  const sum = { writeUnits: 0, readUnits: 0, fifoRequests: 0, queueRequests: 0, invocations: 0, logBytes: 0, storedBytes: 0 };
  const metrics = new Set<string>();
  const add = (more: Partial<Counts>) => {
    for (const [name, n] of Object.entries(more)) sum[name as keyof Counts] += n;
  };
  const [dynamo, sqs] = await Promise.all([startDynamoDb({ folder: join(folder, "table") }), startQueues({ folder: join(folder, "queues"), queues })]);
  const table = await startMeter(dynamo.endpoint, (call) => { add(unitsOf(call)); }, tellingCapacity);
  const queue = await startMeter(sqs.endpoint, ({ operation, asked, told }) => {
    // A poll that finds nothing happens whether there are responses or not.
    if (operation === "ReceiveMessage" && (told.Messages ?? []).length === 0) return;
    add(String(asked.QueueUrl).endsWith(".fifo") ? { fifoRequests: 1 } : { queueRequests: 1 });
  });
  const slack = await serveWorkspace();
  const mails = mailbox({ file: ":memory:" });
  const secrets = {
    slack: JSON.stringify({ botToken: await slack.token(), signingSecret: "a secret of Slack's" }),
    links: JSON.stringify({ key: "k".repeat(64) }),
    pseudonyms: JSON.stringify({ key: "p".repeat(64) }),
  };
  const others = serve({ fetch: new Hono().route("/secrets", secretsApi(() => secrets)).route("/ses", sesApi(mails)).fetch, port: 0, hostname: "127.0.0.1" });
  await once(others, "listening");
  const other = `http://127.0.0.1:${(others.address() as AddressInfo).port}`;
  const urlOf = (name: string) => `${queue.endpoint}/000000000000/${name}`;
  Object.assign(process.env, {
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_ENDPOINT_URL_DYNAMODB: table.endpoint,
    AWS_ENDPOINT_URL_SQS: queue.endpoint,
    AWS_ENDPOINT_URL_SESV2: `${other}/ses`,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: `${other}/secrets`,
    [variables.metricsNamespace]: "Afterscore/prod",
    [variables.table]: "afterscore",
    [variables.policy]: policy,
    [variables.messages]: messages,
    [variables.alertsQueue]: urlOf("alerts.fifo"),
    [variables.followUpsQueue]: urlOf("follow-ups"),
    [variables.publicUrl]: "https://abcdefghij.execute-api.us-east-1.amazonaws.com",
    [variables.slackSecret]: "slack",
    [variables.linksSecret]: "links",
    [variables.pseudonymsSecret]: "pseudonyms",
    [variables.slackApiUrl]: slack.apiUrl,
    [variables.settleMs]: "60000",
    [variables.configurationSet]: "afterscore-prod",
  });
  await prepareTable(dynamo.endpoint, "afterscore");
  const apiKey = { id: "k1", name: "web app", source: "product", scopes: ["write" as const], hash: hashSecret("s"), createdAt: new Date().toISOString(), ratePerSecond: 100_000 };
  await dynamoApiKeys(openTable("afterscore", { endpoint: dynamo.endpoint })).create(apiKey);
  const handlers = await loadHandlers();

  const invoke = async (name: keyof typeof handlers, event: unknown): Promise<Answer> => {
    add({ invocations: 1 });
    const written = capture();
    try {
      return (await handlers[name](event as never, {} as never)) as Answer;
    } finally {
      const lines = written();
      for (const line of lines) for (const metric of metricsOf(line)) metrics.add(metric);
      add({ logBytes: lines.reduce((bytes, line) => bytes + Buffer.byteLength(line) + bytesPerLine, 0) });
    }
  };
  const engine = new DynamoDBClient({ endpoint: dynamo.endpoint });
  const eventSource = new SQSClient({ endpoint: queue.endpoint });
  const eventBus = { told: 0 };

  /** What the configuration set, the event bus and its rule do after each mail. */
  const tellOfMails = async () => {
    const sent = mails.all().slice(eventBus.told);
    for (const mail of sent) await eventSource.send(new SendMessageCommand({ QueueUrl: urlOf("mail-events"), MessageBody: sendEvent(mail) }));
    eventBus.told += sent.length;
    return sent.length > 0;
  };
  const workQueue = async ({ queue: name, to, batchSize }: (typeof queueConsumers)[number]): Promise<boolean> => {
    const QueueUrl = urlOf(name);
    const { Messages = [] } = await eventSource.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: batchSize, MessageSystemAttributeNames: ["All"] }));
    if (Messages.length === 0) return false;
    const answer = await invoke(to, { Records: Messages.map(queueRecord) });
    if (answer.batchItemFailures.length > 0) throw new Error(`${to} failed on ${JSON.stringify(Messages)}`);
    await eventSource.send(new DeleteMessageBatchCommand({ QueueUrl, Entries: Messages.map(({ ReceiptHandle }, at) => ({ Id: String(at), ReceiptHandle })) }));
    return true;
  };
  const workQueues = async () => {
    for (let busy = true; busy; ) {
      busy = false;
      for (const consumer of queueConsumers) while (await workQueue(consumer)) busy = true;
      if (await tellOfMails()) busy = true;
    }
  };

  let posted = 0;
  const post = async (band: Band): Promise<DynamoDBRecord> => {
    const answer = await invoke("receive", httpEvent(formatKey(apiKey.id, "s"), bodyOf(posted, band)));
    posted += 1;
    if (answer.statusCode !== 202) throw new Error(`refused: ${answer.body}`);
    const { id } = JSON.parse(answer.body) as { id: string };
    const Key = { pk: { S: id }, sk: { S: "response" } };
    const { Item } = await engine.send(new GetItemCommand({ TableName: "afterscore", Key }));
    return { eventName: "INSERT", dynamodb: { Keys: Key, NewImage: Item as never, SequenceNumber: String(posted) } };
  };
  const counted = async (work: () => Promise<unknown>): Promise<Counts> => {
    const before = { ...sum, storedBytes: await weigh(engine) };
    await work();
    return each({ ...sum, storedBytes: await weigh(engine) }, (n, name) => n - before[name]);
  };
  const idleSweep = () => counted(() => invoke("escalate", {}));

  return {
    idleSweep,
    metrics: () => [...metrics].sort(),
    live: async (band, batch) => {
      const idle = await idleSweep();
      const all = await counted(async () => {
        const records: DynamoDBRecord[] = [];
        while (records.length < batch) records.push(await post(band));
        for (const { to, batchSize } of streamConsumers) {
          for (let at = 0; at < batch; at += batchSize) {
            const { batchItemFailures } = await invoke(to, { shardId: "shard-1", Records: records.slice(at, at + batchSize) });
            if (batchItemFailures.length > 0) throw new Error(`${to} failed`);
          }
        }
        await workQueues();
        for (let passed = 0; passed < longestMs; passed += stepMs) {
          vi.setSystemTime(Date.now() + stepMs);
          await workQueues();
          await invoke("escalate", {});
          await workQueues();
        }
      });
      return each(all, (n, name) => Math.round((100 * (n - (longestMs / stepMs) * idle[name])) / batch) / 100);
    },
    stop: async () => {
      vi.useRealTimers();
      slack.close();
      others.close();
      mails.close();
      await Promise.all([table.stop(), queue.stop()]);
      await Promise.all([dynamo.stop(), sqs.stop()]);
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

function each(counts: Counts, change: (n: number, name: keyof Counts) => number): Counts {
  return Object.fromEntries(Object.entries(counts).map(([name, n]) => [name, change(n, name as keyof Counts)])) as Counts;
}

/** Nobody works the cases, and nobody is told of that: what it takes would be told of the next one's responses. */
function speaking(source: PolicySource, mode: "auto" | "off"): PolicySource {
  const patient = { acknowledge: "400h", resolve: "800h" };
  return {
    ...source,
    // Each alert has its card, also where 250 come together.
    slack: { ...source.slack, burst: 1_000 },
    sla: { ...source.sla, targets: { critical: patient, high: patient, normal: patient } },
    // It is counted at any hour of the day.
    messages: { ...source.messages, modes: { detractor: mode, passive: mode, promoter: mode }, quietHours: "off" },
  };
}

async function loadHandlers() {
  const [receive, route, rollUp, alert, followUp, settle, escalate] = await Promise.all([
    import("../../../../functions/receive/handler.ts"),
    import("../../../../functions/route/handler.ts"),
    import("../../../../functions/roll-up/handler.ts"),
    import("../../../../functions/alert/handler.ts"),
    import("../../../../functions/follow-up/handler.ts"),
    import("../../../../functions/settle/handler.ts"),
    import("../../../../functions/escalate/handler.ts"),
  ]);
  return {
    receive: receive.handler,
    route: route.handler,
    "roll-up": rollUp.handler,
    alert: alert.handler,
    "follow-up": followUp.handler,
    settle: settle.handler,
    escalate: escalate.handler,
  } as unknown as Record<"receive" | "route" | "roll-up" | "alert" | "follow-up" | "settle" | "escalate", (event: never, context: never) => Promise<unknown>>;
}

/** A first answer of somebody with an id and an address, over 20 surveys and 40 accounts; below 600 bytes. */
function bodyOf(n: number, band: Band) {
  const account = n % 40;
  return JSON.stringify({
    id: `answer-${n}`,
    survey: { id: `survey-${n % 20}`, name: "Onboarding, day 30" },
    metric: "nps",
    score: scores[band],
    channel: "email",
    comment: "Exports fail every Monday, and nobody could tell us why.",
    respondent: { id: `u_${n}`, email: `lin.${n}@acme-${account}.example`, name: "Lin Wei", locale: "en" },
    account: { id: `acme-${account}`, name: `Acme ${account}`, plan: "Scale", mrr: 900, currency: "USD", owner: { email: "mia@us.example", name: "Mia" } },
    attributes: { region: "apac" },
  });
}

function httpEvent(key: string, body: string) {
  return {
    version: "2.0",
    routeKey: "ANY /v1/responses",
    rawPath: "/v1/responses",
    rawQueryString: "",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json", host: "api.example" },
    requestContext: { domainName: "api.example", http: { method: "POST", path: "/v1/responses", protocol: "HTTP/1.1", sourceIp: "127.0.0.1", userAgent: "test" } },
    body,
    isBase64Encoded: false,
  };
}

function queueRecord({ MessageId, Body, ReceiptHandle, Attributes }: Message) {
  return { messageId: MessageId, body: Body, receiptHandle: ReceiptHandle, attributes: Attributes };
}

function sendEvent({ id, tags, sentAt }: ReturnType<Mailbox["all"]>[number]): string {
  const { response: responseId, effect, address } = tags;
  return JSON.stringify({ version: 1, type: "Send", responseId, effect, address, messageId: id, at: sentAt });
}

/** About what a table's items weigh; what indexes repeat of them is not in it. */
async function weigh(engine: DynamoDBClient): Promise<number> {
  let bytes = 0;
  let ExclusiveStartKey: Record<string, never> | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await engine.send(new ScanCommand({ TableName: "afterscore", ...(ExclusiveStartKey && { ExclusiveStartKey }) }));
    bytes += Items.reduce((sum, item) => sum + Buffer.byteLength(JSON.stringify(unmarshall(item))), 0);
    ExclusiveStartKey = LastEvaluatedKey as Record<string, never> | undefined;
  } while (ExclusiveStartKey !== undefined);
  return bytes;
}
