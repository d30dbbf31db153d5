import type { Context } from "hono";
import type * as z from "zod/mini";
import { checked } from "../../../shared/http/mistakes.ts";
import { queryOf } from "../../../shared/http/query.ts";
import type { Mistake } from "../../../shared/runtime/problem.ts";

/**
 * The filters of a page's address. What a form sent without saying anything (`state=`) counts as not said, and so does the
 * language, which is no filter.
 */
export function filtersOf<T>(c: Context, schema: z.ZodMiniType<T>): { readonly ok: true; readonly value: T } | { readonly ok: false; readonly errors: readonly Mistake[] } {
  const said = queryOf(c);
  if (!said.ok) return said;
  return checked(schema, Object.fromEntries(Object.entries(said.value).filter(([name, value]) => value !== "" && name !== "lang")));
}
