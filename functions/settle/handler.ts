import { dynamoLedger } from "../../shared/adapters/dynamodb/ledger.ts";
import { dynamoSuppressions } from "../../shared/adapters/dynamodb/suppressions.ts";
import { openTable } from "../../shared/adapters/dynamodb/table.ts";
import { watchedLedger } from "../../shared/delivery/watched-ledger.ts";
import { variables } from "../../shared/environment.ts";
import { readEnvironment } from "../../shared/runtime/env.ts";
import { jsonLog } from "../../shared/runtime/log.ts";
import { logMetrics, measured } from "../../shared/runtime/metrics.ts";
import { settleRecords } from "./record.ts";

const env = readEnvironment(process.env, [variables.table]);
const table = openTable(env[variables.table]);
const log = jsonLog("settle");
const metrics = logMetrics("settle", process.env[variables.metricsNamespace]);

/** Called by AWS with what became of mails. */
export const handler = measured(metrics, settleRecords({
  ledger: watchedLedger(dynamoLedger(table), metrics, log),
  suppressions: dynamoSuppressions(table),
  log,
}));
