import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { DynamoDBStreamsClient, DescribeStreamCommand, GetRecordsCommand, GetShardIteratorCommand } from "@aws-sdk/client-dynamodb-streams";
import { DescribeTableCommand } from "@aws-sdk/client-dynamodb";
import { DeleteMessageCommand, type Message, ReceiveMessageCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Ran, runCommandFile } from "./running.ts";
import { type RunningStage, startStage } from "./stage.ts";

let stage: RunningStage;
beforeAll(async () => { stage = await startStage(); });
afterAll(() => stage.stop());

const dlq = (...words: readonly string[]): Promise<Ran> => runCommandFile("dlq", words, stage.env);
const put = (queue: string, MessageBody: string, group?: string) =>
  stage.sqs.send(
    new SendMessageCommand({
      QueueUrl: stage.queueUrl(queue),
      MessageBody,
      ...(group === undefined ? {} : { MessageGroupId: group, MessageDeduplicationId: MessageBody }),
    }),
  );
/** Empties a queue, in its order. */
const takeAll = async (queue: string): Promise<readonly Message[]> => {
  const QueueUrl = stage.queueUrl(queue);
  const taken: Message[] = [];
  for (;;) {
    const { Messages = [] } = await stage.sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageSystemAttributeNames: ["MessageGroupId"] }));
    if (Messages.length === 0) return taken;
    for (const { ReceiptHandle } of Messages) await stage.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    taken.push(...Messages);
  }
};

describe("dead letters", () => {
  it("are listed, shown as often as one likes, and stay where they are", async () => {
    for (const at of [1, 2, 3]) await put("follow-ups-dead", JSON.stringify({ version: 1, effectId: `rsp_${at}.follow_up` }));
    for (const _ of [1, 2]) {
      const { stdout, stderr } = await dlq("show", "follow-ups-dead", "--limit", "2");
      expect(stderr).toBe("");
      expect(stdout).toContain("rsp_1.follow_up");
      expect(stdout).toMatch(/^2 of 3 shown/m);
    }
    expect((await dlq("list")).stdout).toMatch(/^follow-ups-dead +3 +\d{4}-\d\d-\d\d \d\d:\d\dZ +follow-ups$/m);
    expect((await dlq("show", "mail-events-dead")).stdout).toBe("Nothing waits in mail-events-dead at stage dev.\n");
  });

  it("go back to the queue they came from, a FIFO queue's in their order and group, and can do so again at once", async () => {
    const bodies = Array.from({ length: 12 }, (_, at) => JSON.stringify({ version: 1, channel: "#c", effectIds: [`rsp_${at}.alert`] }));
    for (const body of bodies) await put("alerts-dead.fifo", body, "channel-1");
    expect((await dlq("redrive", "alerts-dead.fifo")).stdout).toBe("12 messages moved from alerts-dead.fifo to alerts.fifo.\n");
    expect(await takeAll("alerts-dead.fifo")).toEqual([]);
    const moved = await takeAll("alerts.fifo");
    expect(moved.map(({ Body, Attributes }) => [Body, Attributes?.MessageGroupId])).toEqual(bodies.map((body) => [body, "channel-1"]));
    // What dies a second time has the same content and group, and must not be swallowed as a repetition.
    await stage.sqs.send(new SendMessageCommand({ QueueUrl: stage.queueUrl("alerts-dead.fifo"), MessageBody: bodies[0], MessageGroupId: "channel-2", MessageDeduplicationId: "second" }));
    expect((await dlq("redrive", "alerts-dead.fifo")).stdout).toContain("1 message moved");
    expect((await dlq("redrive", "alerts-dead.fifo")).stdout).toContain("Nothing waits");
  });
});

describe("positions that Lambda gave up", () => {
  /** Puts responses and something else, and answers where they stand in the stream. */
  async function written(...ids: readonly string[]) {
    const { table } = stage;
    for (const pk of ids) {
      await table.client.send(new PutCommand({ TableName: table.name, Item: { pk, sk: "response", type: "response" } }));
      await table.client.send(new PutCommand({ TableName: table.name, Item: { pk, sk: "plan", type: "plan" } }));
    }
    const { Table } = await table.client.send(new DescribeTableCommand({ TableName: table.name }));
    const StreamArn = Table?.LatestStreamArn;
    const endpoint = stage.env["AWS_ENDPOINT_URL_DYNAMODB_STREAMS"] ?? "";
    const streams = new DynamoDBStreamsClient({ endpoint, region: "us-east-1", credentials: { accessKeyId: "test", secretAccessKey: "test" } });
    const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
    const shardId = StreamDescription?.Shards?.at(-1)?.ShardId;
    const { ShardIterator } = await streams.send(new GetShardIteratorCommand({ StreamArn, ShardId: shardId, ShardIteratorType: "TRIM_HORIZON" }));
    const { Records = [] } = await streams.send(new GetRecordsCommand({ ShardIterator }));
    const numberOf = (id: string) => Records.find(({ dynamodb }) => dynamodb?.Keys?.["pk"]?.S === id)?.dynamodb?.SequenceNumber ?? "";
    return { StreamArn, shardId, numberOf };
  }
  const positions = (batch: object) =>
    JSON.stringify({
      requestContext: { functionArn: "arn:aws:lambda:us-east-1:0:function:afterscore-dev-route", condition: "RetryAttemptsExhausted" },
      DDBStreamBatchInfo: { batchSize: 2, approximateArrivalOfFirstRecord: "2026-11-20T01:00:00Z", approximateArrivalOfLastRecord: "2026-11-20T01:00:09Z", ...batch },
    });
  const retriedAt = async (id: string) => {
    const { Item } = await stage.table.client.send(new GetCommand({ TableName: stage.table.name, Key: { pk: id, sk: "response" } }));
    return Item?.["retriedAt"] as string | undefined;
  };

  it("bring their responses, and no other, through the stream once more", async () => {
    const { StreamArn, shardId, numberOf } = await written("rsp_before", "rsp_first", "rsp_last", "rsp_after");
    await put("stream-failures", positions({ shardId, streamArn: StreamArn, startSequenceNumber: numberOf("rsp_first"), endSequenceNumber: numberOf("rsp_last") }));
    expect((await dlq("show", "stream-failures")).stdout).toMatch(/afterscore-dev-route gave up 2 records, \d+ to \d+ of shardId\S+; they arrived from 2026-11-20T01:00:00Z to 2026-11-20T01:00:09Z$/m);
    expect((await dlq("redrive", "stream-failures")).stdout).toBe("2 responses go through the stream once more.\n");
    expect(await Promise.all(["rsp_before", "rsp_first", "rsp_last", "rsp_after"].map(retriedAt))).toEqual([undefined, expect.any(String), expect.any(String), undefined]);
    expect(await takeAll("stream-failures")).toEqual([]);
  });

  it("are kept, and it is said, when the stream has their records no more", async () => {
    const { StreamArn } = await written("rsp_gone");
    await put("stream-failures", positions({ shardId: "shardId-0-gone", streamArn: StreamArn, startSequenceNumber: "1", endSequenceNumber: "2" }));
    await put("stream-failures", "something else");
    const { stdout } = await dlq("redrive", "stream-failures");
    expect(stdout).toMatch(/^0 responses go/);
    expect(stdout).toMatch(/is kept: the stream, which keeps 24 hours, no longer has its 2 records for afterscore-dev-route; they arrived from 2026-11-20T01:00:00Z to/);
    expect(stdout).toMatch(/is kept: it is not what Lambda says/);
    expect(await takeAll("stream-failures")).toHaveLength(2);
  });
});

it("a queue that is none is answered with those there are", async () => {
  const { code, stderr } = await dlq("redrive", "follow-ups");
  expect(code).toBe(1);
  expect(stderr).toMatch(/There is no dead-letter queue 'follow-ups'.*alerts-dead\.fifo, follow-ups-dead, mail-events-dead, stream-failures/s);
});
