import { parseArgs } from "node:util";
import { usageOf } from "../usage.ts";

/** What `npm run restore` is asked to do. */
export type RestoreCommand = {
  /** The table that AWS restored from a point in time. */
  readonly from: string;
  /** Only counted without it. */
  readonly write: boolean;
};

const { misused, parse } = usageOf(`Usage:
  npm run restore -- --from <table> [--write]

  --from   a table that aws dynamodb restore-table-to-point-in-time has made; docs/runbook.md says how
  --write  puts back what the live table has lost; without it, that is only counted`);

/**
 * Reads the words after `npm run restore --`.
 *
 * @throws CommandError with what is wrong and how it is used
 */
export function readRestoreCommand(words: readonly string[]): RestoreCommand {
  const { values } = parse(() => parseArgs({ args: [...words], options: { from: { type: "string" }, write: { type: "boolean" } } }));
  const { from = "", write = false } = values;
  return from === "" ? misused("--from is missing: the table to put things back from.") : { from, write };
}
