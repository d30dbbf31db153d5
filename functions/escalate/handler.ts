import { SQSClient } from "@aws-sdk/client-sqs";
import { dynamoLedger } from "../../shared/adapters/dynamodb/ledger.ts";
import { openTable } from "../../shared/adapters/dynamodb/table.ts";
import { sqsWorkQueues } from "../../shared/adapters/sqs/work-queues.ts";
import { variables } from "../../shared/environment.ts";
import { systemClock } from "../../shared/runtime/clock.ts";
import { readEnvironment } from "../../shared/runtime/env.ts";
import { jsonLog } from "../../shared/runtime/log.ts";
import { sweep } from "./run.ts";

const env = readEnvironment(process.env, [variables.table, variables.alertsQueue, variables.followUpsQueue]);
const queues = { alerts: env[variables.alertsQueue], followUps: env[variables.followUpsQueue] };
const needs = {
  ledger: dynamoLedger(openTable(env[variables.table])),
  queues: sqsWorkQueues(new SQSClient(), queues, systemClock.now),
  clock: systemClock,
  log: jsonLog("escalate"),
};

/** Called by AWS every minute. */
export const handler = () => sweep(needs);
