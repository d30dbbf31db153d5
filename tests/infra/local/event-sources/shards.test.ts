import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { json } from "node:stream/consumers";
import type { DynamoDBStreamEvent } from "aws-lambda";
import { expect, onTestFinished, test } from "vitest";
import { startStreamSource } from "../../../../infra/local/event-sources/stream-source.ts";
import { dynamoAt } from "../clients.ts";
import { eventually, failureLog, temporaryFolder } from "../support.ts";

type ScriptedShard = { readonly id: string; readonly parent?: string; readonly numbers: readonly number[]; closed: boolean };
type Call = { ShardId: string; ShardIteratorType: string; SequenceNumber?: string; ShardIterator: string };

/**
 * Speaks the Streams API over a script, since no embedded engine splits shards, expires iterators or
 * trims. An iterator is the shard's id and the number read last; `fail` may name an error to answer.
 */
async function scriptedStream(shards: ScriptedShard[], fail: (action: string, call: Call) => string | undefined = () => undefined): Promise<string> {
  const answer = (action: string, call: Call): object => {
    if (action === "DescribeStream") {
      return { StreamDescription: { Shards: shards.map(({ id, parent }) => ({ ShardId: id, ParentShardId: parent })) } };
    }
    if (action === "GetShardIterator") return { ShardIterator: `${call.ShardId}/${call.SequenceNumber ?? "0"}` };
    const [id, last] = call.ShardIterator.split("/");
    const shard = shards.find((candidate) => candidate.id === id)!;
    const numbers = shard.numbers.filter((number) => number > Number(last)).slice(0, 2);
    const end = String(numbers.at(-1) ?? last);
    return {
      Records: numbers.map((number) => ({ eventName: "INSERT", dynamodb: { SequenceNumber: String(number) } })),
      ...(!(shard.closed && end === String(shard.numbers.at(-1))) && { NextShardIterator: `${id!}/${end}` }),
    };
  };
  const server = createServer((request: IncomingMessage, response) => {
    void json(request).then((body) => {
      const action = String(request.headers["x-amz-target"]).split(".")[1]!;
      const error = fail(action, body as Call);
      response.writeHead(error === undefined ? 200 : 400, { "content-type": "application/x-amz-json-1.0" });
      response.end(JSON.stringify(error === undefined ? answer(action, body as Call) : { __type: `com.amazonaws#${error}` }));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Reads the stream at the endpoint and collects sequence numbers in the order they arrive. */
async function readAll(endpoint: string): Promise<{ numbers: string[]; failures: unknown[] }> {
  const numbers: string[] = [];
  const { failures, onError } = failureLog();
  const source = startStreamSource({
    client: dynamoAt(endpoint).streams,
    streamArn: "arn:aws:dynamodb:us-east-1:000000000000:table/things/stream/now",
    consumer: "reader",
    checkpointFile: join(await temporaryFolder(), "checkpoints.db"),
    batchSize: 10,
    lambda: {
      name: "reader",
      timeoutSeconds: 5,
      handler: ({ Records }: DynamoDBStreamEvent) => {
        numbers.push(...Records.map(({ dynamodb }) => dynamodb!.SequenceNumber!));
        return Promise.resolve();
      },
    },
    onError,
  });
  onTestFinished(() => source.stop());
  return { numbers, failures };
}

test("a child shard waits until its parent is closed and read to its end", async () => {
  const parent: ScriptedShard = { id: "parent", numbers: [1, 2, 3], closed: false };
  const endpoint = await scriptedStream([
    { id: "left", parent: "parent", numbers: [4, 5], closed: true },
    { id: "grandchild", parent: "left", numbers: [9], closed: false },
    parent,
    { id: "orphan", parent: "trimmed-long-ago", numbers: [100], closed: false },
  ]);
  const { numbers, failures } = await readAll(endpoint);
  await eventually(() => numbers.includes("3") && numbers.includes("100"));
  expect(numbers).not.toContain("4");
  parent.closed = true;
  await eventually(() => numbers.includes("9"));
  expect(numbers.filter((number) => number !== "100")).toEqual(["1", "2", "3", "4", "5", "9"]);
  expect(failures).toEqual([]);
});

test("an iterator that expired is renewed where the reading stood", async () => {
  let expired = false;
  const endpoint = await scriptedStream([{ id: "only", numbers: [1, 2, 3, 4], closed: false }], (action, call) => {
    if (expired || action !== "GetRecords" || call.ShardIterator !== "only/2") return undefined;
    expired = true;
    return "ExpiredIteratorException";
  });
  const { numbers, failures } = await readAll(endpoint);
  await eventually(() => numbers.length === 4);
  expect(numbers).toEqual(["1", "2", "3", "4"]);
  expect(failures).toEqual([]);
});

test("when what comes next was trimmed, the oldest record that is left comes next, and the gap is reported", async () => {
  let trimmed = false;
  const endpoint = await scriptedStream([{ id: "only", numbers: [1, 2], closed: false }], (action) => {
    if (trimmed || action !== "GetRecords") return undefined;
    trimmed = true;
    return "TrimmedDataAccessException";
  });
  const { numbers, failures } = await readAll(endpoint);
  await eventually(() => numbers.length === 2);
  expect(failures).toMatchObject([{ kind: "poll", source: "only" }]);
});
