import { readFileSync } from "node:fs";
import type { Copies } from "../../domain/copy.ts";
import { decodeCopies } from "./copies-codec.ts";

/**
 * Reads the words a function was deployed with: the files of `messages/`, checked and sealed when it was built.
 *
 * @throws BrokenCopies when the file is not as it was built
 */
export function readCopies(file: string): Copies {
  return decodeCopies(readFileSync(file, "utf8"));
}
