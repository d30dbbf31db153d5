import {
  ExpiredIteratorException,
  GetRecordsCommand,
  GetShardIteratorCommand,
  TrimmedDataAccessException,
  type DynamoDBStreamsClient,
} from "@aws-sdk/client-dynamodb-streams";
import { streamItem, type StreamItem } from "./stream-record-codec.ts";

/** Reads one shard from a position on, page by page. */
export type ShardReader = {
  /**
   * The next records, in order; none when there is nothing new yet, undefined when the shard is closed
   * and read to its end. After a throw the next call goes on at the same place.
   */
  read(): Promise<readonly StreamItem[] | undefined>;
};

/** A reader that begins after a sequence number, or at the oldest record that is left. */
export function shardReader(
  client: DynamoDBStreamsClient,
  streamArn: string,
  shardId: string,
  after: string | undefined,
): ShardReader {
  let last = after;
  let iterator: string | undefined;
  let closed = false;

  const begin = async (from: string | undefined): Promise<string | undefined> => {
    const { ShardIterator } = await client.send(
      new GetShardIteratorCommand({
        StreamArn: streamArn,
        ShardId: shardId,
        ...(from === undefined
          ? { ShardIteratorType: "TRIM_HORIZON" }
          : { ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber: from }),
      }),
    );
    return ShardIterator;
  };

  return {
    read: async () => {
      if (closed) return undefined;
      try {
        iterator ??= await begin(last);
        const { Records = [], NextShardIterator } = await client.send(new GetRecordsCommand({ ShardIterator: iterator }));
        const items = Records.map((record) => streamItem(record, streamArn));
        iterator = NextShardIterator;
        closed = NextShardIterator === undefined;
        last = items.at(-1)?.sequenceNumber ?? last;
        return items;
      } catch (error) {
        iterator = undefined;
        if (error instanceof ExpiredIteratorException) return [];
        // What came next is gone: the caller learns of the gap, and the oldest record that is left comes next.
        if (error instanceof TrimmedDataAccessException) last = undefined;
        throw error;
      }
    },
  };
}
