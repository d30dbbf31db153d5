import type { Formats } from "../formats.ts";

/** Points of a score up or down: always with their sign. */
export function changeInWords(value: number, { score }: Pick<Formats, "score">): string {
  return score("nps", value);
}
