/** The query of a request: each parameter once, since of two values one would be passed over in silence. */
import type { Context } from "hono";
import type { Mistake } from "../runtime/problem.ts";

/** Parameters by name, or which of them were given more than once. */
export type Query =
  | { readonly ok: true; readonly value: Readonly<Record<string, string>> }
  | { readonly ok: false; readonly errors: readonly Mistake[] };

/** Reads the query of a request. */
export function queryOf(c: Context): Query {
  const given = Object.entries(c.req.queries());
  const errors = given.flatMap(([name, { length }]) => (length > 1 ? [{ pointer: `/${name}`, detail: `is given ${length} times: give it once` }] : []));
  if (errors.length > 0) return { ok: false, errors };
  return { ok: true, value: Object.fromEntries(given.map(([name, [value = ""]]) => [name, value])) };
}
