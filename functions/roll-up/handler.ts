import { decodeResponseImage } from "../../shared/adapters/dynamodb/codec.ts";
import { dynamoParking } from "../../shared/adapters/dynamodb/parking.ts";
import { openTable } from "../../shared/adapters/dynamodb/table.ts";
import { dynamoTallies } from "../../shared/adapters/dynamodb/tallies.ts";
import { readPolicy } from "../../shared/adapters/files/policy.ts";
import { variables } from "../../shared/environment.ts";
import { systemClock } from "../../shared/runtime/clock.ts";
import { readEnvironment } from "../../shared/runtime/env.ts";
import { jsonLog } from "../../shared/runtime/log.ts";
import { logMetrics, measured } from "../../shared/runtime/metrics.ts";
import { rollUpRecords } from "./record.ts";

const env = readEnvironment(process.env, [variables.table, variables.policy]);
const table = openTable(env[variables.table]);

const metrics = logMetrics("roll-up");

/** Called by AWS with new and corrected responses from the table's stream. */
export const handler = measured(metrics, rollUpRecords({
  tallies: dynamoTallies(table),
  parking: dynamoParking(table),
  policy: readPolicy(env[variables.policy]),
  clock: systemClock,
  decode: decodeResponseImage,
  log: jsonLog("roll-up"),
  metrics,
}));
