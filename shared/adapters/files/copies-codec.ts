import type { Copies } from "../../domain/copy.ts";
import { decodeSealed, encodeSealed } from "./sealed-codec.ts";

/** The file with the words of our mails is not as it was written. */
export class BrokenCopies extends Error {
  override readonly name = "BrokenCopies";
}

/** The text of the file that holds all the words of our mails. */
export function encodeCopies(copies: Copies): string {
  return encodeSealed("copies", copies);
}

/** @throws BrokenCopies, whose message quotes nothing of the text */
export function decodeCopies(text: string): Copies {
  const copies = decodeSealed("copies", text);
  if (copies === undefined) throw new BrokenCopies("the messages are not as they were written: change messages/, and deploy or start again");
  return copies as Copies;
}
