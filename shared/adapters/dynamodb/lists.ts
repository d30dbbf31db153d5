import { BatchGetCommand, QueryCommand, type QueryCommandOutput } from "@aws-sdk/lib-dynamodb";
import type { Page } from "../../ports.ts";
import type { Item, Key } from "./codec.ts";
import type { Table } from "./table.ts";
import { type IndexName, tableDefinition } from "./table-definition.ts";

/** One partition of an index, read from its newest or its oldest end. */
export type Span = {
  readonly index: IndexName;
  readonly partitions: readonly string[];
  /** Sort keys, inclusive and exclusive. */
  readonly from?: string;
  readonly before?: string;
  readonly newestFirst: boolean;
  readonly limit: number;
};

/** A key, and its place in the index it was found by. */
export type Entry = { readonly key: Key; readonly position: string };

/** Keys from several partitions of an index as one ordered list. */
export async function entries(table: Table, span: Span): Promise<readonly Entry[]> {
  const lists = await Promise.all(span.partitions.map((partition) => queryPartition(table, span, partition)));
  const order = span.newestFirst ? -1 : 1;
  return lists
    .flat()
    .sort((a, b) => order * (a.position < b.position ? -1 : a.position > b.position ? 1 : 0))
    .slice(0, span.limit);
}

async function queryPartition({ client, name }: Table, span: Span, partition: string): Promise<Entry[]> {
  const { index, from = " ", before = "\u{10FFFF}", newestFirst, limit } = span;
  if (from >= before) return [];
  const sortKey = tableDefinition.indexes.find(({ name: known }) => known === index)?.sortKey ?? "";
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: name,
      IndexName: index,
      KeyConditionExpression: "#pk = :pk AND #sk BETWEEN :from AND :to",
      ExpressionAttributeNames: { "#pk": `${index}pk`, "#sk": sortKey },
      ExpressionAttributeValues: { ":pk": partition, ":from": from, ":to": before },
      ScanIndexForward: !newestFirst,
      // BETWEEN includes its upper end; one more is read in case that is all it finds.
      Limit: limit + 1,
    }),
  );
  return Items.flatMap((item: Item) => {
    const position = String(item[sortKey]);
    return position < before ? [{ key: { pk: String(item["pk"]), sk: String(item["sk"]) }, position }] : [];
  });
}

const batchSize = 100;

/** The items of these keys, in their order; keys whose item has gone are left out. */
export async function fetchItems({ client, name }: Table, keys: readonly Key[]): Promise<readonly Item[]> {
  const found = new Map<string, Item>();
  for (let at = 0; at < keys.length; at += batchSize) {
    let wanted: Record<string, unknown>[] = keys.slice(at, at + batchSize).map((key) => ({ ...key }));
    while (wanted.length > 0) {
      const { Responses = {}, UnprocessedKeys = {} } = await client.send(
        new BatchGetCommand({ RequestItems: { [name]: { Keys: wanted, ConsistentRead: true } } }),
      );
      for (const item of Responses[name] ?? []) found.set(address(item), item);
      wanted = UnprocessedKeys[name]?.Keys ?? [];
    }
  }
  return keys.map((key) => found.get(address(key))).filter((item) => item !== undefined);
}

function address({ pk, sk }: Item | Key): string {
  return JSON.stringify([pk, sk]);
}

/** What is read of a partition: sort keys, both inclusive; as it is now, unless a moment ago will do, which costs half. */
export type Stretch = { readonly from?: string; readonly to?: string; readonly asOf?: "now" | "a moment ago" };

/** What stands in a stretch of a partition of the table; much of it takes more than one page. */
export async function readPartition({ client, name }: Table, pk: string, { from = " ", to = "\u{10FFFF}", asOf = "now" }: Stretch = {}): Promise<readonly Item[]> {
  if (from > to) return [];
  const items: Item[] = [];
  let start: Record<string, unknown> | undefined;
  do {
    const page: QueryCommandOutput = await client.send(
      new QueryCommand({
        TableName: name,
        KeyConditionExpression: "pk = :pk AND sk BETWEEN :from AND :to",
        ExpressionAttributeValues: { ":pk": pk, ":from": from, ":to": to },
        ConsistentRead: asOf === "now",
        ...(start === undefined ? {} : { ExclusiveStartKey: start }),
      }),
    );
    items.push(...(page.Items ?? []));
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return items;
}

/** A page whose cursor is the place of its last entry; the last page has none. */
export function pageOf<T>(items: readonly T[], found: readonly Entry[], limit: number): Page<T> {
  const last = found.at(-1);
  return found.length < limit || last === undefined ? { items } : { items, cursor: encodeCursor(last.position) };
}

/** Cursors are opaque to callers. */
function encodeCursor(position: string): string {
  return Buffer.from(position).toString("base64url");
}

/** The places of each list: a time (years before 0 have a sign), and the end of a response's id or all of a case's. */
const places = {
  responses: /^-?[\d-]{10,14}T[\d:.]+Z#[\x21-\x7e]{1,12}$/,
  cases: /^-?[\d-]{10,14}T[\d:.]+Z#case_[\x21-\x7e]{1,150}$/,
};

/** The place that a cursor stands for, if this list may have given it out. */
export function decodeCursor(cursor: string, list: keyof typeof places): string | undefined {
  const position = Buffer.from(cursor, "base64url").toString();
  return places[list].test(position) && encodeCursor(position) === cursor ? position : undefined;
}
