import type { Json } from "../../shared/domain/canonical-json.ts";
import { type ResponseBody, responseBodySchema } from "../../shared/domain/response.ts";
import { type Checked, checked } from "../../shared/http/mistakes.ts";

/** How far ahead of ours a sender's clock may be; milliseconds. */
const clockTolerance = 5 * 60_000;

/**
 * Validates the body of a response.
 *
 * @param now milliseconds since the epoch
 */
export function checkResponse(json: Json, now: number): Checked<ResponseBody> {
  const body = checked(responseBodySchema, json);
  if (!body.ok) return body;
  const { submittedAt } = body.value;
  if (submittedAt !== undefined && Date.parse(submittedAt) > now + clockTolerance) {
    const detail = "must not be more than 5 minutes in the future";
    return { ok: false, errors: [{ pointer: "/submittedAt", detail }] };
  }
  return body;
}
