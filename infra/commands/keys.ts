/** `npm run keys`: makes, lists and revokes API keys, of this machine or of a deployment. */
import { dynamoApiKeys } from "../../shared/adapters/dynamodb/api-keys.ts";
import { openTable } from "../../shared/adapters/dynamodb/table.ts";
import { systemClock } from "../../shared/runtime/clock.ts";
import { runCommand } from "./support/command-error.ts";
import { findDeployment } from "./support/deployment.ts";
import { readKeysCommand } from "./support/keys/arguments.ts";
import { workKeys } from "./support/keys/work-keys.ts";
import { reaching } from "./support/reaching.ts";

await runCommand(async () => {
  const command = readKeysCommand(process.argv.slice(2));
  const { place, table, dynamoDb } = await findDeployment(process.env);
  const needs = { place, keys: dynamoApiKeys(openTable(table, dynamoDb)), clock: systemClock };
  console.log(await reaching(`The keys at ${place}`, () => workKeys(command, needs)));
});
