import { SQSClient } from "@aws-sdk/client-sqs";
import { dynamoCasework } from "../../shared/adapters/dynamodb/casework.ts";
import { dynamoLedger } from "../../shared/adapters/dynamodb/ledger.ts";
import { dynamoRewardStocks } from "../../shared/adapters/dynamodb/reward-stocks.ts";
import { openTable } from "../../shared/adapters/dynamodb/table.ts";
import { readPolicy } from "../../shared/adapters/files/policy.ts";
import { sqsAlerts, sqsFollowUps } from "../../shared/adapters/sqs/work-queues.ts";
import { variables } from "../../shared/environment.ts";
import { systemClock } from "../../shared/runtime/clock.ts";
import { readEnvironment } from "../../shared/runtime/env.ts";
import { jsonLog } from "../../shared/runtime/log.ts";
import { logMetrics, measured } from "../../shared/runtime/metrics.ts";
import { sweep } from "./run.ts";
import { watchStock } from "./watch-stock.ts";

const env = readEnvironment(process.env, [variables.table, variables.alertsQueue, variables.followUpsQueue, variables.policy]);
const sqs = new SQSClient();
const metrics = logMetrics("escalate", process.env[variables.metricsNamespace]);
const table = openTable(env[variables.table]);
const needs = {
  cases: dynamoCasework(table),
  ledger: dynamoLedger(table),
  stocks: dynamoRewardStocks(table),
  policy: readPolicy(env[variables.policy]),
  queues: { ...sqsAlerts(sqs, env[variables.alertsQueue]), ...sqsFollowUps(sqs, env[variables.followUpsQueue], systemClock.now) },
  clock: systemClock,
  log: jsonLog("escalate"),
  metrics,
};

/** Called by AWS every minute. */
export const handler = measured(metrics, async () => {
  await sweep(needs);
  await watchStock(needs);
});
