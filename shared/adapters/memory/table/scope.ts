import { invalid } from "./errors.ts";
import { type Item, type Value, isList, takenItem } from "./values.ts";

/** What the `#names` and `:values` of a request's expressions stand for. */
export type Scope = { readonly names: Readonly<Record<string, string>>; readonly values: Item };

type Given = {
  readonly ExpressionAttributeNames?: Record<string, string> | undefined;
  readonly ExpressionAttributeValues?: Record<string, unknown> | undefined;
};

/** Takes what a request brings along; refuses what none of its expressions mentions, as DynamoDB does. */
export function scopeOf(
  { ExpressionAttributeNames: names = {}, ExpressionAttributeValues = {} }: Given,
  expressions: readonly ({ readonly mentions: ReadonlySet<string> } | undefined)[],
): Scope {
  const values = takenItem(ExpressionAttributeValues);
  const unused = (given: object) => Object.keys(given).filter((each) => !expressions.some((expression) => expression?.mentions.has(each)));
  const [name] = unused(names);
  if (name !== undefined) throw invalid(`Value provided in ExpressionAttributeNames unused in expressions: keys: {${name}}`);
  const [value] = unused(values);
  if (value !== undefined) throw invalid(`Value provided in ExpressionAttributeValues unused in expressions: keys: {${value}}`);
  return { names, values };
}

/** The attribute that a word of an expression names. */
export function nameIn({ names }: Scope, word: string): string {
  const name = word.startsWith("#") ? names[word] : word;
  if (name === undefined) throw invalid(`An expression attribute name used in the document path is not defined; attribute name: ${word}`);
  return name;
}

/** The value that a word of an expression stands for: one that was brought along, or what an attribute or a path leads to. */
export function valueIn(scope: Scope, item: Item | undefined, word: string): Value | undefined {
  if (!word.startsWith(":")) return word.includes(".") ? valueAt(scope, item, word.split(".")) : item?.[nameIn(scope, word)];
  const value = scope.values[word];
  if (value === undefined) throw invalid(`An expression attribute value used in expression is not defined; attribute value: ${word}`);
  return value;
}

/** Where a path leads; nowhere where one of its steps is not in a map. */
function valueAt(scope: Scope, item: Item | undefined, path: readonly string[]): Value | undefined {
  let at: Value | undefined = item;
  for (const step of path) {
    if (typeof at !== "object" || at === null || isList(at)) return undefined;
    at = at[nameIn(scope, step)];
  }
  return at;
}
