import { dynamoAccounts } from "../../shared/adapters/dynamodb/accounts.ts";
import { dynamoBookshelf } from "../../shared/adapters/dynamodb/bookshelf.ts";
import { decodeEntryChange } from "../../shared/adapters/dynamodb/entry-codec.ts";
import { dynamoParking } from "../../shared/adapters/dynamodb/parking.ts";
import { openTable } from "../../shared/adapters/dynamodb/table.ts";
import { dynamoTallies } from "../../shared/adapters/dynamodb/tallies.ts";
import { variables } from "../../shared/environment.ts";
import { systemClock } from "../../shared/runtime/clock.ts";
import { readEnvironment } from "../../shared/runtime/env.ts";
import { jsonLog } from "../../shared/runtime/log.ts";
import { logMetrics, measured } from "../../shared/runtime/metrics.ts";
import { rollUpRecords } from "./record.ts";

const env = readEnvironment(process.env, [variables.table]);
const table = openTable(env[variables.table]);

const metrics = logMetrics("roll-up", process.env[variables.metricsNamespace]);

/** Called by AWS with new and corrected responses from the table's stream, a shard at a time. */
export const handler = measured(metrics, rollUpRecords({
  tallies: dynamoTallies(table),
  bookshelf: dynamoBookshelf(table),
  accounts: dynamoAccounts(table),
  parking: dynamoParking(table),
  clock: systemClock,
  decodeChange: decodeEntryChange,
  log: jsonLog("roll-up"),
  metrics,
}));
