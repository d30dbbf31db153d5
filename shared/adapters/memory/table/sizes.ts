import { type Item, type Value, isList } from "./values.ts";

/** The most an item may hold. */
export const mostBytes = 400 * 1024;

/** An item's size by AWS's rule. */
export function bytesOf(item: Item): number {
  let sum = 0;
  for (const [name, value] of Object.entries(item)) sum += bytesOfAttribute(name, value);
  return sum;
}

/** What one attribute adds to an item's size; nothing when it is not there. */
export function bytesOfAttribute(name: string, value: Value | undefined): number {
  return value === undefined ? 0 : Buffer.byteLength(name) + bytesOfValue(value);
}

function bytesOfValue(value: Value): number {
  if (typeof value === "string") return Buffer.byteLength(value);
  if (typeof value === "number") return bytesOfNumber(value);
  if (typeof value === "boolean" || value === null) return 1;
  // Lists and maps take three bytes, and one more for each member.
  if (isList(value)) return value.reduce<number>((sum, member) => sum + 1 + bytesOfValue(member), 3);
  return Object.entries(value).reduce((sum, [name, member]) => sum + 1 + bytesOfAttribute(name, member), 3);
}

/** A byte, another for every two significant digits, and one for a minus. */
function bytesOfNumber(value: number): number {
  const digits = String(Math.abs(value)).replace(".", "").replace(/^0+|0+$/g, "").length;
  return 1 + Math.ceil(digits / 2) + (value < 0 ? 1 : 0);
}

/** What writing so many bytes costs. */
export function writeUnits(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / 1024));
}

/** What reading so many bytes costs; half where the answer may be old. */
export function readUnits(bytes: number, consistent: boolean): number {
  return Math.max(1, Math.ceil(bytes / 4096)) * (consistent ? 1 : 0.5);
}
