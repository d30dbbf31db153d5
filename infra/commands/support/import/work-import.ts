import type { Clock } from "../../../../shared/ports.ts";
import { digest } from "../../../../shared/runtime/digest.ts";
import type { Asking, Door } from "../api-door.ts";
import { CommandError } from "../command-error.ts";
import type { Progress } from "../progress.ts";
import type { ImportCommand } from "./arguments.ts";
import { type Columns, columnsInWords } from "./columns.ts";
import { type Counts, type HowFar, bookmarkIn } from "./how-far.ts";
import { namingIn } from "./identity.ts";
import { type Looked, lookThrough } from "./look-through.ts";
import { type Readied, type Readying, headingOf, mistakesOf, readyCells, readyJson } from "./read-bodies.ts";
import { delimiterOf, rowsOfLines, rowsOfTable } from "./read-rows.ts";
import { type RefusedRows, pathOf, refusedRowsBeside } from "./refused-rows.ts";
import { type Sending, largestBatch, sendRows } from "./send-rows.ts";

/** What importing needs of the world. */
export type Importing = {
  readonly home: string;
  /** The zone of times without an offset, where the command names none. */
  readonly policyTimeZone: () => string;
  readonly findDoor: () => Promise<Door>;
  readonly asking: Asking;
  readonly clock: Clock;
  readonly say: (text: string) => void;
  readonly warn: (text: string) => void;
  readonly progressOf: (total: number) => Progress;
};

/** How it ended. */
export type Imported = { readonly text: string; readonly refused: number };

/**
 * Imports a file, or says what importing it would bring.
 *
 * @throws CommandError when the file cannot be read at all, or the API is not there or stays away
 */
export async function workImport(command: ImportCommand, needs: Importing): Promise<Imported> {
  const looked = await lookThrough(command.file);
  const { rows, columns } = await readiedRows(command, looked, needs);
  if (command.isDry) return checkAll(command, needs, looked, rows, columns);
  return postAll(command, needs, looked, rows, columns);
}

/** The rows of a file, each as it would be posted, and what is which column where it is a table. */
async function readiedRows(command: ImportCommand, looked: Looked, needs: Importing): Promise<{ rows: AsyncIterable<Readied>; columns?: Columns }> {
  const timeZone = command.timeZone ?? needs.policyTimeZone();
  const reading = { timeZone, set: command.set, isBackfill: !command.isLive, ...(command.dates === undefined ? {} : { dates: command.dates }) };
  const readying: Readying = { reading, nameOf: namingIn(looked.digest) };
  if (command.format === "ndjson") return { rows: mapped(rowsOfLines(command.file), (row) => readyJson(row, readying)) };
  const all = rowsOfTable(command.file, command.delimiter ?? delimiterOf(looked.head, command.file));
  const { width, columns } = await headingOf(all, command);
  needs.say(columnsInWords(columns));
  const hasTime = columns.taken.some(({ kind }) => kind === "time") || command.set.has("submittedAt");
  needs.say(hasTime ? `Times without an offset are read by the clocks of ${timeZone}.` : "No column says when an answer was given (submittedAt): all of them count on the day of the import.");
  return { rows: mapped(all, (row) => readyCells(row, { taken: columns.taken, width }, readying)), columns };
}

async function* mapped<T, U>(items: AsyncIterable<T>, change: (item: T) => U): AsyncGenerator<U> {
  for await (const item of items) yield change(item);
}

/** The title of the column that a mistake is in. */
function titlesOf(columns: Columns | undefined): (pointer: string) => string | undefined {
  const titles = new Map((columns?.taken ?? []).map(({ path, title }) => [path, title]));
  return (pointer) => titles.get(pathOf(pointer)) ?? titles.get(pathOf(pointer).replace(/\.\d+$/, ""));
}

async function checkAll({ file }: ImportCommand, needs: Importing, looked: Looked, rows: AsyncIterable<Readied>, columns: Columns | undefined): Promise<Imported> {
  const refusedRows = refusedRowsBeside(file, titlesOf(columns));
  const progress = progressOver(needs, looked, columns);
  let [done, refused] = [0, 0];
  for await (const row of rows) {
    const mistakes = mistakesOf(row, needs.clock.now().getTime());
    if (mistakes.length > 0) {
      refused += 1;
      refusedRows.add([{ line: row.line, mistakes }]);
    }
    done += 1;
    if (done % largestBatch.rows === 0) progress.show(done, "rows checked");
  }
  progress.show(done, "rows checked");
  progress.end();
  const summary = `${done} rows in ${file}: ${done - refused} can be imported, ${refused} cannot.`;
  return { text: [...refusedRows.inWords(), summary, "Nothing was posted: leave out --dry-run to do so."].join("\n"), refused };
}

async function postAll(command: ImportCommand, needs: Importing, looked: Looked, rows: AsyncIterable<Readied>, columns: Columns | undefined): Promise<Imported> {
  const { file } = command;
  const door = await needs.findDoor();
  if (command.isLive) needs.warn("! --live: each row is taken as given now. Detractors are alerts in Slack and cases, and customers get mails. Ctrl-C stops.");
  const bookmark = bookmarkIn(needs.home, nameOf(command, looked, door));
  const begun = bookmark.read();
  if (begun.rows > 0) needs.say(`${begun.rows} rows are done already: going on behind them.`);
  const refusedRows = refusedRowsBeside(file, titlesOf(columns), begun.errorBytes);
  const progress = progressOver(needs, looked, columns);
  const keep = (howFar: HowFar) => {
    bookmark.keep(howFar);
    progress.show(howFar.rows, "rows");
  };
  try {
    const { rows: done, counts } = await postFrom(begun, rows, { refusedRows, keep, send: (batch) => sendRows(door, needs.asking, batch) });
    progress.end();
    bookmark.remove();
    const advice = counts.refused > 0 && isKnownByFile(columns) ? [mendElsewhere] : [];
    return { text: [...refusedRows.inWords(), ...advice, summaryOf(file, done, counts, door)].join("\n"), refused: counts.refused };
  } catch (error) {
    progress.end();
    if (!(error instanceof CommandError)) throw error;
    throw new CommandError(`${error.message}\nRun the same again to go on: ${bookmark.read().rows} rows are done, and each is there once.`, { cause: error });
  }
}

/** A table has a heading, which is no row; lines without anything in them are none either, so the bar may end early. */
function progressOver({ progressOf }: Importing, { lines }: Looked, columns: Columns | undefined): Progress {
  const total = columns === undefined ? lines : lines - 1;
  const progress = progressOf(total);
  return { ...progress, show: (done, note) => { progress.show(Math.min(done, total), note); } };
}

/** Whether the rows of a table are known within their file alone. */
function isKnownByFile(columns: Columns | undefined): boolean {
  return columns !== undefined && !columns.taken.some(({ path }) => path === "id" || path === "submittedAt");
}

const mendElsewhere =
  "Mend the refused rows in a file of their own: these rows have neither an id nor a time, so in this file, once it is changed, every row would be another response.";

/** Of the same import: the same bytes to the same place, read the same way. */
function nameOf({ format, map, set, timeZone, dates, delimiter, isLive }: ImportCommand, looked: Looked, door: Door): string {
  return digest(JSON.stringify([looked.digest, door.name, format, [...map], [...set], timeZone, dates, delimiter, isLive]));
}

type Posting = {
  readonly refusedRows: RefusedRows;
  readonly keep: (howFar: HowFar) => void;
  readonly send: (rows: readonly Sending[]) => ReturnType<typeof sendRows>;
};

/**
 * Posts batch after batch: the next goes when the one before is done, and none holds an id twice, so that of two rows
 * with one id the later always corrects the earlier.
 */
async function postFrom(begun: HowFar, rows: AsyncIterable<Readied>, { refusedRows, keep, send }: Posting): Promise<HowFar> {
  let done = begun;
  let batch: Readied[] = [];
  let [bytes, seen, ids] = [0, 0, new Set<string>()];
  const flush = async () => {
    if (batch.length === 0) return;
    const unread = batch.flatMap((row) => ("mistakes" in row ? [row] : []));
    const sent = await send(batch.flatMap((row) => ("text" in row ? [row] : [])));
    refusedRows.add([...unread, ...sent.refused].sort((a, b) => a.line - b.line));
    const counts = { ...sum(done.counts, sent.counts), refused: done.counts.refused + sent.counts.refused + unread.length };
    done = { rows: done.rows + batch.length, counts, errorBytes: refusedRows.bytes() };
    keep(done);
    [batch, bytes, ids] = [[], 0, new Set()];
  };
  for await (const row of rows) {
    seen += 1;
    if (seen <= begun.rows) continue;
    const size = "text" in row ? Buffer.byteLength(row.text) + 1 : 0;
    const isKnown = "id" in row && ids.has(row.id);
    if (isKnown || batch.length === largestBatch.rows || bytes + size > largestBatch.bytes) await flush();
    batch.push(row);
    bytes += size;
    if ("id" in row) ids.add(row.id);
  }
  await flush();
  return done;
}

function sum(a: Counts, b: Counts): Counts {
  return { stored: a.stored + b.stored, corrected: a.corrected + b.corrected, known: a.known + b.known, refused: a.refused + b.refused };
}

function summaryOf(file: string, rows: number, { stored, corrected, known, refused }: Counts, { url }: Door): string {
  return `${rows} rows of ${file} at ${url}: ${stored} new, ${corrected} corrections, ${known} there already, ${refused} refused.`;
}

