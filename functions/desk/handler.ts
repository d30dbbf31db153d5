import { randomBytes } from "node:crypto";
import { SQSClient } from "@aws-sdk/client-sqs";
import { httpHandler } from "../../shared/runtime/http-handler.ts";
import { dynamoAccounts } from "../../shared/adapters/dynamodb/accounts.ts";
import { dynamoApiKeys } from "../../shared/adapters/dynamodb/api-keys.ts";
import { dynamoCasework } from "../../shared/adapters/dynamodb/casework.ts";
import { dynamoInvitations } from "../../shared/adapters/dynamodb/invitations.ts";
import { dynamoLedger } from "../../shared/adapters/dynamodb/ledger.ts";
import { dynamoReferrals } from "../../shared/adapters/dynamodb/referrals.ts";
import { dynamoSecondThoughts } from "../../shared/adapters/dynamodb/second-thoughts.ts";
import { openTable } from "../../shared/adapters/dynamodb/table.ts";
import { dynamoTallies } from "../../shared/adapters/dynamodb/tallies.ts";
import { apiDocumentsIn } from "../../shared/adapters/files/api-documents.ts";
import { readPolicy } from "../../shared/adapters/files/policy.ts";
import { sqsAlerts } from "../../shared/adapters/sqs/work-queues.ts";
import { variables } from "../../shared/environment.ts";
import { authenticateWith } from "../../shared/http/api-key.ts";
import { systemClock } from "../../shared/runtime/clock.ts";
import { digest } from "../../shared/runtime/digest.ts";
import { readEnvironment } from "../../shared/runtime/env.ts";
import { jsonLog } from "../../shared/runtime/log.ts";
import { deskApp } from "./app.ts";

const env = readEnvironment(process.env, [variables.table, variables.policy, variables.alertsQueue, variables.apiDocuments]);
const table = openTable(env[variables.table]);
const policy = readPolicy(env[variables.policy]);

/** The read API as an application, for hosts other than Lambda. */
export const app = deskApp({
  cases: dynamoCasework(table),
  ledger: dynamoLedger(table),
  tallies: dynamoTallies(table),
  accounts: dynamoAccounts(table),
  thoughts: dynamoSecondThoughts(table),
  invitations: dynamoInvitations(table),
  newIdentity: () => randomBytes(18).toString("base64url"),
  referrals: dynamoReferrals(table),
  documents: apiDocumentsIn(env[variables.apiDocuments]),
  digest,
  // What is done by the API is told in Slack; it writes nothing to customers.
  queues: sqsAlerts(new SQSClient(), env[variables.alertsQueue]),
  authenticate: authenticateWith(dynamoApiKeys(table), systemClock),
  clock: systemClock,
  timeZone: policy.timeZone,
  policy,
  log: jsonLog("desk"),
});

/** Called by AWS for each request. */
export const handler = httpHandler(app);
