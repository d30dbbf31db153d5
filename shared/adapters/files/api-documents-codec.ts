import type { ApiDocuments } from "../../domain/api-documents.ts";
import { decodeSealed, encodeSealed } from "./sealed-codec.ts";

/** The file with what the API says of itself is not as it was written. */
export class BrokenApiDocuments extends Error {
  override readonly name = "BrokenApiDocuments";
}

/** The text of the file. */
export function encodeApiDocuments(documents: ApiDocuments): string {
  return encodeSealed("api", documents);
}

/** @throws BrokenApiDocuments */
export function decodeApiDocuments(text: string): ApiDocuments {
  const documents = decodeSealed("api", text);
  if (documents === undefined) throw new BrokenApiDocuments("the description of the API is not as it was written: deploy or start again");
  return documents as ApiDocuments;
}
