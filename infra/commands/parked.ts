/** `npm run parked`: shows the records that were set aside, and has them processed after all. */
import { dynamoParking } from "../../shared/adapters/dynamodb/parking.ts";
import { dynamoResponses } from "../../shared/adapters/dynamodb/responses.ts";
import { openTable } from "../../shared/adapters/dynamodb/table.ts";
import { systemClock } from "../../shared/runtime/clock.ts";
import { runCommand } from "./support/command-error.ts";
import { findDeployment } from "./support/deployment.ts";
import { readParkedCommand } from "./support/parked/arguments.ts";
import { workParked } from "./support/parked/work-parked.ts";
import { reaching } from "./support/reaching.ts";

await runCommand(async () => {
  const command = readParkedCommand(process.argv.slice(2));
  const { place, table: name, dynamoDb } = await findDeployment(process.env);
  const table = openTable(name, dynamoDb);
  const needs = { place, parking: dynamoParking(table), responses: dynamoResponses(table), clock: systemClock };
  console.log(await reaching(`What is parked at ${place}`, () => workParked(command, needs)));
});
