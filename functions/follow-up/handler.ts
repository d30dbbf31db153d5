import { SESv2Client } from "@aws-sdk/client-sesv2";
import { SQSClient } from "@aws-sdk/client-sqs";
import { dynamoCasework } from "../../shared/adapters/dynamodb/casework.ts";
import { dynamoDrafts } from "../../shared/adapters/dynamodb/drafts.ts";
import { dynamoLedger } from "../../shared/adapters/dynamodb/ledger.ts";
import { promiseItems } from "../../shared/adapters/dynamodb/promise-items.ts";
import { dynamoRewardStocks } from "../../shared/adapters/dynamodb/reward-stocks.ts";
import { dynamoResponses } from "../../shared/adapters/dynamodb/responses.ts";
import { dynamoSuppressions } from "../../shared/adapters/dynamodb/suppressions.ts";
import { openTable } from "../../shared/adapters/dynamodb/table.ts";
import { readCopies } from "../../shared/adapters/files/copies.ts";
import { readPolicy } from "../../shared/adapters/files/policy.ts";
import { keptSecret, openSecrets } from "../../shared/adapters/secrets-manager/kept-secret.ts";
import { linksSecretSchema, pseudonymsSecretSchema } from "../../shared/adapters/secrets-manager/schemas.ts";
import { forgettingMailbox, mailboxReceiver } from "../../shared/adapters/ses/receiver.ts";
import { sesMailer } from "../../shared/adapters/ses/ses-mailer.ts";
import { sqsAlerts, sqsFollowUps } from "../../shared/adapters/sqs/work-queues.ts";
import { watchedLedger } from "../../shared/delivery/watched-ledger.ts";
import { variables } from "../../shared/environment.ts";
import { systemClock } from "../../shared/runtime/clock.ts";
import { digest } from "../../shared/runtime/digest.ts";
import { optionally, readEnvironment } from "../../shared/runtime/env.ts";
import { jsonLog } from "../../shared/runtime/log.ts";
import { logMetrics, measured } from "../../shared/runtime/metrics.ts";
import { pseudonymOf } from "../../shared/runtime/pseudonym.ts";
import { signToken } from "../../shared/runtime/token.ts";
import { followUpRecords } from "./record.ts";

const env = readEnvironment(process.env, [
  variables.table,
  variables.policy,
  variables.messages,
  variables.alertsQueue,
  variables.followUpsQueue,
  variables.publicUrl,
  variables.linksSecret,
  variables.pseudonymsSecret,
  variables.configurationSet,
  variables.settleMs,
]);
const sqs = new SQSClient();
const table = openTable(env[variables.table]);
const responses = dynamoResponses(table);
const cases = dynamoCasework(table);
const drafts = dynamoDrafts(table);
const log = jsonLog("follow-up");
const metrics = logMetrics("follow-up", process.env[variables.metricsNamespace]);
const secrets = openSecrets();
const links = keptSecret(secrets, env[variables.linksSecret], linksSecretSchema, { clock: systemClock, log });
const pseudonyms = keptSecret(secrets, env[variables.pseudonymsSecret], pseudonymsSecretSchema, { clock: systemClock, log });

const { mailboxUrl } = optionally(process.env, variables.mailboxUrl, "mailboxUrl");

const dayMs = 86_400_000;
/** How long a reward's link opens, and the page that asks whether it was made right; milliseconds. */
const openFor = { reward: 180 * dayMs, recovery: 60 * dayMs };

/** The address of a page that is open for a time, for one effect. */
async function linkFor(purpose: keyof typeof openFor, effectId: string): Promise<string> {
  const { key } = await links();
  const expiresAt = new Date(systemClock.now().getTime() + openFor[purpose]).toISOString();
  return `${env[variables.publicUrl]}/m/${signToken(key, { purpose, effectId, expiresAt })}`;
}

/** Called by AWS with follow-up tasks. */
export const handler = measured(metrics, followUpRecords({
  responses,
  cases,
  drafts,
  ledger: watchedLedger(dynamoLedger(table, promiseItems), metrics, log),
  queues: { ...sqsAlerts(sqs, env[variables.alertsQueue]), ...sqsFollowUps(sqs, env[variables.followUpsQueue], systemClock.now) },
  mailer: sesMailer({
    // One attempt: the SDK's own retry of a lost answer would send the mail twice.
    client: new SESv2Client({ maxAttempts: 1, requestHandler: { requestTimeout: 4_000, throwOnRequestTimeout: true } }),
    configurationSet: env[variables.configurationSet],
    ...(mailboxUrl === undefined ? {} : { receiver: mailboxReceiver(mailboxUrl) }),
    now: systemClock.now,
    settleMs: Number(env[variables.settleMs]),
  }),
  stocks: dynamoRewardStocks(table),
  suppressions: dynamoSuppressions(table),
  pseudonymOf: async (address) => pseudonymOf((await pseudonyms()).key, address),
  policy: readPolicy(env[variables.policy]),
  copies: readCopies(env[variables.messages]),
  digest,
  clock: systemClock,
  rewardLink: (effectId) => linkFor("reward", effectId),
  recoveryLink: (effectId) => linkFor("recovery", effectId),
  unsubscribeLink: async (effectId, address) => `${env[variables.publicUrl]}/m/${signToken((await links()).key, { purpose: "unsubscribe", effectId, address })}`,
  ...(mailboxUrl === undefined ? {} : { forgetMail: forgettingMailbox(mailboxUrl) }),
  log,
}));
