import { SQSClient } from "@aws-sdk/client-sqs";
import { dynamoAccounts } from "../../shared/adapters/dynamodb/accounts.ts";
import { dynamoCases } from "../../shared/adapters/dynamodb/cases.ts";
import { decodeResponseImage } from "../../shared/adapters/dynamodb/codec.ts";
import { dynamoErasures } from "../../shared/adapters/dynamodb/erasures.ts";
import { dynamoHistories } from "../../shared/adapters/dynamodb/histories.ts";
import { dynamoLedger } from "../../shared/adapters/dynamodb/ledger.ts";
import { dynamoParking } from "../../shared/adapters/dynamodb/parking.ts";
import { dynamoPlans } from "../../shared/adapters/dynamodb/plans.ts";
import { dynamoResponses } from "../../shared/adapters/dynamodb/responses.ts";
import { openTable } from "../../shared/adapters/dynamodb/table.ts";
import { dynamoTraces } from "../../shared/adapters/dynamodb/traces.ts";
import { readPolicy } from "../../shared/adapters/files/policy.ts";
import { keptSecret, openSecrets } from "../../shared/adapters/secrets-manager/kept-secret.ts";
import { pseudonymsSecretSchema } from "../../shared/adapters/secrets-manager/schemas.ts";
import { sqsAlerts, sqsFollowUps } from "../../shared/adapters/sqs/work-queues.ts";
import { variables } from "../../shared/environment.ts";
import { systemClock } from "../../shared/runtime/clock.ts";
import { digest } from "../../shared/runtime/digest.ts";
import { readEnvironment } from "../../shared/runtime/env.ts";
import { jsonLog } from "../../shared/runtime/log.ts";
import { logMetrics, measured } from "../../shared/runtime/metrics.ts";
import { pseudonymOf } from "../../shared/runtime/pseudonym.ts";
import { routeRecords } from "./record.ts";

const env = readEnvironment(process.env, [
  variables.table,
  variables.policy,
  variables.alertsQueue,
  variables.followUpsQueue,
  variables.pseudonymsSecret,
]);
const table = openTable(env[variables.table]);
const accounts = dynamoAccounts(table);
const cases = dynamoCases(table);
const sqs = new SQSClient();

const metrics = logMetrics("route", process.env[variables.metricsNamespace]);
const log = jsonLog("route");
const pseudonyms = keptSecret(openSecrets(), env[variables.pseudonymsSecret], pseudonymsSecretSchema, { clock: systemClock, log });

/** Called by AWS with new and corrected responses from the table's stream. */
export const handler = measured(metrics, routeRecords({
  accounts,
  erasures: dynamoErasures(table, { clock: systemClock, pseudonymOf: async (person) => pseudonymOf((await pseudonyms()).key, person) }),
  traces: dynamoTraces(table),
  histories: dynamoHistories(table, { cases, responses: dynamoResponses(table) }),
  plans: dynamoPlans(table),
  ledger: dynamoLedger(table),
  parking: dynamoParking(table),
  queues: { ...sqsAlerts(sqs, env[variables.alertsQueue]), ...sqsFollowUps(sqs, env[variables.followUpsQueue], systemClock.now) },
  digest,
  policy: readPolicy(env[variables.policy]),
  clock: systemClock,
  decode: decodeResponseImage,
  log,
  metrics,
}));
