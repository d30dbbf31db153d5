import {
  ConditionalCheckFailedException,
  TransactionCanceledException,
  TransactionInProgressException,
} from "@aws-sdk/client-dynamodb";
import { type TransactWriteCommandInput, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { type Item, plainItem } from "./codec.ts";
import type { Table } from "./table.ts";

/** The outcome of a write that had a condition; `found` is what stood in its place, where it was asked for. */
export type Conditional = { readonly held: true } | { readonly held: false; readonly found: Item | undefined };

/** Runs a conditional write and tells a failed condition apart from every other failure, which is thrown. */
export async function conditionally(write: Promise<unknown>): Promise<Conditional> {
  try {
    await write;
    return { held: true };
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return { held: false, found: error.Item && plainItem(error.Item) };
  }
}

/** The condition that an item has been written so often and no more; 0 is one that is not there. */
export function versionIs(version: number): { readonly ConditionExpression: string; readonly ExpressionAttributeValues?: Readonly<Record<string, number>> } {
  if (version === 0) return { ConditionExpression: "attribute_not_exists(pk)" };
  return { ConditionExpression: "version = :seen", ExpressionAttributeValues: { ":seen": version } };
}

/** The condition that a response is still at this revision, and entered in the books as it was. */
export function unchangedSince({ revision, book }: { readonly revision: number; readonly book: number | undefined }): { readonly ConditionExpression: string; readonly ExpressionAttributeValues: Readonly<Record<string, number>> } {
  return book === undefined
    ? { ConditionExpression: "revision = :revision AND attribute_not_exists(book)", ExpressionAttributeValues: { ":revision": revision } }
    : { ConditionExpression: "revision = :revision AND book = :book", ExpressionAttributeValues: { ":revision": revision, ":book": book } };
}

/** The outcome of a transaction; `failed` are the positions whose condition did not hold, and what stood there. */
export type Transaction =
  | { readonly held: true }
  | { readonly held: false; readonly failed: ReadonlyMap<number, Item | undefined> };

export type TransactItem = NonNullable<TransactWriteCommandInput["TransactItems"]>[number];

const mostTries = 8;

/**
 * Writes all or nothing. Two transactions that meet on an item are tried again here, because neither
 * of them is wrong; a condition that does not hold is an answer; anything else is thrown.
 */
export async function transact({ client }: Table, items: readonly TransactItem[]): Promise<Transaction> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.send(new TransactWriteCommand({ TransactItems: [...items] }));
      return { held: true };
    } catch (error) {
      const failed = failedConditions(error);
      if (failed.size > 0) return { held: false, failed };
      if (!collided(error) || attempt === mostTries) throw error;
      await pause(jitter(attempt));
    }
  }
}

function failedConditions(error: unknown): ReadonlyMap<number, Item | undefined> {
  if (!(error instanceof TransactionCanceledException)) return new Map();
  return new Map(
    (error.CancellationReasons ?? []).flatMap((reason, at) =>
      reason.Code === "ConditionalCheckFailed" ? [[at, reason.Item && plainItem(reason.Item)] as const] : [],
    ),
  );
}

function collided(error: unknown): boolean {
  if (error instanceof TransactionInProgressException) return true;
  return (
    error instanceof TransactionCanceledException &&
    (error.CancellationReasons ?? []).some(({ Code }) => Code === "TransactionConflict")
  );
}

/** Milliseconds: spread out, so that the same two do not meet again. */
function jitter(attempt: number): number {
  return Math.random() * 20 * 2 ** attempt;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
