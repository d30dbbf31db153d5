import { type Scope, valueIn } from "./scope.ts";
import { type Tokens, remembering, tokensOf } from "./tokens.ts";
import { type Item, UnknownToMemory, type Value, isList, order, same } from "./values.ts";

/** A condition, a filter or a key condition, read. */
export type Condition =
  | { readonly is: "both"; readonly sides: readonly [Condition, Condition] }
  | { readonly is: "either"; readonly sides: readonly [Condition, Condition] }
  | { readonly is: "not"; readonly of: Condition }
  | { readonly is: "compare"; readonly by: Comparison; readonly left: Operand; readonly right: string }
  | { readonly is: "between"; readonly of: string; readonly low: string; readonly high: string }
  | { readonly is: "in"; readonly of: string; readonly list: readonly string[] }
  | { readonly is: "there"; readonly name: string }
  | { readonly is: "begins"; readonly of: string; readonly prefix: string }
  | { readonly is: "contains"; readonly of: string; readonly what: string };

/** A word of the expression, or the size of what it stands for. */
export type Operand = string | { readonly sizeOf: string };

/** How two operands compare; `<>` is not among them. */
export type Comparison = "=" | "<" | "<=" | ">" | ">=";

/** A condition beside the `#names` and `:values` it mentions. */
export type ReadCondition = { readonly condition: Condition; readonly mentions: ReadonlySet<string> };

/** Reads an expression; each text once. */
export const readCondition: (text: string) => ReadCondition = remembering((text) => {
  const tokens = tokensOf(text);
  const condition = either(tokens);
  if (tokens.peek() !== "") tokens.refuse();
  return { condition, mentions: tokens.mentions };
});

function either(tokens: Tokens): Condition {
  const left = both(tokens);
  return tokens.takes("OR") ? { is: "either", sides: [left, either(tokens)] } : left;
}

function both(tokens: Tokens): Condition {
  const left = term(tokens);
  return tokens.takes("AND") ? { is: "both", sides: [left, both(tokens)] } : left;
}

function term(tokens: Tokens): Condition {
  if (tokens.takes("NOT")) return { is: "not", of: term(tokens) };
  if (tokens.takes("(")) {
    const inner = either(tokens);
    tokens.expects(")");
    return inner;
  }
  const first = operand(tokens);
  return tokens.takes("(") ? call(tokens, first) : comparison(tokens, first);
}

function call(tokens: Tokens, called: string): Condition {
  const list = operands(tokens);
  const [of = "", second = ""] = list;
  if (list.length === 1 && called === "attribute_exists") return { is: "there", name: of };
  if (list.length === 1 && called === "attribute_not_exists") return { is: "not", of: { is: "there", name: of } };
  if (list.length === 2 && called === "begins_with") return { is: "begins", of, prefix: second };
  if (list.length === 1 && called === "size") return compared(tokens, { sizeOf: of });
  if (list.length === 2 && called === "contains") return { is: "contains", of, what: second };
  return tokens.refuse();
}

function comparison(tokens: Tokens, left: string): Condition {
  if (tokens.takes("BETWEEN")) {
    const low = operand(tokens);
    tokens.expects("AND");
    return { is: "between", of: left, low, high: operand(tokens) };
  }
  if (tokens.takes("IN")) {
    tokens.expects("(");
    return { is: "in", of: left, list: operands(tokens) };
  }
  return compared(tokens, left);
}

function compared(tokens: Tokens, left: Operand): Condition {
  const by = comparisons.find((each) => tokens.takes(each));
  return by === undefined ? tokens.refuse() : { is: "compare", by, left, right: operand(tokens) };
}

const comparisons: readonly Comparison[] = ["=", "<=", "<", ">=", ">"];

/** Operands up to the closing bracket. */
function operands(tokens: Tokens): readonly string[] {
  const list = [operand(tokens)];
  while (tokens.takes(",")) list.push(operand(tokens));
  tokens.expects(")");
  return list;
}

function operand(tokens: Tokens): string {
  return tokens.peek().startsWith(":") ? tokens.next() : tokens.path();
}

/** Whether a condition holds for an item, or for the lack of one. */
export function holds(condition: Condition, item: Item | undefined, scope: Scope): boolean {
  const value = (word: string) => valueIn(scope, item, word);
  switch (condition.is) {
    case "both":
      return condition.sides.every((side) => holds(side, item, scope));
    case "either":
      return condition.sides.some((side) => holds(side, item, scope));
    case "not":
      return !holds(condition.of, item, scope);
    case "there":
      return value(condition.name) !== undefined;
    case "compare":
      return compares(condition.by, typeof condition.left === "string" ? value(condition.left) : sizeOf(value(condition.left.sizeOf)), value(condition.right));
    case "between":
      return compares(">=", value(condition.of), value(condition.low)) && compares("<=", value(condition.of), value(condition.high));
    case "in":
      return condition.list.some((each) => same(value(condition.of), value(each)));
    case "begins": {
      const [text, prefix] = [value(condition.of), value(condition.prefix)];
      return typeof text === "string" && typeof prefix === "string" && text.startsWith(prefix);
    }
    case "contains":
      return contains(value(condition.of), value(condition.what));
  }
}

/** Whether two values compare so; values without an order never do. */
export function compares(by: Comparison, a: Value | undefined, b: Value | undefined): boolean {
  if (by === "=") return same(a, b);
  const ordered = order(a, b);
  if (ordered === undefined) return false;
  switch (by) {
    case "<":
      return ordered < 0;
    case "<=":
      return ordered <= 0;
    case ">":
      return ordered > 0;
    case ">=":
      return ordered >= 0;
  }
}

function sizeOf(value: Value | undefined): number | undefined {
  if (isList(value)) return value.length;
  if (value === undefined || value === null) return undefined;
  if (typeof value === "object") return Object.keys(value).length;
  throw new UnknownToMemory(`the size of a ${typeof value}`);
}

function contains(whole: Value | undefined, part: Value | undefined): boolean {
  if (isList(whole)) return whole.some((member) => same(member, part));
  return typeof whole === "string" && typeof part === "string" && whole.includes(part);
}
