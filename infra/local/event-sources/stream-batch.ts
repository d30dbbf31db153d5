import type { DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import { expectState, failedRecords } from "./batch-response.ts";
import { invoke, type LambdaFunction, type Report } from "./invocation.ts";
import { backoffMs, pause, type Backoff } from "./pause.ts";
import type { StreamItem } from "./stream-record-codec.ts";

/** What a batch needs on its way. */
export type BatchDelivery = {
  readonly lambda: LambdaFunction<DynamoDBStreamEvent>;
  /** Halve a batch that failed, until the record that fails stands alone. */
  readonly bisectBatchOnFunctionError: boolean;
  /** Tries after the first; undefined for as long as it takes. */
  readonly maximumRetryAttempts: number | undefined;
  readonly backoff: Backoff;
  /** Notes that everything up to this record is dealt with. */
  readonly done: (last: StreamItem) => void;
  /** What stands in the event beside its records. */
  readonly surroundings?: (records: readonly DynamoDBRecord[]) => object;
  /** Writes down records that are given up, before they are passed over. */
  readonly giveUp: (records: readonly StreamItem[], invocations: number) => Promise<void>;
  readonly report: Report;
};

type Batch = { readonly items: readonly StreamItem[]; readonly tries: number };

/**
 * Carries records through a function in order, with Lambda's retries: what the function reports as
 * failed is redelivered from the lowest such record on; a batch that fails whole is halved or tried
 * again, and given up when its tries run out (a split does not count as one). Ends early, with the
 * rest undone, when the signal aborts. Never throws: all that fails is reported.
 */
export async function deliverBatch(items: readonly StreamItem[], delivery: BatchDelivery, signal: AbortSignal): Promise<void> {
  const { bisectBatchOnFunctionError, maximumRetryAttempts = Infinity, backoff } = delivery;
  const waiting: Batch[] = [{ items, tries: 0 }];
  for (let batch = waiting.shift(); batch !== undefined && !signal.aborted; batch = waiting.shift()) {
    const handled = await countHandled(batch.items, delivery);
    const last = batch.items[handled - 1];
    if (last !== undefined) delivery.done(last);
    if (handled === batch.items.length) continue;

    const rest = batch.items.slice(handled);
    const tries = handled > 0 ? 1 : batch.tries + 1;
    if (bisectBatchOnFunctionError && handled === 0 && rest.length > 1) {
      const middle = Math.ceil(rest.length / 2);
      waiting.unshift({ items: rest.slice(0, middle), tries: 0 }, { items: rest.slice(middle), tries: 0 });
    } else if (tries <= maximumRetryAttempts || (bisectBatchOnFunctionError && rest.length > 1)) {
      waiting.unshift({ items: rest, tries });
      await pause(backoffMs(backoff, tries), signal);
    } else if (await gaveUp(rest, tries, delivery, signal)) {
      const passed = rest.at(-1);
      if (passed !== undefined) delivery.done(passed);
    }
  }
}

/** How many records from the first on are dealt with: all, those before the lowest failed one, or none. */
async function countHandled(items: readonly StreamItem[], { lambda, surroundings, report }: BatchDelivery): Promise<number> {
  const numbers = items.map(({ sequenceNumber }) => sequenceNumber);
  const Records = items.map(({ record }) => record);
  try {
    const answer = await invoke(lambda, { Records, ...surroundings?.(Records) });
    if (surroundings !== undefined) expectState(answer);
    const failed = failedRecords(answer, numbers);
    const [lowest] = failed;
    if (lowest === undefined) return items.length;
    report(new Error(`${failed.length} of ${items.length} records were reported as failed`), "records", failed);
    return numbers.indexOf(lowest);
  } catch (error) {
    report(error, "invocation", numbers);
    return 0;
  }
}

/** Tries to write the records down for as long as it takes; false when the signal aborted before. */
async function gaveUp(items: readonly StreamItem[], tries: number, delivery: BatchDelivery, signal: AbortSignal): Promise<boolean> {
  const numbers = items.map(({ sequenceNumber }) => sequenceNumber);
  for (let failures = 1; !signal.aborted; failures += 1) {
    try {
      await delivery.giveUp(items, tries);
      delivery.report(new Error(`Given up after ${tries} tries`), "discarded", numbers);
      return true;
    } catch (error) {
      delivery.report(error, "poll", numbers);
      await pause(backoffMs(delivery.backoff, failures), signal);
    }
  }
  return false;
}
