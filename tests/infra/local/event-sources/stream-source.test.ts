import { spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { setTimeout as sleep } from "node:timers/promises";
import { DeleteItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import type { DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import { expect, onTestFinished, test } from "vitest";
import { startDynamoDb } from "../../../../infra/local/engines/dynamodb.ts";
import { startQueues } from "../../../../infra/local/engines/queues.ts";
import { readUpTo } from "../../../../infra/local/event-sources/checkpoints.ts";
import { startStreamSource, type StreamSourceOptions } from "../../../../infra/local/event-sources/stream-source.ts";
import { dynamoAt, sqsAt } from "../clients.ts";
import { createThings, eventually, failureLog, putThings, receive, temporaryFolder } from "../support.ts";

type Handler = (event: DynamoDBStreamEvent) => Promise<unknown>;

/** One engine with the table `things`, and sources on its stream that share a checkpoint file. */
async function bench() {
  const folder = await temporaryFolder();
  const engine = await startDynamoDb({ folder });
  onTestFinished(() => engine.stop());
  const { table, streams } = dynamoAt(engine.endpoint);
  const streamArn = await createThings(table);
  const { failures, onError } = failureLog();
  const checkpointFile = join(folder, "checkpoints.db");
  return {
    endpoint: engine.endpoint,
    table,
    streamArn,
    failures,
    checkpointFile,
    put: (...keys: string[]) => putThings(table, keys),
    start: (handler: Handler, settings: Partial<StreamSourceOptions> = {}) => {
      const source = startStreamSource({
        client: streams,
        streamArn,
        consumer: "reader",
        checkpointFile,
        lambda: { name: "reader", handler, timeoutSeconds: 5 },
        batchSize: 10,
        backoff: { firstMs: 5, mostMs: 20 },
        onError,
        ...settings,
      });
      onTestFinished(() => source.stop());
      return source;
    },
  };
}

const keyOf = (record: DynamoDBRecord): string => record.dynamodb!.Keys!["pk"]!.S!;
const keys = (event: DynamoDBStreamEvent): string => event.Records.map(keyOf).join("");
const numberOf = (record: DynamoDBRecord): string => record.dynamodb!.SequenceNumber!;

/** A handler that notes each batch and then does as told. */
function noting(then: (event: DynamoDBStreamEvent) => unknown = () => undefined): { batches: string[]; handler: Handler } {
  const batches: string[] = [];
  return {
    batches,
    handler: async (event) => {
      batches.push(keys(event));
      return await then(event);
    },
  };
}

const failing =
  (poison: string) =>
  (event: DynamoDBStreamEvent): void => {
    if (event.Records.some((record) => keyOf(record) === poison)) throw new Error(`cannot digest ${poison}`);
  };

test("records come as Lambda hands them over", async () => {
  const { table, streamArn, start } = await bench();
  const records: DynamoDBRecord[] = [];
  const item = {
    pk: { S: "a" },
    bytes: { B: new Uint8Array([1, 2, 255]) },
    deep: { M: { list: { L: [{ N: "1.5" }, { NULL: true }, { BOOL: false }] } } },
    sets: { BS: [new Uint8Array([7])] },
  };
  await table.send(new PutItemCommand({ TableName: "things", Item: item }));
  await table.send(new PutItemCommand({ TableName: "things", Item: { pk: { S: "a" }, tags: { SS: ["x"] }, counts: { NS: ["1"] } } }));
  await table.send(new DeleteItemCommand({ TableName: "things", Key: { pk: { S: "a" } } }));
  start((event) => {
    records.push(...event.Records);
    return Promise.resolve();
  });
  await eventually(() => records.length === 3);
  const first = { pk: { S: "a" }, bytes: { B: "AQL/" }, deep: item.deep, sets: { BS: ["Bw=="] } };
  const second = { pk: { S: "a" }, tags: { SS: ["x"] }, counts: { NS: ["1"] } };
  const common = {
    eventID: expect.any(String) as string,
    eventVersion: "1.1",
    eventSource: "aws:dynamodb",
    awsRegion: expect.any(String) as string,
    eventSourceARN: streamArn,
  };
  const now = Math.floor(Date.now() / 1_000);
  const position = {
    Keys: { pk: { S: "a" } },
    ApproximateCreationDateTime: expect.closeTo(now, -1.5) as number,
    SequenceNumber: expect.stringMatching(/^\d+$/) as string,
    SizeBytes: expect.any(Number) as number,
    StreamViewType: "NEW_AND_OLD_IMAGES",
  };
  expect(records).toEqual([
    { ...common, eventName: "INSERT", dynamodb: { ...position, NewImage: first } },
    { ...common, eventName: "MODIFY", dynamodb: { ...position, NewImage: second, OldImage: first } },
    { ...common, eventName: "REMOVE", dynamodb: { ...position, OldImage: second } },
  ]);
  expect(JSON.parse(JSON.stringify(records))).toEqual(records);
});

test("a partial failure redelivers everything from the lowest failed record on", async () => {
  const { put, start, failures } = await bench();
  await put("a", "b", "c", "d");
  let first = true;
  const { batches, handler } = noting(({ Records }) => {
    if (!first) return undefined;
    first = false;
    return { batchItemFailures: [Records[3]!, Records[1]!].map((record) => ({ itemIdentifier: numberOf(record) })) };
  });
  start(handler);
  await eventually(() => batches.length === 2);
  expect(batches).toEqual(["abcd", "bcd"]);
  expect(failures).toMatchObject([{ kind: "records", message: "2 of 4 records were reported as failed", records: ["2", "4"] }]);
});

test("bisecting isolates a poison record, gives it up to the on-failure queue, and the rest goes on in order", async () => {
  const { put, start, failures, streamArn } = await bench();
  const queues = await startQueues({
    folder: await temporaryFolder(),
    queues: [{ name: "parked", fifo: false, visibilityTimeoutSeconds: 60 }],
  });
  onTestFinished(() => queues.stop());
  const sqs = sqsAt(queues.endpoint);
  await put("a", "b", "c", "d", "e", "f", "g", "h");
  const done: string[] = [];
  const { batches, handler } = noting((event) => {
    failing("c")(event);
    done.push(...event.Records.map(keyOf));
  });
  start(handler, {
    bisectBatchOnFunctionError: true,
    maximumRetryAttempts: 2,
    onFailure: { client: sqs, queueUrl: queues.urls["parked"]! },
  });
  await eventually(() => done.includes("h"));
  expect(done.join("")).toBe("abdefgh");
  expect(batches).toEqual(["abcdefgh", "abcd", "ab", "cd", "c", "c", "c", "d", "efgh"]);
  expect(failures.filter(({ kind }) => kind === "discarded").map(({ records }) => records)).toEqual([["3"]]);
  const [message] = await receive(sqs, queues.urls["parked"]!);
  expect(JSON.parse(message!.Body!)).toMatchObject({
    version: "1.0",
    requestContext: {
      functionArn: "arn:aws:lambda:us-east-1:000000000000:function:reader",
      condition: "RetryAttemptsExhausted",
      approximateInvokeCount: 3,
    },
    DDBStreamBatchInfo: { shardId: "shardId-00000001-things", startSequenceNumber: "3", endSequenceNumber: "3", batchSize: 1, streamArn },
  });
});

test("bisecting also isolates a poison record that the handler reports", async () => {
  const { put, start } = await bench();
  await put("a", "b", "c", "d");
  const { batches, handler } = noting(({ Records }) => ({
    batchItemFailures: Records.filter((record) => keyOf(record) === "b").map((record) => ({ itemIdentifier: numberOf(record) })),
  }));
  start(handler, { bisectBatchOnFunctionError: true, maximumRetryAttempts: 1 });
  await eventually(() => batches.at(-1) === "d");
  expect(batches).toEqual(["abcd", "bcd", "bc", "b", "b", "c", "d"]);
});

test("without bisecting a batch is tried as often as allowed and then given up whole", async () => {
  const { put, start, failures } = await bench();
  await put("a", "b");
  const { batches, handler } = noting(failing("a"));
  start(handler, { maximumRetryAttempts: 2 });
  await eventually(() => failures.some(({ kind }) => kind === "discarded"));
  await put("c");
  await eventually(() => batches.at(-1) === "c");
  expect(batches).toEqual(["ab", "ab", "ab", "c"]);
  expect(failures.map(({ kind }) => kind)).toEqual(["invocation", "invocation", "invocation", "discarded"]);
});

test("records behind a success have all their tries, whatever was used up before", async () => {
  const { put, start, failures } = await bench();
  await put("a", "b");
  let calls = 0;
  const { batches, handler } = noting(({ Records }) => {
    calls += 1;
    if (calls <= 2) throw new Error("not yet");
    return { batchItemFailures: [{ itemIdentifier: numberOf(Records.at(-1)!) }] };
  });
  start(handler, { maximumRetryAttempts: 2 });
  await eventually(() => failures.some(({ kind }) => kind === "discarded"));
  expect(batches).toEqual(["ab", "ab", "ab", "b", "b"]);
});

test("records are not passed over while the on-failure queue cannot be reached", async () => {
  const { put, start, failures, streamArn, checkpointFile } = await bench();
  await put("a");
  const source = start(noting(failing("a")).handler, {
    maximumRetryAttempts: 0,
    onFailure: { client: sqsAt("http://127.0.0.1:1"), queueUrl: "http://127.0.0.1:1/000000000000/parked" },
  });
  await eventually(() => failures.filter(({ kind }) => kind === "poll").length >= 2);
  await source.stop();
  expect(failures.some(({ kind }) => kind === "discarded")).toBe(false);
  expect(readUpTo(checkpointFile, streamArn.split(":").at(-1)!)).toBe(0);
});

test("filters come before batching, and what they drop is passed over for good", async () => {
  const { table, put, start, streamArn, checkpointFile } = await bench();
  await putThings(table, ["x", "y"], "noise");
  await put("a");
  await putThings(table, ["z"], "noise");
  await put("b", "c");
  await putThings(table, ["w"], "noise");
  const { batches, handler } = noting();
  const filters = [{ eventName: ["INSERT"], dynamodb: { NewImage: { type: { S: ["thing"] } } } }];
  start(handler, { filters, batchSize: 2, batchWindowSeconds: 0.2 });
  await eventually(() => batches.length === 2);
  expect(batches).toEqual(["ab", "c"]);
  await eventually(() => readUpTo(checkpointFile, streamArn.split(":").at(-1)!) === 7);
});

test("a batching window gathers what arrives one by one", async () => {
  const { put, start } = await bench();
  const { batches, handler } = noting();
  start(handler, { batchSize: 3, batchWindowSeconds: 5 });
  for (const key of ["a", "b", "c"]) {
    await put(key);
    await sleep(60);
  }
  await eventually(() => batches.length > 0);
  expect(batches).toEqual(["abc"]);
});

test("a stop finishes the invocation in flight and a new start goes on after it", async () => {
  const { put, start, streamArn, checkpointFile } = await bench();
  await put("a", "b", "c");
  const first = noting(() => sleep(200));
  const source = start(first.handler, { batchSize: 2 });
  await eventually(() => first.batches.length === 1);
  await source.stop();
  expect(readUpTo(checkpointFile, streamArn.split(":").at(-1)!)).toBe(2);
  await put("d");
  const second = noting();
  start(second.handler);
  await eventually(() => second.batches.length === 1);
  expect([first.batches, second.batches]).toEqual([["ab"], ["cd"]]);
});

test("each consumer has a checkpoint of its own, and the slowest one counts for pruning", async () => {
  const { put, start, streamArn, checkpointFile } = await bench();
  await put("a", "b");
  const quick = noting();
  const slow = noting(failing("b"));
  start(quick.handler, { consumer: "quick" });
  start(slow.handler, { consumer: "slow", batchSize: 1 });
  await eventually(() => quick.batches.length === 1 && slow.batches.filter((batch) => batch === "b").length > 1);
  expect(readUpTo(checkpointFile, streamArn.split(":").at(-1)!)).toBe(1);
});

test("a killed consumer goes on at its checkpoint, with the batch in flight delivered again", async () => {
  const { put, start, endpoint, streamArn, checkpointFile } = await bench();
  await put("a", "b", "c");
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL("stream-consumer.ts", import.meta.url)), endpoint, streamArn, checkpointFile],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
  await eventually(() => said.includes("b"));
  child.kill("SIGKILL");
  const { batches, handler } = noting();
  start(handler);
  await eventually(() => batches.length === 1);
  expect(batches).toEqual(["bc"]);
});
