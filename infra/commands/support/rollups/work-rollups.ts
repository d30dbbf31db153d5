import { DeleteCommand, paginateScan } from "@aws-sdk/lib-dynamodb";
import { dynamoBookshelf } from "../../../../shared/adapters/dynamodb/bookshelf.ts";
import type { Table } from "../../../../shared/adapters/dynamodb/table.ts";
import { tallyPrefix } from "../../../../shared/adapters/dynamodb/tally-codec.ts";
import { type Book, type Books, booksCounted } from "../../../../shared/domain/book.ts";
import type { CountingPolicy } from "../../../../shared/domain/counting.ts";
import { bandSchema } from "../../../../shared/domain/metric.ts";
import type { Tally } from "../../../../shared/domain/tally.ts";
import type { Clock } from "../../../../shared/ports.ts";
import { eachOf } from "../../../../shared/runtime/batch.ts";
import { CommandError } from "../command-error.ts";
import { textTable } from "../text-table.ts";
import { answersIn } from "./answers.ts";
import type { RollupsCommand } from "./arguments.ts";
import type { Comparison, Difference } from "./compare.ts";
import { enter } from "./enter.ts";
import { type Patience, compareUntilSettled } from "./settle.ts";

/** What working on the rollups needs. */
export type RollingAnew = {
  readonly place: string;
  readonly table: Table;
  readonly policy: CountingPolicy;
  readonly clock: Clock;
  readonly sleep: (ms: number) => Promise<void>;
  /** Tells what is going on, a line at a time. */
  readonly tell: (line: string) => void;
  readonly times: Times;
};

/** Milliseconds. */
export type Times = {
  /** How far clocks may be apart, of those who take responses in and of this machine. */
  readonly skewMs: number;
  /** How long a response may be on its way into the table, and a page of scores on its way out. */
  readonly flightMs: number;
  /** How long counting may take to catch up when nothing goes wrong, and how often it is looked at. */
  readonly patienceMs: number;
  /** How long what came in may be on its way into the tallies while all goes well. */
  readonly lagMs: number;
  readonly pauseMs: number;
};

const atATime = 16;

/**
 * Verifies or rebuilds the rollups, and answers what to print.
 *
 * @throws CommandError when the tallies are not what they should be
 */
export async function workRollups({ do: act }: RollupsCommand, needs: RollingAnew): Promise<string> {
  const { open } = await dynamoBookshelf(needs.table).read();
  return act === "verify" ? verify(needs, open) : rebuild(needs);
}

async function verify(needs: RollingAnew, open: Book): Promise<string> {
  const found = await compareUntilSettled(needs.table, open, patienceOf(needs));
  if (found.differing.length > 0) throw new CommandError(`${inWords(found)}\n\nIf nothing is coming in right now, npm run rollups -- rebuild makes them anew.`);
  return `${found.answers} responses counted one by one: ${agreement(found)} (${needs.place}).${unread(found)}`;
}

/**
 * Writes a book beside the open one, and opens it once it is right. Whoever counts sees the new book from the moment
 * it is begun; what comes in after `since` is in it by itself, what is older is entered, page by page.
 */
async function rebuild(needs: RollingAnew): Promise<string> {
  const { table, policy, clock, sleep, tell, times } = needs;
  const shelf = dynamoBookshelf(table);
  const now = () => clock.now().getTime();
  const { written } = await shelf.begin(new Date(now() + times.skewMs).toISOString());
  if (written === undefined) throw new CommandError("Another rebuild has just ended. Run it again if it is still needed.");
  const since = Date.parse(written.since ?? "");
  tell(`Book ${written.id} is written beside the open one, which scores are read from until it is right.`);
  // What came in before it was begun is in the table by then.
  await sleep(Math.max(0, since + times.flightMs - now()));
  let [seen, entered] = [0, 0];
  for await (const page of answersIn(table, () => undefined)) {
    await eachOf(page, atATime, async ({ item }) => { if (await enter(table, written, policy, item)) entered += 1; });
    seen += page.length;
    tell(`${seen} responses looked at, ${entered} entered`);
  }
  tell("Waiting until everything is counted, and counting it one by one.");
  const found = await compareUntilSettled(table, written, patienceOf(needs));
  if (found.differing.length > 0) {
    await shelf.abandon(written);
    throw new CommandError(`${inWords(found)}\n\nThe book is not opened, and thrown away. Run it again: it begins a new one.`);
  }
  if (!(await shelf.open(written))) throw new CommandError("Somebody else has opened a book meanwhile.");
  // Who began to read scores before reads on in the old book for a moment.
  await sleep(times.flightMs);
  await clear(table, { open: written });
  return `${found.answers} responses, ${entered} of them entered: ${agreement(found)}, and scores are read from them now (${needs.place}).${unread(found)}`;
}

function patienceOf({ clock, sleep, times }: RollingAnew): Patience {
  return { now: () => clock.now().getTime(), sleep, pauseMs: times.pauseMs, longestMs: times.patienceMs, lagMs: times.lagMs };
}

/** Throws away the tallies of books that nobody counts into any more. */
async function clear({ client, name: TableName }: Table, books: Books): Promise<void> {
  const kept = booksCounted(books).map(({ id }) => tallyPrefix(id));
  for await (const { Items = [] } of paginateScan({ client }, { TableName })) {
    const old = Items.filter(({ pk }) => String(pk).startsWith("tally#") && !kept.some((prefix) => String(pk).startsWith(prefix)));
    await eachOf(old, atATime, async (item) => { await client.send(new DeleteCommand({ TableName, Key: { pk: String(item["pk"]), sk: String(item["sk"]) } })); });
  }
}

function agreement({ cells, moving }: Comparison): string {
  return moving.size === 0 ? `all ${cells} tallies agree` : `${cells - moving.size} tallies agree, and ${moving.size} cannot be compared while responses come in there`;
}

/** What nobody can read counts nowhere. */
function unread({ unreadable }: Comparison): string {
  return unreadable.length === 0 ? "" : ` Not read, and not counted: ${unreadable.slice(0, mostShown).join(", ")}${unreadable.length > mostShown ? ", …" : ""}.`;
}

const mostShown = 20;

function inWords({ cells, differing }: Comparison): string {
  const rows = differing.slice(0, mostShown).map(({ cell: { metric, scope, dimension, value, day }, tallied, counted }: Difference) => [
    day, metric, scope === "*" ? "all surveys" : scope.slice(1), dimension === "" ? "" : `${dimension} ${value}`, String(sizeOf(tallied)), String(sizeOf(counted)),
  ]);
  const left = differing.length - rows.length;
  return `${differing.length} of ${cells} tallies differ from the responses:\n\n${textTable(["day", "metric", "survey", "segment", "tallied", "counted"], rows)}${left > 0 ? `\n… and ${left} more` : ""}`;
}

function sizeOf(tally: Tally): number {
  return bandSchema.options.flatMap((band) => Object.values(tally[band])).reduce((sum, count) => sum + count, 0);
}
