/** The `Idempotency-Key` of a request, in the same words wherever one is taken. */
import type { Problem } from "../runtime/problem.ts";

/** Characters. */
const longest = 255;

/** Whether a key may be used; none is fine, too. */
export function isKey(key: string | undefined): boolean {
  return key === undefined || (key !== "" && key.length <= longest);
}

/** The answer to a key that cannot be one. */
export const badKey: Problem = {
  status: 422,
  type: "invalid-idempotency-key",
  title: "Not valid",
  detail: `Idempotency-Key must have 1 to ${longest} characters.`,
};

/** The answer to a key that came before with something else: to take it for a repeat would lose what is said now. */
export const mismatch: Problem = {
  status: 422,
  type: "idempotency-mismatch",
  title: "Key used before with other content",
  detail: "This Idempotency-Key came before with other content. A key belongs to one content: use a new key for anything else.",
};
