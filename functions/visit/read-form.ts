import type { Context } from "hono";
import { bufferToFormData } from "hono/utils/buffer";
import { readText } from "../../shared/http/read-body.ts";
import type { Problem } from "../../shared/runtime/problem.ts";

/** What a form sent, or the status that answers something else. */
export type ReadForm = { readonly ok: true; readonly fields: FormData } | { readonly ok: false; readonly status: Problem["status"] };

/** As much as a form sends in which nobody writes. Bytes. */
const smallForm = 4 * 1024;

/** Reads what a form sent, in either way in which forms are sent. @param largest bytes */
export async function readForm(c: Context, largest = smallForm): Promise<ReadForm> {
  const text = await readText(c, ["application/x-www-form-urlencoded", "multipart/form-data"], largest);
  if (!text.ok) return { ok: false, status: text.problem.status };
  try {
    return { ok: true, fields: await bufferToFormData(await c.req.arrayBuffer(), c.req.header("Content-Type") ?? "") };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return { ok: false, status: 400 };
  }
}
