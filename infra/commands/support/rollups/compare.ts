import { paginateScan } from "@aws-sdk/lib-dynamodb";
import type { Table } from "../../../../shared/adapters/dynamodb/table.ts";
import { decodeCell, tallyPrefix } from "../../../../shared/adapters/dynamodb/tally-codec.ts";
import { type Book, contributionTo } from "../../../../shared/domain/book.ts";
import { type Cell, cells } from "../../../../shared/domain/contribution.ts";
import { type Tally, empty, isEmpty, merge, negate } from "../../../../shared/domain/tally.ts";
import { answersIn } from "./answers.ts";

/** A cell in which the tallies say something else than the responses. */
export type Difference = { readonly cell: Omit<Cell, "tally">; readonly tallied: Tally; readonly counted: Tally };

/**
 * What one look has found: how many answers and cells there are, which cells differ, which cannot be compared since
 * something has just come in there, and what nobody can read.
 */
export type Comparison = { readonly answers: number; readonly cells: number; readonly differing: readonly Difference[]; readonly moving: ReadonlySet<string>; readonly unreadable: readonly string[] };

/**
 * Counts every answer that a book holds, one by one, and compares that with the book. It reads the tallies before and
 * after it counts: a cell that agrees with either is right, since both change while responses come in.
 *
 * @param restingSince what came in later may not be counted yet; ISO 8601, UTC
 */
export async function compare(table: Table, book: Book, restingSince: string): Promise<Comparison> {
  const before = await talliesOf(table, book);
  const counted: Cells = new Map();
  const moving = new Set<string>();
  const unreadable: string[] = [];
  let answers = 0;
  for await (const page of answersIn(table, (key) => { unreadable.push(key); })) {
    answers += page.length;
    for (const { entry, changedAt } of page) {
      const contribution = contributionTo(book, entry);
      for (const cell of contribution === undefined ? [] : cells(contribution)) {
        addTo(counted, cell);
        if (changedAt > restingSince) moving.add(nameOf(cell));
      }
    }
  }
  const after = await talliesOf(table, book);
  const names = new Set([...before.keys(), ...counted.keys(), ...after.keys()]);
  const differing = [...names].flatMap((name) => {
    const [first, right, last] = [before, counted, after].map((known) => known.get(name));
    const cell = right ?? last ?? first;
    const agrees = [first, last].some((tallied) => isSame(tallied?.tally ?? empty, right?.tally ?? empty));
    if (agrees) moving.delete(name);
    else if (!isSame(first?.tally ?? empty, last?.tally ?? empty)) moving.add(name);
    return cell === undefined || agrees || moving.has(name) ? [] : [{ cell, tallied: last?.tally ?? empty, counted: right?.tally ?? empty }];
  });
  return { answers, cells: names.size, differing, moving, unreadable };
}

type Cells = Map<string, Cell>;

/** As JSON, because any separator may also occur in a value. */
export function nameOf({ metric, scope, dimension, day, value }: Omit<Cell, "tally">): string {
  return JSON.stringify([metric, scope, dimension, day, value]);
}

function addTo(known: Cells, cell: Cell): void {
  const name = nameOf(cell);
  known.set(name, { ...cell, tally: merge(known.get(name)?.tally ?? empty, cell.tally) });
}

async function talliesOf({ client, name: TableName }: Table, book: Book): Promise<Cells> {
  const found: Cells = new Map();
  for await (const { Items = [] } of paginateScan({ client }, { TableName, ConsistentRead: true })) {
    for (const item of Items) if (String(item["pk"]).startsWith(tallyPrefix(book.id))) addTo(found, decodeCell(item));
  }
  return found;
}

function isSame(a: Tally, b: Tally): boolean {
  return isEmpty(merge(a, negate(b)));
}
