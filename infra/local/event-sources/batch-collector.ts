import { passes, type FilterPattern } from "./filter-criteria.ts";
import type { ShardReader } from "./shard-reader.ts";
import type { StreamItem } from "./stream-record-codec.ts";

/** What makes a batch. */
export type BatchRules = {
  readonly batchSize: number;
  /** How long a batch that is not full may wait for more, counted from its first record. */
  readonly windowMs: number;
  readonly filters: readonly FilterPattern[];
};

/** A batch, possibly empty, and where the reading stands. */
export type Collected = {
  readonly batch: readonly StreamItem[];
  /** The last record read, when the filters dropped it: done with as soon as the batch is. */
  readonly passedOver: StreamItem | undefined;
  /** The shard is closed and read to its end. */
  readonly ended: boolean;
};

/**
 * Gathers batches from a shard. Filters come before batching, as in Lambda, so that a batch is full of
 * records that match. Answers early, with what there is, when the signal aborts.
 */
export function batchCollector(
  reader: ShardReader,
  { batchSize, windowMs, filters }: BatchRules,
): (signal: AbortSignal) => Promise<Collected> {
  const unread: StreamItem[] = [];
  return async (signal) => {
    const batch: StreamItem[] = [];
    let last: StreamItem | undefined;
    let closesAt: number | undefined;
    const collected = (ended: boolean): Collected => ({
      batch,
      passedOver: last === batch.at(-1) ? undefined : last,
      ended,
    });
    while (!signal.aborted) {
      while (batch.length < batchSize) {
        const item = unread.shift();
        if (item === undefined) break;
        last = item;
        if (passes(item.record, filters)) batch.push(item);
      }
      if (batch.length > 0) closesAt ??= Date.now() + windowMs;
      const waited = closesAt !== undefined && Date.now() >= closesAt;
      const onlyPassedOver = batch.length === 0 && last !== undefined;
      if (batch.length === batchSize || waited || onlyPassedOver) return collected(false);
      const more = await reader.read();
      if (more === undefined) return collected(true);
      unread.push(...more);
    }
    return collected(false);
  };
}
