/** The books of tallies: beside ports.ts, which is full. See `shared/domain/book.ts`. */
import type { Book, Books } from "./domain/book.ts";

/** Which book is open, and which is being written. */
export type Bookshelf = {
  /** As of now, to whoever counts. */
  read(): Promise<Books>;
  /** Begins a book; answers the books as they then are, another's where somebody was quicker. */
  begin(since: string): Promise<Books>;
  /** Gives up the book that is being written, since it cannot come right; false when it is not there any more. */
  abandon(written: Book): Promise<boolean>;
  /** Opens the book that is being written in the place of the open one; false when it is not there any more. */
  open(written: Book): Promise<boolean>;
};
