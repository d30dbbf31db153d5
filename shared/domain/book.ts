import type { Contribution } from "./contribution.ts";

/**
 * A set of tallies that every counted response stands in once. One book is open: scores are read from it. When tallies
 * have to be made anew, a second one is written beside it, and is opened once it holds everything.
 *
 * Which responses a book holds can be told by looking at each alone, so nobody has to stop the traffic to find out: the
 * first book holds all of them; a later one those that came in since it was begun, and of the older ones those that
 * were entered by hand.
 */
export type Book = {
  readonly id: number;
  /** What is received from then on stands in it by itself; ISO 8601, UTC. The first book has no beginning. */
  readonly since?: string;
};

/** The book that scores are read from, and the one that is being written to take its place. */
export type Books = { readonly open: Book; readonly written?: Book; /** The newest id that was ever given; the open one's when absent. */ readonly newest?: number };

/** Where nothing was ever made anew. */
export const firstBook: Book = { id: 1 };

/** What decides where a stored answer stands and what it adds there; an erased one keeps just this. */
export type Entry = {
  readonly contribution?: Contribution;
  /** When its first revision came in; ISO 8601, UTC. */
  readonly receivedAt: string;
  /** The newest book that it was entered in by hand. */
  readonly book?: number;
};

/** Whether a book holds an answer. */
export function holds({ id, since }: Book, { receivedAt, book = 0 }: Pick<Entry, "receivedAt" | "book">): boolean {
  return since === undefined || receivedAt >= since || book >= id;
}

/** What an answer adds to a book; nothing when it does not count or is not in it. */
export function contributionTo(book: Book, entry: Entry | undefined): Contribution | undefined {
  return entry !== undefined && holds(book, entry) ? entry.contribution : undefined;
}

/** The books that are counted into. */
export function booksCounted({ open, written }: Books): readonly Book[] {
  return written === undefined ? [open] : [open, written];
}
