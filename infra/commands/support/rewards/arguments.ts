import { parseArgs } from "node:util";
import { usageOf } from "../usage.ts";

/** What `npm run rewards` is asked to do. */
export type RewardsCommand =
  | { readonly do: "import"; readonly file: string; readonly program: string; readonly dryRun: boolean }
  /** Of every program without one. */
  | { readonly do: "stock"; readonly program?: string };

const { misused, parse } = usageOf(`Usage:
  npm run rewards -- import <file.csv> --program <id> [--dry-run]
  npm run rewards -- stock [--program <id>]

  <file.csv>  one code a line, or a column named code
  --program   the id of a program in policy.yaml; to import, one of kind code_pool
  --dry-run   says what would be imported, and imports nothing`);

/**
 * Reads the words after `npm run rewards --`.
 *
 * @throws CommandError with what is wrong and how it is used
 */
export function readRewardsCommand(words: readonly string[]): RewardsCommand {
  const [verb, ...rest] = words;
  switch (verb) {
    case "import": {
      const options = { program: { type: "string" }, "dry-run": { type: "boolean" } } as const;
      const { values, positionals } = parse(() => parseArgs({ args: rest, allowPositionals: true, options }));
      const [file, extra] = positionals;
      if (file === undefined) return misused("import needs a file with codes.");
      if (extra !== undefined) return misused(`One file at a time: '${extra}' is one word too many.`);
      const { program } = values;
      return program === undefined ? misused("--program is missing: the id of the program whose codes these are.") : { do: "import", file, program, dryRun: values["dry-run"] ?? false };
    }
    case "stock": {
      const { values: { program } } = parse(() => parseArgs({ args: rest, options: { program: { type: "string" } } }));
      return { do: "stock", ...(program === undefined ? {} : { program }) };
    }
    case undefined:
      return misused("Say what to do: import or stock.");
    default:
      return misused(`There is no '${verb}'.`);
  }
}
