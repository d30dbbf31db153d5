/** `npm run restore`: puts back what the live table has lost, out of a table that AWS restored from a point in time. */
import { openTable } from "../../shared/adapters/dynamodb/table.ts";
import { systemClock } from "../../shared/runtime/clock.ts";
import { CommandError, runCommand } from "./support/command-error.ts";
import { findDeployment } from "./support/deployment.ts";
import { progressOn } from "./support/progress.ts";
import { reaching } from "./support/reaching.ts";
import { readRestoreCommand } from "./support/restore/arguments.ts";
import { partsOf, workRestore } from "./support/restore/work-restore.ts";

await runCommand(async () => {
  const command = readRestoreCommand(process.argv.slice(2));
  const { place, table, dynamoDb } = await findDeployment(process.env);
  if (command.from === table) throw new CommandError(`${table} is the live table itself: name the one that was restored from a point in time.`);
  const live = openTable(table, dynamoDb);
  const progress = progressOn(process.stdout, command.write ? "Putting back" : "Looking", partsOf(command));
  const needs = { place, live, backup: { ...live, name: command.from }, clock: systemClock, progress };
  console.log(await reaching(`The restore from ${command.from} to ${place}`, () => workRestore(command, needs)));
});
