import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createAdaptorServer } from "@hono/node-server";
import { SQSClient } from "@aws-sdk/client-sqs";
import { type Context, Hono } from "hono";
import { startDynamoDb } from "../../../infra/local/engines/dynamodb.ts";
import { startQueues } from "../../../infra/local/engines/queues.ts";
import { slackApi } from "../../../infra/local/slack/slack-api.ts";
import { slackWorkspace } from "../../../infra/local/slack/slack-workspace.ts";
import { prepareTable } from "../../../infra/local/table.ts";
import { queues } from "../../../infra/topology.ts";
import { botScopes } from "../../../shared/adapters/slack/bot-scopes.ts";
import { type Table, openTable } from "../../../shared/adapters/dynamodb/table.ts";

const region = "us-east-1";
const credentials = { accessKeyId: "test", secretAccessKey: "test" };
const table = "afterscore-dev-Feedback-1ABC";
const token = "xoxb-1-dev";

/** What AWS would say of a deployed stage; tests change it. */
type Told = {
  outputs: Record<string, string>;
  readonly secrets: Map<string, string>;
  /** Verified identities, each with whether it is. */
  readonly identities: Map<string, boolean>;
  account: Record<string, unknown>;
  hasConfigurationSet: boolean;
  sourceState: string;
  recovery: string;
};

/** A deployed stage without its functions, so that everything stays as a command leaves it: table and queues are real engines. */
export type RunningStage = {
  readonly env: Readonly<Record<string, string>>;
  readonly told: Told;
  readonly table: Table;
  readonly sqs: SQSClient;
  readonly queueUrl: (name: string) => string;
  readonly workspace: ReturnType<typeof slackWorkspace>;
  /** The Slack whose bot was allowed too little. */
  readonly narrowSlackUrl: string;
  stop(): Promise<void>;
};

export const firstKey = "f".repeat(64);

/** As a new deployment stands once everything is right. */
function wellTold(): Told {
  return {
    outputs: { ApiUrl: "https://api.example", TableName: table, StreamArn: "arn", Sender: "feedback@example.com", ConfigurationSet: "afterscore-dev" },
    secrets: new Map([
      ["afterscore/dev/slack", JSON.stringify({ botToken: token, signingSecret: "00112233445566778899aabbccddeeff" })],
      ["afterscore/dev/links", JSON.stringify({ key: firstKey })],
      ["afterscore/dev/pseudonyms", JSON.stringify({ key: "o".repeat(64) })],
      ["afterscore/dev/desk", JSON.stringify({ key: firstKey, clientId: "123.456", clientSecret: "0123456789abcdef", teamId: "T0LOCAL" })],
    ]),
    identities: new Map([["example.com", true]]),
    account: { ProductionAccessEnabled: true, SendingEnabled: true, EnforcementStatus: "HEALTHY", SendQuota: { Max24HourSend: 50_000, SentLast24Hours: 12 } },
    hasConfigurationSet: true,
    sourceState: "Enabled",
    recovery: "ENABLED",
  };
}

/** Starts a stage `dev`. */
export async function startStage(): Promise<RunningStage> {
  const folder = await mkdtemp(join(tmpdir(), "afterscore-stage-"));
  Object.assign(process.env, { AWS_REGION: region, AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" });
  const physical = (name: string) => `afterscore-dev-${name}`;
  const [dynamo, sqs] = await Promise.all([
    startDynamoDb({ folder: join(folder, "dynamodb") }),
    startQueues({ folder: join(folder, "queues"), queues: queues.map(({ name, ...rest }) => ({ name: physical(name), fifo: rest.fifo, visibilityTimeoutSeconds: 2 })) }),
  ]);
  await prepareTable(dynamo.endpoint, table);
  const told = wellTold();
  const options = { file: ":memory:", token, signingSecret: "s", channels: ["customer-feedback", "afterscore-test"], scopes: botScopes };
  const workspace = slackWorkspace(options);
  const narrow = slackWorkspace({ ...options, scopes: ["chat:write", "users:read"] });
  const app = aws(told, dynamo.endpoint);
  app.route("/slack/api", slackApi(workspace));
  app.route("/narrow/api", slackApi(narrow));
  const server = createAdaptorServer({ fetch: app.fetch }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    told,
    workspace,
    narrowSlackUrl: `${url}/narrow/api/`,
    env: {
      AFTERSCORE_STAGE: "dev",
      AFTERSCORE_HOME: join(folder, "nobody"),
      AWS_ENDPOINT_URL: url,
      AWS_ENDPOINT_URL_DYNAMODB: `${url}/dynamodb`,
      AWS_ENDPOINT_URL_DYNAMODB_STREAMS: dynamo.endpoint,
      AWS_ENDPOINT_URL_SQS: sqs.endpoint,
      SLACK_API_URL: `${url}/slack/api/`,
    },
    table: openTable(table, { endpoint: dynamo.endpoint, region, credentials }),
    sqs: new SQSClient({ endpoint: sqs.endpoint, region, credentials }),
    queueUrl: (name) => sqs.urls[physical(name)] ?? "",
    stop: async () => {
      server.close();
      if ("closeAllConnections" in server) server.closeAllConnections();
      workspace.close();
      narrow.close();
      await Promise.all([dynamo.stop(), sqs.stop()]);
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** The parts of AWS that have no engine here, as far as a command asks them. */
function aws(told: Told, dynamoDb: string): Hono {
  const app = new Hono();
  const refuse = (c: Context, type: string, status: 400 | 404, message = type) => c.json({ __type: type, message }, status, { "x-amzn-ErrorType": type });

  app.post("/dynamodb/*", async (c) => {
    // The engine knows nothing of backups and never forgets: of these two AWS's answer is given here.
    const target = c.req.header("X-Amz-Target") ?? "";
    if (target.endsWith("DescribeContinuousBackups")) {
      return c.json({ ContinuousBackupsDescription: { ContinuousBackupsStatus: "ENABLED", PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: told.recovery } } });
    }
    if (target.endsWith("DescribeTimeToLive")) return c.json({ TimeToLiveDescription: { TimeToLiveStatus: "ENABLED", AttributeName: "expires" } });
    const { host: _host, "content-length": _length, connection: _connection, ...headers } = c.req.header();
    const answer = await fetch(dynamoDb, { method: "POST", headers, body: await c.req.text() });
    return new Response(await answer.arrayBuffer(), { status: answer.status, headers: { "Content-Type": "application/x-amz-json-1.0" } });
  });

  app.get("/v2/email/identities/:identity", (c) => {
    const isVerified = told.identities.get(c.req.param("identity"));
    return isVerified === undefined ? refuse(c, "NotFoundException", 404) : c.json({ VerifiedForSendingStatus: isVerified });
  });
  app.get("/v2/email/account", (c) => c.json(told.account));
  app.get("/v2/email/configuration-sets/:name", (c) =>
    told.hasConfigurationSet ? c.json({ ConfigurationSetName: c.req.param("name") }) : refuse(c, "NotFoundException", 404),
  );
  app.get("/2015-03-31/event-source-mappings", (c) => c.json({ EventSourceMappings: [{ UUID: c.req.query("FunctionName"), State: told.sourceState }] }));

  app.post("/", async (c) => {
    const target = c.req.header("X-Amz-Target");
    return target === undefined ? describeStacks(c, await c.req.text(), told) : secrets(c, target, await c.req.json<Asked>(), told);
  });

  type Asked = { readonly SecretId: string; readonly SecretString?: string };
  const secrets = (c: Context, target: string, { SecretId, SecretString }: Asked, { secrets: kept }: Told) => {
    const value = kept.get(SecretId);
    if (value === undefined) return refuse(c, "ResourceNotFoundException", 400);
    switch (target) {
      case "secretsmanager.GetSecretValue":
        return c.json({ Name: SecretId, SecretString: value });
      case "secretsmanager.DescribeSecret":
        return c.json({ Name: SecretId, LastChangedDate: 1_795_000_000 });
      case "secretsmanager.PutSecretValue":
        kept.set(SecretId, SecretString ?? "");
        return c.json({ Name: SecretId });
      default:
        return refuse(c, "InvalidRequestException", 400, target);
    }
  };
  return app;
}

function describeStacks(c: Context, form: string, { outputs }: Told) {
  const stack = new URLSearchParams(form).get("StackName") ?? "";
  c.header("Content-Type", "text/xml");
  if (stack !== "afterscore-dev") {
    return c.body(`<ErrorResponse><Error><Type>Sender</Type><Code>ValidationError</Code><Message>Stack with id ${stack} does not exist</Message></Error></ErrorResponse>`, 400);
  }
  const members = Object.entries(outputs).map(([key, value]) => `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`);
  return c.body(
    `<DescribeStacksResponse><DescribeStacksResult><Stacks><member><StackName>${stack}</StackName><Outputs>${members.join("")}</Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`,
  );
}
