import { readFileSync } from "node:fs";
import type { ApiDocuments } from "../../domain/api-documents.ts";
import { decodeApiDocuments } from "./api-documents-codec.ts";

/**
 * Reads what the API says of itself, as the function was deployed with it: once, and not before somebody asks.
 *
 * @returns a function that throws BrokenApiDocuments when the file is not as it was built
 */
export function apiDocumentsIn(file: string): () => ApiDocuments {
  let read: ApiDocuments | undefined;
  return () => (read ??= decodeApiDocuments(readFileSync(file, "utf8")));
}
