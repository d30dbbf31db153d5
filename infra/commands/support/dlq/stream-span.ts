import {
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type _Record as StreamRecord,
  ResourceNotFoundException,
  TrimmedDataAccessException,
} from "@aws-sdk/client-dynamodb-streams";
import { type Positions, isBeyond } from "./positions.ts";

/**
 * The ids of the responses whose records stand in a part of the stream; undefined when the stream, which
 * keeps a day, has it no more.
 */
export async function responsesIn(client: DynamoDBStreamsClient, positions: Positions): Promise<ReadonlySet<string> | undefined> {
  try {
    return await readSpan(client, positions);
  } catch (error) {
    // The records are gone, or their whole shard is, or the table has another stream by now.
    if (error instanceof TrimmedDataAccessException || error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

/** Pages may be empty in the middle of a shard; so many on end are its end, which never comes while it is open. */
const mostEmpty = 50;

async function readSpan(client: DynamoDBStreamsClient, { streamArn, shardId, first, last }: Positions): Promise<ReadonlySet<string> | undefined> {
  const ids = new Set<string>();
  const seen = new Set<string | undefined>();
  const start = { StreamArn: streamArn, ShardId: shardId, ShardIteratorType: "AT_SEQUENCE_NUMBER", SequenceNumber: first } as const;
  let { ShardIterator } = await client.send(new GetShardIteratorCommand(start));
  for (let empty = 0; ShardIterator !== undefined && empty < mostEmpty; ) {
    const { Records = [], NextShardIterator } = await client.send(new GetRecordsCommand({ ShardIterator }));
    for (const record of Records.filter(({ dynamodb }) => !isBeyond(dynamodb?.SequenceNumber ?? last, last))) {
      seen.add(record.dynamodb?.SequenceNumber);
      for (const id of responseIn(record)) ids.add(id);
    }
    empty = Records.length === 0 ? empty + 1 : 0;
    const isDone = Records.some(({ dynamodb }) => !isBeyond(last, dynamodb?.SequenceNumber ?? first));
    ShardIterator = isDone ? undefined : NextShardIterator;
  }
  // An engine need not refuse what it has forgotten: without both ends, something is missing.
  return seen.has(first) && seen.has(last) ? ids : undefined;
}

/** The batch counted what its filter let through; other items lie between. */
function responseIn({ dynamodb }: StreamRecord): readonly string[] {
  const { pk, sk } = dynamodb?.Keys ?? {};
  return sk?.S === "response" && pk?.S !== undefined ? [pk.S] : [];
}
