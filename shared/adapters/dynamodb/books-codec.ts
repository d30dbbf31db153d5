import type { Books } from "../../domain/book.ts";
import type { Item } from "./codec.ts";

/** The item that says which book is open. */
export function decodeBooks({ open, written, newest }: Item): Books {
  return { open, ...(written === undefined ? {} : { written }), ...(newest === undefined ? {} : { newest }) } as Books;
}
