import { setTimeout as sleep } from "node:timers/promises";
import { SQSClient } from "@aws-sdk/client-sqs";
import { dynamoCases } from "../../shared/adapters/dynamodb/cases.ts";
import { dynamoLedger } from "../../shared/adapters/dynamodb/ledger.ts";
import { knownResponses } from "../../shared/adapters/dynamodb/known-responses.ts";
import { dynamoStorms } from "../../shared/adapters/dynamodb/storms.ts";
import { openTable } from "../../shared/adapters/dynamodb/table.ts";
import { readPolicy } from "../../shared/adapters/files/policy.ts";
import { keptSecret, openSecrets } from "../../shared/adapters/secrets-manager/kept-secret.ts";
import { slackSecretSchema } from "../../shared/adapters/secrets-manager/schemas.ts";
import { slackChat } from "../../shared/adapters/slack/slack-chat.ts";
import { sqsAlerts } from "../../shared/adapters/sqs/work-queues.ts";
import { watchedLedger } from "../../shared/delivery/watched-ledger.ts";
import { variables } from "../../shared/environment.ts";
import { systemClock } from "../../shared/runtime/clock.ts";
import { optionally, readEnvironment } from "../../shared/runtime/env.ts";
import { jsonLog } from "../../shared/runtime/log.ts";
import { logMetrics, measured } from "../../shared/runtime/metrics.ts";
import { alertRecords } from "./record.ts";

const env = readEnvironment(process.env, [
  variables.table,
  variables.policy,
  variables.alertsQueue,
  variables.slackSecret,
  variables.settleMs,
]);
const table = openTable(env[variables.table]);
const log = jsonLog("alert");
const metrics = logMetrics("alert", process.env[variables.metricsNamespace]);
const slack = keptSecret(openSecrets(), env[variables.slackSecret], slackSecretSchema, { clock: systemClock, log });

/** Called by AWS with wake-ups of channel lanes. */
export const handler = measured(metrics, alertRecords({
  responses: knownResponses(table),
  cases: dynamoCases(table),
  ledger: watchedLedger(dynamoLedger(table), metrics, log),
  storms: dynamoStorms(table),
  queues: sqsAlerts(new SQSClient(), env[variables.alertsQueue]),
  chat: slackChat({
    token: async (refused) => (await slack(refused)).botToken,
    ...optionally(process.env, variables.slackApiUrl, "apiUrl"),
    now: systemClock.now,
    settleMs: Number(env[variables.settleMs]),
  }),
  policy: readPolicy(env[variables.policy]),
  clock: systemClock,
  sleep: (ms) => sleep(ms),
  log,
  metrics,
}));
