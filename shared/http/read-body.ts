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
  const [mediaType = "", ...parameters] = (c.req.header("Content-Type") ?? "").toLowerCase().split(";").map((part) => part.trim());
  if (!mediaTypes.includes(mediaType) || !parameters.every(isUtf8)) {
    return { ok: false, problem: unsupported(`The body must be sent as ${mediaTypes.join(" or ")}, in UTF-8.`) };
  }
  const encoding = (c.req.header("Content-Encoding") ?? "").trim().toLowerCase();
  if (encoding !== "" && encoding !== "identity") {
    return { ok: false, problem: unsupported("The body must be sent as it is: leave out Content-Encoding.", { "Accept-Encoding": "identity" }) };
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

/** Whether a parameter of a media type leaves it UTF-8, which is what other characters would be read as. */
function isUtf8(parameter: string): boolean {
  const [name = "", value = ""] = parameter.split("=");
  return name !== "charset" || ["utf-8", "utf8"].includes(value.replace(/^"(.*)"$/, "$1"));
}

function unsupported(detail: string, headers: Readonly<Record<string, string>> = {}): Problem {
  return { status: 415, type: "unsupported-media-type", title: "Unsupported media type", detail, headers };
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
