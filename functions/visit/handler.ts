import { handle } from "hono/aws-lambda";
import { dynamoResponses } from "../../shared/adapters/dynamodb/responses.ts";
import { openTable } from "../../shared/adapters/dynamodb/table.ts";
import { readPolicy } from "../../shared/adapters/files/policy.ts";
import { variables } from "../../shared/environment.ts";
import { systemClock } from "../../shared/runtime/clock.ts";
import { readEnvironment } from "../../shared/runtime/env.ts";
import { jsonLog } from "../../shared/runtime/log.ts";
import { readToken } from "../../shared/runtime/token.ts";
import { visitApp } from "./app.ts";
import { personalCode } from "./personal-code.ts";

const env = readEnvironment(process.env, [variables.table, variables.policy, variables.linkSecret]);
const table = openTable(env[variables.table]);
const secret = env[variables.linkSecret];

/** The customers' pages as an application, for hosts other than Lambda. */
export const app = visitApp({
  responses: dynamoResponses(table),
  policy: readPolicy(env[variables.policy]),
  readLink: (token) => readToken(secret, token, systemClock.now()),
  codeFor: (person, program) => personalCode(secret, person, program),
  log: jsonLog("visit"),
});

/** Called by AWS for each request. */
export const handler = handle(app);
