import type { Evidence } from "./evidence.ts";

/** What must hold after every run, whatever went wrong in it. */
export type Invariant = {
  readonly name: string;
  /** The promise, in a sentence. */
  readonly promise: string;
  /** Where it is broken: one line each, empty when it holds. */
  readonly broken: (seen: Evidence) => readonly string[];
};
