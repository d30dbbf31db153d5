import { type Condition, compares, readCondition } from "./condition.ts";
import { type Scope, nameIn, valueIn } from "./scope.ts";
import { invalid } from "./errors.ts";
import { UnknownToMemory, type Value, orderOfText } from "./values.ts";

/** What a query's key condition spans: one partition, and of it what is neither below nor above. */
export type Span = {
  readonly partition: string;
  readonly below: (position: string) => boolean;
  readonly above: (position: string) => boolean;
};

/** The names of a key's two attributes. */
export type KeyNames = { readonly partitionKey: string; readonly sortKey: string };

const nothing = (): boolean => false;

/** Takes `partition = :p`, alone or with a condition on the sort key behind it. */
export function spanOf(text: string, names: KeyNames, scope: Scope): Span {
  const { condition } = readCondition(text);
  const [first, second] = condition.is === "both" ? condition.sides : [condition, undefined];
  if (first.is !== "compare" || first.by !== "=" || typeof first.left !== "string" || nameIn(scope, first.left) !== names.partitionKey) throw notKnown(text);
  const partition = textOf(valueIn(scope, undefined, first.right));
  return { partition, below: nothing, above: nothing, ...(second === undefined ? {} : positions(second, text, names, scope)) };
}

function positions(condition: Condition, text: string, { sortKey }: KeyNames, scope: Scope): Partial<Span> {
  const value = (word: string) => textOf(valueIn(scope, undefined, word));
  const isSortKey = (word: string) => nameIn(scope, word) === sortKey;
  if (condition.is === "between" && isSortKey(condition.of)) {
    const [low, high] = [value(condition.low), value(condition.high)];
    if (orderOfText(low, high) > 0) throw invalid("Invalid KeyConditionExpression: The BETWEEN operator requires upper bound to be greater than or equal to lower bound");
    return { below: (position) => compares("<", position, low), above: (position) => compares(">", position, high) };
  }
  if (condition.is === "begins" && isSortKey(condition.of)) {
    const prefix = value(condition.prefix);
    return {
      below: (position) => compares("<", position, prefix),
      above: (position) => compares(">", position, prefix) && !position.startsWith(prefix),
    };
  }
  if (condition.is === "compare" && typeof condition.left === "string" && isSortKey(condition.left)) {
    const [by, bound] = [condition.by, value(condition.right)];
    return {
      ...(by.startsWith("<") ? {} : { below: (position) => compares("<=", position, bound) && !compares(by, position, bound) }),
      ...(by.startsWith(">") ? {} : { above: (position) => compares(">=", position, bound) && !compares(by, position, bound) }),
    };
  }
  throw notKnown(text);
}

function textOf(value: Value | undefined): string {
  if (typeof value !== "string") throw invalid("One or more parameter values were invalid: Condition parameter type does not match schema type");
  return value;
}

function notKnown(text: string): UnknownToMemory {
  return new UnknownToMemory(`the key condition "${text}"`);
}
