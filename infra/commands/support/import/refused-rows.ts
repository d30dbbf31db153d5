import { appendFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { csvLine } from "../../../../shared/domain/csv.ts";
import type { Mistake } from "../../../../shared/runtime/problem.ts";

/** A row that was not taken, and everything that is wrong with it. */
export type Refused = { readonly line: number; readonly mistakes: readonly Mistake[] };

/** Keeps what was refused: the first of it to be shown, all of it in a file beside the imported one. */
export type RefusedRows = {
  readonly add: (rows: readonly Refused[]) => void;
  /** How long the file is; bytes, 0 where nothing was refused. */
  readonly bytes: () => number;
  /** The first mistakes, and where the others are. */
  readonly inWords: () => readonly string[];
};

const mostShown = 20;
const ownerOnly = { mode: 0o600 };

/** @param bytes what the file holds already, of the same import; what stands behind that is written anew */
export function refusedRowsBeside(file: string, titleOf: (pointer: string) => string | undefined, bytes = 0): RefusedRows {
  const kept = `${file}.errors.csv`;
  let length = bytes === 0 ? 0 : cut(kept, bytes);
  if (length === 0) rmSync(kept, { force: true });
  const shown: string[] = [];
  let more = 0;
  const write = (text: string) => {
    if (length === 0) writeFileSync(kept, text, ownerOnly);
    else appendFileSync(kept, text);
    length += Buffer.byteLength(text);
  };
  return {
    add: (rows) => {
      const lines: string[] = [];
      for (const { line, mistakes } of rows) {
        for (const { pointer, detail } of mistakes) {
          const field = pathOf(pointer);
          const title = titleOf(pointer);
          lines.push(csvLine([line, field, title, detail]));
          if (shown.length < mostShown) shown.push(`${file}:${line}: ${inRow(field, title)}${detail}`);
          else more += 1;
        }
      }
      if (lines.length > 0) write(`${length === 0 ? csvLine(["line", "field", "column", "problem"]) : ""}${lines.join("")}`);
    },
    bytes: () => length,
    inWords: () => [
      ...shown,
      ...(more > 0 ? [`… and ${more} more`] : []),
      ...(length > 0 ? [`All of them: ${kept}`] : []),
    ],
  };
}

/** `/respondent/email` as it is called in columns: `respondent.email`. */
export function pathOf(pointer: string): string {
  return pointer.split("/").slice(1).map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~")).join(".");
}

function inRow(field: string, title: string | undefined): string {
  if (field === "") return "";
  return title === undefined || title === field ? `${field}: ` : `${field} ('${title}'): `;
}

/** What was written after the state was kept belongs to rows that come again. */
function cut(file: string, bytes: number): number {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > bytes) truncateSync(file, bytes);
  return Math.min(size, bytes);
}
