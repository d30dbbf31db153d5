import { parseArgs } from "node:util";
import type { SuppressionAct } from "../../../../functions/forget/suppressions.ts";
import { emailSchema } from "../../../../shared/domain/response.ts";
import { usageOf } from "../usage.ts";

/** What `npm run suppressions` is asked to do. */
export type SuppressionsCommand = { readonly do: SuppressionAct; readonly email: string };

const { misused, parse } = usageOf(`Usage:
  npm run suppressions -- add <address>
  npm run suppressions -- remove <address>
  npm run suppressions -- show <address>

  add     nobody writes to this address any more
  remove  it is written to again, whatever the reason was that it was not: unsubscribed, bounced, complained, suppressed
  show    whether it is written to, and if not, why`);

/**
 * Reads the words after `npm run suppressions --`.
 *
 * @throws CommandError with what is wrong and how it is used
 */
export function readSuppressionsCommand(words: readonly string[]): SuppressionsCommand {
  const [verb, ...args] = words;
  if (verb === undefined) return misused("Say what to do: add, remove or show.");
  if (verb !== "add" && verb !== "remove" && verb !== "show") return misused(`There is no '${verb}'.`);
  const [email, extra] = parse(() => parseArgs({ args, allowPositionals: true })).positionals;
  if (email === undefined) return misused(`${verb} needs an address.`);
  if (extra !== undefined) return misused(`One address at a time: '${extra}' is one word too many.`);
  return emailSchema.safeParse(email).success ? { do: verb, email } : misused(`'${email}' is not an address, such as lin@example.com.`);
}
