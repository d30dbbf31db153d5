import { UpdateCommand, type UpdateCommandInput } from "@aws-sdk/lib-dynamodb";
import { firstBook } from "../../domain/book.ts";
import { type Delta, deltas, mergeDeltas } from "../../domain/contribution.ts";
import type { Counting, DayTally, Tallies } from "../../ports.ts";
import { readBooks } from "./bookshelf.ts";
import type { Key } from "./codec.ts";
import { conditionally } from "./conditions.ts";
import { readPartition } from "./lists.ts";
import type { Table } from "./table.ts";
import { type Series, cellKey, checkpointOf, countersOf, decodeTally, partitionOf } from "./tally-codec.ts";

/** How many items are written at a time. */
const atATime = 16;

/**
 * Tallies in the table, an item a cell. Each item remembers, for every shard of the stream, the last change that it
 * has counted, and that moves in the same write as its counters: a change that is delivered again, with
 * whatever borders, adds nothing. So each item is right by itself, and nothing needs a transaction.
 *
 * A shard has one reader at a time, so its changes meet nobody else's; and however many changes come
 * together, an item is written once for them, so none of them is hot.
 */
export function dynamoTallies(table: Table): Tallies {
  return {
    count: (shard, countings, book = firstBook.id) => count(table, book, shard, countings),
    read: async ({ book, ...query }) => readDays(table, book ?? (await readBooks(table)).open.id, query),
  };
}

/** What a change does to one item. */
type Change = { readonly position: string; readonly delta: Delta };

async function count(table: Table, book: number, shard: string, countings: readonly Counting[]): Promise<void> {
  const changes = countings.flatMap(({ position, before, after }) =>
    deltas(before, after).map((delta): Change => ({ position: position.padStart(longestPosition, "0"), delta })),
  );
  const waiting = [...Map.groupBy(changes, ({ delta }) => JSON.stringify(cellKey(book, delta))).values()];
  while (waiting.length > 0) await Promise.all(waiting.splice(0, atATime).map((ofItem) => countInto(table, book, shard, ofItem)));
}

/** Adds what an item has not counted yet. */
async function countInto(table: Table, book: number, shard: string, changes: readonly Change[]): Promise<void> {
  const [first] = changes;
  if (first === undefined) return;
  const written = await conditionally(table.client.send(new UpdateCommand(addition(table, cellKey(book, first.delta), shard, changes))));
  if (written.held) return;
  const reached = String(written.found?.[checkpointOf(shard)]);
  await countInto(table, book, shard, changes.filter(({ position }) => position > reached));
}

/** Sequence numbers of a stream have up to 40 digits; made equally long, they compare as text. */
const longestPosition = 40;

function addition({ name }: Table, key: Key, shard: string, changes: readonly Change[]): UpdateCommandInput {
  const counters = mergeDeltas(changes.map(({ delta }) => delta)).flatMap(({ tally }) => countersOf(tally));
  // What cancels out is counted all the same: a part of it may come again by itself.
  const adding = counters.length === 0 ? "" : `ADD ${counters.map((_, at) => `#${at} :${at}`).join(", ")} `;
  return {
    TableName: name,
    Key: key,
    UpdateExpression: `${adding}SET #upTo = :last`,
    ConditionExpression: "attribute_not_exists(#upTo) OR #upTo < :first",
    ExpressionAttributeNames: { ...Object.fromEntries(counters.map(({ counter }, at) => [`#${at}`, counter])), "#upTo": checkpointOf(shard) },
    ExpressionAttributeValues: { ...Object.fromEntries(counters.map(({ more }, at) => [`:${at}`, more])), ":first": changes[0]?.position, ":last": changes.at(-1)?.position },
    ReturnValuesOnConditionCheckFailure: "ALL_OLD",
  };
}

async function readDays(table: Table, book: number, { from, to, ...series }: Series & { from: string; to: string }): Promise<DayTally[]> {
  // No item stands at a day alone, so the last day is left out.
  const items = await readPartition(table, partitionOf(book, series), { from, to, asOf: "a moment ago" });
  return items.map(decodeTally);
}
