/**
 * What is written under a respondent's key, one item each: whom an address belongs to, which addresses have
 * joined an id, and which case is open. It is one item because one may hinder the other: a case is opened under
 * an address only while it belongs to nobody, and an address with an open case brings it along.
 */
import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { Case } from "../../domain/case.ts";
import type { History } from "../../domain/plan.ts";
import { type PersonKey, isKnownByEmailOnly, personOf, personOfEmail } from "../../domain/respondent.ts";
import type { ResponseBody } from "../../domain/response.ts";
import { type Item, type Key, partition } from "./codec.ts";
import { type TransactItem, conditionally, transact } from "./conditions.ts";
import { fetchItems } from "./lists.ts";
import type { Table } from "./table.ts";

/** Where it is written what is known of a respondent. */
export function personKey(key: PersonKey): Key {
  return { pk: partition.person(key), sk: "person" };
}

/** A respondent, aliases resolved. */
export type Person = {
  readonly person: PersonKey;
  /** Every key they are known by, `person` first. */
  readonly keys: readonly PersonKey[];
  /** An address seen beside the respondent's id for the first time. */
  readonly newAlias?: PersonKey;
  /** Ids of the last cases under any of the keys. */
  readonly lastCases: readonly string[];
  /** The one of them that stands under the respondent's own key. */
  readonly ownCase?: string;
};

/** Finds out who answered. Whoever is joined meanwhile is found out when it is written down. */
export async function identify(table: Table, respondent: ResponseBody["respondent"], test: boolean): Promise<Person> {
  const said = personOf(respondent);
  const address = respondent.email === undefined ? undefined : personOfEmail(respondent.email);
  const [own, beside] = await readKeys(table, [said, ...(address === undefined || address === said ? [] : [address])]);
  if (own === undefined) throw new Error("a respondent without a key");
  const [person = own] = own.respondent === undefined ? [own] : await readKeys(table, [own.respondent]);
  const newcomer = beside?.respondent === undefined ? beside : undefined;
  const known = await aliasesOf(table, person, [own, ...(beside === undefined ? [] : [beside])]);
  const ownCase = test ? person.openTestCase : person.openCase;
  const parts = [person, ...(newcomer === undefined ? [] : [newcomer]), ...known];
  return {
    person: person.key,
    keys: parts.map(({ key }) => key),
    ...(newcomer === undefined ? {} : { newAlias: newcomer.key }),
    lastCases: [...new Set(parts.flatMap(({ openCase, openTestCase }) => (test ? openTestCase : openCase) ?? []))].sort(),
    ...(ownCase === undefined ? {} : { ownCase }),
  };
}

/** Every key a respondent is known by, this one included. */
export async function keysOf(table: Table, key: PersonKey): Promise<readonly PersonKey[]> {
  const [own] = await readKeys(table, [key]);
  const [person = own] = own?.respondent === undefined ? [own] : await readKeys(table, [own.respondent]);
  const known = person === undefined ? [] : await aliasesOf(table, person, []);
  return [...new Set([key, ...(person === undefined ? [] : [person.key]), ...known.map((alias) => alias.key)])];
}

/** What stands under a key. */
export type KeyContents = {
  readonly key: PersonKey;
  /** Whom this address belongs to. */
  readonly respondent?: PersonKey;
  /** Addresses that were seen beside this id; they may belong to somebody else. */
  readonly addresses: readonly PersonKey[];
  readonly openCase?: string;
  readonly openTestCase?: string;
};

/** What stands under these keys, in their order. */
export async function readKeys(table: Table, keys: readonly PersonKey[]): Promise<readonly KeyContents[]> {
  const items = await fetchItems(table, keys.map(personKey));
  const found = new Map(items.map((item) => [item["pk"], item]));
  return keys.map((key) => decodePerson(key, found.get(personKey(key).pk) ?? {}));
}

function decodePerson(key: PersonKey, { respondent, addresses, openCase, openTestCase }: Item): KeyContents {
  return {
    key,
    addresses: Array.isArray(addresses) ? addresses.map(String) : [],
    ...(typeof respondent === "string" ? { respondent } : {}),
    ...(typeof openCase === "string" ? { openCase } : {}),
    ...(typeof openTestCase === "string" ? { openTestCase } : {}),
  };
}

/** The addresses that belong to a respondent; of some of them it is known already what stands there. */
async function aliasesOf(table: Table, person: KeyContents, read: readonly KeyContents[]): Promise<readonly KeyContents[]> {
  const unread = person.addresses.filter((address) => read.every(({ key }) => key !== address));
  return [...read, ...(await readKeys(table, unread))].filter(({ key, respondent }) => key !== person.key && respondent === person.key);
}

/**
 * Writes down that an address belongs to a respondent: first with the respondent, so that it is found from
 * there, then with the address, which decides. An open case of the address becomes the respondent's.
 *
 * @returns false when the address has come to belong to somebody else, or got a case, in the meantime
 */
export async function joinAddress(table: Table, { person, newAlias }: Pick<History, "person" | "newAlias">): Promise<boolean> {
  if (newAlias === undefined) return true;
  await conditionally(table.client.send(new UpdateCommand(listing(table, person, newAlias))));
  const owning = { ...owned(table, newAlias, person), ReturnValuesOnConditionCheckFailure: "ALL_OLD" as const };
  const owns = `${isNobodys} AND attribute_not_exists(openCase) AND attribute_not_exists(openTestCase)`;
  const written = await conditionally(table.client.send(new UpdateCommand({ ...owning, ConditionExpression: owns })));
  if (written.held) return true;
  const found = decodePerson(newAlias, written.found ?? {});
  return found.respondent === undefined ? bringCases(table, person, found) : found.respondent === person;
}

const isNobodys = "attribute_not_exists(respondent)";

function listing({ name }: Table, person: PersonKey, address: PersonKey) {
  return {
    TableName: name,
    Key: personKey(person),
    UpdateExpression: "SET #type = :person, addresses = list_append(if_not_exists(addresses, :none), :addresses)",
    ConditionExpression: "NOT contains(addresses, :address)",
    ExpressionAttributeNames: { "#type": "type" },
    ExpressionAttributeValues: { ":person": "person", ":none": [], ":addresses": [address], ":address": address },
  };
}

function owned({ name }: Table, address: PersonKey, person: PersonKey) {
  return {
    TableName: name,
    Key: personKey(address),
    UpdateExpression: "SET #type = :type, respondent = :person",
    ExpressionAttributeNames: { "#type": "type" },
    ExpressionAttributeValues: { ":type": "person", ":person": person },
  };
}

/** An address joins with the cases that are open under it, where the respondent has none of their own. */
async function bringCases(table: Table, person: PersonKey, { key, openCase, openTestCase }: KeyContents): Promise<boolean> {
  const pointers = Object.entries({ openCase, openTestCase }).flatMap(([field, id]) => (id === undefined ? [] : [{ field, id }]));
  const values = Object.fromEntries(pointers.map(({ field, id }) => [`:${field}`, id]));
  const joining = owned(table, key, person);
  const written = await transact(table, [
    {
      Update: {
        ...joining,
        ConditionExpression: [isNobodys, ...pointers.map(({ field }) => `${field} = :${field}`)].join(" AND "),
        ExpressionAttributeValues: { ...joining.ExpressionAttributeValues, ...values },
      },
    },
    {
      Update: {
        TableName: table.name,
        Key: personKey(person),
        UpdateExpression: `SET ${pointers.map(({ field }) => `${field} = if_not_exists(${field}, :${field})`).join(", ")}`,
        ExpressionAttributeValues: values,
      },
    },
  ]);
  return written.held;
}

/** Points from a respondent to the case that is opened, unless another one has been opened since, or the address has become somebody's. */
export function openCaseItem({ name }: Table, { person, closedCase }: Pick<History, "person" | "closedCase">, { id, test }: Pick<Case, "id" | "test">): TransactItem {
  const field = test ? "openTestCase" : "openCase";
  const isFree = closedCase === undefined ? `attribute_not_exists(${field})` : `(attribute_not_exists(${field}) OR ${field} = :closed)`;
  return {
    Update: {
      TableName: name,
      Key: personKey(person),
      UpdateExpression: `SET #type = :person, ${field} = :case`,
      ConditionExpression: [isFree, ...(isKnownByEmailOnly(person) ? [isNobodys] : [])].join(" AND "),
      ExpressionAttributeNames: { "#type": "type" },
      ExpressionAttributeValues: { ":person": "person", ":case": id, ...(closedCase === undefined ? {} : { ":closed": closedCase }) },
    },
  };
}
