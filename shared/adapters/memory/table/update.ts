import { invalid } from "./errors.ts";
import { type Scope, nameIn, valueIn } from "./scope.ts";
import { type Tokens, remembering, tokensOf } from "./tokens.ts";
import { type Item, UnknownToMemory, type Value, isList } from "./values.ts";

/** What an attribute is set to. Operands are words of the expression. */
type Source =
  | { readonly is: "operand"; readonly word: string }
  | { readonly is: "default"; readonly name: string; readonly otherwise: Source }
  | { readonly is: "append"; readonly sides: readonly [Source, Source] }
  | { readonly is: "sum"; readonly sign: 1 | -1; readonly sides: readonly [Source, Source] };

type Step =
  | { readonly do: "set"; readonly name: string; readonly to: Source }
  | { readonly do: "remove"; readonly name: string }
  | { readonly do: "add"; readonly name: string; readonly what: string };

/** An update expression, read, beside the `#names` and `:values` it mentions. */
export type ReadUpdate = { readonly steps: readonly Step[]; readonly mentions: ReadonlySet<string> };

/** Reads an update expression; each text once. */
export const readUpdate: (text: string) => ReadUpdate = remembering((text) => {
  const tokens = tokensOf(text);
  const steps: Step[] = [];
  while (tokens.peek() !== "") {
    const step = tokens.takes("SET") ? set : tokens.takes("REMOVE") ? remove : tokens.takes("ADD") ? add : tokens.refuse();
    do steps.push(step(tokens));
    while (tokens.takes(","));
  }
  return { steps, mentions: tokens.mentions };
});

function set(tokens: Tokens): Step {
  const name = tokens.name();
  tokens.expects("=");
  const first = source(tokens);
  const sign = tokens.takes("+") ? 1 : tokens.takes("-") ? -1 : undefined;
  return { do: "set", name, to: sign === undefined ? first : { is: "sum", sign, sides: [first, source(tokens)] } };
}

function remove(tokens: Tokens): Step {
  return { do: "remove", name: tokens.name() };
}

function add(tokens: Tokens): Step {
  const name = tokens.name();
  return tokens.peek().startsWith(":") ? { do: "add", name, what: tokens.next() } : tokens.refuse();
}

function source(tokens: Tokens): Source {
  const word = tokens.peek().startsWith(":") ? tokens.next() : tokens.name();
  if (!tokens.takes("(")) return { is: "operand", word };
  if (word === "if_not_exists") {
    const name = tokens.name();
    tokens.expects(",");
    const otherwise = source(tokens);
    tokens.expects(")");
    return { is: "default", name, otherwise };
  }
  if (word !== "list_append") return tokens.refuse();
  const left = source(tokens);
  tokens.expects(",");
  const right = source(tokens);
  tokens.expects(")");
  return { is: "append", sides: [left, right] };
}

/** What an update makes of each attribute it touches; undefined where nothing is left of it. */
export function changesOf({ steps }: ReadUpdate, before: Item, scope: Scope): ReadonlyMap<string, Value | undefined> {
  const changes = new Map<string, Value | undefined>();
  for (const step of steps) {
    const name = nameIn(scope, step.name);
    if (changes.has(name)) throw invalid(`Invalid UpdateExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [${name}], path two: [${name}]`);
    // All of them read what was there before.
    changes.set(name, after(step, before[name], before, scope));
  }
  return changes;
}

function after(step: Step, there: Value | undefined, before: Item, scope: Scope): Value | undefined {
  switch (step.do) {
    case "set":
      return sourceValue(step.to, before, scope);
    case "remove":
      return undefined;
    case "add":
      return sum(there === undefined ? 0 : there, valueIn(scope, before, step.what), 1);
  }
}

function sourceValue(from: Source, before: Item, scope: Scope): Value {
  switch (from.is) {
    case "operand": {
      const value = valueIn(scope, before, from.word);
      if (value === undefined) throw invalid("The provided expression refers to an attribute that does not exist in the item");
      return value;
    }
    case "default": {
      const there = before[nameIn(scope, from.name)];
      return there === undefined ? sourceValue(from.otherwise, before, scope) : there;
    }
    case "append": {
      const [left, right] = from.sides.map((side) => sourceValue(side, before, scope));
      if (!isList(left) || !isList(right)) throw invalid("list_append requires two list operands");
      return [...left, ...right];
    }
    case "sum": {
      const [left, right] = from.sides.map((side) => sourceValue(side, before, scope));
      return sum(left, right, from.sign);
    }
  }
}

function sum(a: Value | undefined, b: Value | undefined, sign: 1 | -1): number {
  if (typeof a !== "number" || typeof b !== "number") throw invalid("An operand in the update expression has an incorrect data type");
  const result = a + sign * b;
  // DynamoDB counts in decimals, JavaScript does not.
  if (!Number.isSafeInteger(a) || !Number.isSafeInteger(b) || !Number.isSafeInteger(result)) throw new UnknownToMemory(`the sum of ${a} and ${b}`);
  return result;
}
