import { SQSClient } from "@aws-sdk/client-sqs";
import { dynamoLedger } from "../../shared/adapters/dynamodb/ledger.ts";
import { openTable } from "../../shared/adapters/dynamodb/table.ts";
import { sqsAlerts, sqsFollowUps } from "../../shared/adapters/sqs/work-queues.ts";
import { variables } from "../../shared/environment.ts";
import { systemClock } from "../../shared/runtime/clock.ts";
import { readEnvironment } from "../../shared/runtime/env.ts";
import { jsonLog } from "../../shared/runtime/log.ts";
import { logMetrics, measured } from "../../shared/runtime/metrics.ts";
import { sweep } from "./run.ts";

const env = readEnvironment(process.env, [variables.table, variables.alertsQueue, variables.followUpsQueue]);
const sqs = new SQSClient();
const metrics = logMetrics("escalate");
const needs = {
  ledger: dynamoLedger(openTable(env[variables.table])),
  queues: { ...sqsAlerts(sqs, env[variables.alertsQueue]), ...sqsFollowUps(sqs, env[variables.followUpsQueue], systemClock.now) },
  clock: systemClock,
  log: jsonLog("escalate"),
  metrics,
};

/** Called by AWS every minute. */
export const handler = measured(metrics, () => sweep(needs));
