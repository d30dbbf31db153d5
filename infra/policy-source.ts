import { readFileSync } from "node:fs";
import { LineCounter, type Document, isNode, parseDocument } from "yaml";
import { type Policy, type PolicySource, policySchema } from "../shared/domain/policy.ts";

/** A policy with mistakes: the message has one line for each, with file, line, field and what is allowed. */
export class PolicyError extends Error {
  override readonly name = "PolicyError";
}

/** A policy that has been read: as written, and as understood. */
export type ReadPolicy = { readonly source: PolicySource; readonly policy: Policy };

/**
 * Reads and checks a policy file.
 *
 * @throws PolicyError naming every mistake
 */
export function readPolicySource(file: string): ReadPolicy {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new PolicyError(`${file}: cannot be read. Name a policy file in AFTERSCORE_POLICY, or restore policy.yaml.`, { cause: error });
  }
  return parsePolicy(text, file);
}

/** Checks the text of a policy file; `file` is its name in messages. */
export function parsePolicy(text: string, file: string): ReadPolicy {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [broken] = document.errors;
  if (broken !== undefined) {
    const { line } = lines.linePos(broken.pos[0]);
    throw new PolicyError(`${file}:${line}: not YAML: ${broken.message.split("\n")[0] ?? ""}`);
  }
  const source: unknown = document.toJS();
  const parsed = policySchema.safeParse(source);
  if (parsed.success) return { source: accepted(source), policy: parsed.data };
  const mistakes = parsed.error.issues.flatMap((issue) => {
    const fields = issue.code === "unrecognized_keys" ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
    return fields.map((path) => {
      const detail = issue.code === "unrecognized_keys" ? "unknown field" : wordsOf(issue.message);
      return `${file}:${lineOf(document, lines, path)}: ${path.map(String).join(".") || "the file"}: ${detail}`;
    });
  });
  throw new PolicyError(mistakes.join("\n"));
}

/** What the schema has accepted is a policy as it is written. */
function accepted(source: unknown): PolicySource;
function accepted(source: unknown): unknown {
  return source;
}

function wordsOf(message: string): string {
  return message.endsWith("received undefined") ? "is missing" : message.replace(/^Invalid (?:input|option|string): /, "");
}

/** The line of a field, or of the closest thing around it that is there. */
function lineOf(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const node: unknown = document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}
