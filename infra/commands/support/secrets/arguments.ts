import { parseArgs } from "node:util";
import { usageOf } from "../usage.ts";

/** What `npm run secrets` is asked to do. */
export type SecretsCommand =
  | { readonly do: "list" }
  | { readonly do: "set"; readonly secret: "slack" | "desk" }
  | { readonly do: "rotate"; readonly secret: "links" | "desk" };

const { misused, parse } = usageOf(`Usage (with AFTERSCORE_STAGE):
  npm run secrets -- list
  npm run secrets -- set slack
  npm run secrets -- set desk
  npm run secrets -- rotate links
  npm run secrets -- rotate desk

  set slack     asks for the bot token and the signing secret, or reads them as two lines from a pipe;
                an empty one stays as it is, and a signing secret that is replaced is taken a while longer
  set desk      asks for the client id, the client secret and the workspace's id of the Slack app that people
                sign in to the desk by, or reads them as three lines from a pipe; an empty one stays as it is
  rotate links  signs new links with a new key; those in messages that are out go on working
  rotate desk   seals new sessions with a new key; who is signed in stays so, but twice in a row signs everybody out`);

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
  if (verb === "set" && (secret === "slack" || secret === "desk")) return { do: "set", secret };
  if (verb === "rotate" && (secret === "links" || secret === "desk")) return { do: "rotate", secret };
  return misused(`There is no '${[verb, secret].filter((word) => word !== undefined).join(" ")}'.`);
}
