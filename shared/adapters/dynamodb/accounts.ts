import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { type Account, mergeAccounts } from "../../domain/account.ts";
import type { Accounts } from "../../ports.ts";
import { type Item, type Key, decodeAccount } from "./codec.ts";
import { conditionally } from "./conditions.ts";
import type { Table } from "./table.ts";

/** The account directory in the table. Merging is commutative, so a lost race is simply merged again. */
export function dynamoAccounts(table: Table): Accounts {
  return {
    find: async (id) => {
      const item = await read(table, id);
      return item && decodeAccount(item);
    },
    merge: (account) => merge(table, account),
  };
}

async function merge(table: Table, account: Account): Promise<Account> {
  for (;;) {
    const item = await read(table, account.id);
    const known = item && decodeAccount(item);
    const merged = known === undefined ? account : mergeAccounts(known, account);
    if (known !== undefined && JSON.stringify(merged) === JSON.stringify(mergeAccounts(known, known))) return known;
    const version = Number(item?.["version"] ?? 0);
    const written = await conditionally(
      table.client.send(
        new PutCommand({
          TableName: table.name,
          Item: { ...accountKey(account.id), type: "account", ...merged, version: version + 1 },
          ConditionExpression: "attribute_not_exists(pk) OR version = :version",
          ExpressionAttributeValues: { ":version": version },
        }),
      ),
    );
    if (written.held) return merged;
  }
}

async function read({ client, name }: Table, id: string): Promise<Item | undefined> {
  const { Item } = await client.send(new GetCommand({ TableName: name, Key: accountKey(id), ConsistentRead: true }));
  return Item;
}

function accountKey(id: string): Key {
  return { pk: `directory#${id}`, sk: "account" };
}
