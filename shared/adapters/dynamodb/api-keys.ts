import { GetCommand, PutCommand, QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { ApiKeys } from "../../ports.ts";
import { decodeApiKey } from "./codec.ts";
import { conditionally } from "./conditions.ts";
import { fetchItems } from "./lists.ts";
import type { Table } from "./table.ts";

const listPartition = "api-keys";

/** API keys in the table; the secret itself is never there. */
export function dynamoApiKeys(table: Table): ApiKeys {
  const { client, name: TableName } = table;
  return {
    find: async (id) => {
      const { Item } = await client.send(new GetCommand({ TableName, Key: keyOf(id) }));
      return Item && decodeApiKey(Item);
    },
    list: async () => {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName,
          IndexName: "gsi1",
          KeyConditionExpression: "gsi1pk = :keys",
          ExpressionAttributeValues: { ":keys": listPartition },
        }),
      );
      const items = await fetchItems(table, Items.map(({ pk, sk }) => ({ pk: String(pk), sk: String(sk) })));
      return items.map(decodeApiKey);
    },
    create: async (key) => {
      await client.send(
        new PutCommand({
          TableName,
          Item: { ...keyOf(key.id), type: "api-key", ...key, gsi1pk: listPartition, gsi1sk: `${key.createdAt}#${key.id}` },
          ConditionExpression: "attribute_not_exists(pk)",
        }),
      );
    },
    revoke: async (id, at) => {
      const written = await conditionally(
        client.send(
          new UpdateCommand({
            TableName,
            Key: keyOf(id),
            UpdateExpression: "SET revokedAt = if_not_exists(revokedAt, :at)",
            ConditionExpression: "attribute_exists(pk)",
            ExpressionAttributeValues: { ":at": at },
          }),
        ),
      );
      return written.held;
    },
  };
}

function keyOf(id: string): { pk: string; sk: string } {
  return { pk: `api-key#${id}`, sk: "api-key" };
}
