/** The same responses through the product: the stream's function over the table's twin, with all that goes wrong on the way. */
import { marshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBRecord } from "aws-lambda";
import { rollUpRecords } from "../../../functions/roll-up/record.ts";
import { dynamoBookshelf } from "../../../shared/adapters/dynamodb/bookshelf.ts";
import { encodeResponse } from "../../../shared/adapters/dynamodb/codec.ts";
import { decodeEntryChange } from "../../../shared/adapters/dynamodb/entry-codec.ts";
import { tableDefinition } from "../../../shared/adapters/dynamodb/table-definition.ts";
import { dynamoTallies } from "../../../shared/adapters/dynamodb/tallies.ts";
import type { Table } from "../../../shared/adapters/dynamodb/table.ts";
import { memoryTable } from "../../../shared/adapters/memory/memory-table.ts";
import { countedBy } from "../../../shared/domain/counting.ts";
import { bandSchema, classify, metricSchema } from "../../../shared/domain/metric.ts";
import type { Response } from "../../../shared/domain/response.ts";
import { streamItem } from "../../local/event-sources/stream-record-codec.ts";
import { type Buckets, addTo } from "./by-hand.ts";
import { type Standing, type Write, dice, writesOf } from "./history.ts";

const shards = 4;
const mostRecords = 2_000;
const policy = (timeZone: string) => ({ timeZone, segments: ["region"], currency: "USD", rates: {} });

/** What came of it, and what went wrong on the way. */
export type Tallied = {
  readonly buckets: Buckets;
  /** How the responses stand in the end. */
  readonly standing: readonly Standing[];
  readonly writes: number;
  readonly repeatedBatches: number;
  readonly brokenBatches: number;
};

/** @param tell called now and then with how many responses have been written */
export async function tally(responses: number, timeZone: string, tell: (done: number) => void): Promise<Tallied> {
  const table = memoryTable({ definition: tableDefinition });
  const fault = { after: Infinity };
  const handler = handlerOver(failing(table, fault));
  const standing: Standing[] = [];
  const roll = dice(7);
  const open = Array.from({ length: shards }, () => new Array<Waiting>());
  const seen = { writes: 0, repeatedBatches: 0, brokenBatches: 0 };

  const deliver = async (shard: number): Promise<void> => {
    const waiting = open[shard] ?? [];
    const records = waiting.map((one) => recordOf(one, timeZone));
    const event = { shardId: `shardId-${shard}`, Records: records };
    // A function that is broken off somewhere in its writes, and a batch that comes again with other borders.
    if (roll() < 0.1) {
      fault.after = Math.floor(roll() * 400);
      await handler(event).then(() => undefined, () => { seen.brokenBatches += 1; });
      fault.after = Infinity;
    }
    const border = Math.floor(roll() * records.length);
    if (roll() < 0.2) {
      seen.repeatedBatches += 1;
      await handler({ ...event, Records: records.slice(0, border) });
    }
    await handler(event);
    if (roll() < 0.1) await handler({ ...event, Records: records.slice(border) });
    open[shard] = [];
  };

  for (const write of writesOf(responses, standing)) {
    seen.writes += 1;
    const shard = write.response % shards;
    const waiting = open[shard] ?? [];
    waiting.push({ write, position: String(seen.writes) });
    if (waiting.length >= mostRecords * (0.2 + 0.8 * roll())) await deliver(shard);
    if (seen.writes % 10_000 === 0) tell(standing.length);
  }
  for (let shard = 0; shard < shards; shard += 1) await deliver(shard);
  return { buckets: await bucketsIn(table), standing, ...seen };
}

type Waiting = { readonly write: Write; readonly position: string };

function handlerOver(table: Table) {
  const never = () => Promise.reject(new Error("not asked for"));
  return rollUpRecords({
    tallies: dynamoTallies(table),
    bookshelf: dynamoBookshelf(table),
    accounts: { merge: never },
    parking: { strike: never, park: never, list: never, remove: never },
    clock: { now: () => new Date() },
    log: { info: () => undefined, warn: () => undefined, error: (event, error) => { throw new Error(event, { cause: error }); } },
    metrics: { count: () => undefined, milliseconds: () => undefined },
    decodeChange: decodeEntryChange,
  });
}

/** A table whose writes fail once so many have been made; every second of the failing ones is written all the same. */
function failing({ name, client }: Table, fault: { after: number }): Table {
  const send = async (command: Parameters<Table["client"]["send"]>[0]): Promise<unknown> => {
    fault.after -= 1;
    if (fault.after >= 0) return client.send(command);
    if (fault.after % 2 === 0) await client.send(command);
    throw new Error("the connection is gone");
  };
  return { name, client: new Proxy(client, { get: (target, property): unknown => (property === "send" ? send : Reflect.get(target, property)) }) };
}

function recordOf({ write, position }: Waiting, timeZone: string): DynamoDBRecord {
  const image = (standing: Standing, revision: number) => marshall(encodeResponse(responseOf(write.response, revision, standing, timeZone)), { removeUndefinedValues: true });
  const dynamodb = {
    Keys: marshall({ pk: `rsp_${write.response}`, sk: "response" }),
    NewImage: image(write.after, write.revision),
    ...(write.before === undefined ? {} : { OldImage: image(write.before, Math.max(1, write.revision - 1)) }),
    SequenceNumber: position,
  };
  return streamItem({ eventName: write.before === undefined ? "INSERT" : "MODIFY", dynamodb }, "a year").record;
}

function responseOf(at: number, revision: number, standing: Standing, timeZone: string): Response {
  const { metric, score, survey, channel, locale, region, submittedMs, test } = standing;
  const submittedAt = new Date(submittedMs).toISOString();
  const body = { survey: { id: survey }, metric, score, channel, respondent: { id: `u_${at}`, locale }, attributes: { region }, test };
  const band = classify(metric, score);
  const counted = countedBy({ body, submittedAt }, policy(timeZone));
  return {
    id: `rsp_${at}`,
    source: "year",
    revision,
    band,
    submittedAt,
    receivedAt: submittedAt,
    body,
    revisions: [{ revision, digest: "none", band, score, receivedAt: submittedAt }],
    ...(counted === undefined ? {} : { counted }),
  };
}

async function bucketsIn(table: Table): Promise<Buckets> {
  const buckets: Buckets = new Map();
  const tallies = dynamoTallies(table);
  const scopes = ["*", ...Array.from({ length: 20 }, (_, at) => `=survey-${at}`)];
  for (const metric of metricSchema.options) {
    for (const scope of scopes) {
      for (const dimension of ["", "survey", "channel", "locale", "region"]) {
        for (const { day, value, tally: counted } of await tallies.read({ metric, scope, dimension, from: "2025-12-01", to: "2027-02-01" })) {
          for (const band of bandSchema.options) {
            for (const [score, count] of Object.entries(counted[band])) addTo(buckets, `${metric} ${scope} ${dimension} ${value} ${day} ${band} ${score}`, count);
          }
        }
      }
    }
  }
  return buckets;
}
