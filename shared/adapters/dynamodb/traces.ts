import { DeleteCommand, GetCommand, PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { entryOf } from "../../domain/counting.ts";
import { type CancelReason, type Effect, isSettled } from "../../domain/effect.ts";
import { leavesTraces, retractionOf, withoutPerson } from "../../domain/erasure.ts";
import { type PersonKey, personOfEmail } from "../../domain/respondent.ts";
import type { Response } from "../../domain/response.ts";
import type { Traces } from "../../ports.ts";
import { type Item, type Key, caseKey, decodeCase, decodeResponse, decodeResponses, encodeMark, partition, responseKey } from "./codec.ts";
import { conditionally, unchangedSince } from "./conditions.ts";
import { slotKey } from "./ledger.ts";
import { entries, fetchItems, readPartition } from "./lists.ts";
import { type KeyContents, keysOf, personKey, readKeys } from "./persons.ts";
import { unplanned, withdrawnRevision } from "./plan-codec.ts";
import { changePlanned, readPlanned } from "./plan-item.ts";
import { untieReferral } from "./referrals.ts";
import { cancelled } from "./plans.ts";
import type { Table } from "./table.ts";

/** What is held about a person, in the table. */
export function dynamoTraces(table: Table): Traces {
  return {
    of: (people) => tracesOf(table, people),
    eraseResponse: async (id, at) => {
      for (;;) {
        const { effects, caseIds } = await withdrawPlan(table, id, at);
        for (const { promised } of effects) if (promised?.code !== undefined) await untieReferral(table, promised.code);
        // A correction may have taken it out of a case, such as a rehearsal's, which then only its effects name.
        for (const caseId of caseIds) await eraseCase(table, caseId);
        if (await leaveMarks(table, await readPartition(table, id), at)) return effects.filter((effect) => effect.kind === "erase" && !isSettled(effect));
      }
    },
    eraseKeys: async (people, slots) => {
      for (const key of slots) await remove(table, slotKey({ key }));
      // Those given last, so that who is interrupted can begin again with them.
      for (const [found] of await Promise.all(people.toReversed().map((person) => readKeys(table, [person])))) {
        // Their last case is about them also where a correction has made its answer somebody else's.
        for (const caseId of [found?.openCase, found?.openTestCase]) if (caseId !== undefined && (await isAbout(table, caseId, people))) await eraseCase(table, caseId);
        // Somebody was joined to them in this very moment: whoever looks again is to find out whom.
        if (found !== undefined && !(await isJoinedToOthers(table, found, people))) await remove(table, personKey(found.key));
      }
    },
  };
}

/** Whether a key leads to somebody else. An address it lists that belongs to another is not theirs. */
async function isJoinedToOthers(table: Table, { key, respondent, addresses }: KeyContents, people: readonly PersonKey[]): Promise<boolean> {
  if (respondent !== undefined && !people.includes(respondent)) return true;
  const others = await readKeys(table, addresses.filter((address) => !people.includes(address)));
  return others.some((other) => other.respondent === key);
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

/** Ends what has not begun, says what takes back the rest, and sees to it that nothing more is planned. */
async function withdrawPlan(table: Table, id: string, at: string): Promise<{ readonly effects: readonly Effect[]; readonly caseIds: readonly string[] }> {
  const seen = (await readPlanned(table, id)) ?? unplanned(id);
  const changed = await changePlanned(table, seen, (planned) => ({
    ...planned,
    revision: withdrawnRevision,
    cancelled: [],
    looks: {},
    effects: withRetractions(planned.effects.map((effect) => withdrawn(effect, at)), at),
  }));
  const { effects, caseId } = changed.kind === "changed" ? changed.now : seen;
  return { effects, caseIds: [...new Set([caseId, ...effects.map((effect) => effect.caseId)])].filter((known) => known !== undefined) };
}

function withdrawn({ person: _, draft: __, ...effect }: Effect, at: string): Effect {
  return effect.state === "planned" && effect.kind !== "erase" ? cancelled(effect, at, "erased" satisfies CancelReason) : effect;
}

function withRetractions(effects: readonly Effect[], at: string): readonly Effect[] {
  const there = new Set(effects.map(({ id }) => id));
  const retractions = effects.filter((effect) => effect.kind !== "erase" && leavesTraces(effect)).map((effect) => retractionOf(effect, at));
  return [...effects, ...retractions.filter(({ id }) => !there.has(id))];
}

async function isAbout({ client, name: TableName }: Table, caseId: string, people: readonly PersonKey[]): Promise<boolean> {
  const { Item } = await client.send(new GetCommand({ TableName, Key: caseKey(caseId), ConsistentRead: true }));
  return Item !== undefined && people.some((person) => person === decodeCase(Item).respondent.key);
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

/** Puts marks in the places of everything that was said; false when a correction, or an entry in a book, came in between. */
async function leaveMarks({ client, name: TableName }: Table, items: readonly Item[], at: string): Promise<boolean> {
  const found = items.find(({ type }) => type === "response");
  if (found === undefined) return true;
  const response = decodeResponse(found);
  const { id, revision, revisions, book } = response;
  const keys = revisions.flatMap(({ key }) => (key === undefined || key === id ? [] : [responseKey(key)]));
  const replaced = items.filter(({ type }) => type === "revision").map(({ pk, sk }) => ({ pk: String(pk), sk: String(sk) }));
  for (const place of [...keys, ...replaced]) await client.send(new PutCommand({ TableName, Item: encodeMark(place, at) }));
  const { held } = await conditionally(
    client.send(
      new PutCommand({
        TableName,
        Item: encodeMark(responseKey(id), at, entryOf(response)),
        ...unchangedSince({ revision, book }),
      }),
    ),
  );
  return held;
}

async function remove({ client, name: TableName }: Table, key: Key): Promise<void> {
  await client.send(new DeleteCommand({ TableName, Key: key }));
}
