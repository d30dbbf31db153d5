import { parseArgs } from "node:util";
import { usageOf } from "../usage.ts";

/** What `npm run secrets` is asked to do. */
export type SecretsCommand = { readonly do: "list" } | { readonly do: "set"; readonly secret: "slack" } | { readonly do: "rotate"; readonly secret: "links" };

const { misused, parse } = usageOf(`Usage (with AFTERSCORE_STAGE):
  npm run secrets -- list
  npm run secrets -- set slack
  npm run secrets -- rotate links

  set slack     asks for the bot token and the signing secret, or reads them as two lines from a pipe;
                an empty one stays as it is, and a signing secret that is replaced is taken a while longer
  rotate links  signs new links with a new key; those in messages that are out go on working`);

/**
 * Reads the words after `npm run secrets --`. Values are not among them: what is typed as a word stays
 * in the shell's history and in the list of processes.
 *
 * @throws CommandError with what is wrong and how it is used
 */
export function readSecretsCommand(words: readonly string[]): SecretsCommand {
  const [verb, ...args] = words;
  const [secret, extra] = parse(() => parseArgs({ args, allowPositionals: true })).positionals;
  if (verb === undefined) return misused("Say what to do: list, set or rotate.");
  if (extra !== undefined || (verb === "list" && secret !== undefined)) return misused("That is one word too many; secrets are never given as words.");
  if (verb === "list") return { do: "list" };
  if (verb === "set" && secret === "slack") return { do: "set", secret };
  if (verb === "rotate" && secret === "links") return { do: "rotate", secret };
  return misused(`There is no '${[verb, secret].filter((word) => word !== undefined).join(" ")}'.`);
}
