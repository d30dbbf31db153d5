import { GetFunctionConfigurationCommand, InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { expect, it } from "vitest";
import { openTable } from "../../shared/adapters/dynamodb/table.ts";
import { physicalName } from "../../infra/names.ts";
import { answer, fresh } from "../outside/support/answers.ts";
import { saying } from "../outside/support/slack.ts";
import { until } from "../outside/support/until.ts";
import { openLane } from "./support/lane.ts";
import { clientOf } from "./support/local-aws.ts";

const lane = openLane();
const dayMs = 86_400_000;

it("a digest tells of yesterday, once, however often the clock calls", async () => {
  const comment = `Told by ${fresh("promoter")}`;
  await lane.accepted(answer(10, { submittedAt: new Date(Date.now() - dayMs).toISOString(), backfill: true, comment, account: { id: fresh("acme"), name: "Acme", plan: "Scale" } }));
  const lambda = new LambdaClient(clientOf(lane.aws));
  const FunctionName = physicalName(lane.stage, "report");
  const call = () => lambda.send(new InvokeCommand({ FunctionName, Payload: "{}" }));
  const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
  const { client, name: TableName } = openTable(Environment?.Variables?.["TABLE_NAME"] ?? "", clientOf(lane.aws));
  // As if it had been deployed for a week.
  await client.send(new PutCommand({ TableName, Item: { pk: "digest#yesterday", sk: "digest", type: "digest", since: new Date(Date.now() - 7 * dayMs).toISOString() } }));
  await call();
  const told = () => lane.slack.history().then((messages) => saying(messages, "The day in scores"));
  await until("the digest", async () => ((await told()).length > 0 ? true : undefined), { within: 60_000, every: 500 });
  await call();
  expect(saying(await told(), comment)).toHaveLength(1);
  expect(await told()).toHaveLength(1);
}, 120_000);
