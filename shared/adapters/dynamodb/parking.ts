import { DeleteCommand, UpdateCommand, paginateQuery } from "@aws-sdk/lib-dynamodb";
import type { ParkedRecord, Parking } from "../../ports.ts";
import type { Item, Key } from "./codec.ts";
import type { Table } from "./table.ts";

/** A stream forgets a record after a day: a strike that is older has led to nothing. Milliseconds. */
const strikeKept = 2 * 24 * 60 * 60_000;

/** Records set aside, with how often they were tried and what went wrong last. */
export function dynamoParking({ client, name: TableName }: Table): Parking {
  return {
    strike: async ({ reason, at, ...record }) => {
      const { Attributes } = await client.send(
        new UpdateCommand({
          TableName,
          Key: keyOf(record),
          UpdateExpression: "SET #type = :type, reason = :reason, lastTriedAt = :at, expires = :expires ADD strikes :one",
          ExpressionAttributeNames: { "#type": "type" },
          ExpressionAttributeValues: {
            ":type": "parked",
            ":reason": reason,
            ":at": at,
            ":one": 1,
            ":expires": Math.ceil((Date.parse(at) + strikeKept) / 1000),
          },
          ReturnValues: "UPDATED_NEW",
        }),
      );
      return Number(Attributes?.["strikes"]);
    },
    park: async ({ at, ...record }) => {
      await client.send(
        new UpdateCommand({
          TableName,
          Key: keyOf(record),
          UpdateExpression: "SET parkedAt = :at REMOVE expires",
          ExpressionAttributeValues: { ":at": at },
        }),
      );
    },
    list: async (consumer) => {
      const pages = paginateQuery({ client }, {
        TableName,
        KeyConditionExpression: "pk = :pk",
        FilterExpression: "attribute_exists(parkedAt)",
        ExpressionAttributeValues: { ":pk": partitionOf(consumer) },
      });
      const found: Item[] = [];
      for await (const { Items = [] } of pages) found.push(...Items);
      return found.map(({ sk, reason, lastTriedAt, strikes }) => ({
        consumer,
        key: String(sk),
        reason: String(reason),
        at: String(lastTriedAt),
        strikes: Number(strikes),
      }));
    },
    remove: async (record) => {
      await client.send(new DeleteCommand({ TableName, Key: keyOf(record) }));
    },
  };
}

function keyOf({ consumer, key }: Pick<ParkedRecord, "consumer" | "key">): Key {
  return { pk: partitionOf(consumer), sk: key };
}

function partitionOf(consumer: string): string {
  return `parked#${consumer}`;
}
