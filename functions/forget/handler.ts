import { setTimeout as sleep } from "node:timers/promises";
import { SQSClient } from "@aws-sdk/client-sqs";
import { dynamoApiKeys } from "../../shared/adapters/dynamodb/api-keys.ts";
import { dynamoCases } from "../../shared/adapters/dynamodb/cases.ts";
import { dynamoErasures } from "../../shared/adapters/dynamodb/erasures.ts";
import { dynamoResponses } from "../../shared/adapters/dynamodb/responses.ts";
import { dynamoSuppressions } from "../../shared/adapters/dynamodb/suppressions.ts";
import { openTable } from "../../shared/adapters/dynamodb/table.ts";
import { dynamoTraces } from "../../shared/adapters/dynamodb/traces.ts";
import { readPolicy } from "../../shared/adapters/files/policy.ts";
import { keptSecret, openSecrets } from "../../shared/adapters/secrets-manager/kept-secret.ts";
import { pseudonymsSecretSchema } from "../../shared/adapters/secrets-manager/schemas.ts";
import { sqsAlerts, sqsFollowUps } from "../../shared/adapters/sqs/work-queues.ts";
import { variables } from "../../shared/environment.ts";
import { authenticateWith } from "../../shared/http/api-key.ts";
import { systemClock } from "../../shared/runtime/clock.ts";
import { digest } from "../../shared/runtime/digest.ts";
import { readEnvironment } from "../../shared/runtime/env.ts";
import { httpHandler } from "../../shared/runtime/http-handler.ts";
import { jsonLog } from "../../shared/runtime/log.ts";
import { pseudonymOf } from "../../shared/runtime/pseudonym.ts";
import { forgetApp } from "./app.ts";

const env = readEnvironment(process.env, [
  variables.table,
  variables.policy,
  variables.alertsQueue,
  variables.followUpsQueue,
  variables.pseudonymsSecret,
]);
const table = openTable(env[variables.table]);
const policy = readPolicy(env[variables.policy]);
const log = jsonLog("forget");
const sqs = new SQSClient();
const secret = keptSecret(openSecrets(), env[variables.pseudonymsSecret], pseudonymsSecretSchema, { clock: systemClock, log });
const pseudonym = async (text: string) => pseudonymOf((await secret()).key, text);

/** Erasure and export as an application, for hosts other than Lambda. */
export const app = forgetApp({
  erasures: dynamoErasures(table, { clock: systemClock, pseudonymOf: pseudonym }),
  traces: dynamoTraces(table),
  responses: dynamoResponses(table),
  cases: dynamoCases(table),
  suppressions: dynamoSuppressions(table),
  pseudonymOf: pseudonym,
  queues: { ...sqsAlerts(sqs, env[variables.alertsQueue]), ...sqsFollowUps(sqs, env[variables.followUpsQueue], systemClock.now) },
  authenticate: authenticateWith(dynamoApiKeys(table), systemClock),
  policy,
  ratePerSecond: policy.api.ratePerSecond,
  digest,
  clock: systemClock,
  sleep: (ms) => sleep(ms),
  log,
});

/** Called by AWS for each request. */
export const handler = httpHandler(app);
