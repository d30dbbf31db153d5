import { QueryCommand, type QueryCommandOutput } from "@aws-sdk/lib-dynamodb";
import { type Cell, type Contribution, type Delta, deltas, mergeDeltas } from "../../domain/contribution.ts";
import { bandSchema } from "../../domain/metric.ts";
import { type Tally, merge, of } from "../../domain/tally.ts";
import type { Counting, DayTally, Tallies } from "../../ports.ts";
import { type CountItem, type Item, type Key, UnreadableItem, decodeCount } from "./codec.ts";
import { type TransactItem, transact } from "./conditions.ts";
import { fetchItems } from "./lists.ts";
import { type Table, laneOf } from "./table.ts";

/** Each day's tallies stand in this many items, so that no single one takes all the writes of a busy day. */
const tallyLanes = 4;

/** The most a transaction may hold, and the most counters one update expression stays readable with. */
const mostItems = 100;
const mostCounters = 120;

/**
 * Tallies in the table. The marker that says "this revision is counted, and this is what it added" moves
 * in the same transaction as the counters, many responses to a transaction: a record that is delivered
 * again meets its marker and adds nothing.
 */
export function dynamoTallies(table: Table): Tallies {
  return {
    count: (countings) => count(table, countings),
    read: async ({ metric, scope, dimension, from, to }) => {
      const lanes = Array.from({ length: tallyLanes }, (_, lane) => lane);
      const days = await Promise.all(
        lanes.map((lane) => readLane(table, tallyPartition({ metric, scope, dimension }, lane), from, to)),
      );
      return days.flat();
    },
  };
}

async function count(table: Table, countings: readonly Counting[]): Promise<void> {
  let open = latestOf(countings);
  // A first revision is taken for new: where it is not, its marker says so.
  let known = await markers(table, open.filter(({ revision }) => revision > 1));
  while (open.length > 0) {
    const uncounted = open.filter(({ responseId, revision }) => (known.get(responseId)?.revision ?? 0) < revision);
    const missed: Counting[] = [];
    for (const share of shares(uncounted, known)) {
      const written = await transact(table, countItems(table, share, known));
      // Some of them were counted meanwhile: what their markers say decides what is left to count.
      if (!written.held) missed.push(...share);
    }
    known = await markers(table, missed);
    open = missed;
  }
}

/** The last revision of each response, surveys side by side because they share counters. */
function latestOf(countings: readonly Counting[]): readonly Counting[] {
  const latest = new Map<string, Counting>();
  for (const counting of countings) {
    const known = latest.get(counting.responseId);
    if (known === undefined || known.revision < counting.revision) latest.set(counting.responseId, counting);
  }
  return [...Map.groupBy(latest.values(), ({ contribution }) => contribution?.survey).values()].flat();
}

/** What a transaction's countings change, given what is counted of them already. */
function changesOf(share: readonly Counting[], known: Known): ReadonlyMap<string, Updates> {
  return grouped(share.flatMap(({ responseId, contribution }) => deltas(known.get(responseId)?.contribution, contribution)));
}

/** Splits countings, in their order, into transactions. */
function shares(countings: readonly Counting[], known: Known): readonly (readonly Counting[])[] {
  const result: Counting[][] = [];
  let touched: Touched = new Map();
  for (const counting of countings) {
    const share = result.at(-1);
    touch(touched, changesOf([counting], known));
    if (share !== undefined && fits(share.length + 1, touched)) {
      share.push(counting);
      continue;
    }
    result.push([counting]);
    touched = new Map();
    touch(touched, changesOf([counting], known));
  }
  return result;
}

/** Which counters a transaction touches, by the item they stand in. What cancels out is in it too: it is never too few. */
type Touched = Map<string, Set<string>>;

function touch(touched: Touched, changes: ReadonlyMap<string, Updates>): void {
  for (const [item, { counters }] of changes) {
    touched.set(item, new Set([...(touched.get(item) ?? []), ...counters.keys()]));
  }
}

function fits(markers: number, touched: Touched): boolean {
  return markers + touched.size <= mostItems && [...touched.values()].every(({ size }) => size <= mostCounters);
}

/** What has been counted of responses, by their id. */
type Known = ReadonlyMap<string, CountItem>;

async function markers(table: Table, countings: readonly Counting[]): Promise<Known> {
  const items = await fetchItems(table, countings.map(({ responseId }) => markerKey(responseId)));
  return new Map(items.map((item) => [String(item["pk"]), decodeCount(item)]));
}

function countItems(table: Table, share: readonly Counting[], known: Known): TransactItem[] {
  const lane = laneOf(share[0]?.responseId ?? "", tallyLanes);
  const counters = [...changesOf(share, known).values()].map((updates) => addCounters(table, updates, lane));
  return [...share.map((counting) => markerItem(table, counting, known.get(counting.responseId))), ...counters];
}

function markerKey(responseId: string): Key {
  return { pk: responseId, sk: "count" };
}

function markerItem({ name }: Table, counting: Counting, known: CountItem | undefined): TransactItem {
  const { responseId, revision, contribution } = counting;
  return {
    Put: {
      TableName: name,
      Item: { ...markerKey(responseId), type: "count", revision, contribution: contribution && encode(contribution) },
      ...(known === undefined
        ? { ConditionExpression: "attribute_not_exists(pk)" }
        : { ConditionExpression: "revision = :known", ExpressionAttributeValues: { ":known": known.revision } }),
    },
  };
}

function encode(contribution: Contribution): string {
  return JSON.stringify(contribution);
}

type Series = Pick<Cell, "metric" | "scope" | "dimension">;

function tallyPartition({ metric, scope, dimension }: Series, lane: number): string {
  return `tally#${JSON.stringify([metric, scope, dimension])}#${lane}`;
}

/** What is added to one item: the counters of one series and day, by their attribute name. */
type Updates = { readonly series: Series; readonly day: string; readonly counters: Map<string, number> };

function grouped(changes: readonly Delta[]): ReadonlyMap<string, Updates> {
  const items = new Map<string, Updates>();
  for (const change of mergeDeltas(changes)) {
    const key = JSON.stringify([change.metric, change.scope, change.dimension, change.day]);
    const updates = items.get(key) ?? { series: change, day: change.day, counters: new Map<string, number>() };
    for (const [band, histogram] of Object.entries(change.tally)) {
      for (const [score, count] of Object.entries(histogram)) updates.counters.set(`${score}${band}|${change.value}`, count);
    }
    items.set(key, updates);
  }
  return items;
}

function addCounters({ name }: Table, updates: Updates, lane: number): TransactItem {
  const counters = [...updates.counters];
  return {
    Update: {
      TableName: name,
      Key: { pk: tallyPartition(updates.series, lane), sk: updates.day },
      UpdateExpression: `ADD ${counters.map((_, at) => `#${at} :${at}`).join(", ")}`,
      ExpressionAttributeNames: Object.fromEntries(counters.map(([counter], at) => [`#${at}`, counter])),
      ExpressionAttributeValues: Object.fromEntries(counters.map(([, count], at) => [`:${at}`, count])),
    },
  };
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
    if (attribute === "pk" || attribute === "sk") continue;
    const [, score, band, value] = counterName.exec(attribute) ?? [];
    if (value === undefined) throw new UnreadableItem(`a tally with ${attribute}`);
    const tally = of(bandSchema.parse(band), Number(score), Number(count));
    const known = values.get(value);
    values.set(value, known === undefined ? tally : merge(known, tally));
  }
  return [...values].map(([value, tally]) => ({ day, value, tally }));
}

