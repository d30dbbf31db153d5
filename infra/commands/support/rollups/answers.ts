import { paginateScan } from "@aws-sdk/lib-dynamodb";
import { type Item, UnreadableItem, decodeResponse } from "../../../../shared/adapters/dynamodb/codec.ts";
import { decodeEntry } from "../../../../shared/adapters/dynamodb/entry-codec.ts";
import type { Table } from "../../../../shared/adapters/dynamodb/table.ts";
import type { Entry } from "../../../../shared/domain/book.ts";

/** A stored answer: the item, which may be the mark of an erased one, and what it adds to the books. */
export type Answer = { readonly item: Item; readonly entry: Entry; /** When it last came in, was corrected or erased; ISO 8601, UTC. */ readonly changedAt: string };

/**
 * Every answer that is or was there, page by page. It reads the whole table.
 *
 * @param unreadable told the key of an item that nobody can read, and that is passed over
 */
export async function* answersIn({ client, name: TableName }: Table, unreadable: (key: string) => void): AsyncGenerator<readonly Answer[]> {
  for await (const { Items = [] } of paginateScan({ client }, { TableName, ConsistentRead: true })) {
    yield Items.filter(isAnswer).flatMap((item) => readable(item, unreadable));
  }
}

/** In the place of a response may also stand what an idempotency key was tied to. */
function isAnswer({ sk, type }: Item): boolean {
  return sk === "response" && (type === "response" || type === "erased");
}

function readable(item: Item, unreadable: (key: string) => void): readonly Answer[] {
  try {
    const entry = decodeEntry(item);
    return [{ item, entry, changedAt: item["type"] === "erased" ? String(item["at"]) : (decodeResponse(item).revisions.at(-1)?.receivedAt ?? entry.receivedAt) }];
  } catch (error) {
    if (!(error instanceof UnreadableItem || error instanceof SyntaxError)) throw error;
    unreadable(String(item["pk"]));
    return [];
  }
}
