import type { AttributeValue, _Record } from "@aws-sdk/client-dynamodb-streams";
import type { AttributeValue as LambdaAttributeValue, DynamoDBRecord, StreamRecord } from "aws-lambda";

/** A stream record in Lambda's shape, with the position that is always there. */
export type StreamItem = { readonly sequenceNumber: string; readonly record: DynamoDBRecord };

/**
 * Turns what the Streams API answers into what Lambda hands to a function: times in seconds, bytes in
 * base64, and the stream's ARN on each record.
 *
 * @throws Error when the record has no sequence number, or a value of a type DynamoDB does not have.
 */
export function streamItem(record: _Record, streamArn: string): StreamItem {
  const { dynamodb, ...rest } = record;
  const sequenceNumber = dynamodb?.SequenceNumber;
  if (sequenceNumber === undefined) throw new Error(`A record of ${streamArn} has no sequence number`);
  return {
    sequenceNumber,
    record: {
      ...(rest as Pick<DynamoDBRecord, "eventID" | "eventName" | "eventVersion" | "eventSource" | "awsRegion">),
      dynamodb: {
        ...(dynamodb?.ApproximateCreationDateTime && {
          ApproximateCreationDateTime: Math.floor(dynamodb.ApproximateCreationDateTime.getTime() / 1_000),
        }),
        ...(dynamodb?.Keys && { Keys: image(dynamodb.Keys) }),
        ...(dynamodb?.NewImage && { NewImage: image(dynamodb.NewImage) }),
        ...(dynamodb?.OldImage && { OldImage: image(dynamodb.OldImage) }),
        SequenceNumber: sequenceNumber,
        ...(dynamodb?.SizeBytes !== undefined && { SizeBytes: dynamodb.SizeBytes }),
        ...(dynamodb?.StreamViewType && {
          StreamViewType: dynamodb.StreamViewType as NonNullable<StreamRecord["StreamViewType"]>,
        }),
      },
      eventSourceARN: streamArn,
    },
  };
}

function image(attributes: Record<string, AttributeValue>): Record<string, LambdaAttributeValue> {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, plain(value)]));
}

function plain(value: AttributeValue): LambdaAttributeValue {
  if (value.S !== undefined) return { S: value.S };
  if (value.N !== undefined) return { N: value.N };
  if (value.BOOL !== undefined) return { BOOL: value.BOOL };
  if (value.NULL !== undefined) return { NULL: value.NULL };
  if (value.M !== undefined) return { M: image(value.M) };
  if (value.L !== undefined) return { L: value.L.map(plain) };
  if (value.SS !== undefined) return { SS: value.SS };
  if (value.NS !== undefined) return { NS: value.NS };
  if (value.B !== undefined) return { B: base64(value.B) };
  if (value.BS !== undefined) return { BS: value.BS.map(base64) };
  throw new Error(`DynamoDB has no attribute type ${value.$unknown[0]}`);
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}
