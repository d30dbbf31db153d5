import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { type Folded, type Traffic, stormEffect } from "../../domain/storm.ts";
import type { Storms } from "../../ports.ts";
import type { Item } from "./codec.ts";
import { type TransactItem, conditionally, transact, versionIs } from "./conditions.ts";
import { readPartition } from "./lists.ts";
import { encodePlanned, unplanned } from "./plan-codec.ts";
import { decodeFolded, decodeTraffic, encodeFolded, encodeTraffic, foldedPrefix, trafficKey } from "./storm-codec.ts";
import type { Table } from "./table.ts";

/**
 * Storms in the table: one item a channel, and of a storm an item for everything that was folded at a time, written
 * in one transaction with the channel's. Its card is an effect like any other, in a plan that is the storm's.
 */
export function dynamoStorms(table: Table): Storms {
  return {
    traffic: async (channel) => {
      const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key: trafficKey(channel), ConsistentRead: true }));
      return decodeTraffic(channel, Item);
    },
    record: async (traffic, folded) => {
      const put = trafficPut(table, traffic);
      const more = newItems(traffic, folded);
      if (more.length === 0) return (await conditionally(table.client.send(new PutCommand(put)))).held;
      return (await transact(table, [{ Put: put }, ...more.map((item) => insertion(table, item))])).held;
    },
    folded: async (stormId) => (await readPartition(table, stormId, { from: foldedPrefix })).flatMap(decodeFolded),
  };
}

function trafficPut({ name }: Table, traffic: Traffic) {
  return { TableName: name, Item: encodeTraffic(traffic), ...versionIs(traffic.version - 1) };
}

/** What was folded, and the storm's card when it is the first. */
function newItems({ channel, storm }: Traffic, folded: readonly Folded[]): readonly Item[] {
  if (storm === undefined || folded.length === 0) return [];
  const before = storm.total - folded.length;
  const items = [encodeFolded(storm.id, before, folded)];
  if (before > 0) return items;
  const effect = stormEffect(storm.id, channel, storm.shownAt);
  return [...items, encodePlanned({ ...unplanned(storm.id), revision: 1, version: 1, effects: [effect] })];
}

function insertion({ name: TableName }: Table, Item: Item): TransactItem {
  return { Put: { TableName, Item, ConditionExpression: "attribute_not_exists(pk)" } };
}
