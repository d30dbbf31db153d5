import { invalid } from "./errors.ts";
import { type Key, type Partitions, type Row, emptyPartitions, rowOf } from "./rows.ts";
import { bytesOf, mostBytes, writeUnits } from "./sizes.ts";
import type { Item } from "./values.ts";

/** How a table is made that this twin can stand for; all keys are text. */
export type TableDefinition = {
  readonly partitionKey: "pk";
  readonly sortKey: "sk";
  readonly streamView: "NEW_AND_OLD_IMAGES";
  readonly projection: "KEYS_ONLY";
  readonly indexes: readonly IndexDefinition[];
};

/** An index of a table. */
export type IndexDefinition = { readonly name: string; readonly partitionKey: string; readonly sortKey: string };

/** The items of a table, with its indexes. */
export type Store = {
  find(key: Key): Row | undefined;
  /** An item as it would stand here; refuses one that the table would not take. */
  row(key: Key, item: Item, bytes?: number): Row;
  /** Puts a row in the place of another, or takes it away; answers the write units that its indexes cost. */
  replace(before: Row | undefined, after: Row | undefined): number;
  readonly table: Partitions;
  /** The partitions of an index by its name. */
  index(name: string): { readonly definition: IndexDefinition; readonly partitions: Partitions };
};

/** An empty table. */
export function emptyStore({ indexes }: TableDefinition): Store {
  const table = emptyPartitions();
  const partitionsOf = new Map(indexes.map((definition) => [definition.name, { definition, partitions: emptyPartitions() }]));
  return {
    table,
    find: (key) => table.find(key.pk, { position: key.sk, key }),
    row: (key, item, bytes = bytesOf(item)) => {
      if (bytes > mostBytes) throw invalid("Item size has exceeded the maximum allowed size");
      for (const index of indexes) checkIndexKey(index, item);
      return rowOf(key.sk, key, item, bytes);
    },
    replace: (before, after) => {
      if (after !== undefined) table.put(after.key.pk, after);
      else if (before !== undefined) table.remove(before.key.pk, before);
      let units = 0;
      for (const { definition, partitions } of partitionsOf.values()) units += reindex(definition, partitions, before, after);
      return units;
    },
    index: (name) => {
      const found = partitionsOf.get(name);
      if (found === undefined) throw invalid(`The table does not have the specified index: ${name}`);
      return found;
    },
  };
}

/** An item's place among the items: the text under its key's names. */
export function keyIn(item: Item): Key {
  const { pk, sk } = item;
  if (typeof pk !== "string" || typeof sk !== "string") throw invalid("One of the required keys was not given a value");
  for (const [name, value, most] of [["pk", pk, 2048], ["sk", sk, 1024]] as const) {
    if (value === "") throw invalid(`One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: ${name}`);
    if (Buffer.byteLength(value) > most) throw invalid(`One or more parameter values were invalid: Size of ${name} has exceeded the maximum size limit of ${most} bytes`);
  }
  return { pk, sk };
}

function checkIndexKey({ name, partitionKey, sortKey }: IndexDefinition, item: Item): void {
  for (const attribute of [partitionKey, sortKey]) {
    const value = item[attribute];
    if (value === undefined) continue;
    if (typeof value !== "string") throw invalid(`One or more parameter values were invalid: Type mismatch for Index Key ${attribute} Expected: S IndexName: ${name}`);
    if (value === "") throw invalid(`One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty string value. IndexName: ${name}, IndexKey: ${attribute}`);
  }
}

type Entry = { readonly partition: string; readonly row: Row };

/** What an index holds of an item: its keys, if the item has those of the index. */
function entryOf({ partitionKey, sortKey }: IndexDefinition, row: Row | undefined): Entry | undefined {
  const partition = row?.item[partitionKey];
  const position = row?.item[sortKey];
  if (row === undefined || typeof partition !== "string" || typeof position !== "string") return undefined;
  return { partition, row: rowOf(position, row.key, { ...row.key, [partitionKey]: partition, [sortKey]: position }) };
}

function reindex(definition: IndexDefinition, partitions: Partitions, before: Row | undefined, after: Row | undefined): number {
  const old = entryOf(definition, before);
  const now = entryOf(definition, after);
  if (old?.partition === now?.partition && old?.row.position === now?.row.position) return 0;
  if (old !== undefined) partitions.remove(old.partition, old.row);
  if (now !== undefined) partitions.put(now.partition, now.row);
  return [old, now].reduce((sum, entry) => sum + (entry === undefined ? 0 : writeUnits(entry.row.bytes)), 0);
}
