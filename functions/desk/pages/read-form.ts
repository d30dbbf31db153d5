import type { Context } from "hono";
import { readText } from "../../../shared/http/read-body.ts";

/** More than any form of ours sends. Bytes. */
const largestForm = 64 * 1_024;

/** The fields of a form that was sent; undefined when it is none, or too large. It may be read more than once. */
export async function readForm(c: Context): Promise<URLSearchParams | undefined> {
  const text = await readText(c, ["application/x-www-form-urlencoded"], largestForm);
  return text.ok ? new URLSearchParams(text.value) : undefined;
}
