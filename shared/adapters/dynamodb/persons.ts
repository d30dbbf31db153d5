/**
 * What is written under a respondent's keys: which addresses belong to an id, and which case is open.
 * One query a key answers all of it, since every response asks.
 */
import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { type PersonKey, isKnownByEmailOnly, personOf, personOfEmail } from "../../domain/respondent.ts";
import type { ResponseBody } from "../../domain/response.ts";
import { type Key, partition } from "./codec.ts";
import type { Table } from "./table.ts";

/** Where it is written that an address belongs to a respondent. */
export function aliasKey(address: PersonKey): Key {
  return { pk: partition.person(address), sk: "alias" };
}

/** The same fact, found from the respondent's side. */
export function addressKey(person: PersonKey, address: PersonKey): Key {
  return { pk: partition.person(person), sk: `address#${address}` };
}

/** Where it is written which case a respondent's next answer joins; rehearsals have their own. */
export function openCaseKey(key: PersonKey, test: boolean): Key {
  return { pk: partition.person(key), sk: test ? "open-test-case" : "open-case" };
}

/** A respondent, aliases resolved. */
export type Person = {
  readonly person: PersonKey;
  /** Every key they are known by, `person` first. */
  readonly keys: readonly PersonKey[];
  /** An address seen beside the respondent's id for the first time. */
  readonly newAlias?: PersonKey;
  /** Ids of unresolved cases under any of the keys. */
  readonly openCases: readonly string[];
};

/** Finds out who answered. */
export async function identify(table: Table, respondent: ResponseBody["respondent"], test: boolean): Promise<Person> {
  const said = personOf(respondent);
  const address = respondent.email === undefined ? undefined : personOfEmail(respondent.email);
  const [own, seen] = await Promise.all([
    readKey(table, said, test),
    address === undefined || address === said ? undefined : readKey(table, address, test),
  ]);
  const joined = own.behind === undefined ? own : await readKey(table, own.behind, test);
  // An address that joined between the two reads may have brought a case along; the later read says so.
  const isTorn = seen !== undefined && seen.behind === undefined && joined.addresses.includes(seen.key);
  const other = isTorn ? await readKey(table, seen.key, test) : seen;
  const isNew = other !== undefined && other.behind === undefined && !joined.addresses.includes(other.key);
  const known = [joined, ...(isNew ? [other] : [])];
  const unread = joined.addresses.filter((key) => key !== own.key && key !== other?.key);
  const rest = await Promise.all(unread.map((key) => readKey(table, key, test)));
  const isAlias = (part: KeyContents) => joined.addresses.includes(part.key) || part.behind === joined.key;
  const readAliases = [own, other].filter((part) => part !== undefined && isAlias(part));
  const parts = [...known, ...readAliases.filter((part) => part !== undefined), ...rest];
  return {
    person: joined.key,
    keys: parts.map(({ key }) => key),
    ...(isNew ? { newAlias: other.key } : {}),
    openCases: [...new Set(parts.flatMap(({ openCase }) => openCase ?? []))].sort(),
  };
}

/** Every key a respondent is known by, this one included. */
export async function keysOf(table: Table, key: PersonKey): Promise<readonly PersonKey[]> {
  const own = await readKey(table, key, false);
  const joined = own.behind === undefined ? own : await readKey(table, own.behind, false);
  return [...new Set([key, joined.key, ...joined.addresses])];
}

type KeyContents = {
  readonly key: PersonKey;
  /** The respondent this address has joined. */
  readonly behind?: PersonKey;
  /** The addresses that have joined this respondent. */
  readonly addresses: readonly PersonKey[];
  readonly openCase?: string;
};

async function readKey({ client, name }: Table, key: PersonKey, test: boolean): Promise<KeyContents> {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: name,
      KeyConditionExpression: "pk = :person",
      ExpressionAttributeValues: { ":person": partition.person(key) },
      ConsistentRead: true,
    }),
  );
  const wanted = openCaseKey(key, test).sk;
  const alias = isKnownByEmailOnly(key) ? Items.find(({ type }) => type === "alias") : undefined;
  const pointer = Items.find(({ sk }) => sk === wanted);
  return {
    key,
    addresses: Items.flatMap(({ type, address }) => (type === "address" ? [String(address)] : [])),
    ...(alias === undefined ? {} : { behind: String(alias["person"]) }),
    ...(pointer === undefined ? {} : { openCase: String(pointer["caseId"]) }),
  };
}
