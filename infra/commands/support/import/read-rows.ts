import { createReadStream } from "node:fs";
import { pipeline } from "node:stream";
import { CsvError, parse } from "csv-parse";
import * as z from "zod";
import type { Json } from "../../../../shared/domain/canonical-json.ts";
import { parseJson } from "../../../../shared/http/read-body.ts";
import { CommandError } from "../command-error.ts";
import { linesOf } from "../lines-of.ts";

/** A row of a file, by the line it begins in: the cells of a table, JSON, or why it is neither. */
export type Row = { readonly line: number } & ({ readonly cells: readonly string[] } | { readonly json: Json } | { readonly unreadable: string });

/** Characters; ten times what a body may have, so that what is too large is still said of its row alone. */
const longestRow = 1_000_000;

const recordSchema = z.object({ record: z.array(z.string()), raw: z.string() });

/**
 * The rows of a table, the heading first, one after the other: however long the file, only a little of it is in memory.
 * Line ends of all three kinds may be mixed, and stand in quotes.
 */
export async function* rowsOfTable(file: string, delimiter: string): AsyncGenerator<Row> {
  const parser = parse({
    delimiter,
    bom: true,
    raw: true,
    // Quotes within a cell stand for themselves; a row that falls apart by them has another number of cells.
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    record_delimiter: ["\r\n", "\n", "\r"],
    max_record_size: longestRow,
  });
  // What ends the one ends the other; the error comes out of the loop below.
  pipeline(createReadStream(file), parser, () => undefined);
  let next = 1;
  try {
    for await (const parsed of parser) {
      const { record, raw } = recordSchema.parse(parsed);
      const line = next + lineEnds(/^[\r\n]*/.exec(raw)?.[0] ?? "");
      next += lineEnds(raw);
      yield { line, cells: record };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    yield { line: next, unreadable: "a quote is opened here, or soon after, and not closed: what follows cannot be told apart, and none of it was read" };
  }
}

function lineEnds(text: string): number {
  return text.match(/\r\n|\r|\n/g)?.length ?? 0;
}

/** The rows of NDJSON: one JSON text a line; empty lines are passed over. */
export async function* rowsOfLines(file: string): AsyncGenerator<Row> {
  let line = 0;
  for await (const text of linesOf(file, longestRow)) {
    line += 1;
    if (text.trim() === "") continue;
    const parsed = parseJson(text);
    yield parsed.ok ? { line, json: parsed.value } : { line, unreadable: notJson };
  }
}

const notJson = 'is not JSON: each line is one response, such as { "survey": { "id": "onboarding-30d" }, "metric": "nps", "score": 9, "respondent": { "id": "u_91" } }';

const delimiters = [",", ";", "\t", "|"];

/** The delimiter of a table: of those there are, the one that its first line has most of. @throws CommandError without a heading */
export function delimiterOf(head: string, file: string): string {
  const [first] = /^(?:"(?:[^"]|"")*"|[^"\r\n])*/.exec(head.replace(/^[\uFEFF\r\n]+/, "")) ?? [""];
  const bare = first.replaceAll(/"(?:[^"]|"")*"/g, "");
  if (first.trim() === "") throw new CommandError(`${file} is empty: its first line names the columns.`);
  return delimiters.reduce((best, delimiter) => (bare.split(delimiter).length > bare.split(best).length ? delimiter : best));
}
