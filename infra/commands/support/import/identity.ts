import type { Json } from "../../../../shared/domain/canonical-json.ts";
import { digest } from "../../../../shared/runtime/digest.ts";
import { type ReadBody, memberAt } from "./body-of-row.ts";

/** Gives ids to rows that have none: the same row gets the same id in every run. */
export type Naming = (row: Pick<ReadBody, "body" | "given">) => string;

/** Who answered what. */
const parts = ["survey.id", "metric", "respondent.id", "respondent.email"];

/**
 * An answer is known by who gave it, to which survey, and when, and by its number where one file has several of the
 * same: so a file that is imported again adds nothing, also when a row of it was mended or others were added, and files
 * that overlap are counted once. Where a row does not say when, the file is part of its identity, since next week's file
 * may hold the same words.
 *
 * @param file the digest of the file
 */
export function namingIn(file: string): Naming {
  const numbers = numberingOf();
  return ({ body, given }) => {
    const known: Json = parts.map((path) => memberAt(body, path) ?? null);
    const hash = digest(JSON.stringify([...known, given ?? { file }]));
    return `import-${hash}-${numbers(hash)}`;
  };
}

const firstRoom = 4096;
/** Of a digest in base64url, so many characters are a whole number that is exact. */
const exactCharacters = 8;

/**
 * Counts how often each hash has come. A million of them take 24 MiB here and a hundred in a Map: of each, only 48 bits
 * are kept. Two that share these only get a number too high, the same in every run.
 */
function numberingOf(): (hash: string) => number {
  let keys = new Float64Array(firstRoom);
  let counts = new Uint32Array(firstRoom);
  let used = 0;
  const placeOf = (key: number, room: Float64Array) => {
    let at = key % room.length;
    while (room[at] !== 0 && room[at] !== key) at = (at + 1) % room.length;
    return at;
  };
  const grow = () => {
    const [oldKeys, oldCounts] = [keys, counts];
    keys = new Float64Array(oldKeys.length * 2);
    counts = new Uint32Array(oldKeys.length * 2);
    for (const [from, key] of oldKeys.entries()) {
      if (key === 0) continue;
      const at = placeOf(key, keys);
      keys[at] = key;
      counts[at] = oldCounts[from] ?? 0;
    }
  };
  return (hash) => {
    // 0 is an empty place.
    const key = Buffer.from(hash.slice(0, exactCharacters), "base64url").readUIntBE(0, 6) + 1;
    if (used * 2 > keys.length) grow();
    const at = placeOf(key, keys);
    if (keys[at] === 0) used += 1;
    keys[at] = key;
    const number = (counts[at] ?? 0) + 1;
    counts[at] = number;
    return number;
  };
}
