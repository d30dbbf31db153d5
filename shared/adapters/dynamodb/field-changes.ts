import type { Item } from "./codec.ts";

/** Parts of an expression, with the names and the values that it uses. */
export type Expressed = {
  readonly parts: readonly string[];
  readonly names: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, unknown>>;
};

/** What brings these fields of an item to what they now are, and touches no other: each is written or taken away. */
export function changesOf(item: Item, fields: readonly string[]): Expressed & { readonly removed: readonly string[] } {
  const [kept, gone] = [fields.filter((field) => item[field] !== undefined), fields.filter((field) => item[field] === undefined)];
  return {
    parts: kept.map((field) => `#${field} = :${field}`),
    removed: gone.map((field) => `#${field}`),
    names: namesOf(fields),
    values: Object.fromEntries(kept.map((field) => [`:${field}`, item[field]])),
  };
}

/** The conditions that these fields of an item still are what they were seen to be. */
export function unchanged(seen: Item, fields: readonly string[]): Expressed {
  const known = fields.filter((field) => seen[field] !== undefined);
  return {
    parts: fields.map((field) => (seen[field] === undefined ? `attribute_not_exists(#${field})` : `#${field} = :seen_${field}`)),
    names: namesOf(fields),
    values: Object.fromEntries(known.map((field) => [`:seen_${field}`, seen[field]])),
  };
}

function namesOf(fields: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(fields.map((field) => [`#${field}`, field]));
}
