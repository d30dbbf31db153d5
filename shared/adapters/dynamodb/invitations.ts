import { scopeOf } from "../../domain/contribution.ts";
import type { Invitations as Invited } from "../../domain/invitation.ts";
import type { CountedInvitations, Invitations } from "../../invitation-ports.ts";
import { type Item, type Key, UnreadableItem } from "./codec.ts";
import { type TransactItem, transact } from "./conditions.ts";
import { readPartition } from "./lists.ts";
import { type Table, laneOf } from "./table.ts";

/** Each day's counter stands in this many items: transactions that meet on one would put each other off. */
const lanes = 8;

/**
 * Invitations in the table: one item for each identity they came with, and counters of their survey and of all. They are
 * written together, so whatever is known has been counted, once.
 */
export function dynamoInvitations(table: Table): Invitations {
  return {
    count: (invitations, said) => count(table, invitations, said),
    read: async ({ survey, from, to }) => {
      const days = new Map<string, number>();
      // A day's counters stand behind the day itself, so none of those of `to` is between the two.
      for (const { sk, count: more } of await readPartition(table, countersOf(scopeOf(survey)), { from, to })) {
        const day = String(sk).slice(0, String(sk).lastIndexOf("#"));
        days.set(day, (days.get(day) ?? 0) + Number(more));
      }
      return [...days].map(([day, sum]) => ({ day, count: sum })).sort((a, b) => (a.day < b.day ? -1 : 1));
    },
  };
}

async function count(table: Table, told: Invited, { places, digest }: { readonly places: readonly string[]; readonly digest: string }): Promise<CountedInvitations> {
  const identities = places.map((place): TransactItem => identityItem(table, place, told, digest));
  const counters = [scopeOf(told.survey), scopeOf(undefined)].map((scope): TransactItem => counterItem(table, scope, told));
  const written = await transact(table, [...identities, ...counters]);
  if (written.held) return { kind: "counted", told };
  const known = [...written.failed.values()].map(decodeIdentity);
  const [first] = known;
  if (first === undefined || known.some((identity) => identity.digest !== digest)) return { kind: "mismatch" };
  return tie(table, first.told, { places: places.filter((_, at) => !written.failed.has(at)), digest });
}

/** A repeat may come with a key that was not there before: from now on it belongs to this content as well. */
async function tie(table: Table, told: Invited, { places, digest }: { readonly places: readonly string[]; readonly digest: string }): Promise<CountedInvitations> {
  const tied = places.length === 0 || (await transact(table, places.map((place) => identityItem(table, place, told, digest))));
  if (tied === true || tied.held) return { kind: "replayed", told };
  return [...tied.failed.values()].every((item) => decodeIdentity(item).digest === digest) ? { kind: "replayed", told } : { kind: "mismatch" };
}

function identityKey(place: string): Key {
  return { pk: `invitations#${place}`, sk: "invitations" };
}

function identityItem({ name: TableName }: Table, place: string, told: Invited, digest: string): TransactItem {
  const Item = { ...identityKey(place), type: "invitations", digest, ...told };
  return { Put: { TableName, Item, ConditionExpression: "attribute_not_exists(pk)", ReturnValuesOnConditionCheckFailure: "ALL_OLD" } };
}

function decodeIdentity(item: Item | undefined): { readonly told: Invited; readonly digest: string } {
  if (item?.["type"] !== "invitations") throw new UnreadableItem(`expected invitations, found ${String(item?.["type"])}`);
  return { told: { id: String(item["id"]), survey: String(item["survey"]), day: String(item["day"]), count: Number(item["count"]) }, digest: String(item["digest"]) };
}

function countersOf(scope: string): string {
  return `invited#${scope}`;
}

function counterItem({ name: TableName }: Table, scope: string, { id, day, count: more }: Invited): TransactItem {
  return {
    Update: {
      TableName,
      Key: { pk: countersOf(scope), sk: `${day}#${laneOf(id, lanes)}` },
      UpdateExpression: "SET #type = :type ADD #count :more",
      ExpressionAttributeNames: { "#type": "type", "#count": "count" },
      ExpressionAttributeValues: { ":type": "invited", ":more": more },
    },
  };
}
