import { DeleteCommand, GetCommand, PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { Effect } from "../../domain/effect.ts";
import { leavesTraces, retractionOf, withoutPerson } from "../../domain/erasure.ts";
import { type PersonKey, personOfEmail } from "../../domain/respondent.ts";
import type { Response } from "../../domain/response.ts";
import type { Ledger, Traces } from "../../ports.ts";
import {
  type Item,
  type Key,
  caseKey,
  decodeCase,
  decodeEffect,
  decodePlan,
  decodeResponse,
  decodeResponses,
  effectKey,
  encodeEffect,
  encodeMark,
  partition,
  responseKey,
} from "./codec.ts";
import { conditionally } from "./conditions.ts";
import { dynamoLedger, slotKey } from "./ledger.ts";
import { entries, fetchItems, readPartition } from "./lists.ts";
import { keysOf } from "./persons.ts";
import type { Table } from "./table.ts";

/** What is held about a person, in the table. */
export function dynamoTraces(table: Table): Traces {
  const ledger = dynamoLedger(table);
  return {
    of: (people) => tracesOf(table, people),
    eraseResponse: async (id, at) => {
      for (;;) {
        await stopPlanning(table, id);
        const items = await readPartition(table, id);
        const effects = items.filter(({ type }) => type === "effect").map(decodeEffect);
        const plans = items.filter(({ type }) => type === "plan").map(decodePlan);
        // A correction may have taken it out of a case, such as a rehearsal's, which then only its effects name.
        for (const caseId of new Set([...plans, ...effects].flatMap((named) => named.caseId ?? []))) await eraseCase(table, caseId);
        const retractions: Effect[] = [];
        for (const effect of effects) retractions.push(...(await withdraw(table, ledger, effect, at)));
        if (await leaveMarks(table, items, at)) return retractions;
      }
    },
    eraseKeys: async (people, slots) => {
      for (const key of slots) await remove(table, slotKey({ key }));
      // Those given last, so that who is interrupted can begin again with them.
      for (const person of people.toReversed()) {
        for (const { pk, sk, ...says } of await readPartition(table, partition.person(person))) {
          // Somebody was joined to them in this very moment: whoever looks again is to find out whom.
          const joined = says["person"] ?? says["address"];
          if (typeof joined === "string" && !people.includes(joined)) continue;
          await remove(table, { pk: String(pk), sk: String(sk) });
        }
      }
    },
  };
}

async function tracesOf(table: Table, given: readonly PersonKey[]): ReturnType<Traces["of"]> {
  const people = new Set((await Promise.all(given.map((person) => keysOf(table, person)))).flat());
  const responses = new Set<string>();
  // Grows while it is walked: a response may say an address that has not been joined to its respondent yet.
  for (const person of people) {
    for await (const { id, body } of responsesOf(table, person)) {
      responses.add(id);
      const address = body.respondent.email === undefined ? person : personOfEmail(body.respondent.email);
      if (!people.has(address) && (await isFree(table, address, people))) people.add(address);
    }
  }
  return { people: [...people], responses: [...responses] };
}

/** Whether an address is nobody else's. */
async function isFree(table: Table, address: PersonKey, people: ReadonlySet<PersonKey>): Promise<boolean> {
  return (await keysOf(table, address)).every((key) => key === address || people.has(key));
}

const portion = 100;

async function* responsesOf(table: Table, person: PersonKey): AsyncGenerator<Response> {
  let before: string | undefined;
  do {
    const found = await entries(table, {
      index: "gsi1",
      partitions: [partition.person(person)],
      newestFirst: true,
      limit: portion,
      ...(before === undefined ? {} : { before }),
    });
    yield* decodeResponses(await fetchItems(table, found.map(({ key }) => key)));
    before = found.length < portion ? undefined : found.at(-1)?.position;
  } while (before !== undefined);
}

/** From here on nothing is planned for a response: every plan finds that a later revision has been. */
async function stopPlanning({ client, name }: Table, id: string): Promise<void> {
  await client.send(
    new UpdateCommand({
      TableName: name,
      Key: { pk: id, sk: "plan" },
      UpdateExpression: "SET #type = :plan, revision = :last, cancelled = :none",
      ExpressionAttributeNames: { "#type": "type" },
      ExpressionAttributeValues: { ":plan": "plan", ":last": Number.MAX_SAFE_INTEGER, ":none": [] },
    }),
  );
}

/** A case goes on without its respondent; what happens to it meanwhile is not lost. */
async function eraseCase({ client, name: TableName }: Table, id: string): Promise<void> {
  for (let written = false; !written; ) {
    const { Item } = await client.send(new GetCommand({ TableName, Key: caseKey(id), ConsistentRead: true }));
    if (Item === undefined) return;
    const seen = decodeCase(Item);
    const { respondent, timeline } = withoutPerson(seen);
    const update = new UpdateCommand({
      TableName,
      Key: caseKey(id),
      UpdateExpression: "SET respondent = :respondent, #timeline = :timeline",
      ConditionExpression: "size(#timeline) = :seen",
      ExpressionAttributeNames: { "#timeline": "timeline" },
      ExpressionAttributeValues: { ":respondent": respondent, ":timeline": timeline, ":seen": seen.timeline.length },
    });
    written = (await conditionally(client.send(update))).held;
  }
}

/** Ends an effect that has not begun, and answers what takes back one that may have. */
async function withdraw(table: Table, ledger: Pick<Ledger, "cancel">, effect: Effect, at: string): Promise<readonly Effect[]> {
  const { client, name: TableName } = table;
  if (effect.kind === "erase") return [];
  if (effect.person !== undefined) {
    await client.send(new UpdateCommand({ TableName, Key: effectKey(effect.id), UpdateExpression: "REMOVE person" }));
  }
  if (effect.state === "planned" && (await ledger.cancel([effect], at, "erased"))) return [];
  if (!leavesTraces(effect)) return [];
  const retraction = retractionOf(effect, at);
  await conditionally(
    client.send(new PutCommand({ TableName, Item: encodeEffect(retraction), ConditionExpression: "attribute_not_exists(pk)" })),
  );
  return [retraction];
}

/** Puts marks in the places of everything that was said; false when a correction came in between. */
async function leaveMarks({ client, name: TableName }: Table, items: readonly Item[], at: string): Promise<boolean> {
  const found = items.find(({ type }) => type === "response");
  if (found === undefined) return true;
  const { id, revision, revisions } = decodeResponse(found);
  const keys = revisions.flatMap(({ key }) => (key === undefined || key === id ? [] : [responseKey(key)]));
  const replaced = items.filter(({ type }) => type === "revision").map(({ pk, sk }) => ({ pk: String(pk), sk: String(sk) }));
  for (const place of [...keys, ...replaced]) await client.send(new PutCommand({ TableName, Item: encodeMark(place, at) }));
  const { held } = await conditionally(
    client.send(
      new PutCommand({
        TableName,
        Item: encodeMark(responseKey(id), at),
        ConditionExpression: "revision = :seen",
        ExpressionAttributeValues: { ":seen": revision },
      }),
    ),
  );
  return held;
}

async function remove({ client, name: TableName }: Table, key: Key): Promise<void> {
  await client.send(new DeleteCommand({ TableName, Key: key }));
}
