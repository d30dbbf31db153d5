import { SESv2Client } from "@aws-sdk/client-sesv2";
import { SQSClient } from "@aws-sdk/client-sqs";
import { dynamoCases } from "../../shared/adapters/dynamodb/cases.ts";
import { dynamoLedger } from "../../shared/adapters/dynamodb/ledger.ts";
import { dynamoResponses } from "../../shared/adapters/dynamodb/responses.ts";
import { openTable } from "../../shared/adapters/dynamodb/table.ts";
import { readPolicy } from "../../shared/adapters/files/policy.ts";
import { mailboxReceiver } from "../../shared/adapters/ses/receiver.ts";
import { sesMailer } from "../../shared/adapters/ses/ses-mailer.ts";
import { sqsWorkQueues } from "../../shared/adapters/sqs/work-queues.ts";
import { variables } from "../../shared/environment.ts";
import { systemClock } from "../../shared/runtime/clock.ts";
import { digest } from "../../shared/runtime/digest.ts";
import { optionally, readEnvironment } from "../../shared/runtime/env.ts";
import { jsonLog } from "../../shared/runtime/log.ts";
import { signToken } from "../../shared/runtime/token.ts";
import { followUpRecords } from "./record.ts";

const env = readEnvironment(process.env, [
  variables.table,
  variables.policy,
  variables.alertsQueue,
  variables.followUpsQueue,
  variables.publicUrl,
  variables.linkSecret,
  variables.settleMs,
]);
const table = openTable(env[variables.table]);
const responses = dynamoResponses(table);
const cases = dynamoCases(table);
const queues = { alerts: env[variables.alertsQueue], followUps: env[variables.followUpsQueue] };

const { mailboxUrl } = optionally(process.env, variables.mailboxUrl, "mailboxUrl");

/** How long a reward's link opens; milliseconds. */
const rewardOpenFor = 180 * 86_400_000;

/** Called by AWS with follow-up tasks. */
export const handler = followUpRecords({
  responses,
  cases,
  ledger: dynamoLedger(table),
  queues: sqsWorkQueues(new SQSClient(), queues, systemClock.now),
  mailer: sesMailer({
    // One attempt: the SDK's own retry of a lost answer would send the mail twice.
    client: new SESv2Client({ maxAttempts: 1, requestHandler: { requestTimeout: 4_000, throwOnRequestTimeout: true } }),
    ...(mailboxUrl === undefined ? {} : { receiver: mailboxReceiver(mailboxUrl) }),
    now: systemClock.now,
    settleMs: Number(env[variables.settleMs]),
  }),
  policy: readPolicy(env[variables.policy]),
  digest,
  clock: systemClock,
  rewardLink: (effectId) => {
    const expiresAt = new Date(systemClock.now().getTime() + rewardOpenFor).toISOString();
    return `${env[variables.publicUrl]}/m/${signToken(env[variables.linkSecret], { purpose: "reward", effectId, expiresAt })}`;
  },
  log: jsonLog("follow-up"),
});
