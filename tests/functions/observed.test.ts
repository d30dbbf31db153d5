import { GetItemCommand } from "@aws-sdk/client-dynamodb";
import { serve } from "@hono/node-server";
import type { DynamoDBStreamEvent, SQSEvent } from "aws-lambda";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { startDynamoDb } from "../../infra/local/engines/dynamodb.ts";
import { startQueues } from "../../infra/local/engines/queues.ts";
import { secretsApi } from "../../infra/local/secrets-api.ts";
import { prepareTable } from "../../infra/local/table.ts";
import { parsePolicy } from "../../infra/policy-source.ts";
import { queues } from "../../infra/topology.ts";
import { dynamoResponses } from "../../shared/adapters/dynamodb/responses.ts";
import { type Table, openTable } from "../../shared/adapters/dynamodb/table.ts";
import { variables } from "../../shared/environment.ts";
import { effectWith, policyText, responseWith } from "../support/domain.ts";
import { putEffects } from "../support/planned.ts";
import { printed } from "../support/printed.ts";
import { type ServedWorkspace, serveWorkspace } from "../shared/adapters/slack/workspace.ts";

/** What an operator sees of the deployed handlers: run here as AWS runs them, over the laptop's engines. */
let table: Table;
let slack: ServedWorkspace;
let handlers: {
  route: (event: DynamoDBStreamEvent) => Promise<unknown>;
  alert: (event: SQSEvent) => Promise<unknown>;
  escalate: () => Promise<unknown>;
};

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), "afterscore-observed-"));
  const policy = join(folder, "policy.json");
  writeFileSync(policy, parsePolicy(policyText, "policy.yaml").sealed);
  const [dynamo, sqs] = await Promise.all([startDynamoDb({ folder: join(folder, "table") }), startQueues({ folder: join(folder, "queues"), queues })]);
  slack = await serveWorkspace();
  const slackSecret = JSON.stringify({ botToken: await slack.token(), signingSecret: "a secret of Slack's" });
  const secrets = serve({ fetch: secretsApi(() => ({ slack: slackSecret })).fetch, port: 0, hostname: "127.0.0.1" });
  await once(secrets, "listening");
  Object.assign(process.env, {
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_ENDPOINT_URL_DYNAMODB: dynamo.endpoint,
    AWS_ENDPOINT_URL_SQS: sqs.endpoint,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: `http://127.0.0.1:${(secrets.address() as AddressInfo).port}`,
    [variables.metricsNamespace]: "Afterscore/test",
    [variables.table]: "afterscore",
    [variables.policy]: policy,
    [variables.alertsQueue]: sqs.urls["alerts.fifo"],
    [variables.followUpsQueue]: sqs.urls["follow-ups"],
    [variables.slackSecret]: "slack",
    [variables.pseudonymsSecret]: "pseudonyms",
    [variables.slackApiUrl]: slack.apiUrl,
    [variables.settleMs]: "0",
  });
  await prepareTable(dynamo.endpoint, "afterscore");
  table = openTable("afterscore");
  const [route, alert, escalate] = await Promise.all([
    import("../../functions/route/handler.ts"),
    import("../../functions/alert/handler.ts"),
    import("../../functions/escalate/handler.ts"),
  ]);
  handlers = { route: route.handler, alert: alert.handler, escalate: escalate.handler };
  return async () => {
    slack.close();
    secrets.close();
    await Promise.all([dynamo.stop(), sqs.stop()]);
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };
});

/** A person of whom no line may say anything. */
const canary = { name: "Xanthippe Quillfeather", email: "xanthippe@quillfeather.example", comment: "My hovercraft is full of eels" };

/** Brings a response of the canary's to the stream, as its consumers see it. */
async function accepted(id: string, break_: (image: Record<string, unknown>) => void = () => undefined): Promise<DynamoDBStreamEvent> {
  const receivedAt = new Date(Date.now() - 1_500).toISOString();
  const { name, email, comment } = canary;
  const respondent = { id: `${id}-${email}`, email, name };
  await dynamoResponses(table).insert(responseWith({ score: 2, comment, respondent }, { id, receivedAt, submittedAt: receivedAt }));
  const Key = { pk: { S: id }, sk: { S: "response" } };
  const { Item: image } = await table.client.send(new GetItemCommand({ TableName: table.name, Key }));
  break_(image!);
  return { Records: [{ eventName: "INSERT", dynamodb: { Keys: Key, NewImage: image as never, SequenceNumber: "100" } }] };
}

const wakeUp = (effect: string) =>
  ({
    Records: [{ messageId: "m1", body: JSON.stringify({ version: 1, channel: "#customer-feedback", effectIds: [effect] }), attributes: { MessageGroupId: "#customer-feedback" } }],
  }) as unknown as SQSEvent;

/** The values of the metrics in some lines, by name; each line is checked to be one that CloudWatch reads. */
function metricsIn(lines: readonly Record<string, unknown>[]): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const { _aws, ...line } of lines.filter((candidate) => "_aws" in candidate)) {
    const { Timestamp, CloudWatchMetrics } = _aws as { Timestamp: number; CloudWatchMetrics: { Namespace: string; Dimensions: string[][]; Metrics: { Name: string }[] }[] };
    expect(Math.abs(Date.now() - Timestamp)).toBeLessThan(60_000);
    for (const { Namespace, Dimensions, Metrics } of CloudWatchMetrics) {
      expect(Namespace).toBe("Afterscore/test");
      const dimensions = Dimensions.flat().map((name) => line[name]);
      for (const dimension of dimensions) expect(dimension).toEqual(expect.any(String));
      for (const { Name } of Metrics) values[[Name, ...dimensions].join(" ")] = line[Name];
    }
  }
  return values;
}

function expectNobodyIn(text: string): void {
  for (const part of Object.values(canary).flatMap((value) => value.split(/[ @]/)).filter((word) => word.length > 3)) expect(text).not.toContain(part);
}

describe("an operator sees", () => {
  test("what is accepted, what is sent and how soon, and of nobody who they are", async () => {
    const said = printed();
    await handlers.route(await accepted("rsp_1"));
    await handlers.alert(wakeUp("rsp_1.alert"));
    const { ["TimeToAlert alert"]: timeToAlert, ...counted } = metricsIn(said.lines());
    expect(counted).toEqual({ "ResponsesAccepted route": 1, "Effects sent": 1 });
    expect(timeToAlert).toBeGreaterThanOrEqual(1_500);
    expect(timeToAlert).toBeLessThan(30_000);
    expectNobodyIn(said.text());
  });

  test("that a channel takes no alerts", async () => {
    const said = printed();
    await handlers.route(await accepted("rsp_2"));
    slack.workspace.inject({ method: "chat.postMessage", answer: { kind: "error", error: "is_archived" } });
    await handlers.alert(wakeUp("rsp_2.alert"));
    expect(metricsIn(said.lines())).toEqual({ "ResponsesAccepted route": 1, "ChannelRefused alert": 1 });
    expect(said.lines()).toContainEqual(expect.objectContaining({ level: "ERROR", service: "alert", message: "channel refuses", effect: "rsp_2.alert" }));
    expectNobodyIn(said.text());
  });

  test("that a record was set aside, and which", async () => {
    const event = await accepted("rsp_3", (image) => { image["body"] = { S: canary.comment }; });
    const said = printed();
    await handlers.route(event);
    expect(metricsIn(said.lines())).toEqual({ "RecordsParked route": 1 });
    expect(said.lines()).toContainEqual(expect.objectContaining({ level: "ERROR", service: "route", message: "record parked", key: "rsp_3@100" }));
    expectNobodyIn(said.text());
  });

  test("that nobody has known for an hour what came of a mail", async () => {
    const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
    const doubted = [61, 59].map((minutes) => effectWith({ id: `rsp_${minutes}.thank`, kind: "thank", state: "unknown", at: ago(minutes), dueAt: ago(1), leaseUntil: ago(1) }));
    await putEffects(table, ...doubted);
    const said = printed();
    await handlers.escalate();
    expect(metricsIn(said.lines())).toEqual({ "UnknownOverdue escalate": 1 });
  });
});
