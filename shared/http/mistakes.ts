import { config, type core } from "zod/mini";
import en from "zod/v4/locales/en.js";
import type { Mistake } from "../runtime/problem.ts";

// The small zod knows no words until it is given some.
config(en());

/** A validator's findings as pointers and words; an unknown field is named. */
export function mistakesOf(error: core.$ZodError): readonly Mistake[] {
  return error.issues.flatMap((issue) => {
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => ({ pointer: pointerTo([...issue.path, key]), detail: `unknown field '${key}'` }));
    }
    return [{ pointer: pointerTo(issue.path), detail: detailOf(issue) }];
  });
}

function detailOf(issue: core.$ZodIssue): string {
  const absent = issue.code === "invalid_type" && issue.message.endsWith("received undefined");
  return absent ? `is required: ${issue.expected}` : issue.message;
}

/** A JSON Pointer (RFC 6901). */
function pointerTo(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
