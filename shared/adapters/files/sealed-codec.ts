/**
 * Data that a function finds beside its code. It is checked where it is written, with every mistake named; a
 * function takes what was sealed then at its word and nothing else.
 */
import { createHash } from "node:crypto";

/** What is sealed, and under which name: the one cannot be taken for the other. */
export type Kind = "policy" | "copies" | "api";

/** The text of a file that holds some data. */
export function encodeSealed(kind: Kind, value: unknown): string {
  return JSON.stringify({ seal: sealOf(kind, value), [kind]: value });
}

/** The data in the text of a file; undefined when it is not as it was written. */
export function decodeSealed(kind: Kind, text: string): unknown {
  const { seal, [kind]: value } = sealedIn(text);
  return seal !== undefined && seal === sealOf(kind, value) ? value : undefined;
}

/** No secret is in it: it tells mishaps, not forgers, who could change the code as well. */
function sealOf(kind: Kind, value: unknown): string {
  return createHash("sha256").update(`afterscore-${kind}-1.${JSON.stringify(value)}`).digest("base64url");
}

function sealedIn(text: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(text)) as Readonly<Record<string, unknown>>;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return {};
  }
}
