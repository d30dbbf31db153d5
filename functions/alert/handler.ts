import { setTimeout as sleep } from "node:timers/promises";
import { SQSClient } from "@aws-sdk/client-sqs";
import { dynamoCases } from "../../shared/adapters/dynamodb/cases.ts";
import { dynamoLedger } from "../../shared/adapters/dynamodb/ledger.ts";
import { dynamoResponses } from "../../shared/adapters/dynamodb/responses.ts";
import { openTable } from "../../shared/adapters/dynamodb/table.ts";
import { readPolicy } from "../../shared/adapters/files/policy.ts";
import { slackChat } from "../../shared/adapters/slack/slack-chat.ts";
import { sqsWorkQueues } from "../../shared/adapters/sqs/work-queues.ts";
import { variables } from "../../shared/environment.ts";
import { systemClock } from "../../shared/runtime/clock.ts";
import { optionally, readEnvironment } from "../../shared/runtime/env.ts";
import { jsonLog } from "../../shared/runtime/log.ts";
import { alertRecords } from "./record.ts";

const env = readEnvironment(process.env, [
  variables.table,
  variables.policy,
  variables.alertsQueue,
  variables.followUpsQueue,
  variables.slackToken,
  variables.settleMs,
]);
const table = openTable(env[variables.table]);
const queues = { alerts: env[variables.alertsQueue], followUps: env[variables.followUpsQueue] };

/** Called by AWS with wake-ups of channel lanes. */
export const handler = alertRecords({
  responses: dynamoResponses(table),
  cases: dynamoCases(table),
  ledger: dynamoLedger(table),
  queues: sqsWorkQueues(new SQSClient(), queues, systemClock.now),
  chat: slackChat({
    token: env[variables.slackToken],
    ...optionally(process.env, variables.slackApiUrl, "apiUrl"),
    now: systemClock.now,
    settleMs: Number(env[variables.settleMs]),
  }),
  policy: readPolicy(env[variables.policy]),
  clock: systemClock,
  sleep: (ms) => sleep(ms),
  log: jsonLog("alert"),
});
