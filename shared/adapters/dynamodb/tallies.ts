import { QueryCommand, type QueryCommandOutput, UpdateCommand, type UpdateCommandInput } from "@aws-sdk/lib-dynamodb";
import { type Cell, type Delta, deltas, mergeDeltas } from "../../domain/contribution.ts";
import { bandSchema } from "../../domain/metric.ts";
import { type Tally, merge, of } from "../../domain/tally.ts";
import type { Counting, DayTally, Tallies } from "../../ports.ts";
import { type Item, UnreadableItem } from "./codec.ts";
import { conditionally } from "./conditions.ts";
import { type Table, laneOf } from "./table.ts";

/** Each day's tallies stand in this many items, so that no single one takes all the writes of a busy day. */
const tallyLanes = 4;

/** The most counters one update expression stays readable with. */
const mostCounters = 120;

/** How many items are written at a time. */
const atATime = 16;

/**
 * Tallies in the table. Each item of them remembers, for every shard of the stream, the last change that it
 * has counted, and that moves in the same write as its counters: a change that is delivered again, with
 * whatever borders, adds nothing. So each item is right by itself, and nothing needs a transaction.
 *
 * A shard has one reader at a time, and a shard belongs to one lane, so its changes meet nobody else's.
 */
export function dynamoTallies(table: Table): Tallies {
  return {
    count: (shard, countings) => count(table, shard, countings),
    read: async ({ metric, scope, dimension, from, to }) => {
      const lanes = Array.from({ length: tallyLanes }, (_, lane) => lane);
      const days = await Promise.all(
        lanes.map((lane) => readLane(table, tallyPartition({ metric, scope, dimension }, lane), from, to)),
      );
      return days.flat();
    },
  };
}

/** What a change does to one item. */
type Change = { readonly position: string; readonly delta: Delta };

async function count(table: Table, shard: string, countings: readonly Counting[]): Promise<void> {
  const changes = countings.flatMap(({ position, before, after }) =>
    deltas(before, after).map((delta): Change => ({ position: position.padStart(longestPosition, "0"), delta })),
  );
  const items = Map.groupBy(changes, ({ delta: { metric, scope, dimension, day } }) => JSON.stringify([metric, scope, dimension, day]));
  const waiting = [...items.values()];
  while (waiting.length > 0) await Promise.all(waiting.splice(0, atATime).map((ofItem) => countInto(table, shard, ofItem)));
}

/** Adds what an item has not counted yet; what its counters of many values are too many for goes in two. */
async function countInto(table: Table, shard: string, changes: readonly Change[]): Promise<void> {
  const counters = countersOf(changes);
  const positions = [...new Set(changes.map(({ position }) => position))];
  if (counters.size > mostCounters && positions.length > 1) {
    const middle = positions[Math.floor(positions.length / 2)] ?? "";
    await countInto(table, shard, changes.filter(({ position }) => position < middle));
    await countInto(table, shard, changes.filter(({ position }) => position >= middle));
    return;
  }
  const [first] = changes;
  if (first === undefined) return;
  const written = await conditionally(table.client.send(new UpdateCommand(addition(table, shard, first, counters, positions))));
  if (written.held) return;
  const reached = String(written.found?.[checkpointOf(shard)]);
  await countInto(table, shard, changes.filter(({ position }) => position > reached));
}

/** Sequence numbers of a stream have up to 40 digits; made equally long, they compare as text. */
const longestPosition = 40;

/** The attribute in which an item remembers how far it has counted a shard. */
function checkpointOf(shard: string): string {
  return `upTo#${shard}`;
}

function addition({ name }: Table, shard: string, { delta }: Change, counters: Counters, positions: readonly string[]): UpdateCommandInput {
  const entries = [...counters];
  // What cancels out is counted all the same: a part of it may come again by itself.
  const adding = entries.length === 0 ? "" : `ADD ${entries.map((_, at) => `#${at} :${at}`).join(", ")} `;
  return {
    TableName: name,
    Key: { pk: tallyPartition(delta, laneOf(shard, tallyLanes)), sk: delta.day },
    UpdateExpression: `${adding}SET #upTo = :last`,
    ConditionExpression: "attribute_not_exists(#upTo) OR #upTo < :first",
    ExpressionAttributeNames: { ...Object.fromEntries(entries.map(([counter], at) => [`#${at}`, counter])), "#upTo": checkpointOf(shard) },
    ExpressionAttributeValues: { ...Object.fromEntries(entries.map(([, more], at) => [`:${at}`, more])), ":first": positions[0], ":last": positions.at(-1) },
    ReturnValuesOnConditionCheckFailure: "ALL_OLD",
  };
}

/** What is added to one item, by attribute: one counter for each score, band and segment value. */
type Counters = ReadonlyMap<string, number>;

function countersOf(changes: readonly Change[]): Counters {
  const counters = new Map<string, number>();
  for (const { value, tally } of mergeDeltas(changes.map(({ delta }) => delta))) {
    for (const [band, histogram] of Object.entries(tally)) {
      for (const [score, more] of Object.entries(histogram)) counters.set(`${score}${band}|${value}`, more);
    }
  }
  return counters;
}

type Series = Pick<Cell, "metric" | "scope" | "dimension">;

function tallyPartition({ metric, scope, dimension }: Series, lane: number): string {
  return `tally#${JSON.stringify([metric, scope, dimension])}#${lane}`;
}

async function readLane({ client, name }: Table, pk: string, from: string, to: string): Promise<DayTally[]> {
  const found: DayTally[] = [];
  let start: Record<string, unknown> | undefined;
  do {
    const page: QueryCommandOutput = await client.send(
      new QueryCommand({
        TableName: name,
        KeyConditionExpression: "pk = :pk AND sk BETWEEN :from AND :to",
        ExpressionAttributeValues: { ":pk": pk, ":from": from, ":to": to },
        ...(start === undefined ? {} : { ExclusiveStartKey: start }),
      }),
    );
    for (const item of page.Items ?? []) if (String(item["sk"]) < to) found.push(...decodeDay(item));
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return found;
}

const counterName = /^(\d+)(detractor|passive|promoter)\|(.*)$/su;

function decodeDay(item: Item): DayTally[] {
  const day = String(item["sk"]);
  const values = new Map<string, Tally>();
  for (const [attribute, count] of Object.entries(item)) {
    if (attribute === "pk" || attribute === "sk" || attribute.startsWith(checkpointOf(""))) continue;
    const [, score, band, value] = counterName.exec(attribute) ?? [];
    if (value === undefined) throw new UnreadableItem(`a tally with ${attribute}`);
    const tally = of(bandSchema.parse(band), Number(score), Number(count));
    const known = values.get(value);
    values.set(value, known === undefined ? tally : merge(known, tally));
  }
  return [...values].map(([value, tally]) => ({ day, value, tally }));
}

