import { randomBytes } from "node:crypto";
import { httpHandler } from "../../shared/runtime/http-handler.ts";
import { dynamoCases } from "../../shared/adapters/dynamodb/cases.ts";
import { dynamoErasures } from "../../shared/adapters/dynamodb/erasures.ts";
import { dynamoClaims } from "../../shared/adapters/dynamodb/claims.ts";
import { dynamoResponses } from "../../shared/adapters/dynamodb/responses.ts";
import { dynamoRewardStocks } from "../../shared/adapters/dynamodb/reward-stocks.ts";
import { dynamoSuppressions } from "../../shared/adapters/dynamodb/suppressions.ts";
import { openTable } from "../../shared/adapters/dynamodb/table.ts";
import { readCopies } from "../../shared/adapters/files/copies.ts";
import { readPolicy } from "../../shared/adapters/files/policy.ts";
import { keptSecret, openSecrets } from "../../shared/adapters/secrets-manager/kept-secret.ts";
import { linksSecretSchema, pseudonymsSecretSchema } from "../../shared/adapters/secrets-manager/schemas.ts";
import { variables } from "../../shared/environment.ts";
import { accept } from "../../shared/intake/accept.ts";
import { systemClock } from "../../shared/runtime/clock.ts";
import { pseudonymOf } from "../../shared/runtime/pseudonym.ts";
import { digest } from "../../shared/runtime/digest.ts";
import { readEnvironment } from "../../shared/runtime/env.ts";
import { jsonLog } from "../../shared/runtime/log.ts";
import { readToken } from "../../shared/runtime/token.ts";
import { visitApp } from "./app.ts";
import { personalCode } from "./personal-code.ts";

const env = readEnvironment(process.env, [variables.table, variables.policy, variables.messages, variables.linksSecret, variables.pseudonymsSecret]);
const table = openTable(env[variables.table]);
const log = jsonLog("visit");
const secrets = openSecrets();
const links = keptSecret(secrets, env[variables.linksSecret], linksSecretSchema, { clock: systemClock, log });
const pseudonyms = keptSecret(secrets, env[variables.pseudonymsSecret], pseudonymsSecretSchema, { clock: systemClock, log });

const responses = dynamoResponses(table);
const policy = readPolicy(env[variables.policy]);
const accepting = {
  responses,
  erasures: dynamoErasures(table, { clock: systemClock, pseudonymOf: async (person) => pseudonymOf((await pseudonyms()).key, person) }),
  clock: systemClock,
  digest,
  newIdentity: () => randomBytes(18).toString("base64url"),
  policy,
};

/** The customers' pages as an application, for hosts other than Lambda. */
export const app = visitApp({
  responses,
  cases: dynamoCases(table),
  accept: (posted) => accept(accepting, posted),
  suppressions: dynamoSuppressions(table),
  policy,
  copies: readCopies(env[variables.messages]),
  readLink: async (token) => {
    const { key, olderKeys } = await links();
    return readToken([key, ...olderKeys], token, systemClock.now());
  },
  stocks: dynamoRewardStocks(table),
  claims: dynamoClaims(table),
  codeFor: async (person, program, attempt) => personalCode((await pseudonyms()).key, person, program, attempt),
  digest,
  clock: systemClock,
  log,
});

/** Called by AWS for each request. */
export const handler = httpHandler(app);
