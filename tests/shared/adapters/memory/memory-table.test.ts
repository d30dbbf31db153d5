import { ConditionalCheckFailedException, TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { DescribeStreamCommand, DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { BatchGetCommand, BatchWriteCommand, DeleteCommand, GetCommand, PutCommand, QueryCommand, type QueryCommandOutput, ScanCommand, TransactWriteCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { DynamoDBRecord } from "aws-lambda";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shardReader } from "../../../../infra/local/event-sources/shard-reader.ts";
import { prepareTable } from "../../../../infra/local/table.ts";
import { tableDefinition } from "../../../../shared/adapters/dynamodb/table-definition.ts";
import type { Table } from "../../../../shared/adapters/dynamodb/table.ts";
import { type MemoryTable, type Units, memoryTable } from "../../../../shared/adapters/memory/memory-table.ts";
import { type AnyCommand, anyCommand } from "../../../support/any-command.ts";
import { tableEngine } from "../../../support/table.ts";

const newTable = tableEngine();
const inMemory = (options: Partial<Parameters<typeof memoryTable>[0]> = {}): MemoryTable => memoryTable({ definition: tableDefinition, ...options });

/** What a table answers, without what only one of them says: its name, and its words for a mistake. */
async function answerOf({ client, name }: Table, command: AnyCommand): Promise<unknown> {
  try {
    const { $metadata: _, ...output } = await client.send(command(name) as PutCommand);
    const { Responses, ConsumedCapacity, ...rest } = output as { Responses?: Record<string, Record<string, unknown>[]>; ConsumedCapacity?: { CapacityUnits: number }[] };
    const byKey = (item: Record<string, unknown>) => `${String(item["pk"])} ${String(item["sk"])}`;
    return {
      ...rest,
      units: [ConsumedCapacity].flat().map((one) => one?.CapacityUnits),
      ...(Responses === undefined ? {} : { Responses: Responses[name]!.toSorted((a, b) => (byKey(a) < byKey(b) ? -1 : 1)) }),
    };
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return { failed: error.name, found: error.Item };
    if (error instanceof TransactionCanceledException) return { failed: error.name, reasons: error.CancellationReasons!.map(({ Code, Item }) => ({ Code, Item })), message: error.message };
    return { failed: (error as Error).name };
  }
}

async function contents({ client, name }: Table) {
  const { Items = [] } = await client.send(new ScanCommand({ TableName: name, ConsistentRead: true }));
  return Items.toSorted((a, b) => (`${a["pk"]} ${a["sk"]}` < `${b["pk"]} ${b["sk"]}` ? -1 : 1));
}

type Told = { readonly event: string | undefined; readonly keys: unknown; readonly image: unknown };

/** What a stream tells of each partition, in its order. */
function told(records: readonly DynamoDBRecord[]): Record<string, readonly Told[]> {
  const groups = Map.groupBy(records, ({ dynamodb }) => dynamodb!.Keys!["pk"]!.S!);
  return Object.fromEntries([...groups].map(([pk, list]) => [pk, list.map(({ eventName, dynamodb }) => ({ event: eventName, keys: dynamodb!.Keys, image: dynamodb!.NewImage }))]));
}

async function toldByEngine({ client, name }: Table) {
  const { protocol, hostname, port } = await client.config.endpoint!();
  const endpoint = `${protocol}//${hostname}:${port}`;
  const streams = new DynamoDBStreamsClient({ endpoint });
  const { streamArn } = await prepareTable(endpoint, name);
  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn: streamArn }));
  const reader = shardReader(streams, streamArn, StreamDescription!.Shards![0]!.ShardId!, undefined);
  const records: DynamoDBRecord[] = [];
  for (let page = await reader.read(); page !== undefined && page.length > 0; page = await reader.read()) records.push(...page.map(({ record }) => record));
  return told(records);
}

function toldByMemory({ stream }: MemoryTable) {
  return told(stream.shards.flatMap((shard) => stream.read(shard, undefined, Infinity)));
}

describe("a table in memory", () => {
  it("answers whatever it is asked as the engine does, costs as much and tells its stream the same", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyCommand, { minLength: 1, maxLength: 40, size: "max" }), async (commands) => {
        const [engine, memory] = [await newTable(), inMemory()];
        for (const command of commands) expect([command("t").input, await answerOf(memory, command)]).toEqual([command("t").input, await answerOf(engine, command)]);
        expect(await contents(memory)).toEqual(await contents(engine));
        expect(toldByMemory(memory)).toEqual(await toldByEngine(engine));
      }),
      { numRuns: 40 },
    );
  });

  it("reads a long partition in the same pages as the engine", async () => {
    const pagesOf = async ({ client, name: TableName }: Table): Promise<unknown[]> => {
      for (const sk of ["1", "2", "3", "4", "5"]) await client.send(new PutCommand({ TableName, Item: { pk: "a", sk, text: "x".repeat(300_000) } }));
      const pages: unknown[] = [];
      let start: Record<string, unknown> | undefined;
      do {
        const page: QueryCommandOutput = await client.send(
          new QueryCommand({ TableName, KeyConditionExpression: "pk = :pk", ExpressionAttributeValues: { ":pk": "a" }, ...(start && { ExclusiveStartKey: start }) }),
        );
        pages.push([page.Items!.map(({ sk }) => String(sk)), page.LastEvaluatedKey]);
        start = page.LastEvaluatedKey;
      } while (start !== undefined);
      return pages;
    };
    expect(await pagesOf(inMemory())).toEqual(await pagesOf(await newTable()));
  });

  it("shares nothing with who wrote and who reads", async () => {
    const { client, name: TableName } = inMemory();
    const Item = { pk: "a", sk: "s", list: [{ x: 1 }] };
    await client.send(new PutCommand({ TableName, Item }));
    Item.list[0]!.x = 2;
    const get = async () => (await client.send(new GetCommand({ TableName, Key: { pk: "a", sk: "s" } }))).Item as typeof Item;
    const found = await get();
    expect(() => found.list.push({ x: 3 })).toThrow("not extensible");
    expect(await get()).toEqual({ pk: "a", sk: "s", list: [{ x: 1 }] });
  });

  it("refuses an item that is larger than DynamoDB takes", async () => {
    const { client, name: TableName } = inMemory();
    await expect(client.send(new PutCommand({ TableName, Item: { pk: "a", sk: "s", text: "x".repeat(410_000) } }))).rejects.toThrow("Item size has exceeded");
  });
});

describe("what a table in memory does not know, it refuses loudly:", () => {
  const Key = { pk: "a", sk: "s" };
  const put = (more: object) => (TableName: string) => new PutCommand({ TableName, Item: Key, ...more });
  const update = (UpdateExpression: string, value: unknown) => (TableName: string) =>
    new UpdateCommand({ TableName, Key, UpdateExpression, ExpressionAttributeValues: { ":v": value } });
  it.each<[string, (table: string) => unknown]>([
    ["an update of what is in a map", update("SET a.b = :v", 1)],
    ["a path into a list", put({ ConditionExpression: "a[0] = :v", ExpressionAttributeValues: { ":v": 1 } })],
    ["an inequality", put({ ConditionExpression: "a <> :v", ExpressionAttributeValues: { ":v": 1 } })],
    ["a function", put({ ConditionExpression: "attribute_type(a, :v)", ExpressionAttributeValues: { ":v": "S" } })],
    ["the size of a text", put({ ConditionExpression: "size(:v) = :v", ExpressionAttributeValues: { ":v": "x" } })],
    ["a parameter", put({ ReturnItemCollectionMetrics: "SIZE" })],
    ["an old image", put({ ReturnValues: "ALL_OLD" })],
    ["a set", put({ Item: { ...Key, a: new Set(["x"]) } })],
    ["bytes", put({ Item: { ...Key, a: new Uint8Array([1]) } })],
    ["a number that JavaScript does not count exactly", put({ Item: { ...Key, a: 2 ** 53 } })],
    ["taking from a set", update("DELETE a :v", 1)],
    ["the sum of fractions", update("ADD a :v", 0.5)],
    ["a condition on a partition", (TableName) => new QueryCommand({ TableName, KeyConditionExpression: "sk = :v", ExpressionAttributeValues: { ":v": "s" } })],
    ["a command", (table) => new BatchWriteCommand({ RequestItems: { [table]: [{ DeleteRequest: { Key } }] } })],
  ])("%s", async (_, command) => {
    const { client, name } = inMemory();
    await expect(client.send(command(name) as PutCommand)).rejects.toMatchObject({ name: "UnknownToMemory" });
  });
});

describe("the units of a table in memory", () => {
  const key = (pk: string) => ({ pk, sk: "s" });
  async function unitsOf(command: (table: string) => unknown): Promise<Omit<Units, "command">> {
    let spent: Units | undefined;
    const { client, name: TableName } = inMemory({ onUnits: (units) => { spent = units; } });
    await client.send(new PutCommand({ TableName, Item: { ...key("large"), text: "x".repeat(5_000), gsi1pk: "p", gsi1sk: "1" } }));
    await client.send(new PutCommand({ TableName, Item: { ...key("small"), gsi1pk: "p", gsi1sk: "2" } }));
    await client.send(command(TableName) as PutCommand).catch(() => undefined);
    const { read, write } = spent!;
    return { read, write };
  }
  const absent = { ConditionExpression: "attribute_not_exists(pk)" };
  it.each<[string, (table: string) => unknown, Omit<Units, "command">]>([
    ["a read, half where it may be old", (TableName) => new GetCommand({ TableName, Key: key("large") }), { read: 1, write: 0 }],
    ["a consistent read, by 4 KB", (TableName) => new GetCommand({ TableName, Key: key("large"), ConsistentRead: true }), { read: 2, write: 0 }],
    ["a read of nothing", (TableName) => new GetCommand({ TableName, Key: key("none") }), { read: 0.5, write: 0 }],
    ["a batch, item by item", (table) => new BatchGetCommand({ RequestItems: { [table]: { Keys: [key("large"), key("small"), key("none")], ConsistentRead: true } } }), { read: 4, write: 0 }],
    ["a query of an index, which holds keys only", (TableName) => new QueryCommand({ TableName, IndexName: "gsi1", KeyConditionExpression: "gsi1pk = :p", ExpressionAttributeValues: { ":p": "p" } }), { read: 0.5, write: 0 }],
    ["a write that moves in an index", (TableName) => new UpdateCommand({ TableName, Key: key("small"), UpdateExpression: "SET gsi1sk = :at", ExpressionAttributeValues: { ":at": "3" } }), { read: 0, write: 3 }],
    ["a delete, by what was there", (TableName) => new DeleteCommand({ TableName, Key: key("large") }), { read: 0, write: 6 }],
    ["a write whose condition failed, by the larger of both", (TableName) => new PutCommand({ TableName, Item: { ...key("small"), text: "x".repeat(2_000) }, ...absent }), { read: 0, write: 2 }],
    ["an update whose condition failed", (TableName) => new UpdateCommand({ TableName, Key: key("none"), UpdateExpression: "SET a = pk", ConditionExpression: "attribute_exists(pk)" }), { read: 0, write: 1 }],
    ["a transaction, double, and its indexes once", (TableName) => new TransactWriteCommand({ TransactItems: [{ Put: { TableName, Item: { ...key("new"), gsi1pk: "p", gsi1sk: "9" } } }, { ConditionCheck: { TableName, Key: key("small"), ConditionExpression: "attribute_exists(pk)" } }] }), { read: 0, write: 5 }],
    ["a cancelled transaction, double and without indexes", (TableName) => new TransactWriteCommand({ TransactItems: [{ Put: { TableName, Item: { ...key("new"), gsi1pk: "p", gsi1sk: "9" } } }, { Delete: { TableName, Key: key("small"), ...absent } }] }), { read: 0, write: 4 }],
    ["nothing for what was not valid", (TableName) => new PutCommand({ TableName, Item: { pk: "a" } }), { read: 0, write: 0 }],
  ])("count %s", async (_, command, expected) => {
    expect(await unitsOf(command)).toEqual(expected);
  });
});

describe("the stream of a table in memory", () => {
  it("keeps a partition in one shard, and can be read on from any record", async () => {
    const { client, name: TableName, stream } = inMemory({ shards: 3 });
    for (let at = 0; at < 60; at += 1) await client.send(new PutCommand({ TableName, Item: { pk: `p${at % 12}`, sk: "s", at } }));
    const shards = stream.shards.map((shard) => {
      const records: DynamoDBRecord[] = [];
      for (let page = stream.read(shard, undefined, 7); page.length > 0; page = stream.read(shard, records.at(-1)!.dynamodb!.SequenceNumber, 7)) records.push(...page);
      expect(records).toEqual(stream.read(shard, undefined, 100));
      return records;
    });
    expect(shards.map(({ length }) => length > 0)).toEqual([true, true, true]);
    expect(shards.flat()).toHaveLength(60);
    const partitions = shards.map((records) => new Set(records.map(({ dynamodb }) => dynamodb!.Keys!["pk"]!.S)));
    expect(partitions.reduce((sum, { size }) => sum + size, 0)).toBe(12);
    for (const list of Object.values(told(shards.flat()))) expect(list.map(({ event }) => event)).toEqual(["INSERT", "MODIFY", "MODIFY", "MODIFY", "MODIFY"]);
  });

  it("numbers its records upwards in a shard, and so that shards cannot be compared", async () => {
    const { client, name: TableName, stream } = inMemory({ shards: 2 });
    for (let at = 0; at < 20; at += 1) await client.send(new PutCommand({ TableName, Item: { pk: `p${at}`, sk: "s" } }));
    const [first, second] = stream.shards.map((shard) => stream.read(shard, undefined, 100).map(({ dynamodb }) => dynamodb!.SequenceNumber!));
    expect(first).toEqual(first!.toSorted());
    expect(first!.every((number) => number > second!.at(-1)!)).toBe(true);
  });

  it("says when each thing happened", async () => {
    const { client, name: TableName, stream } = inMemory({ shards: 1, now: () => new Date("2026-11-21T12:00:00.500Z") });
    await client.send(new PutCommand({ TableName, Item: { pk: "a", sk: "s" } }));
    expect(stream.read(stream.shards[0]!, undefined, 1)[0]!.dynamodb).toEqual({
      ApproximateCreationDateTime: Date.parse("2026-11-21T12:00:00Z") / 1000,
      Keys: { pk: { S: "a" }, sk: { S: "s" } },
      NewImage: { pk: { S: "a" }, sk: { S: "s" } },
      SequenceNumber: "100000000000000000001",
      SizeBytes: 12,
      StreamViewType: "NEW_AND_OLD_IMAGES",
    });
  });
});
