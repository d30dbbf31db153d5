import { randomUUID } from "node:crypto";
import { SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { functionArn } from "./invocation.ts";
import type { StreamItem } from "./stream-record-codec.ts";

/** A stream's on-failure destination: a standard queue. */
export type OnFailureQueue = { readonly client: SQSClient; readonly queueUrl: string };

/** Which records of which function are given up. */
export type GivenUp = {
  readonly functionName: string;
  readonly streamArn: string;
  readonly shardId: string;
  readonly items: readonly StreamItem[];
  readonly invocations: number;
};

/**
 * Sends the message that Lambda sends for records it gave up: their positions, not the records.
 * Source: docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html
 */
export async function sendPositions({ client, queueUrl }: OnFailureQueue, givenUp: GivenUp): Promise<void> {
  const { functionName, streamArn, shardId, items, invocations } = givenUp;
  const [first, last] = [items[0], items.at(-1)];
  await client.send(
    new SendMessageCommand({
      QueueUrl: queueUrl,
      MessageBody: JSON.stringify({
        requestContext: {
          requestId: randomUUID(),
          functionArn: functionArn(functionName),
          condition: "RetryAttemptsExhausted",
          approximateInvokeCount: invocations,
        },
        responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
        version: "1.0",
        timestamp: new Date().toISOString(),
        DDBStreamBatchInfo: {
          shardId,
          startSequenceNumber: first?.sequenceNumber,
          endSequenceNumber: last?.sequenceNumber,
          approximateArrivalOfFirstRecord: arrival(first),
          approximateArrivalOfLastRecord: arrival(last),
          batchSize: items.length,
          streamArn,
        },
      }),
    }),
  );
}

function arrival(item: StreamItem | undefined): string | undefined {
  const seconds = item?.record.dynamodb?.ApproximateCreationDateTime;
  return seconds === undefined ? undefined : new Date(seconds * 1_000).toISOString();
}
