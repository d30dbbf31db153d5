import { ListQueuesCommand } from "@aws-sdk/client-sqs";
import { Hono } from "hono";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { threads } from "../../../infra/local/background.ts";
import { startDynamoDb } from "../../../infra/local/engines/dynamodb.ts";
import { startQueues } from "../../../infra/local/engines/queues.ts";
import { frontDoor } from "../../../infra/local/front.ts";
import { startSources } from "../../../infra/local/sources.ts";
import { prepareTable } from "../../../infra/local/table.ts";
import { functionNames, queueConsumers, queues, routes, schedules, streamConsumers } from "../../../infra/topology.ts";
import { sqsAt } from "./clients.ts";
import { temporaryFolder } from "./support.ts";

/** An application that says who it is. */
const named = (name: string) => new Hono().all("*", (c) => c.text(name));

beforeAll(() => {
  Object.assign(process.env, { AWS_REGION: "us-east-1", AWS_ACCESS_KEY_ID: "local", AWS_SECRET_ACCESS_KEY: "local" });
});

describe("the laptop", () => {
  it("has the topology's routes, each leading to the same function", async () => {
    const front = frontDoor({ receive: named("receive"), interact: named("interact"), desk: named("desk"), visit: named("visit"), forget: named("forget") }, []);
    const served = front.routes.filter(({ method, path }) => method === "ALL" && path !== "/*").map(({ path }) => path);
    expect([...served].sort()).toEqual(routes.map(({ path }) => path).sort());
    for (const { path, to } of routes) {
      const answer = await front.request(path.replace("*", "some/thing"), { headers: { Host: "127.0.0.1" } });
      expect([path, await answer.text()]).toEqual([path, to]);
    }
  });

  it("has the topology's queues and no other", async () => {
    const engine = await startQueues({ folder: await temporaryFolder(), queues });
    onTestFinished(() => engine.stop());
    const { QueueUrls = [] } = await sqsAt(engine.endpoint).send(new ListQueuesCommand({}));
    expect(QueueUrls.map((url) => url.split("/").at(-1)).sort()).toEqual(queues.map(({ name }) => name).sort());
  });

  it("feeds the functions that the topology feeds, and every one of them has a thread", async () => {
    const [dynamo, sqs] = await Promise.all([startDynamoDb({ folder: await temporaryFolder() }), startQueues({ folder: await temporaryFolder(), queues })]);
    const { streamArn } = await prepareTable(dynamo.endpoint, "table");
    const engines = { dynamoDb: dynamo.endpoint, streamArn, sqs: sqs.endpoint, queueUrls: sqs.urls, checkpointFile: `${await temporaryFolder()}/checkpoints.db` };
    const asked: string[] = [];
    const noting = (kind: string) => (name: string) => {
      asked.push(`${kind} → ${name}`);
      return Promise.resolve(() => Promise.resolve({ batchItemFailures: [] }));
    };
    const sources = await startSources(engines, { stream: noting("stream"), queue: noting("queue"), schedule: noting("clock") }, functionNames, () => undefined);
    onTestFinished(async () => {
      await sources.stop();
      await Promise.all([dynamo.stop(), sqs.stop()]);
    });
    const fed = [
      ...streamConsumers.map(({ to }) => `stream → ${to}`),
      ...queueConsumers.map(({ to }) => `queue → ${to}`),
      ...schedules.map(({ to }) => `clock → ${to}`),
    ];
    expect(asked.sort()).toEqual(fed.sort());
    expect(threads.flat().sort()).toEqual(fed.map((one) => one.split(" → ")[1]).sort());
  });
});
