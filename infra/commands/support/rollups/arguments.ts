import { parseArgs } from "node:util";
import { usageOf } from "../usage.ts";

/** What `npm run rollups` is asked to do. */
export type RollupsCommand = { readonly do: "verify" | "rebuild" };

const { misused, parse } = usageOf(`Usage:
  npm run rollups -- verify
  npm run rollups -- rebuild

  verify   counts every response one by one, and says where the tallies that scores are read from say something else
  rebuild  makes the tallies anew out of the responses, by the policy as it is now, while responses go on coming in;
           scores are read from the old ones until the new ones hold everything. What is interrupted goes on when it
           is run again`);

/**
 * Reads the words after `npm run rollups --`.
 *
 * @throws CommandError with what is wrong and how it is used
 */
export function readRollupsCommand(words: readonly string[]): RollupsCommand {
  const [verb, ...args] = words;
  if (verb === undefined) return misused("Say what to do: verify or rebuild.");
  if (verb !== "verify" && verb !== "rebuild") return misused(`There is no '${verb}'.`);
  parse(() => parseArgs({ args }));
  return { do: verb };
}
