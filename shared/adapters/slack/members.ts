import * as z from "zod/mini";
import { normaliseEmail } from "../../domain/respondent.ts";
import type { Ask } from "./ask.ts";
import { inWords } from "./outcome.ts";

const memberSchema = z.object({ user: z.object({ id: z.string() }) });

const keptFor = 5 * 60_000;
/** The addresses come from senders: bounded, so that they cannot fill the memory. */
const mostKept = 10_000;

/**
 * The Slack id of a member, by address. Both answers are remembered for five minutes, since an
 * account's owner is asked for with every alert of theirs.
 *
 * @throws when Slack cannot say, e.g. without the scope `users:read.email`
 */
export function memberDirectory(ask: Ask, now: () => Date): (email: string) => Promise<string | undefined> {
  const known = new Map<string, { readonly id: string | undefined; readonly until: number }>();
  return async (email) => {
    const address = normaliseEmail(email);
    const remembered = known.get(address);
    if (remembered !== undefined && now().getTime() < remembered.until) return remembered.id;
    const answer = await ask("users.lookupByEmail", { email: address }, memberSchema);
    if (!answer.ok && !(answer.failure.at === "answer" && answer.failure.code === "users_not_found")) {
      throw new Error(`Slack could not look up a member: ${inWords(answer.failure)}`, { cause: answer.cause });
    }
    const id = answer.ok ? answer.value.user.id : undefined;
    if (known.size >= mostKept) known.clear();
    known.set(address, { id, until: now().getTime() + keptFor });
    return id;
  };
}
