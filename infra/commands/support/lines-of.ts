import { createReadStream } from "node:fs";
import { CommandError } from "./command-error.ts";

/**
 * The lines of a file, one after the other, without their ends. Only `\n` and `\r\n` end one: `readline` would also
 * break at U+2028, which may stand in JSON.
 *
 * @param longest characters
 * @throws CommandError where a line is longer: then it is no such file
 */
export async function* linesOf(file: string, longest: number): AsyncGenerator<string> {
  let begun = "";
  let isFirst = true;
  for await (const chunk of createReadStream(file, { encoding: "utf8" })) {
    const text = begun + String(chunk);
    const lines = (isFirst ? text.replace(/^\uFEFF/, "") : text).split("\n");
    isFirst = false;
    begun = lines.pop() ?? "";
    if (begun.length > longest) throw new CommandError(`${file} has a line of more than ${longest} characters: in NDJSON, each response is a line of its own.`);
    for (const line of lines) yield withoutReturn(line);
  }
  if (begun !== "") yield withoutReturn(begun);
}

function withoutReturn(line: string): string {
  return line.endsWith("\r") ? line.slice(0, -1) : line;
}
