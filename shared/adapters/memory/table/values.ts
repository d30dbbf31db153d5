/**
 * What an attribute can hold, as this product uses attributes: no sets, no bytes, no numbers beyond what
 * JavaScript counts exactly. Anything else is refused loudly: a twin that guessed would prove nothing.
 */

/** The value of an attribute; frozen once it is kept, so that a reader may be given it as it is. */
export type Value = string | number | boolean | null | readonly Value[] | { readonly [name: string]: Value };

/** An item as it is kept. */
export type Item = Readonly<Record<string, Value>>;

/** Something was asked that this twin does not do as the engine would; extend it rather than work around it. */
export class UnknownToMemory extends Error {
  override readonly name = "UnknownToMemory";
}

/** A value as the document client would send it: undefined members dropped, nothing shared with the caller. */
function taken(value: unknown): Value {
  if (typeof value === "string" || typeof value === "boolean" || value === null) return value;
  if (typeof value === "number") return takenNumber(value);
  if (Array.isArray(value)) {
    const list: readonly unknown[] = value;
    return Object.freeze(list.filter((member) => member !== undefined).map(taken));
  }
  if (typeof value === "object") return takenItem(value);
  throw new UnknownToMemory(`an attribute that is a ${typeof value}`);
}

/** The same for a whole item, or for a map of them. */
export function takenItem(item: object): Item {
  const prototype: unknown = Object.getPrototypeOf(item);
  if (prototype !== Object.prototype && prototype !== null) throw new UnknownToMemory(`an attribute that is a ${item.constructor.name}`);
  const copy: Record<string, Value> = {};
  const members: readonly (readonly [string, unknown])[] = Object.entries(item);
  for (const [name, member] of members) if (member !== undefined) copy[name] = taken(member);
  return Object.freeze(copy);
}

function takenNumber(value: number): number {
  if (!Number.isFinite(value) || Math.abs(value) > Number.MAX_SAFE_INTEGER || String(value).includes("e")) {
    throw new UnknownToMemory(`the number ${value}`);
  }
  return value === 0 ? 0 : value; // The wire knows no -0.
}

/** Whether a value is a list; `Array.isArray` does not tell read-only lists from maps. */
export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

/** Whether two attributes are the same, type and all. */
export function same(a: Value | undefined, b: Value | undefined): boolean {
  if (a === b) return a !== undefined;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (isList(a) || isList(b)) return isList(a) && isList(b) && a.length === b.length && a.every((member, at) => same(member, b[at]));
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => same(a[name], b[name]));
}

/** Below, at or above zero; undefined where the two have no order. */
export function order(a: Value | undefined, b: Value | undefined): number | undefined {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (typeof a === "string" && typeof b === "string") return orderOfText(a, b);
  return undefined;
}

/** Text in the order of its UTF-8 bytes, which is not that of JavaScript beyond U+FFFF. */
export function orderOfText(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at += 1) {
    const difference = rank(a.charCodeAt(at)) - rank(b.charCodeAt(at));
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** Halves of what lies beyond U+FFFF, moved behind everything that does not. */
function rank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit >= 0xe000 ? unit - 0x800 : unit + 0x2000;
}

/** A value in wire form; it fits the SDK's type and that of Lambda's events. */
export type Wire =
  | { S: string }
  | { N: string }
  | { BOOL: boolean }
  | { NULL: true }
  | { L: Wire[] }
  | { M: Record<string, Wire> };

/** An item in wire form. */
export function wireItem(item: Item): Record<string, Wire> {
  const wired: Record<string, Wire> = {};
  for (const [name, value] of Object.entries(item)) wired[name] = wire(value);
  return wired;
}

function wire(value: Value): Wire {
  if (typeof value === "string") return { S: value };
  if (typeof value === "number") return { N: String(value) };
  if (typeof value === "boolean") return { BOOL: value };
  if (value === null) return { NULL: true };
  return isList(value) ? { L: value.map(wire) } : { M: wireItem(value) };
}
