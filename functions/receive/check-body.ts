import type { Json } from "../../shared/domain/canonical-json.ts";
import { type ResponseBody, responseBodySchema } from "../../shared/domain/response.ts";
import { mistakesOf } from "../../shared/http/mistakes.ts";
import type { Mistake } from "../../shared/runtime/problem.ts";

/** How far ahead of ours a sender's clock may be; milliseconds. */
const clockTolerance = 5 * 60_000;

/** A body that can be accepted, or everything that is wrong with it. */
export type Checked<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly errors: readonly Mistake[] };

/**
 * Validates the body of a response.
 *
 * @param now milliseconds since the epoch
 */
export function checkResponse(json: Json, now: number): Checked<ResponseBody> {
  const parsed = responseBodySchema.safeParse(json);
  if (!parsed.success) return { ok: false, errors: mistakesOf(parsed.error) };
  const { submittedAt } = parsed.data;
  if (submittedAt !== undefined && Date.parse(submittedAt) > now + clockTolerance) {
    const detail = "must not be more than 5 minutes in the future";
    return { ok: false, errors: [{ pointer: "/submittedAt", detail }] };
  }
  return { ok: true, value: parsed.data };
}
