import { SQSClient } from "@aws-sdk/client-sqs";
import { httpHandler } from "../../shared/runtime/http-handler.ts";
import { dynamoCasework } from "../../shared/adapters/dynamodb/casework.ts";
import { dynamoDrafts } from "../../shared/adapters/dynamodb/drafts.ts";
import { dynamoLedger } from "../../shared/adapters/dynamodb/ledger.ts";
import { dynamoResponses } from "../../shared/adapters/dynamodb/responses.ts";
import { dynamoStorms } from "../../shared/adapters/dynamodb/storms.ts";
import { dynamoSuppressions } from "../../shared/adapters/dynamodb/suppressions.ts";
import { openTable } from "../../shared/adapters/dynamodb/table.ts";
import { dynamoTallies } from "../../shared/adapters/dynamodb/tallies.ts";
import { readPolicy } from "../../shared/adapters/files/policy.ts";
import { keptSecret, openSecrets } from "../../shared/adapters/secrets-manager/kept-secret.ts";
import { pseudonymsSecretSchema, slackSecretSchema } from "../../shared/adapters/secrets-manager/schemas.ts";
import { slackChat } from "../../shared/adapters/slack/slack-chat.ts";
import { slackViews } from "../../shared/adapters/slack/slack-views.ts";
import { sqsAlerts, sqsFollowUps } from "../../shared/adapters/sqs/work-queues.ts";
import { variables } from "../../shared/environment.ts";
import { systemClock } from "../../shared/runtime/clock.ts";
import { optionally, readEnvironment } from "../../shared/runtime/env.ts";
import { jsonLog } from "../../shared/runtime/log.ts";
import { pseudonymOf } from "../../shared/runtime/pseudonym.ts";
import { interactApp } from "./app.ts";

const env = readEnvironment(process.env, [
  variables.table,
  variables.policy,
  variables.alertsQueue,
  variables.followUpsQueue,
  variables.slackSecret,
  variables.pseudonymsSecret,
]);
const log = jsonLog("interact");
const secrets = openSecrets();
const secret = keptSecret(secrets, env[variables.slackSecret], slackSecretSchema, { clock: systemClock, log });
const pseudonyms = keptSecret(secrets, env[variables.pseudonymsSecret], pseudonymsSecretSchema, { clock: systemClock, log });
// Slack waits three seconds for the answer to a click, so nothing here may take that long.
const inTime = { maxAttempts: 2, requestHandler: { connectionTimeout: 500, requestTimeout: 1_000 } };
const table = openTable(env[variables.table], inTime);
const sqs = new SQSClient(inTime);
const policy = readPolicy(env[variables.policy]);
const slack = {
  token: async (refused: boolean) => (await secret(refused)).botToken,
  ...optionally(process.env, variables.slackApiUrl, "apiUrl"),
  timeoutMs: 2_000,
};

/** What Slack calls, as an application, for hosts other than Lambda. */
export const app = interactApp({
  cases: dynamoCasework(table),
  responses: dynamoResponses(table),
  storms: dynamoStorms(table),
  ledger: dynamoLedger(table),
  drafts: dynamoDrafts(table),
  tallies: dynamoTallies(table),
  suppressions: dynamoSuppressions(table),
  pseudonymOf: async (address) => pseudonymOf((await pseudonyms()).key, address),
  queues: { ...sqsAlerts(sqs, env[variables.alertsQueue]), ...sqsFollowUps(sqs, env[variables.followUpsQueue], systemClock.now) },
  chat: slackChat({ ...slack, now: systemClock.now, settleMs: 0 }),
  views: slackViews(slack),
  policy,
  timeZone: policy.timeZone,
  signingSecrets: async () => {
    const { signingSecret, olderSigningSecrets } = await secret();
    return [signingSecret, ...olderSigningSecrets];
  },
  clock: systemClock,
  log,
});

/** Called by AWS for each request. */
export const handler = httpHandler(app);
