import { setTimeout as sleep } from "node:timers/promises";
import { dynamoCaseLists } from "../../shared/adapters/dynamodb/case-lists.ts";
import { dynamoDigests } from "../../shared/adapters/dynamodb/digests.ts";
import { dynamoLedger } from "../../shared/adapters/dynamodb/ledger.ts";
import { listedResponses } from "../../shared/adapters/dynamodb/responses.ts";
import { openTable } from "../../shared/adapters/dynamodb/table.ts";
import { dynamoTallies } from "../../shared/adapters/dynamodb/tallies.ts";
import { readPolicy } from "../../shared/adapters/files/policy.ts";
import { pictureFilesIn } from "../../shared/adapters/resvg/picture-files.ts";
import { openPictures } from "../../shared/adapters/resvg/pictures.ts";
import { keptSecret, openSecrets } from "../../shared/adapters/secrets-manager/kept-secret.ts";
import { slackSecretSchema } from "../../shared/adapters/secrets-manager/schemas.ts";
import { slackChat } from "../../shared/adapters/slack/slack-chat.ts";
import { slackFiles } from "../../shared/adapters/slack/slack-files.ts";
import { watchedLedger } from "../../shared/delivery/watched-ledger.ts";
import { variables } from "../../shared/environment.ts";
import { systemClock } from "../../shared/runtime/clock.ts";
import { optionally, readEnvironment } from "../../shared/runtime/env.ts";
import { jsonLog } from "../../shared/runtime/log.ts";
import { logMetrics, measured } from "../../shared/runtime/metrics.ts";
import { trendDrawer } from "./draw-trend.ts";
import { gatherDigest } from "./gather-digest.ts";
import { report } from "./run.ts";

const env = readEnvironment(process.env, [variables.table, variables.policy, variables.slackSecret, variables.settleMs, variables.pictures]);
const table = openTable(env[variables.table]);
const log = jsonLog("report");
const metrics = logMetrics("report", process.env[variables.metricsNamespace]);
const secret = keptSecret(openSecrets(), env[variables.slackSecret], slackSecretSchema, { clock: systemClock, log });
const policy = readPolicy(env[variables.policy]);
const connection = {
  token: async (refused: boolean) => (await secret(refused)).botToken,
  ...optionally(process.env, variables.slackApiUrl, "apiUrl"),
};
const sources = { tallies: dynamoTallies(table), cases: dynamoCaseLists(table), responses: listedResponses(table), clock: systemClock, policy };

/** Called by AWS every five minutes. */
export const handler = measured(metrics, () =>
  report({
    digests: dynamoDigests(table),
    ledger: watchedLedger(dynamoLedger(table), metrics, log),
    gather: (due) => gatherDigest(sources, due),
    chat: slackChat({ ...connection, now: systemClock.now, settleMs: Number(env[variables.settleMs]) }),
    files: slackFiles(connection),
    drawTrend: trendDrawer(openPictures(pictureFilesIn(env[variables.pictures]))),
    policy,
    clock: systemClock,
    sleep: (ms) => sleep(ms),
    log,
    metrics,
  }),
);
