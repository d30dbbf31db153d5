/** What was sent, checked, and its mistakes in words that say what is allowed. */
import { type core, safeParse } from "zod/mini";
import type { Mistake } from "../runtime/problem.ts";

/** What was sent as it may be used, or everything that is wrong with it. */
export type Checked<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly errors: readonly Mistake[] };

/** Checks what was sent; an unknown field is named. */
export function checked<S extends core.$ZodType>(schema: S, sent: unknown): Checked<core.output<S>> {
  const parsed = safeParse(schema, sent, { error: wordsFor });
  return parsed.success ? { ok: true, value: parsed.data } : { ok: false, errors: parsed.error.issues.flatMap(mistakesIn) };
}

function mistakesIn(issue: core.$ZodIssue): readonly Mistake[] {
  if (issue.code !== "unrecognized_keys") return [{ pointer: pointerTo(issue.path), detail: issue.message }];
  return issue.keys.map((key) => ({ pointer: pointerTo([...issue.path, key]), detail: `unknown field '${key}'` }));
}

/** The words for a mistake whose schema has none of its own. */
function wordsFor(issue: core.$ZodRawIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return wanting(issue.input, types[issue.expected] ?? issue.expected);
    case "invalid_value":
      return wanting(issue.input, `one of ${issue.values.join(", ")}`);
    case "invalid_union":
      return Array.isArray(issue.options) ? `must be one of ${issue.options.join(", ")}` : "is of a kind that is not allowed here";
    case "too_small":
      return issue.origin === "string" && issue.minimum === 1 ? "must not be empty" : `must ${verbs[issue.origin] ?? "be"} at least ${issue.minimum}${units[issue.origin] ?? ""}`;
    case "too_big":
      return `must ${verbs[issue.origin] ?? "be"} at most ${issue.maximum}${units[issue.origin] ?? ""}`;
    case "invalid_key":
      return `is a name that cannot be: it ${issue.issues.map(({ message }) => message).join(", and it ")}`;
    // Of these each schema says for itself what it wants.
    case "invalid_format":
    case "not_multiple_of":
    case "invalid_element":
    case "unrecognized_keys":
    case "custom":
      return "is not allowed here";
  }
}

function wanting(sent: unknown, wanted: string): string {
  return sent === undefined ? `is required: ${wanted}` : `must be ${wanted}`;
}

/** What each type looks like. */
const types: Readonly<Record<string, string>> = {
  string: 'text, such as "abc"',
  number: "a number, such as 7",
  int: "a whole number, such as 7",
  boolean: "true or false",
  object: 'an object, such as { "name": "Acme" }',
  record: 'an object, such as { "name": "Acme" }',
  array: 'a list, such as ["a", "b"]',
};
const verbs: Readonly<Record<string, string>> = { string: "have", array: "have" };
const units: Readonly<Record<string, string>> = { string: " characters", array: " items" };

/** A JSON Pointer (RFC 6901). */
function pointerTo(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
