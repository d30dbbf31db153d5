import * as z from "zod";

/** The part of a stream that Lambda gave up on, as it says so itself. Sequence numbers are decimal, of any length. */
export type Positions = {
  readonly consumer: string;
  readonly streamArn: string;
  readonly shardId: string;
  readonly first: string;
  readonly last: string;
  readonly records: number;
  /** When the first and the last of them arrived, ISO 8601. */
  readonly from?: string;
  readonly to?: string;
};

const sequenceNumber = z.string().regex(/^\d+$/);

// docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html
const onFailureSchema = z
  .object({
    requestContext: z.object({ functionArn: z.string() }),
    DDBStreamBatchInfo: z.object({
      shardId: z.string(),
      startSequenceNumber: sequenceNumber,
      endSequenceNumber: sequenceNumber,
      approximateArrivalOfFirstRecord: z.string().optional(),
      approximateArrivalOfLastRecord: z.string().optional(),
      batchSize: z.number(),
      streamArn: z.string(),
    }),
  })
  .transform(({ requestContext, DDBStreamBatchInfo: batch }): Positions => {
    const { approximateArrivalOfFirstRecord: from, approximateArrivalOfLastRecord: to } = batch;
    return {
      consumer: /:function:([^:]+)/.exec(requestContext.functionArn)?.[1] ?? requestContext.functionArn,
      streamArn: batch.streamArn,
      shardId: batch.shardId,
      first: batch.startSequenceNumber,
      last: batch.endSequenceNumber,
      records: batch.batchSize,
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
    };
  });

/** Reads what Lambda sends to an on-failure queue; undefined when it is something else. */
export function readPositions(body: string): Positions | undefined {
  try {
    return onFailureSchema.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
}

/** Whether a sequence number lies beyond another one. */
export function isBeyond(sequenceNumber: string, last: string): boolean {
  return BigInt(sequenceNumber) > BigInt(last);
}
