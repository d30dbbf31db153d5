import type { Policy } from "../domain/policy.ts";
import type { Chat } from "../ports.ts";

/** Whether somebody is of those who may work cases: everybody, or the members of the policy's group. Throws when the chat cannot be asked. */
export async function isWorker({ chat, policy }: { readonly chat: Pick<Chat, "isIn">; readonly policy: Pick<Policy, "slack"> }, id: string): Promise<boolean> {
  const { workers } = policy.slack;
  return workers === undefined || chat.isIn(workers, id);
}
