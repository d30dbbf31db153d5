/** `npm run suppressions`: puts addresses on the list of those that are not written to, takes them off, or looks. */
import { dynamoSuppressions } from "../../shared/adapters/dynamodb/suppressions.ts";
import { openTable } from "../../shared/adapters/dynamodb/table.ts";
import { systemClock } from "../../shared/runtime/clock.ts";
import { pseudonymOf } from "../../shared/runtime/pseudonym.ts";
import { runCommand } from "./support/command-error.ts";
import { findDeployment } from "./support/deployment.ts";
import { reaching } from "./support/reaching.ts";
import { readSuppressionsCommand } from "./support/suppressions/arguments.ts";
import { policyHere } from "./support/suppressions/policy-here.ts";
import { pseudonymsKeyOf } from "./support/suppressions/pseudonyms-key.ts";
import { workSuppressions } from "./support/suppressions/work-suppressions.ts";

await runCommand(async () => {
  const command = readSuppressionsCommand(process.argv.slice(2));
  const policy = policyHere(process.env);
  const deployment = await findDeployment(process.env);
  const { place, table, dynamoDb } = deployment;
  const printed = await reaching(`The suppressions at ${place}`, async () => {
    const key = await pseudonymsKeyOf(deployment, process.env);
    const suppressions = dynamoSuppressions(openTable(table, dynamoDb));
    return workSuppressions(command, { place, suppressions, policy, clock: systemClock, pseudonymOf: (address) => Promise.resolve(pseudonymOf(key, address)) });
  });
  console.log(printed);
});
