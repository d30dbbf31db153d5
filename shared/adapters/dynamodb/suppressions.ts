import { DeleteCommand, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { yieldingTo } from "../../domain/suppression.ts";
import type { Suppressions } from "../../ports.ts";
import { type Key, decodeSuppression } from "./codec.ts";
import { conditionally } from "./conditions.ts";
import type { Table } from "./table.ts";

/** Addresses that are not written to, in the table: by pseudonym, one item each. */
export function dynamoSuppressions({ client, name: TableName }: Table): Suppressions {
  return {
    find: async (pseudonym) => {
      const { Item } = await client.send(new GetCommand({ TableName, Key: keyOf(pseudonym) }));
      return Item && decodeSuppression(Item);
    },
    add: async (pseudonym, reason, at) => {
      const Item = { ...keyOf(pseudonym), type: "suppression", reason, at };
      const weaker = yieldingTo(reason);
      await conditionally(client.send(new PutCommand({
        TableName,
        Item,
        ConditionExpression: ["attribute_not_exists(pk)", ...weaker.map((_, at) => `#reason = :weaker${at}`)].join(" OR "),
        ...(weaker.length === 0 ? {} : { ExpressionAttributeNames: { "#reason": "reason" }, ExpressionAttributeValues: Object.fromEntries(weaker.map((one, at) => [`:weaker${at}`, one])) }),
      })));
    },
    remove: async (pseudonym) => {
      await client.send(new DeleteCommand({ TableName, Key: keyOf(pseudonym) }));
    },
  };
}

function keyOf(pseudonym: string): Key {
  return { pk: `suppressed#${pseudonym}`, sk: "suppressed" };
}
