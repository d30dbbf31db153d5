import type { DynamoDBRecord } from "aws-lambda";

/**
 * What an event within a tumbling window says beside its records. States are not carried from one event to
 * the next here, and there is no last call when a window closes: nothing of the pipeline keeps a state.
 * Source: docs.aws.amazon.com/lambda/latest/dg/services-ddb-windows.html
 */
export function windowOf(seconds: number, shardId: string, eventSourceARN: string) {
  return (records: readonly DynamoDBRecord[]) => {
    const at = records[0]?.dynamodb?.ApproximateCreationDateTime ?? 0;
    const start = Math.floor(at / seconds) * seconds;
    const time = (of: number) => new Date(of * 1_000).toISOString();
    return {
      window: { start: time(start), end: time(start + seconds) },
      state: {},
      shardId,
      eventSourceARN,
      isFinalInvokeForWindow: false,
      isWindowTerminatedEarly: false,
    };
  };
}
