import { randomBytes } from "node:crypto";
import { SQSClient } from "@aws-sdk/client-sqs";
import { httpHandler } from "../../shared/runtime/http-handler.ts";
import { dynamoAccounts } from "../../shared/adapters/dynamodb/accounts.ts";
import { dynamoApiKeys } from "../../shared/adapters/dynamodb/api-keys.ts";
import { dynamoBookshelf } from "../../shared/adapters/dynamodb/bookshelf.ts";
import { dynamoCasework } from "../../shared/adapters/dynamodb/casework.ts";
import { dynamoDrafts } from "../../shared/adapters/dynamodb/drafts.ts";
import { dynamoExaminations } from "../../shared/adapters/dynamodb/examinations.ts";
import { dynamoInvitations } from "../../shared/adapters/dynamodb/invitations.ts";
import { dynamoLedger } from "../../shared/adapters/dynamodb/ledger.ts";
import { dynamoParking } from "../../shared/adapters/dynamodb/parking.ts";
import { dynamoReferrals } from "../../shared/adapters/dynamodb/referrals.ts";
import { dynamoResponses } from "../../shared/adapters/dynamodb/responses.ts";
import { dynamoRewardStocks } from "../../shared/adapters/dynamodb/reward-stocks.ts";
import { dynamoSecondThoughts } from "../../shared/adapters/dynamodb/second-thoughts.ts";
import { dynamoSuppressions } from "../../shared/adapters/dynamodb/suppressions.ts";
import { openTable } from "../../shared/adapters/dynamodb/table.ts";
import { dynamoTallies } from "../../shared/adapters/dynamodb/tallies.ts";
import { slackSignIn } from "../../shared/adapters/openid/slack-sign-in.ts";
import { sealedSessions } from "../../shared/adapters/sessions/sealed-sessions.ts";
import { keptSecret, openSecrets } from "../../shared/adapters/secrets-manager/kept-secret.ts";
import { deskSecretSchema, pseudonymsSecretSchema, slackSecretSchema } from "../../shared/adapters/secrets-manager/schemas.ts";
import { apiDocumentsIn } from "../../shared/adapters/files/api-documents.ts";
import { readPolicy } from "../../shared/adapters/files/policy.ts";
import { slackChat } from "../../shared/adapters/slack/slack-chat.ts";
import { sqsAlerts, sqsFollowUps } from "../../shared/adapters/sqs/work-queues.ts";
import { variables } from "../../shared/environment.ts";
import { authenticateWith } from "../../shared/http/api-key.ts";
import { systemClock } from "../../shared/runtime/clock.ts";
import { digest } from "../../shared/runtime/digest.ts";
import { optionally, readEnvironment } from "../../shared/runtime/env.ts";
import { jsonLog } from "../../shared/runtime/log.ts";
import { pseudonymOf } from "../../shared/runtime/pseudonym.ts";
import { deskApp } from "./app.ts";
import { deskDoor } from "./door.ts";
import { elsewhereOf } from "./elsewhere.ts";
import { peopleIn } from "./local-people.ts";
import { deskPages } from "./pages/desk-pages.ts";

const env = readEnvironment(process.env, [
  variables.table,
  variables.policy,
  variables.alertsQueue,
  variables.followUpsQueue,
  variables.apiDocuments,
  variables.publicUrl,
  variables.deskSecret,
  variables.slackSecret,
  variables.pseudonymsSecret,
]);
const log = jsonLog("desk");
const clock = systemClock;
const table = openTable(env[variables.table]);
const policy = readPolicy(env[variables.policy]);
const secrets = openSecrets();
const deskSecret = keptSecret(secrets, env[variables.deskSecret], deskSecretSchema, { clock, log });
const slackSecret = keptSecret(secrets, env[variables.slackSecret], slackSecretSchema, { clock, log });
const pseudonyms = keptSecret(secrets, env[variables.pseudonymsSecret], pseudonymsSecretSchema, { clock, log });
const sqs = new SQSClient();
const alerts = sqsAlerts(sqs, env[variables.alertsQueue]);
const keys = dynamoApiKeys(table);
const newIdentity = () => randomBytes(18).toString("base64url");
const reading = {
  cases: dynamoCasework(table),
  ledger: dynamoLedger(table),
  tallies: dynamoTallies(table),
  accounts: dynamoAccounts(table),
  thoughts: dynamoSecondThoughts(table),
  invitations: dynamoInvitations(table),
  clock,
  timeZone: policy.timeZone,
  policy,
  log,
  newIdentity,
};

const api = deskApp({
  ...reading,
  referrals: dynamoReferrals(table),
  documents: apiDocumentsIn(env[variables.apiDocuments]),
  digest,
  // What is done by the API is told in Slack; it writes nothing to customers.
  queues: alerts,
  authenticate: authenticateWith(keys, clock),
});

const pages = deskPages({
  ...reading,
  sessions: sealedSessions({ keys: async () => { const { key, olderKeys } = await deskSecret(); return [key, ...olderKeys]; }, clock }),
  signIn: slackSignIn({ app: deskSecret, clock }),
  localPeople: peopleIn(process.env[variables.localPeople]),
  digest,
  responses: dynamoResponses(table),
  drafts: dynamoDrafts(table),
  suppressions: dynamoSuppressions(table),
  pseudonymOf: async (address) => pseudonymOf((await pseudonyms()).key, address),
  // What people do here may write to a customer.
  queues: { ...alerts, ...sqsFollowUps(sqs, env[variables.followUpsQueue], clock.now) },
  chat: slackChat({ token: async (refused) => (await slackSecret(refused)).botToken, ...optionally(process.env, variables.slackApiUrl, "apiUrl"), timeoutMs: 2_000, now: clock.now, settleMs: 0 }),
  keys,
  stocks: dynamoRewardStocks(table),
  parking: dynamoParking(table),
  bookshelf: dynamoBookshelf(table),
  examinations: dynamoExaminations(table),
  publicUrl: env[variables.publicUrl],
  elsewhere: elsewhereOf({ ...optionally(process.env, variables.mailboxUrl, "mailboxUrl"), ...optionally(process.env, variables.slackApiUrl, "slackApiUrl") }),
});

/** The pages and the read API as an application, for hosts other than Lambda. */
export const app = deskDoor({ pages, api });

/** Called by AWS for each request. */
export const handler = httpHandler(app);
