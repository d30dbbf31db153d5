import { GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { PersonKey } from "../../domain/respondent.ts";
import type { Table } from "./table.ts";
import { type Item, type Key, partition } from "./codec.ts";

/** Where it is written that an address belongs to a respondent. */
export function aliasKey(address: PersonKey): Key {
  return { pk: partition.person(address), sk: "alias" };
}

/** The same fact, found from the respondent's side. */
export function addressKey(person: PersonKey, address: PersonKey): Key {
  return { pk: partition.person(person), sk: `address#${address}` };
}

/** The respondent an address has joined, if any. */
export async function personBehind({ client, name }: Table, address: PersonKey): Promise<PersonKey | undefined> {
  const { Item } = await client.send(new GetCommand({ TableName: name, Key: aliasKey(address), ConsistentRead: true }));
  const person: unknown = Item?.["person"];
  return typeof person === "string" ? person : undefined;
}

/** Every other key the respondent is known by. */
export async function aliasesOf(table: Table, key: PersonKey): Promise<readonly PersonKey[]> {
  const behind = await personBehind(table, key);
  const person = behind ?? key;
  const { Items = [] } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: "pk = :person AND begins_with(sk, :address)",
      ExpressionAttributeValues: { ":person": partition.person(person), ":address": "address#" },
      ConsistentRead: true,
    }),
  );
  const addresses = Items.map((item: Item) => String(item["address"]));
  return [person, ...addresses].filter((known) => known !== key);
}
