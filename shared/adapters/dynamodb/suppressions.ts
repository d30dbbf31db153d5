import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import type { SuppressionReason } from "../../domain/effect.ts";
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
      await conditionally(client.send(new PutCommand({ TableName, Item, ...onlyWhere(reason) })));
    },
  };
}

function onlyWhere(reason: SuppressionReason): { ConditionExpression?: string } {
  return reason === "bounced" ? { ConditionExpression: "attribute_not_exists(pk)" } : {};
}

function keyOf(pseudonym: string): Key {
  return { pk: `suppressed#${pseudonym}`, sk: "suppressed" };
}
