import { noSuchTable } from "./errors.ts";
import type { Row } from "./rows.ts";
import type { Store } from "./store.ts";
import { UnknownToMemory } from "./values.ts";

/** The table as a request meets it. */
export type Meeting = {
  readonly name: string;
  readonly store: Store;
  /** Tells the stream of a change. */
  readonly changed: (before: Row | undefined, after: Row | undefined) => void;
  /** Counts what a request costs, whatever comes of it. */
  readonly charge: (units: { readonly read?: number; readonly write?: number }) => void;
};

/** Refuses a request that asks for more than the twin knows of. */
export function checkKnown(request: object, known: readonly string[]): void {
  for (const [name, value] of Object.entries(request)) {
    if (value !== undefined && !known.includes(name)) throw new UnknownToMemory(`the parameter ${name}`);
  }
}

/** Refuses a request for another table. */
export function checkTable(request: { readonly TableName?: string | undefined }, name: string): void {
  if (request.TableName !== name) throw noSuchTable();
}

/** One of the words that a parameter may be, and that the twin knows. */
export function oneOf<T extends string>(value: string | undefined, known: readonly T[]): T | undefined {
  if (value === undefined) return undefined;
  const found = known.find((each) => each === value);
  if (found === undefined) throw new UnknownToMemory(`the parameter value ${value}`);
  return found;
}
