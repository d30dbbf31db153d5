import { checkResponse } from "../../../../functions/receive/check-body.ts";
import type { Json } from "../../../../shared/domain/canonical-json.ts";
import type { Mistake } from "../../../../shared/runtime/problem.ts";
import { CommandError } from "../command-error.ts";
import { type Reading, type ReadBody, bodyOfCells, bodyOfJson, isObject } from "./body-of-row.ts";
import { type Column, type Columns, type Said, columnsOf } from "./columns.ts";
import type { Naming } from "./identity.ts";
import type { Row } from "./read-rows.ts";

/** A row as it would be posted, or why it cannot be. */
export type Readied = { readonly line: number } & ({ readonly id: string; readonly body: Json; readonly text: string } | { readonly mistakes: readonly Mistake[] });

/** What a row is readied by. */
export type Readying = { readonly reading: Reading; readonly nameOf: Naming };

/** What one response may weigh, as the API has it; bytes. */
const largestBody = 64 * 1024;

/** Reads the heading off the rows of a table. @throws CommandError when there is none */
export async function headingOf(rows: AsyncIterator<Row>, said: Said): Promise<{ readonly width: number; readonly columns: Columns }> {
  const first = await rows.next();
  if (first.done === true || !("cells" in first.value)) throw new CommandError("The first line of the file names no columns.");
  return { width: first.value.cells.length, columns: columnsOf(first.value.cells, said) };
}

/** Readies a row of a table. @param width how many cells the heading has */
export function readyCells(row: Row, { taken, width }: { readonly taken: readonly Column[]; readonly width: number }, readying: Readying): Readied {
  if (!("cells" in row)) return unreadable(row);
  if (row.cells.length !== width) {
    const detail = `has ${row.cells.length} cells, and the heading ${width}: a cell with the delimiter, a quote or a line break in it stands in quotes, and a quote in it is written twice`;
    return { line: row.line, mistakes: [{ pointer: "", detail }] };
  }
  return ready(row.line, bodyOfCells(row.cells, taken, readying.reading), readying.nameOf);
}

/** Readies a line of NDJSON. */
export function readyJson(row: Row, readying: Readying): Readied {
  return "json" in row ? ready(row.line, bodyOfJson(row.json, readying.reading), readying.nameOf) : unreadable(row);
}

/** Everything the API would say against a row, by the schema it checks with. @param now milliseconds since the epoch */
export function mistakesOf(row: Readied, now: number): readonly Mistake[] {
  if ("mistakes" in row) return row.mistakes;
  const checked = checkResponse(row.body, now);
  return checked.ok ? [] : checked.errors;
}

function ready(line: number, read: ReadBody, nameOf: Naming): Readied {
  const { body } = read;
  // Named whatever becomes of it: a refused row that is mended must not change the numbers of others.
  const name = nameOf(read);
  const named = isObject(body) && body["id"] === undefined ? { id: name, ...body } : body;
  if (read.mistakes.length > 0) {
    // What else is wrong is said with it; of what could not be read, its own words are the better ones.
    const said = new Set(read.mistakes.map(({ pointer }) => pointer));
    const checked = checkResponse(named, Infinity);
    const others = checked.ok ? [] : checked.errors.filter(({ pointer }) => !said.has(pointer));
    return { line, mistakes: [...read.mistakes, ...others] };
  }
  const text = JSON.stringify(named);
  const bytes = Buffer.byteLength(text);
  if (bytes > largestBody) return { line, mistakes: [{ pointer: "", detail: `has ${bytes} bytes: a response may have at most ${largestBody / 1024} KiB` }] };
  const id = isObject(named) ? named["id"] : undefined;
  return { line, id: typeof id === "string" ? id : name, body: named, text };
}

function unreadable(row: Row): Readied {
  return { line: row.line, mistakes: [{ pointer: "", detail: "unreadable" in row ? row.unreadable : "cannot be read" }] };
}
