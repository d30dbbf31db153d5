import type { DynamoDBBatchResponse, DynamoDBRecord } from "aws-lambda";
import type { ShardEvent } from "../../shared/runtime/batch.ts";
import type { MemoryStream } from "../../shared/adapters/memory/table/stream.ts";
import { between } from "./chance.ts";
import { faultKinds } from "./faults.ts";
import type { Invoke, Running } from "./processes.ts";
import type { Simulated } from "./simulated.ts";

/** One consumer of the table's stream. */
export type Consumer = {
  readonly program: Running<ShardEvent, DynamoDBBatchResponse>;
  /** The types of items that it is told of. */
  readonly sees: readonly string[];
  /** How long it may let records come together; milliseconds. */
  readonly windowMs: number;
  /** How often a batch is offered again; as often as it takes when nothing is said. */
  readonly retries?: number;
};

/** A consumer's place in one shard. */
type Reader = { readonly name: string; readonly shard: string; after: string | undefined; isBusy: boolean };

const mostRecords = 8;

/**
 * Brings a stream's records to a consumer as Lambda does: each shard in order, batches with borders that
 * chance draws, what is reported as failed again from the lowest on, and a batch that fails whole halved.
 *
 * @returns what to call when the table has changed, and the records that were given up
 */
export function feedStream(world: Simulated, invoke: Invoke, stream: MemoryStream, { program, sees, windowMs, retries = Infinity }: Consumer) {
  const { timeline, chance, faults, trace } = world;
  const readers: Reader[] = stream.shards.map((shard, at) => ({ name: `${program.name}, shard ${at + 1}`, shard, after: undefined, isBusy: false }));
  const givenUp: string[] = [];
  const pause = (ms: number) => new Promise<void>((resolve) => { timeline.after(ms, resolve); });

  async function follow(reader: Reader): Promise<void> {
    await pause(20 + chance(`${reader.name} after ${reader.after ?? "nothing"}`) * windowMs);
    for (;;) {
      const size = between(chance, `${reader.name} batch after ${reader.after ?? "nothing"}`, 1, mostRecords);
      const records = stream.read(reader.shard, reader.after, size);
      const last = records.at(-1);
      if (last === undefined) break;
      const wanted = records.filter((record) => isSeen(record, sees));
      if (wanted.length > 0) await deliver(reader.shard, wanted);
      reader.after = last.dynamodb?.SequenceNumber;
    }
    reader.isBusy = false;
  }

  async function deliver(shard: string, records: readonly DynamoDBRecord[]): Promise<void> {
    const label = `stream to ${program.name}: ${records.map(nameOf).join(", ")}`;
    const fault = faults.strike(label, ["twice", "delayed"], 3);
    trace.tell(fault === undefined ? label : `${label}: ${faultKinds[fault]}`);
    if (fault === "delayed") await pause(between(chance, `delay of ${label}`, 1_000, 30_000));
    await carry(shard, records);
    if (fault === "twice") await carry(shard, records);
  }

  async function carry(shard: string, all: readonly DynamoDBRecord[]): Promise<void> {
    const waiting = [{ records: all, tries: 0 }];
    for (let batch = waiting.shift(); batch !== undefined; batch = waiting.shift()) {
      const handled = await handledOf(shard, batch.records);
      const records = batch.records.slice(handled);
      if (records.length === 0) continue;
      const tries = handled > 0 ? 1 : batch.tries + 1;
      if (handled === 0 && records.length > 1) {
        const middle = Math.ceil(records.length / 2);
        waiting.unshift({ records: records.slice(0, middle), tries: 0 }, { records: records.slice(middle), tries: 0 });
      } else if (tries <= retries) {
        waiting.unshift({ records, tries });
        await pause(Math.min(100 * 2 ** tries, 5_000));
      } else {
        givenUp.push(...records.map(nameOf));
      }
    }
  }

  /** How many records from the first on are dealt with. */
  async function handledOf(shardId: string, records: readonly DynamoDBRecord[]): Promise<number> {
    const ended = await invoke(program, { shardId, Records: [...records] });
    if (ended.kind !== "answered") return 0;
    const failed = new Set(ended.answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    const lowest = records.findIndex(({ dynamodb }) => failed.has(dynamodb?.SequenceNumber ?? ""));
    return lowest < 0 ? records.length : lowest;
  }

  return {
    changed: () => {
      for (const reader of readers) {
        if (reader.isBusy) continue;
        reader.isBusy = true;
        void follow(reader);
      }
    },
    isIdle: () => readers.every(({ isBusy }) => !isBusy),
    givenUp: (): readonly string[] => givenUp,
  };
}

function isSeen({ eventName, dynamodb }: DynamoDBRecord, types: readonly string[]): boolean {
  return eventName !== "REMOVE" && types.includes(dynamodb?.NewImage?.["type"]?.S ?? "");
}

/** E.g. `rsp_answer-1 revision 2`. */
function nameOf({ dynamodb }: DynamoDBRecord): string {
  return `${dynamodb?.Keys?.["pk"]?.S ?? "?"} revision ${dynamodb?.NewImage?.["revision"]?.N ?? "?"}`;
}
