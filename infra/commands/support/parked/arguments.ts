import { parseArgs } from "node:util";
import { streamConsumers } from "../../../topology.ts";
import { usageOf } from "../usage.ts";

/** What `npm run parked` is asked to do. */
export type ParkedCommand =
  | { readonly do: "list" }
  | { readonly do: "retry"; readonly which: "all" | { readonly consumer: string; readonly key: string } };

/** Who sets records aside. */
export const consumers: readonly string[] = streamConsumers.map(({ to }) => to);

const { misused, parse } = usageOf(`Usage:
  npm run parked -- list
  npm run parked -- retry <consumer> <key>
  npm run parked -- retry --all

  <consumer>, <key>  as list shows them
  retry              brings the response through the stream once more, as it now is`);

/**
 * Reads the words after `npm run parked --`.
 *
 * @throws CommandError with what is wrong and how it is used
 */
export function readParkedCommand(words: readonly string[]): ParkedCommand {
  const [verb, ...args] = words;
  switch (verb) {
    case "list":
      parse(() => parseArgs({ args }));
      return { do: "list" };
    case "retry":
      return readRetry(args);
    case undefined:
      return misused("Say what to do: list or retry.");
    default:
      return misused(`There is no '${verb}'.`);
  }
}

function readRetry(args: string[]): ParkedCommand {
  const { positionals, values } = parse(() => parseArgs({ args, allowPositionals: true, options: { all: { type: "boolean" } } }));
  const [consumer, key, extra] = positionals;
  if (values.all === true) return consumer === undefined ? { do: "retry", which: "all" } : misused("Either --all or one record, not both.");
  if (consumer === undefined || key === undefined) return misused("retry needs the consumer and the key of a record, or --all.");
  if (extra !== undefined) return misused(`One record at a time: '${extra}' is one word too many.`);
  if (!consumers.includes(consumer)) return misused(`'${consumer}' parks nothing: it is ${consumers.join(" or ")}.`);
  return { do: "retry", which: { consumer, key } };
}
