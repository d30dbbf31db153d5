import { createWriteStream, rmSync } from "node:fs";
import { mkdtemp, rename } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import * as z from "zod";
import { byteOrderMark, csvLine } from "../../../../shared/domain/csv.ts";
import type { Asking, Door } from "../api-door.ts";
import { CommandError } from "../command-error.ts";
import { linesOf } from "../lines-of.ts";
import { reasonOf } from "../reaching.ts";
import type { ExportCommand } from "./arguments.ts";
import { type Columns, columnsFor, flattened } from "./flatten.ts";
import { pagesOf } from "./pages.ts";

/** What exporting needs of the world. */
export type Exporting = { readonly door: Door; readonly asking: Asking; readonly stdout: Writable; readonly onPage: (items: number) => void };

/** One item; what it is made of is read with it. */
const itemSchema = z.record(z.string(), z.json());
/** No item comes near it; characters. */
const longestItem = 64_000_000;

/**
 * Writes a list out, page by page: however long it is, one page of it is in memory.
 *
 * @returns how many items it has
 * @throws CommandError when the API refuses or stays away, or the file cannot be written
 */
export async function workExport(command: ExportCommand, needs: Exporting): Promise<number> {
  let items = 0;
  const count = (more: number) => {
    items += more;
    needs.onPage(items);
  };
  const lines = command.format === "ndjson" ? ndjsonOf(command, needs, count) : tableOf(command, needs, count);
  if (command.out === undefined) await toScreen(lines, needs.stdout);
  else await toFile(lines, command.out);
  return items;
}

async function* ndjsonOf(command: ExportCommand, { door, asking }: Exporting, count: (more: number) => void): AsyncGenerator<string> {
  for await (const page of pagesOf(command, door, asking)) {
    count(page.length);
    yield page.map((item) => `${JSON.stringify(item)}\n`).join("");
  }
}

/** Which columns there are is known at the end alone: until then, the items wait in a file only this person can read. */
async function* tableOf(command: ExportCommand, needs: Exporting, count: (more: number) => void): AsyncGenerator<string> {
  const folder = await mkdtemp(join(tmpdir(), "afterscore-export-"));
  const remove = removing(folder);
  try {
    const waiting = join(folder, "items.ndjson");
    const columns = columnsFor(command.what);
    await pipeline(noted(ndjsonOf(command, needs, count), command, columns), createWriteStream(waiting, { mode: 0o600 }));
    const titles = columns.inOrder();
    if (command.hasMark) yield byteOrderMark;
    if (titles.length > 0) yield csvLine(titles);
    for await (const line of linesOf(waiting, longestItem)) {
      const item = flattened(command.what, itemSchema.parse(JSON.parse(line)));
      yield csvLine(titles.map((title) => item.get(title)));
    }
  } finally {
    remove();
  }
}

async function* noted(pages: AsyncIterable<string>, { what }: ExportCommand, columns: Columns): AsyncGenerator<string> {
  for await (const page of pages) {
    for (const line of page.split("\n")) if (line !== "") columns.add(flattened(what, itemSchema.parse(JSON.parse(line))));
    yield page;
  }
}

/** Under a name of its own until it is whole, so that nobody takes a part for all of it. */
async function toFile(lines: AsyncIterable<string>, out: string): Promise<void> {
  const part = `${out}.${process.pid}.part`;
  const remove = removing(part);
  try {
    await pipeline(lines, createWriteStream(part, { mode: 0o600 }));
    await rename(part, out);
  } catch (error) {
    if (error instanceof CommandError || !(error instanceof Error && "code" in error)) throw error;
    throw new CommandError(`${out} cannot be written (${reasonOf(error)}).`, { cause: error });
  } finally {
    remove();
  }
}

/** Removes what holds what customers said, at the latest when the process ends. */
function removing(path: string): () => void {
  const remove = () => {
    rmSync(path, { recursive: true, force: true });
    process.off("exit", remove);
  };
  process.on("exit", remove);
  return remove;
}

async function toScreen(lines: AsyncIterable<string>, stdout: Writable): Promise<void> {
  try {
    await pipeline(lines, stdout, { end: false });
  } catch (error) {
    // Who reads only the beginning, as `head` does, has what they wanted.
    if (!(error instanceof Error && "code" in error && error.code === "EPIPE")) throw error;
  }
}
