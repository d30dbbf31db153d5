/** `npm run dlq`: shows what lies in the dead-letter queues and gives it back to be worked on. */
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { dynamoResponses } from "../../shared/adapters/dynamodb/responses.ts";
import { openTable } from "../../shared/adapters/dynamodb/table.ts";
import { systemClock } from "../../shared/runtime/clock.ts";
import { runCommand } from "./support/command-error.ts";
import { findDeployment } from "./support/deployment.ts";
import { readDlqCommand } from "./support/dlq/arguments.ts";
import { openQueues } from "./support/dlq/queue.ts";
import { workDlq } from "./support/dlq/work-dlq.ts";
import { reaching } from "./support/reaching.ts";

await runCommand(async () => {
  const command = readDlqCommand(process.argv.slice(2));
  const deployment = await findDeployment(process.env);
  const { place, table, dynamoDb } = deployment;
  const needs = {
    place,
    queue: openQueues(deployment),
    streams: new DynamoDBStreamsClient(dynamoDb),
    responses: dynamoResponses(openTable(table, dynamoDb)),
    clock: systemClock,
  };
  console.log(await reaching(`The queues at ${place}`, () => workDlq(command, needs)));
});
