import { bytesOf } from "./sizes.ts";
import { type Item, orderOfText } from "./values.ts";

/** Where an item stands in the table. */
export type Key = { readonly pk: string; readonly sk: string };

/** An item as it stands somewhere: in the table under its sort key, in an index under that of the index. */
export type Row = { readonly position: string; readonly key: Key; readonly item: Item; readonly bytes: number };

/** A row, with its size. */
export function rowOf(position: string, key: Key, item: Item, bytes: number = bytesOf(item)): Row {
  return { position, key, item, bytes };
}

/** What tells a row's place: rows of an index may share a position. */
export type Place = Pick<Row, "position" | "key">;

/** The partitions of the table or of an index, each in the order of its positions. */
export type Partitions = {
  find(partition: string, place: Place): Row | undefined;
  put(partition: string, row: Row): void;
  remove(partition: string, place: Place): void;
  rows(partition: string): readonly Row[];
  /** Every row, in no order that means anything. */
  all(): IterableIterator<Row>;
};

/** Partitions without a row. */
export function emptyPartitions(): Partitions {
  const partitions = new Map<string, Row[]>();
  return {
    find: (partition, place) => {
      const rows = partitions.get(partition);
      if (rows === undefined) return undefined;
      const row = rows[firstNot(rows, (each) => orderOfPlaces(each, place) < 0)];
      return row !== undefined && orderOfPlaces(row, place) === 0 ? row : undefined;
    },
    put: (partition, row) => {
      const rows = partitions.get(partition);
      if (rows === undefined) {
        partitions.set(partition, [row]);
        return;
      }
      const at = firstNot(rows, (each) => orderOfPlaces(each, row) < 0);
      const there = rows[at];
      rows.splice(at, there !== undefined && orderOfPlaces(there, row) === 0 ? 1 : 0, row);
    },
    remove: (partition, place) => {
      const rows = partitions.get(partition) ?? [];
      const at = firstNot(rows, (each) => orderOfPlaces(each, place) < 0);
      const there = rows[at];
      if (there === undefined || orderOfPlaces(there, place) !== 0) return;
      rows.splice(at, 1);
      if (rows.length === 0) partitions.delete(partition);
    },
    rows: (partition) => partitions.get(partition) ?? [],
    all: function* () {
      for (const rows of partitions.values()) yield* rows;
    },
  };
}

/** Which of two places comes first; below zero for the one on the left. */
export function orderOfPlaces(a: Place, b: Place): number {
  return orderOfText(a.position, b.position) || orderOfText(a.key.pk, b.key.pk) || orderOfText(a.key.sk, b.key.sk);
}

/** The index of the first row that is not so, where all that are so come first. */
export function firstNot(rows: readonly Row[], isSo: (row: Row) => boolean): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const row = rows[middle];
    if (row !== undefined && isSo(row)) low = middle + 1;
    else high = middle;
  }
  return low;
}
