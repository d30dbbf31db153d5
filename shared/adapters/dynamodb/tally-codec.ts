/** Cells of tallies to items and back: one item a cell. */
import type { Cell } from "../../domain/contribution.ts";
import { type Band, type Metric, bandSchema } from "../../domain/metric.ts";
import { type Tally, empty, merge, of } from "../../domain/tally.ts";
import type { DayTally } from "../../ports.ts";
import { type Item, type Key, UnreadableItem } from "./codec.ts";

/** The attribute in which an item remembers how far it has counted a shard. */
export function checkpointOf(shard: string): string {
  return `upTo#${shard}`;
}

/** Short, since a page of scores reads each of them for every day: `9p`, and `$p` for what its promoters pay. */
const letters: Readonly<Record<Band, string>> = { detractor: "d", passive: "a", promoter: "p" };
const revenueCount = "$n";

/** What is added to one item, by attribute. */
export function countersOf(tally: Tally): readonly { readonly counter: string; readonly more: number }[] {
  const { revenue } = tally;
  return [
    ...bandSchema.options.flatMap((band) => Object.entries(tally[band]).map(([score, more]) => ({ counter: `${score}${letters[band]}`, more }))),
    ...(revenue === undefined ? [] : [...bandSchema.options.map((band) => ({ counter: `$${letters[band]}`, more: revenue[band] })), { counter: revenueCount, more: revenue.n }].filter(({ more }) => more !== 0)),
  ];
}

/** What tallies are a row of days of. */
export type Series = Pick<Cell, "metric" | "scope" | "dimension">;

/** The partition of a row of days. */
export function partitionOf(book: number, { metric, scope, dimension }: Series): string {
  return `${tallyPrefix(book)}${JSON.stringify([metric, scope, dimension])}`;
}

/** What the partitions of a book's tallies begin with. */
export function tallyPrefix(book: number): string {
  return `tally#${book}#`;
}

/** Where a cell stands; no item stands at a day alone. */
export function cellKey(book: number, cell: Series & Pick<Cell, "day" | "value">): Key {
  return { pk: partitionOf(book, cell), sk: `${cell.day}#${cell.value}` };
}

/** The cell that an item of a book holds. */
export function decodeCell(item: Item): Cell {
  const { day, value, tally } = decodeTally(item);
  const pk = String(item["pk"]);
  const [metric, scope, dimension] = JSON.parse(pk.slice(pk.indexOf("["))) as [Metric, string, string];
  return { metric, scope, dimension, day, value, tally };
}

const bandOf: ReadonlyMap<string, Band> = new Map(bandSchema.options.map((band) => [letters[band], band]));

/** What an item counts. */
export function decodeTally(item: Item): DayTally {
  const place = String(item["sk"]);
  const border = place.indexOf("#");
  let tally: Tally = empty;
  for (const [attribute, count] of Object.entries(item)) {
    if (attribute === "pk" || attribute === "sk" || attribute.startsWith(checkpointOf(""))) continue;
    tally = merge(tally, counted(attribute, Number(count)));
  }
  return { day: place.slice(0, border), value: place.slice(border + 1), tally };
}

function counted(attribute: string, count: number): Tally {
  if (attribute === revenueCount) return { ...empty, revenue: { detractor: 0, passive: 0, promoter: 0, n: count } };
  const band = bandOf.get(attribute.slice(-1));
  const score = attribute.slice(0, -1);
  if (band === undefined || !/^(?:\d+|\$)$/.test(score)) throw new UnreadableItem(`a tally with ${attribute}`);
  return score === "$" ? { ...empty, revenue: { detractor: 0, passive: 0, promoter: 0, n: 0, [band]: count } } : of(band, Number(score), count);
}
