import type { Table } from "../../../../shared/adapters/dynamodb/table.ts";
import type { Book } from "../../../../shared/domain/book.ts";
import { type Comparison, compare, nameOf } from "./compare.ts";

/** How comparing goes about time. */
export type Patience = { readonly pauseMs: number; readonly longestMs: number; /** How long what came in may be on its way into the tallies; milliseconds. */ readonly lagMs: number; readonly sleep: (ms: number) => Promise<void>; readonly now: () => number };

/**
 * Compares until nothing that rests differs, or for as long as patience lasts: what has just come in is counted a moment
 * later, and where responses never cease to come in, nobody can compare. A cell that was right once is right.
 */
export async function compareUntilSettled(table: Table, book: Book, { pauseMs, longestMs, lagMs, sleep, now }: Patience): Promise<Comparison> {
  const look = () => compare(table, book, new Date(now() - lagMs).toISOString());
  const until = now() + longestMs;
  const restingBy = now() + 2 * lagMs;
  let found = await look();
  while ((found.differing.length > 0 && now() < until) || (found.moving.size > 0 && now() < restingBy)) {
    await sleep(pauseMs);
    const again = await look();
    const open = new Set([...found.moving, ...found.differing.map(({ cell }) => nameOf(cell))]);
    found = { ...again, differing: again.differing.filter(({ cell }) => open.has(nameOf(cell))), moving: again.moving.intersection(open) };
  }
  return found;
}
