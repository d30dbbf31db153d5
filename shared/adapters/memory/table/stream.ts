import type { DynamoDBRecord } from "aws-lambda";
import type { Row } from "./rows.ts";
import { bytesOf } from "./sizes.ts";
import { wireItem } from "./values.ts";

/** A table's stream, to be read as often as one likes; nothing is ever trimmed. */
export type MemoryStream = {
  /** The names of its shards; all records of one partition are in one of them, in their order. */
  readonly shards: readonly string[];
  /** The next records of a shard after a sequence number, oldest first; from the beginning without one. */
  read(shard: string, after: string | undefined, limit: number): readonly DynamoDBRecord[];
};

type Change = (before: Row | undefined, after: Row | undefined) => void;

/** `record` is what it was read as, since it is read by every consumer. */
type Kept = { readonly seconds: number; readonly event: "INSERT" | "MODIFY" | "REMOVE"; readonly before: Row | undefined; readonly after: Row | undefined; record?: DynamoDBRecord };

/** A stream, and what tells it of a change. */
export function streamOf(shardCount: number, now: () => Date): { readonly stream: MemoryStream; readonly changed: Change } {
  const shards = Array.from({ length: shardCount }, (_, at) => ({
    name: `shardId-${String(at).padStart(20, "0")}`,
    // Later shards count from lower numbers: who compares across shards is soon found out.
    prefix: String(shardCount - at),
    records: new Array<Kept>(),
  }));
  return {
    stream: {
      shards: shards.map(({ name }) => name),
      read: (name, after, limit) => {
        const shard = shards.find((each) => each.name === name);
        if (shard === undefined) throw new Error(`the stream has no shard ${name}`);
        const from = after === undefined ? 0 : Number(after.slice(shard.prefix.length));
        return shard.records
          .slice(from, from + limit)
          .map((kept, at) => kept.record ??= recordOf(kept, shard.prefix + String(from + at + 1).padStart(20, "0")));
      },
    },
    changed: (before, after) => {
      const row = after ?? before;
      if (row === undefined) return;
      // A put that changes nothing is told as well: AWS would be silent, consumers must bear either.
      const event = after === undefined ? "REMOVE" : before === undefined ? "INSERT" : "MODIFY";
      shards[hashOf(row.key.pk) % shardCount]?.records.push({ seconds: Math.floor(now().getTime() / 1000), event, before, after });
    },
  };
}

function recordOf({ seconds, event, before, after }: Kept, sequenceNumber: string): DynamoDBRecord {
  const { key } = after ?? before ?? {};
  return {
    eventID: sequenceNumber,
    eventName: event,
    eventVersion: "1.1",
    eventSource: "aws:dynamodb",
    awsRegion: "memory",
    dynamodb: {
      ApproximateCreationDateTime: seconds,
      Keys: wireItem({ ...key }),
      ...(after === undefined ? {} : { NewImage: wireItem(after.item) }),
      ...(before === undefined ? {} : { OldImage: wireItem(before.item) }),
      SequenceNumber: sequenceNumber,
      SizeBytes: bytesOf({ ...key }) + (after?.bytes ?? 0) + (before?.bytes ?? 0),
      StreamViewType: "NEW_AND_OLD_IMAGES",
    },
    eventSourceARN: "arn:aws:dynamodb:memory:000000000000:table/memory/stream/memory",
  };
}

function hashOf(text: string): number {
  let hash = 2166136261;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 16777619);
  return hash >>> 0;
}
