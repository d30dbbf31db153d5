import { setTimeout as sleep } from "node:timers/promises";
import { ChangeMessageVisibilityCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { SQSEvent } from "aws-lambda";
import { expect, onTestFinished, test } from "vitest";
import { startQueues, type QueueDefinition } from "../../../../infra/local/engines/queues.ts";
import { startQueueSource, type QueueSourceOptions } from "../../../../infra/local/event-sources/queue-source.ts";
import { sqsAt } from "../clients.ts";
import { eventually, failureLog, receive, send, temporaryFolder } from "../support.ts";

const standard: QueueDefinition[] = [
  { name: "work", fifo: false, visibilityTimeoutSeconds: 1, deadLetter: { queue: "dead", maxReceiveCount: 2 } },
  { name: "dead", fifo: false, visibilityTimeoutSeconds: 60 },
];
const lane: QueueDefinition[] = [{ name: "lane.fifo", fifo: true, visibilityTimeoutSeconds: 1 }];

type Handler = (event: SQSEvent) => Promise<unknown>;
type Bench = {
  readonly sqs: SQSClient;
  readonly url: string;
  readonly deadUrl: string;
  readonly failures: ReturnType<typeof failureLog>["failures"];
  /** Starts a source and answers its stop. */
  readonly start: (
    handler: Handler,
    settings?: Partial<QueueSourceOptions> & { timeoutSeconds?: number },
  ) => Promise<() => Promise<void>>;
};

/** One engine with the queues, of which the first is the source's. */
async function bench(queues: QueueDefinition[]): Promise<Bench> {
  const engine = await startQueues({ folder: await temporaryFolder(), queues });
  const sqs = sqsAt(engine.endpoint);
  const { failures, onError } = failureLog();
  onTestFinished(() => engine.stop());
  const url = engine.urls[queues[0]!.name]!;
  return {
    sqs,
    url,
    deadUrl: engine.urls["dead"] ?? "",
    failures,
    start: async (handler, { timeoutSeconds = 5, ...settings } = {}) => {
      const source = await startQueueSource({
        client: sqs,
        queueUrl: url,
        lambda: { name: "worker", handler, timeoutSeconds },
        batchSize: 10,
        maximumConcurrency: 5,
        onError,
        ...settings,
      });
      onTestFinished(() => source.stop());
      return () => source.stop();
    },
  };
}

const bodies = (event: SQSEvent): string[] => event.Records.map(({ body }) => body);

test("messages come as Lambda hands them over and are deleted after a success", async () => {
  const { sqs, url, start, failures } = await bench(standard);
  const events: SQSEvent[] = [];
  await send(sqs, url, ["hello"]);
  const stop = await start((event) => {
    events.push(event);
    return Promise.resolve();
  });
  await eventually(() => events.length === 1);
  await stop();
  expect(events[0]!.Records).toEqual([
    {
      messageId: expect.any(String) as string,
      receiptHandle: expect.any(String) as string,
      body: "hello",
      attributes: {
        ApproximateReceiveCount: "1",
        SentTimestamp: expect.stringMatching(/^\d{13}$/) as string,
        SenderId: expect.any(String) as string,
        ApproximateFirstReceiveTimestamp: expect.stringMatching(/^\d{13}$/) as string,
      },
      messageAttributes: {},
      md5OfBody: "5d41402abc4b2a76b9719d911017c592",
      eventSource: "aws:sqs",
      eventSourceARN: "arn:aws:sqs:us-east-1:000000000000:work",
      awsRegion: "us-east-1",
    },
  ]);
  await sleep(1_100);
  expect(await receive(sqs, url)).toEqual([]);
  expect(failures).toEqual([]);
});

test("only what is reported as failed comes again, and dead-letters by the queue's policy", async () => {
  const { sqs, url, deadUrl, start, failures } = await bench(standard);
  const seen: string[] = [];
  await send(sqs, url, ["good", "bad", "fine"]);
  await start((event) => {
    seen.push(...bodies(event));
    return Promise.resolve({
      batchItemFailures: event.Records.filter(({ body }) => body === "bad").map(({ messageId }) => ({ itemIdentifier: messageId })),
    });
  });
  const [dead] = await eventually(async () => {
    const messages = await receive(sqs, deadUrl);
    return messages.length > 0 && messages;
  });
  expect(dead!.Body).toBe("bad");
  expect(seen).toEqual(["good", "bad", "fine", "bad"]);
  expect(failures.map(({ kind, message, records }) => [kind, message, records.length])).toEqual([
    ["records", "1 of 3 messages were reported as failed", 1],
    ["records", "1 of 1 messages were reported as failed", 1],
  ]);
});

test("a throw, a timeout and nonsense fail the whole batch, which comes again when its visibility runs out", async () => {
  const { sqs, url, start, failures } = await bench([{ name: "work", fifo: false, visibilityTimeoutSeconds: 1 }]);
  const arrivals: number[] = [];
  await send(sqs, url, ["a", "b"]);
  await start(
    async () => {
      arrivals.push(Date.now());
      if (arrivals.length === 1) throw new Error("no luck");
      if (arrivals.length === 2) await sleep(400);
      return arrivals.length === 3 ? { batchItemFailures: [{ itemIdentifier: "" }] } : undefined;
    },
    { timeoutSeconds: 0.2 },
  );
  await eventually(() => arrivals.length === 4);
  expect(arrivals[1]! - arrivals[0]!).toBeGreaterThan(950);
  expect(failures.map(({ kind, message, records }) => [kind, message, records.length])).toEqual([
    ["invocation", "no luck", 2],
    ["invocation", "Task timed out after 0.20 seconds", 2],
    ["invocation", "The answer's batchItemFailures cannot be read", 2],
  ]);
});

test("a handler may itself say when a failed message comes again", async () => {
  const { sqs, url, start } = await bench([{ name: "work", fifo: false, visibilityTimeoutSeconds: 600 }]);
  let tries = 0;
  await send(sqs, url, ["soon"]);
  await start(async ({ Records: [record] }) => {
    tries += 1;
    if (tries > 1) return;
    await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle: record!.receiptHandle, VisibilityTimeout: 0 }));
    throw new Error("not yet");
  });
  await eventually(() => tries === 2);
});

test("a batching window gathers what arrives one by one", async () => {
  const { sqs, url, start } = await bench(standard);
  const batches: string[][] = [];
  await start(
    (event) => {
      batches.push(bodies(event));
      return Promise.resolve();
    },
    { batchSize: 3, batchWindowSeconds: 5 },
  );
  for (const body of ["1", "2", "3"]) {
    await send(sqs, url, [body]);
    await sleep(50);
  }
  await eventually(() => batches.length === 1);
  expect(batches).toEqual([["1", "2", "3"]]);
});

test("no more invocations run at a time than allowed, and a stop waits for them", async () => {
  const { sqs, url, start } = await bench([{ name: "work", fifo: false, visibilityTimeoutSeconds: 600 }]);
  let running = 0;
  let most = 0;
  let ended = 0;
  await send(sqs, url, ["1", "2", "3", "4", "5"]);
  const stop = await start(
    async () => {
      running += 1;
      most = Math.max(most, running);
      await sleep(150);
      running -= 1;
      ended += 1;
    },
    { batchSize: 1, maximumConcurrency: 2 },
  );
  await eventually(() => ended >= 2);
  await stop();
  expect({ running, most }).toEqual({ running: 0, most: 2 });
});

test("a group's messages come in order, one invocation at a time, while groups run beside each other", async () => {
  const { sqs, url, start } = await bench(lane);
  const running = new Set<string>();
  const order: Record<string, string[]> = { a: [], b: [] };
  let mostGroups = 0;
  let overlapped = false;
  let failedOnce = false;
  await send(sqs, url, ["1", "2", "3"], "a");
  await send(sqs, url, ["1", "2", "3"], "b");
  await start(
    async ({ Records }) => {
      const groups = Records.map(({ attributes }) => attributes.MessageGroupId!);
      if (groups.some((group) => running.has(group))) overlapped = true;
      for (const group of groups) running.add(group);
      mostGroups = Math.max(mostGroups, running.size);
      await sleep(30);
      for (const { body, receiptHandle, attributes } of Records) {
        if (attributes.MessageGroupId === "a" && body === "2" && !failedOnce) {
          failedOnce = true;
          // Visible again while this invocation still runs: the next one must wait for its end.
          await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle: receiptHandle, VisibilityTimeout: 0 }));
          await sleep(150);
          running.delete("a");
          throw new Error("once");
        }
        order[attributes.MessageGroupId!]!.push(body);
      }
      for (const group of groups) running.delete(group);
    },
    { batchSize: 1 },
  );
  await eventually(() => order["a"]!.length === 3 && order["b"]!.length === 3);
  expect({ order, overlapped, mostGroups }).toEqual({
    order: { a: ["1", "2", "3"], b: ["1", "2", "3"] },
    overlapped: false,
    mostGroups: 2,
  });
});

test("an engine that is away for a moment is reported and asked again", async () => {
  const folder = await temporaryFolder();
  const first = await startQueues({ folder, queues: standard });
  const port = Number(new URL(first.endpoint).port);
  const { failures, onError } = failureLog();
  const seen: string[] = [];
  const source = await startQueueSource({
    client: sqsAt(first.endpoint),
    queueUrl: first.urls["work"]!,
    lambda: {
      name: "worker",
      timeoutSeconds: 1,
      handler: (event) => {
        seen.push(...bodies(event));
        return Promise.resolve();
      },
    },
    batchSize: 10,
    maximumConcurrency: 2,
    onError,
  });
  onTestFinished(() => source.stop());
  await first.stop();
  await eventually(() => failures.length > 0);
  expect(failures[0]).toMatchObject({ kind: "poll", functionName: "worker", source: "work" });
  const second = await startQueues({ folder, port, queues: standard });
  onTestFinished(() => second.stop());
  await send(sqsAt(second.endpoint), second.urls["work"]!, ["after"]);
  await eventually(() => seen.includes("after"));
});
