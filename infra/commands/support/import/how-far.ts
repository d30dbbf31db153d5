import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";

const countsSchema = z.object({ stored: z.number(), corrected: z.number(), known: z.number(), refused: z.number() });
const howFarSchema = z.object({
  /** Rows from the first on that are done, whatever became of them. */
  rows: z.number(),
  counts: countsSchema,
  /** How long the file with the refused ones was by then; bytes. */
  errorBytes: z.number(),
});

/** What became of rows: new, other content under a known id, there already, refused. */
export type Counts = z.infer<typeof countsSchema>;
/** How far an import has come. */
export type HowFar = z.infer<typeof howFarSchema>;

/** Where an import begins that was never begun. */
export const atTheStart: HowFar = { rows: 0, counts: { stored: 0, corrected: 0, known: 0, refused: 0 }, errorBytes: 0 };

/** Remembers how far an import has come, so that the next run of the same begins there. */
export type Bookmark = { readonly read: () => HowFar; readonly keep: (howFar: HowFar) => void; readonly remove: () => void };

/**
 * A bookmark in the data folder. It only saves time: what comes again after a lost one is known by its id.
 *
 * @param name of the import: what it is of, whereto, and how it is read
 */
export function bookmarkIn(home: string, name: string): Bookmark {
  const folder = join(home, "imports");
  const file = join(folder, `${name}.json`);
  return {
    read: () => howFarSchema.safeParse(jsonIn(file)).data ?? atTheStart,
    keep: (howFar) => {
      mkdirSync(folder, { recursive: true });
      // Renamed when it is whole: a kill between the two leaves the one before.
      writeFileSync(`${file}.new`, JSON.stringify(howFar));
      renameSync(`${file}.new`, file);
    },
    remove: () => { rmSync(file, { force: true }); },
  };
}

function jsonIn(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    if (error instanceof SyntaxError || (error instanceof Error && "code" in error && error.code === "ENOENT")) return undefined;
    throw error;
  }
}
