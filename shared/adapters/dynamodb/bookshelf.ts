import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import type { Bookshelf } from "../../book-ports.ts";
import { type Books, firstBook } from "../../domain/book.ts";
import { decodeBooks } from "./books-codec.ts";
import { conditionally } from "./conditions.ts";
import type { Table } from "./table.ts";

const key = { pk: "books", sk: "books" };

/** The item is written by whoever makes tallies anew, so as long as it is not there the first book is the only one. */
export function dynamoBookshelf(table: Table): Bookshelf {
  return {
    read: () => readBooks(table),
    begin: async (since) => {
      const seen = await readBooks(table);
      if (seen.written !== undefined) return seen;
      const begun = { open: seen.open, written: { id: Math.max(seen.open.id, seen.newest ?? 0) + 1, since } };
      return (await replace(table, seen, begun)) ? begun : readBooks(table);
    },
    abandon: async (written) => {
      const seen = await readBooks(table);
      return seen.written?.id === written.id && replace(table, seen, { open: seen.open, newest: written.id });
    },
    open: async (written) => {
      const seen = await readBooks(table);
      return seen.written?.id === written.id && replace(table, seen, { open: seen.written });
    },
  };
}

/** The books as they are now. */
export async function readBooks({ client, name: TableName }: Table): Promise<Books> {
  const { Item } = await client.send(new GetCommand({ TableName, Key: key, ConsistentRead: true }));
  return Item === undefined ? { open: firstBook } : decodeBooks(Item);
}

/** Puts books in the place of those that were seen; false when somebody else was quicker. */
async function replace({ client, name: TableName }: Table, seen: Books, books: Books): Promise<boolean> {
  const asSeen = seen.written === undefined ? "attribute_not_exists(#written)" : "#written.id = :written";
  const put = new PutCommand({
    TableName,
    Item: { ...key, type: "books", ...books },
    ConditionExpression: `(attribute_not_exists(pk) OR #open.id = :open) AND ${asSeen}`,
    ExpressionAttributeNames: { "#open": "open", "#written": "written" },
    ExpressionAttributeValues: { ":open": seen.open.id, ...(seen.written === undefined ? {} : { ":written": seen.written.id }) },
  });
  return (await conditionally(client.send(put))).held;
}
