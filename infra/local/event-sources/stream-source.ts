import { DescribeStreamCommand, type DynamoDBStreamsClient, type Shard } from "@aws-sdk/client-dynamodb-streams";
import type { DynamoDBStreamEvent } from "aws-lambda";
import { batchCollector } from "./batch-collector.ts";
import { openCheckpoints, type Checkpoints } from "./checkpoints.ts";
import type { FilterPattern } from "./filter-criteria.ts";
import { reporter, type EventSource, type LambdaFunction, type OnError, type Report } from "./invocation.ts";
import { sendPositions, type OnFailureQueue } from "./on-failure-queue.ts";
import { backoffMs, pause, usualBackoff, type Backoff } from "./pause.ts";
import { shardReader, type ShardReader } from "./shard-reader.ts";
import { deliverBatch, type BatchDelivery } from "./stream-batch.ts";
import { windowOf } from "./tumbling-window.ts";

/** One table stream, one function, and how they are joined. */
export type StreamSourceOptions = {
  readonly client: DynamoDBStreamsClient;
  readonly streamArn: string;
  /** Names the checkpoint: keep it, or the stream is read again from its oldest record. */
  readonly consumer: string;
  /** SQLite file of the checkpoints; consumers may share it. */
  readonly checkpointFile: string;
  readonly lambda: LambdaFunction<DynamoDBStreamEvent>;
  /** Most records to an invocation. */
  readonly batchSize: number;
  /** How long a batch that is not full may wait for more; 0 when left out. */
  readonly batchWindowSeconds?: number;
  /** With it, events name their shard and window, and answers must hold a state. */
  readonly tumblingWindowSeconds?: number;
  /** Records that match none of these are passed over; all match when there are none. */
  readonly filters?: readonly FilterPattern[];
  /** Halve a batch that failed, until the record that fails stands alone; false when left out. */
  readonly bisectBatchOnFunctionError?: boolean;
  /** Tries after the first; for as long as it takes when left out. */
  readonly maximumRetryAttempts?: number;
  /** Is sent the positions of records that are given up. */
  readonly onFailure?: OnFailureQueue;
  /** Waits between tries; 100 ms doubling to 5 s when left out. */
  readonly backoff?: Backoff;
  readonly onError: OnError;
};

const IDLE_MS = 40;
/** How often to look for new shards; a shard that closes is looked after at once. */
const DESCRIBE_MS = 10_000;

/**
 * Feeds a table's stream to a function as Lambda's event source mapping does: each shard in order, a
 * shard after its parent, starting at the oldest record. Progress is durable and written after each
 * batch, so that a restart goes on there; the batch in flight at a crash is delivered again.
 * Source: docs.aws.amazon.com/lambda/latest/dg/with-ddb.html
 */
export function startStreamSource(options: StreamSourceOptions): EventSource {
  const stopping = new AbortController();
  const checkpoints = openCheckpoints(options.checkpointFile, options.consumer, options.streamArn);
  const finished = followStream(options, checkpoints, stopping.signal).finally(() => {
    checkpoints.close();
  });
  return {
    stop: async () => {
      stopping.abort();
      await finished;
    },
  };
}

async function followStream(options: StreamSourceOptions, checkpoints: Checkpoints, signal: AbortSignal): Promise<void> {
  const report = reporter(options.onError, options.lambda.name, options.streamArn);
  const running = new Map<string, Promise<void>>();
  const finished = new Set<string>();
  let failures = 0;
  while (!signal.aborted) {
    let waitMs = DESCRIBE_MS;
    try {
      const shards = await listShards(options);
      const listed = new Set(shards.map(({ ShardId }) => ShardId));
      for (const { ShardId: id, ParentShardId: parent } of shards) {
        if (id === undefined || running.has(id) || finished.has(id)) continue;
        if (parent !== undefined && listed.has(parent) && !finished.has(parent)) continue;
        const shard = followShard(options, id, checkpoints, signal).then(() => {
          running.delete(id);
          finished.add(id);
        });
        running.set(id, shard);
      }
      failures = 0;
    } catch (error) {
      report(error, "poll", []);
      failures += 1;
      waitMs = backoffMs(options.backoff ?? usualBackoff, failures);
    }
    await Promise.race([pause(waitMs, signal), ...running.values()]);
  }
  await Promise.all(running.values());
}

async function listShards({ client, streamArn }: StreamSourceOptions): Promise<readonly Shard[]> {
  const shards: Shard[] = [];
  let from: string | undefined;
  do {
    const { StreamDescription } = await client.send(
      new DescribeStreamCommand({ StreamArn: streamArn, ...(from !== undefined && { ExclusiveStartShardId: from }) }),
    );
    shards.push(...(StreamDescription?.Shards ?? []));
    from = StreamDescription?.LastEvaluatedShardId;
  } while (from !== undefined);
  return shards;
}

/** Delivers a shard's records until it is read to its end or the signal aborts. */
async function followShard(options: StreamSourceOptions, shardId: string, checkpoints: Checkpoints, signal: AbortSignal): Promise<void> {
  const { lambda, streamArn, onFailure, tumblingWindowSeconds, backoff = usualBackoff } = options;
  const report = reporter(options.onError, lambda.name, shardId);
  const reader = patientReader(shardReader(options.client, streamArn, shardId, checkpoints.read(shardId)), backoff, report, signal);
  const collect = batchCollector(reader, {
    batchSize: options.batchSize,
    windowMs: (options.batchWindowSeconds ?? 0) * 1_000,
    filters: options.filters ?? [],
  });
  const delivery: BatchDelivery = {
    lambda,
    bisectBatchOnFunctionError: options.bisectBatchOnFunctionError ?? false,
    maximumRetryAttempts: options.maximumRetryAttempts,
    backoff,
    done: ({ sequenceNumber }) => {
      checkpoints.write(shardId, sequenceNumber);
    },
    giveUp: async (items, invocations) => {
      if (onFailure === undefined) return;
      await sendPositions(onFailure, { functionName: lambda.name, streamArn, shardId, items, invocations });
    },
    ...(tumblingWindowSeconds === undefined ? {} : { surroundings: windowOf(tumblingWindowSeconds, shardId, streamArn) }),
    report,
  };
  for (let ended = false; !ended && !signal.aborted; ) {
    const collected = await collect(signal);
    if (collected.batch.length > 0) await deliverBatch(collected.batch, delivery, signal);
    // After an abort something before the passed-over tail may be undone, or the batch be a torso.
    if (!isAborted(signal) && collected.passedOver !== undefined) delivery.done(collected.passedOver);
    ended = collected.ended;
  }
}

/** A reader that waits when there is nothing new, and reports and waits when the engine cannot be asked. */
function patientReader(reader: ShardReader, backoff: Backoff, report: Report, signal: AbortSignal): ShardReader {
  let failures = 0;
  return {
    read: async () => {
      try {
        const items = await reader.read();
        failures = 0;
        if (items?.length === 0) await pause(IDLE_MS, signal);
        return items;
      } catch (error) {
        report(error, "poll", []);
        failures += 1;
        await pause(backoffMs(backoff, failures), signal);
        return [];
      }
    },
  };
}

/** A fresh look: the compiler believes that a signal stays across an await as it was before. */
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}
