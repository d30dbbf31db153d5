import { isWorker } from "../../shared/casework/is-worker.ts";
import type { Member } from "../../shared/ports.ts";
import type { Interacting } from "./interacting.ts";

/** Who clicked or typed something, as Slack says. */
export type Somebody = {
  readonly user: string;
  /** Every workspace that Slack names beside them. */
  readonly teams: readonly string[];
};

/** Whether somebody may work cases here, or what they are told instead. */
export type Permission = { readonly kind: "allowed"; readonly member: Member } | { readonly kind: "refused"; readonly text: string };

/** Members of this workspace may, and where the policy names a user group, its members alone. */
export async function mayAct({ chat, policy }: Pick<Interacting, "chat" | "policy">, { user, teams }: Somebody): Promise<Permission> {
  const member = await chat.member(user);
  const isForeign = member === undefined || (member.team !== undefined && teams.some((team) => team !== member.team));
  if (isForeign) return { kind: "refused", text: "Only members of this workspace can work its cases. Nothing was changed." };
  if (!(await isWorker({ chat, policy }, user))) {
    return { kind: "refused", text: `Only members of <!subteam^${policy.slack.workers ?? ""}> can work cases. Nothing was changed.` };
  }
  return { kind: "allowed", member };
}
