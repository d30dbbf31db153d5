import type { Json } from "../../shared/domain/canonical-json.ts";
import { type Read, parseJson } from "../../shared/http/read-body.ts";

/**
 * The items of a batch: the members of a JSON array, or one JSON text a line (NDJSON). A line that is
 * not JSON is that item's problem; a body that is no array is everybody's.
 */
export function splitBatch(text: string, contentType: string | undefined): Read<readonly Read<Json>[]> {
  if ((contentType ?? "").toLowerCase().includes("ndjson")) {
    const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
    return { ok: true, value: lines.map(parseJson) };
  }
  const parsed = parseJson(text);
  if (!parsed.ok) return parsed;
  const { value } = parsed;
  if (isList(value)) return { ok: true, value: value.map((item) => ({ ok: true, value: item })) };
  const detail = "must be an array of responses";
  return {
    ok: false,
    problem: {
      status: 422,
      type: "invalid",
      title: "Not valid",
      detail: "A batch is a JSON array, or NDJSON with one response a line.",
      errors: [{ pointer: "", detail }],
    },
  };
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
