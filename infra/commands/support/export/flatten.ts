import type { Json } from "../../../../shared/domain/canonical-json.ts";
import { type Cell, listCell, literalText } from "../../../../shared/domain/csv.ts";
import { fieldPaths } from "../import/fields.ts";
import type { Listed } from "./arguments.ts";

/** An item of a list, by column. */
export type Flat = ReadonlyMap<string, Cell>;

type Members = Readonly<Record<string, Json>>;

/**
 * An item of a list as cells: objects within it are columns with a dot, lists of words one cell, and lists of objects
 * are left out. A response has the columns that the import knows: its `id` is the sender's where there was one, and
 * what Afterscore calls it is `response`.
 */
export function flattened(what: Listed, item: Members): Flat {
  if (what !== "responses") return new Map(cellsIn(item, ""));
  const { id = null, senderId = id, ...rest } = item;
  return new Map(cellsIn({ id: senderId, response: id, ...rest }, ""));
}

function cellsIn(item: Members, prefix: string): [string, Cell][] {
  return Object.entries(item).flatMap(([name, value]): [string, Cell][] => {
    const path = `${prefix}${name}`;
    if (isList(value)) return value.every((word) => typeof word === "string") ? [[path, listCell(value)]] : [];
    if (typeof value === "object" && value !== null) return cellsIn(value, `${path}.`);
    return [[path, typeof value === "string" && path.startsWith("attributes.") ? literalText(value) : value]];
  });
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/** Collects which columns a table needs. */
export type Columns = { readonly add: (item: Flat) => void; readonly inOrder: () => readonly string[] };

/** The import's fields first, in their order, then the others as they came; attributes by their names. */
export function columnsFor(what: Listed): Columns {
  const found = new Set<string>();
  const first = what === "responses" ? fieldPaths : [];
  return {
    add: (item) => { for (const path of item.keys()) found.add(path); },
    inOrder: () => {
      // An empty table still says what would be in it.
      const known = found.size === 0 ? first : first.filter((path) => found.has(path));
      const numbered = [...found].filter((path) => /^(?:attributes|histogram)\./.test(path)).sort(byName);
      const named = new Set([...known, ...numbered]);
      return [...known, ...[...found].filter((path) => !named.has(path)), ...numbered];
    },
  };
}

/** `histogram.10` behind `histogram.9`. */
function byName(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true });
}
