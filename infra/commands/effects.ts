/** `npm run effects`: shows what is planned for a response or a storm, and how far each of it has got. */
import { dynamoLedger } from "../../shared/adapters/dynamodb/ledger.ts";
import { openTable } from "../../shared/adapters/dynamodb/table.ts";
import { runCommand } from "./support/command-error.ts";
import { findDeployment } from "./support/deployment.ts";
import { readEffectsCommand, showEffects } from "./support/effects/show-effects.ts";
import { reaching } from "./support/reaching.ts";

await runCommand(async () => {
  const responseId = readEffectsCommand(process.argv.slice(2));
  const { place, table, dynamoDb } = await findDeployment(process.env);
  const ledger = dynamoLedger(openTable(table, dynamoDb));
  console.log(await reaching(`What is planned at ${place}`, () => showEffects(responseId, { place, ledger })));
});
