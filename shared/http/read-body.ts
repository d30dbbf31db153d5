import type { Context } from "hono";
import type { Json } from "../domain/canonical-json.ts";
import type { Problem } from "../runtime/problem.ts";

/** Text that was sent as one of the accepted media types, or the problem with it. */
export type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };

/** Refuses what is not UTF-8; one for all, since making one takes longer than reading a body. */
const strict = new TextDecoder("utf-8", { fatal: true });

/**
 * Reads a request's text.
 *
 * @param limit bytes
 */
export async function readText(c: Context, mediaTypes: readonly string[], limit: number): Promise<Read<string>> {
  const mediaType = (c.req.header("Content-Type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  if (!mediaTypes.includes(mediaType)) {
    const detail = `The body must be sent as ${mediaTypes.join(" or ")}, in UTF-8.`;
    return { ok: false, problem: { status: 415, type: "unsupported-media-type", title: "Unsupported media type", detail } };
  }
  const tooLarge: Problem = {
    status: 413,
    type: "too-large",
    title: "Too large",
    detail: `The body may have at most ${limit / 1024} KiB.`,
  };
  if (Number(c.req.header("Content-Length") ?? 0) > limit) return { ok: false, problem: tooLarge };
  const bytes = await c.req.arrayBuffer();
  if (bytes.byteLength > limit) return { ok: false, problem: tooLarge };
  try {
    return { ok: true, value: strict.decode(bytes) };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return { ok: false, problem: malformed("The body is not UTF-8.") };
  }
}

/** Parses JSON, and says where it breaks off. */
export function parseJson(text: string): Read<Json> {
  try {
    return { ok: true, value: jsonOf(text) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { ok: false, problem: malformed(`The body is not JSON: ${error.message}.`) };
  }
}

/** What JSON's own parser gives is JSON. */
function jsonOf(text: string): Json;
function jsonOf(text: string): unknown {
  const value: unknown = JSON.parse(text);
  return value;
}

function malformed(detail: string): Problem {
  return { status: 400, type: "malformed", title: "Malformed body", detail, errors: [{ pointer: "", detail }] };
}
