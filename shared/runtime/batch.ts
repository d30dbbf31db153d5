import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent, SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";

/**
 * Records of one shard, as Lambda hands them over where there is a tumbling window: events have no shard else.
 * Source: docs.aws.amazon.com/lambda/latest/dg/services-ddb-windows.html
 */
export type ShardEvent = DynamoDBStreamEvent & { readonly shardId?: string };

/** Lambda takes an answer without a state for a failure, even where nothing is kept in it. */
export type ShardAnswer = DynamoDBBatchResponse & { readonly state: Readonly<Record<string, never>> };

/** Runs at most so many at a time, in the order given. */
export async function eachOf<T>(items: readonly T[], atATime: number, work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  await Promise.all(
    Array.from({ length: Math.min(atATime, items.length) }, async () => {
      for (const item of queue) await work(item);
    }),
  );
}

/** A handler of queue messages: each on its own, failures reported one by one. */
export function queueHandler(work: (record: SQSRecord) => Promise<void>, onError: (error: unknown, id: string) => void) {
  return async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const failed: string[] = [];
    await eachOf(Records, Records.length, async (record) => {
      try {
        await work(record);
      } catch (error) {
        onError(error, record.messageId);
        failed.push(record.messageId);
      }
    });
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  };
}

/** A handler of stream records: `work` answers the records that must come again; the lowest decides where. */
export function streamHandler(work: (records: readonly DynamoDBRecord[]) => Promise<readonly DynamoDBRecord[]>) {
  return async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const again = new Set(await work(Records));
    const lowest = Records.find((record) => again.has(record))?.dynamodb?.SequenceNumber;
    return { batchItemFailures: lowest === undefined ? [] : [{ itemIdentifier: lowest }] };
  };
}

/** A handler of one shard's records, all of which are dealt with or come again. */
export function shardHandler(work: (shard: string, records: readonly DynamoDBRecord[]) => Promise<void>) {
  return async ({ shardId, Records }: ShardEvent): Promise<ShardAnswer> => {
    if (Records.length > 0) {
      if (shardId === undefined) throw new Error("the event names no shard: its event source has no tumbling window");
      await work(shardId, Records);
    }
    return { batchItemFailures: [], state: {} };
  };
}
