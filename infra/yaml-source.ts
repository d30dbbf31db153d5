import { type Alias, type Document, LineCounter, isMap, isNode, isScalar, parseDocument, visit } from "yaml";
import type * as z from "zod";

/** Rules or words that a deployer wrote, with mistakes: one line for each, with file, line, field and what is allowed. */
export class PolicyError extends Error {
  override readonly name = "PolicyError";
}

/**
 * Reads the text of a YAML file by its schema.
 *
 * @param file its name in messages
 * @returns what stands there, and what the schema makes of it
 * @throws PolicyError naming every mistake
 */
export function parseYaml<Schema extends z.ZodType>(text: string, file: string, schema: Schema): { readonly source: unknown; readonly parsed: z.output<Schema> } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, merge: true });
  const broken = brokenIn(document);
  if (broken !== undefined) {
    throw new PolicyError(`${file}:${lines.linePos(broken.at).line}: not YAML: ${broken.why}`);
  }
  const source = readDocument(document, file);
  const parsed = schema.safeParse(source);
  if (parsed.success) return { source, parsed: parsed.data };
  const mistakes = parsed.error.issues.flatMap((issue) => mistakesIn(issue)).map(
    ({ path, detail }) => `${file}:${lineOf(document, lines, path)}: ${path.map(String).join(".") || "the file"}: ${detail}`,
  );
  throw new PolicyError(mistakes.join("\n"));
}

/** The first thing that keeps a text from being YAML, and where it stands. */
function brokenIn(document: Document.Parsed): { readonly at: number; readonly why: string } | undefined {
  // A warning is a tag that nobody knows: what it was to mean would be guessed.
  const [said] = [...document.errors, ...document.warnings];
  if (said !== undefined) return { at: said.pos[0], why: said.message.split("\n")[0] ?? "" };
  let dangling: Alias | undefined;
  visit(document, {
    Alias: (_, alias) => {
      if (alias.resolve(document) !== undefined) return undefined;
      dangling = alias;
      return visit.BREAK;
    },
  });
  return dangling && { at: dangling.range?.[0] ?? 0, why: `nothing is anchored as &${dangling.source}` };
}

/** Aliases are followed only now, so this is where too many of them are found. */
function readDocument(document: Document.Parsed, file: string): unknown {
  try {
    return document.toJS();
  } catch (error) {
    throw new PolicyError(`${file}: not YAML: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

type Issue = z.core.$ZodIssue;
type Mistake = { readonly path: readonly PropertyKey[]; readonly detail: string };

/** What an issue says to somebody who has the file before them. */
function mistakesIn(issue: Issue, within: readonly PropertyKey[] = []): readonly Mistake[] {
  const path = [...within, ...issue.path];
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => ({ path: [...path, key], detail: "unknown field" }));
  if (issue.code === "invalid_key") return issue.issues.map(({ message }) => ({ path, detail: wordsOf(message) }));
  // Where a kind decides which way is meant, and there is no such kind, no way was tried.
  if (issue.code === "invalid_union" && issue.errors.length > 0) return closest(issue.errors).flatMap((error) => mistakesIn(error, path));
  return [{ path, detail: wordsOf(issue.message) }];
}

/** Of several ways to write something, the one that was meant: its mistakes lie deepest. */
function closest(ways: readonly (readonly Issue[])[]): readonly Issue[] {
  const depth = (issues: readonly Issue[]) => Math.max(0, ...issues.map(({ path }) => path.length));
  const deepest = Math.max(0, ...ways.map(depth));
  return deepest === 0 ? ways.flat() : (ways.find((issues) => depth(issues) === deepest) ?? []);
}

function wordsOf(message: string): string {
  return message.endsWith("received undefined") ? "is missing" : message.replace(/^Invalid (?:input|option|string): /, "");
}

/** The line of a field, or of the closest thing around it that is there. */
function lineOf(document: Document.Parsed, lines: LineCounter, path: readonly PropertyKey[]): number {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const node = nameOf(document, path.slice(0, depth)) ?? document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

/** Where a field's name stands: what it holds may begin on a later line. */
function nameOf(document: Document.Parsed, path: readonly PropertyKey[]): unknown {
  const around: unknown = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  return isMap(around) ? around.items.find(({ key }) => isScalar(key) && key.value === path.at(-1))?.key : undefined;
}
