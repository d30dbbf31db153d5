import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { type Account, mergeAccounts } from "../../domain/account.ts";
import type { Accounts } from "../../ports.ts";
import { type Item, type Key, decodeAccount } from "./codec.ts";
import { conditionally } from "./conditions.ts";
import { fetchItems } from "./lists.ts";
import type { Table } from "./table.ts";

/** How many accounts a process remembers as it last saw them. */
const mostRemembered = 1_000;

/**
 * The account directory in the table. A merge begins with what this process last saw of the account: if
 * somebody else has written since, the put fails and brings back what is there, and merging with that is
 * all it takes, because merging is commutative. So learning from a response costs a write and no read.
 */
export function dynamoAccounts(table: Table): Accounts {
  const remembered = new Map<string, Item>();
  return {
    find: async (id) => {
      const { Item } = await table.client.send(
        new GetCommand({ TableName: table.name, Key: accountKey(id), ConsistentRead: true }),
      );
      return Item && decodeAccount(Item);
    },
    findAll: async (ids) => (await fetchItems(table, [...new Set(ids)].map(accountKey))).map(decodeAccount),
    merge: async (account) => {
      if (remembered.size >= mostRemembered) remembered.clear();
      const { item, now } = await merge(table, account, remembered.get(account.id));
      remembered.set(account.id, item);
      return now;
    },
  };
}

async function merge(table: Table, account: Account, seen: Item | undefined): Promise<{ item: Item; now: Account }> {
  for (let item = seen; ; ) {
    const known = item && decodeAccount(item);
    const merged = known === undefined ? account : mergeAccounts(known, account);
    if (item !== undefined && known !== undefined && JSON.stringify(merged) === JSON.stringify(mergeAccounts(known, known))) {
      return { item, now: known };
    }
    const version = Number(item?.["version"] ?? 0);
    const next = { ...accountKey(account.id), type: "account", ...merged, version: version + 1 };
    const written = await conditionally(
      table.client.send(
        new PutCommand({
          TableName: table.name,
          Item: next,
          ConditionExpression: "attribute_not_exists(pk) OR version = :version",
          ExpressionAttributeValues: { ":version": version },
          ReturnValuesOnConditionCheckFailure: "ALL_OLD",
        }),
      ),
    );
    if (written.held) return { item: next, now: merged };
    item = written.found;
  }
}

function accountKey(id: string): Key {
  return { pk: `directory#${id}`, sk: "account" };
}
