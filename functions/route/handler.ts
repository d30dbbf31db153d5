import { SQSClient } from "@aws-sdk/client-sqs";
import { dynamoAccounts } from "../../shared/adapters/dynamodb/accounts.ts";
import { dynamoCases } from "../../shared/adapters/dynamodb/cases.ts";
import { decodeResponseImage } from "../../shared/adapters/dynamodb/codec.ts";
import { dynamoHistories } from "../../shared/adapters/dynamodb/histories.ts";
import { dynamoLedger } from "../../shared/adapters/dynamodb/ledger.ts";
import { dynamoParking } from "../../shared/adapters/dynamodb/parking.ts";
import { dynamoPlans } from "../../shared/adapters/dynamodb/plans.ts";
import { dynamoResponses } from "../../shared/adapters/dynamodb/responses.ts";
import { openTable } from "../../shared/adapters/dynamodb/table.ts";
import { readPolicy } from "../../shared/adapters/files/policy.ts";
import { sqsAlerts, sqsFollowUps } from "../../shared/adapters/sqs/work-queues.ts";
import { variables } from "../../shared/environment.ts";
import { systemClock } from "../../shared/runtime/clock.ts";
import { readEnvironment } from "../../shared/runtime/env.ts";
import { jsonLog } from "../../shared/runtime/log.ts";
import { logMetrics, measured } from "../../shared/runtime/metrics.ts";
import { routeRecords } from "./record.ts";

const env = readEnvironment(process.env, [
  variables.table,
  variables.policy,
  variables.alertsQueue,
  variables.followUpsQueue,
]);
const table = openTable(env[variables.table]);
const accounts = dynamoAccounts(table);
const cases = dynamoCases(table);
const sqs = new SQSClient();

const metrics = logMetrics("route");

/** Called by AWS with new and corrected responses from the table's stream. */
export const handler = measured(metrics, routeRecords({
  accounts,
  histories: dynamoHistories(table, { cases, responses: dynamoResponses(table) }),
  plans: dynamoPlans(table),
  ledger: dynamoLedger(table),
  parking: dynamoParking(table),
  queues: { ...sqsAlerts(sqs, env[variables.alertsQueue]), ...sqsFollowUps(sqs, env[variables.followUpsQueue], systemClock.now) },
  policy: readPolicy(env[variables.policy]),
  clock: systemClock,
  decode: decodeResponseImage,
  log: jsonLog("route"),
  metrics,
}));
