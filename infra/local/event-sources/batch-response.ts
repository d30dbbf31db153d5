import * as z from "zod";

const BatchResponse = z.object({
  batchItemFailures: z.array(z.object({ itemIdentifier: z.string().min(1) })).nullish(),
});

/**
 * Reads a handler's answer as Lambda's `ReportBatchItemFailures` does, and answers the failed records
 * among those it was given. No answer, an empty one and an empty list are a complete success.
 * Source: docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html
 *
 * @throws Error when the answer names no record, or one that was not in the batch: a complete failure.
 */
export function failedRecords(answer: unknown, given: readonly string[]): readonly string[] {
  if (answer === undefined || answer === null) return [];
  if (typeof answer !== "object") return []; // A function may answer anything, it then reports nothing.
  const parsed = BatchResponse.safeParse(answer);
  if (!parsed.success) throw new Error("The answer's batchItemFailures cannot be read", { cause: parsed.error });
  const failed = new Set((parsed.data.batchItemFailures ?? []).map((failure) => failure.itemIdentifier));
  const known = new Set(given);
  for (const id of failed) {
    if (!known.has(id)) throw new Error(`The answer reports ${id} as failed, which was not in the batch`);
  }
  return given.filter((id) => failed.has(id));
}

/**
 * Reads an answer within a tumbling window as Lambda does: without a state it is a failure.
 * Source: docs.aws.amazon.com/lambda/latest/dg/services-ddb-windows.html
 *
 * @throws Error when there is none.
 */
export function expectState(answer: unknown): void {
  if (!z.object({ state: z.record(z.string(), z.unknown()) }).safeParse(answer).success) throw new Error("The answer holds no state for its window");
}
