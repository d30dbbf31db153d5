import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { CommandError } from "../command-error.ts";

/** What can be said of a file before a row of it is read. */
export type Looked = {
  /** Of all its bytes. */
  readonly digest: string;
  /** Its first characters, enough for a heading. */
  readonly head: string;
  /** Lines, those within quotes aside: about as many rows, for a progress bar. */
  readonly lines: number;
};

const headLength = 64 * 1024;
const [quote, newLine] = [0x22, 0x0a];

/**
 * Looks through a file once, from end to end.
 *
 * @throws CommandError where it is not UTF-8, in words that say how to make it so
 */
export async function lookThrough(file: string): Promise<Looked> {
  const hash = createHash("sha256");
  const strict = new TextDecoder("utf-8", { fatal: true });
  let [head, lines, bytes, isQuoted, isEnded] = ["", 0, 0, false, true];
  for await (const chunk of createReadStream(file)) {
    if (!Buffer.isBuffer(chunk)) throw new Error("a file was not read as bytes");
    if (bytes === 0) refuseUtf16(chunk, file);
    hash.update(chunk);
    const text = decoded(strict, chunk, file);
    if (head.length < headLength) head += text.slice(0, headLength - head.length);
    for (const byte of chunk) {
      if (byte === quote) isQuoted = !isQuoted;
      else if (byte === newLine && !isQuoted) lines += 1;
    }
    isEnded = chunk.at(-1) === newLine;
    bytes += chunk.length;
  }
  decoded(strict, undefined, file);
  return { digest: hash.digest("base64url").slice(0, 24), head, lines: isEnded ? lines : lines + 1 };
}

/** Without its mark, every second byte of it is 0 where the text is plain. */
function refuseUtf16(start: Buffer, file: string): void {
  const isMarked = (start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0xfe && start[1] === 0xff);
  if (isMarked || start.subarray(0, 256).includes(0)) throw new CommandError(`${file} is not UTF-8 but UTF-16. ${howTo}`);
}

function decoded(decoder: InstanceType<typeof TextDecoder>, chunk: Buffer | undefined, file: string): string {
  try {
    return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
  } catch (error) {
    throw new CommandError(`${file} is not UTF-8: letters such as ä would be lost. ${howTo}`, { cause: error });
  }
}

const howTo = "Save it as UTF-8 (Excel: CSV UTF-8; elsewhere: iconv -f WINDOWS-1252 -t UTF-8, or -f UTF-16).";
