import { randomBytes } from "node:crypto";
import { httpHandler } from "../../shared/runtime/http-handler.ts";
import { dynamoAccounts } from "../../shared/adapters/dynamodb/accounts.ts";
import { dynamoApiKeys } from "../../shared/adapters/dynamodb/api-keys.ts";
import { dynamoErasures } from "../../shared/adapters/dynamodb/erasures.ts";
import { dynamoResponses } from "../../shared/adapters/dynamodb/responses.ts";
import { openTable } from "../../shared/adapters/dynamodb/table.ts";
import { keptSecret, openSecrets } from "../../shared/adapters/secrets-manager/kept-secret.ts";
import { pseudonymsSecretSchema } from "../../shared/adapters/secrets-manager/schemas.ts";
import { variables } from "../../shared/environment.ts";
import { authenticateWith } from "../../shared/http/api-key.ts";
import { digest } from "../../shared/runtime/digest.ts";
import { readEnvironment } from "../../shared/runtime/env.ts";
import { jsonLog } from "../../shared/runtime/log.ts";
import { readPolicy } from "../../shared/adapters/files/policy.ts";
import { pseudonymOf } from "../../shared/runtime/pseudonym.ts";
import { systemClock } from "../../shared/runtime/clock.ts";
import { receiveApp } from "./app.ts";

const env = readEnvironment(process.env, [variables.table, variables.policy, variables.pseudonymsSecret]);
const table = openTable(env[variables.table]);
const policy = readPolicy(env[variables.policy]);
const log = jsonLog("receive");
const pseudonyms = keptSecret(openSecrets(), env[variables.pseudonymsSecret], pseudonymsSecretSchema, { clock: systemClock, log });

/** The HTTP API as an application, for hosts other than Lambda. */
export const app = receiveApp({
  responses: dynamoResponses(table),
  erasures: dynamoErasures(table, { clock: systemClock, pseudonymOf: async (person) => pseudonymOf((await pseudonyms()).key, person) }),
  accounts: dynamoAccounts(table),
  authenticate: authenticateWith(dynamoApiKeys(table), systemClock),
  clock: systemClock,
  digest,
  newIdentity: () => randomBytes(18).toString("base64url"),
  policy,
  ratePerSecond: policy.api.ratePerSecond,
  log,
});

/** Called by AWS for each request. */
export const handler = httpHandler(app);
