import { parseArgs } from "node:util";
import { usageOf } from "../usage.ts";
import { type DeadLetters, deadLetters } from "./dead-letters.ts";

/** What `npm run dlq` is asked to do. */
export type DlqCommand =
  | { readonly do: "list" }
  | { readonly do: "show"; readonly queue: DeadLetters; readonly limit: number }
  | { readonly do: "redrive"; readonly queue: DeadLetters };

const names = deadLetters.map(({ name }) => name).join(", ");

const { misused, parse } = usageOf(`Usage:
  npm run dlq -- list
  npm run dlq -- show <queue> [--limit <messages>]
  npm run dlq -- redrive <queue>

  <queue>  ${names}
  show     looks at messages and leaves them where they are; 10 of them without --limit
  redrive  gives them back to be worked on; do it when the cause is gone`);

/**
 * Reads the words after `npm run dlq --`.
 *
 * @throws CommandError with what is wrong and how it is used
 */
export function readDlqCommand(words: readonly string[]): DlqCommand {
  const [verb, ...args] = words;
  switch (verb) {
    case "list":
      parse(() => parseArgs({ args }));
      return { do: "list" };
    case "show": {
      const { positionals, values } = parse(() => parseArgs({ args, allowPositionals: true, options: { limit: { type: "string" } } }));
      return { do: "show", queue: queueIn(positionals), limit: limitOf(values.limit ?? "10") };
    }
    case "redrive":
      return { do: "redrive", queue: queueIn(parse(() => parseArgs({ args, allowPositionals: true })).positionals) };
    case undefined:
      return misused("Say what to do: list, show or redrive.");
    default:
      return misused(`There is no '${verb}'.`);
  }
}

function queueIn([name, extra]: readonly string[]): DeadLetters {
  if (name === undefined) return misused("Say which queue.");
  if (extra !== undefined) return misused(`One queue at a time: '${extra}' is one word too many.`);
  return deadLetters.find((queue) => queue.name === name) ?? misused(`There is no dead-letter queue '${name}'.`);
}

function limitOf(text: string): number {
  const limit = Number(text);
  return /^\d{1,4}$/.test(text) && limit > 0 ? limit : misused("--limit must be a whole number of messages, at least 1.");
}
