import { DeleteMessageBatchCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import type { SQSRecord } from "aws-lambda";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it, onTestFinished } from "vitest";
import { startQueues } from "../../infra/local/engines/queues.ts";
import { queueRecord } from "../../infra/local/event-sources/queue-record-codec.ts";
import { memoryWorkQueues } from "../../shared/adapters/memory/work-queues.ts";
import { sqsAlerts, sqsFollowUps } from "../../shared/adapters/sqs/work-queues.ts";
import type { FollowUpTask, WorkQueues } from "../../shared/ports.ts";
import { sqsAt } from "../infra/local/clients.ts";
import { temporaryFolder } from "../infra/local/support.ts";

type QueueName = "alerts" | "followUps";
type Bench = {
  readonly queues: WorkQueues;
  readonly now: () => Date;
  readonly wait: (seconds: number) => Promise<void>;
  readonly receive: (queue: QueueName, most: number) => Promise<readonly SQSRecord[]>;
  readonly remove: (queue: QueueName, records: readonly SQSRecord[]) => Promise<void>;
  readonly dead: (queue: QueueName) => Promise<readonly string[]>;
};

const visibilityTimeoutSeconds = 1;
const maxReceiveCount = 2;

async function overTheEngine(): Promise<Bench> {
  const queue = (name: string, deadLetters: string, fifo: boolean) => [
    { name: deadLetters, fifo, visibilityTimeoutSeconds },
    { name, fifo, visibilityTimeoutSeconds, deadLetter: { queue: deadLetters, maxReceiveCount } },
  ];
  const engine = await startQueues({
    folder: await temporaryFolder(),
    queues: [...queue("alerts.fifo", "alerts-dead.fifo", true), ...queue("follow-ups", "follow-ups-dead", false)],
  });
  onTestFinished(() => engine.stop());
  const client = sqsAt(engine.endpoint);
  const urls = { alerts: engine.urls["alerts.fifo"]!, followUps: engine.urls["follow-ups"]! };
  const dead = { alerts: engine.urls["alerts-dead.fifo"]!, followUps: engine.urls["follow-ups-dead"]! };
  const receive = async (QueueUrl: string, most: number) => {
    const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: most, WaitTimeSeconds: 0, MessageSystemAttributeNames: ["All"] }));
    return Messages.map((message) => queueRecord(message, "arn:aws:sqs:us-east-1:000000000000:queue"));
  };
  const now = () => new Date();
  return {
    now,
    queues: { ...sqsAlerts(client, urls.alerts), ...sqsFollowUps(client, urls.followUps, now) },
    wait: (seconds) => sleep(seconds * 1000 + 50),
    receive: (queue, most) => receive(urls[queue], most),
    remove: async (queue, records) => {
      await client.send(new DeleteMessageBatchCommand({ QueueUrl: urls[queue], Entries: records.map(({ receiptHandle }, at) => ({ Id: String(at), ReceiptHandle: receiptHandle })) }));
    },
    dead: async (queue) => (await receive(dead[queue], 10)).map(({ body }) => body),
  };
}

function inMemory(): Promise<Bench> {
  let at = Date.parse("2026-11-21T12:00:00.000Z");
  const now = () => new Date(at);
  const queues = memoryWorkQueues({ now, visibilityTimeoutSeconds, maxReceiveCount });
  return Promise.resolve({
    now,
    queues,
    wait: (seconds) => {
      at += seconds * 1000;
      return Promise.resolve();
    },
    receive: (queue, most) => Promise.resolve(queues[queue].receive(most)),
    remove: (queue, records) => {
      queues[queue].remove(records);
      return Promise.resolve();
    },
    dead: (queue) => Promise.resolve(queues[queue].dead().map(({ body }) => body)),
  });
}

const bodies = (records: readonly SQSRecord[]): unknown[] => records.map(({ body }) => JSON.parse(body) as unknown);
const counts = (records: readonly SQSRecord[]) => records.map(({ attributes }) => attributes.ApproximateReceiveCount);
const wakeUp = (channel: string, id: string) => ({ channel, effectIds: [`${id}.alert`] });
const told = (channel: string, id: string) => ({ version: 1, ...wakeUp(channel, id) });
const task = (effectId: string, notBefore: Date): FollowUpTask => ({ effectId, kind: "thank", responseId: "rsp_1", notBefore: notBefore.toISOString() });

describe.each([["over the queue engine", overTheEngine], ["in memory", inMemory]])("work queues %s", (_, open) => {
  it("bring wake-ups of a channel in their order, each once", async () => {
    const { queues, receive, remove } = await open();
    await queues.wake([wakeUp("#a", "1"), wakeUp("#b", "2"), wakeUp("#a", "3"), wakeUp("#a", "4")]);
    const all: SQSRecord[] = [];
    // How many of one channel come in one batch is the queue's own affair.
    for (let records = await receive("alerts", 10); records.length > 0; records = await receive("alerts", 10)) {
      all.push(...records);
      await remove("alerts", records);
    }
    const groups = Map.groupBy(all, ({ attributes }) => attributes.MessageGroupId);
    expect([...groups.values()].map(bodies)).toEqual([[told("#a", "1"), told("#a", "3"), told("#a", "4")], [told("#b", "2")]]);
    expect(counts(all)).toEqual(["1", "1", "1", "1"]);
  });

  it("hold a channel back while one of its wake-ups is worked on, and no other channel", async () => {
    const { queues, receive, remove } = await open();
    await queues.wake([wakeUp("#a", "1"), wakeUp("#a", "2")]);
    const first = await receive("alerts", 1);
    expect(bodies(first)).toEqual([told("#a", "1")]);
    await queues.wake([wakeUp("#b", "3")]);
    expect(bodies(await receive("alerts", 10))).toEqual([told("#b", "3")]);
    await remove("alerts", first);
    expect(bodies(await receive("alerts", 10))).toEqual([told("#a", "2")]);
  });

  it("bring again what was not removed in its time, and lay it with the dead at last", async () => {
    const { queues, receive, wait, dead } = await open();
    await queues.wake([wakeUp("#a", "1")]);
    const [first] = await receive("alerts", 1);
    expect(await receive("alerts", 10)).toEqual([]);
    await wait(visibilityTimeoutSeconds);
    const again = await receive("alerts", 10);
    expect([bodies(again), counts(again), again[0]!.messageId]).toEqual([[told("#a", "1")], ["2"], first!.messageId]);
    await wait(visibilityTimeoutSeconds);
    expect(await receive("alerts", 10)).toEqual([]);
    expect(await dead("alerts")).toEqual([first!.body]);
    await wait(visibilityTimeoutSeconds);
    expect(await receive("alerts", 10)).toEqual([]);
  });

  it("bring a follow-up not before its time, and what is due at once", async () => {
    const { queues, receive, remove, wait, now } = await open();
    const at = now().getTime();
    const [late, soon] = [task("rsp_1.thank", new Date(at)), task("rsp_2.thank", new Date(at + 1_000))];
    await queues.followUp([late, soon, task("rsp_3.thank", new Date(at + 86_400_000))]);
    const first = await receive("followUps", 10);
    expect(bodies(first)).toEqual([{ version: 1, ...late }]);
    await remove("followUps", first);
    await wait(1);
    expect(bodies(await receive("followUps", 10))).toEqual([{ version: 1, ...soon }]);
    expect(await receive("followUps", 10)).toEqual([]);
  });

  it("bring follow-ups side by side, as many as are asked for", async () => {
    const { queues, receive, now } = await open();
    const tasks = Array.from({ length: 12 }, (_, at) => task(`rsp_${at}.thank`, now()));
    await queues.followUp(tasks);
    const batches = [await receive("followUps", 5), await receive("followUps", 10), await receive("followUps", 10)];
    expect(batches.map(({ length }) => length)).toEqual([5, 7, 0]);
    expect(bodies(batches.flat())).toEqual(expect.arrayContaining(tasks.map((each) => ({ version: 1, ...each }))));
  });
});

it("a queue in memory keeps a message back for a quarter of an hour at most, as SQS does", async () => {
  const { queues, receive, wait, now } = await inMemory();
  await queues.followUp([task("rsp_1.thank", new Date(now().getTime() + 86_400_000))]);
  await wait(899);
  expect(await receive("followUps", 1)).toEqual([]);
  await wait(1);
  expect(await receive("followUps", 1)).toHaveLength(1);
});

it("a message in memory that was received again is not removed by its first receiver", async () => {
  const { queues, receive, remove, wait, dead, now } = await inMemory();
  await queues.followUp([task("rsp_1.thank", now())]);
  const first = await receive("followUps", 1);
  await wait(visibilityTimeoutSeconds);
  await receive("followUps", 1);
  await remove("followUps", first);
  await wait(visibilityTimeoutSeconds);
  await receive("followUps", 1);
  expect(await dead("followUps")).toHaveLength(1);
});
