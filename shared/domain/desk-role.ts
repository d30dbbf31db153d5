import * as z from "zod/mini";
import { normaliseEmail } from "./respondent.ts";

/** What somebody is at the desk; one may be several. */
export const deskRoleSchema = z.enum(["lead", "csm", "operator"]);
export type DeskRole = z.infer<typeof deskRoleSchema>;

/** What one may do at the desk. */
export type DeskRight = "see scores" | "see customers" | "work cases" | "export" | "see messages" | "decide messages" | "see setup";

/** Who has which role, as the policy says it: everybody who is let in, or some of them by Slack id or address. */
export type DeskRoles = Readonly<Record<DeskRole, "everybody" | readonly string[]>>;

const rights: Readonly<Record<DeskRole, readonly DeskRight[]>> = {
  csm: ["see scores", "see customers", "work cases"],
  lead: ["see scores", "see customers", "work cases", "export", "see setup"],
  operator: ["see scores", "see messages", "decide messages", "see setup"],
};

/** What somebody may do: what any of their roles may, and nothing when they have none. */
export function rightsOf(visitor: { readonly id: string; readonly email?: string }, roles: DeskRoles): ReadonlySet<DeskRight> {
  return new Set(deskRoleSchema.options.filter((role) => isAmong(visitor, roles[role])).flatMap((role) => rights[role]));
}

function isAmong({ id, email }: { readonly id: string; readonly email?: string }, holders: DeskRoles[DeskRole]): boolean {
  if (holders === "everybody") return true;
  const address = email === undefined ? undefined : normaliseEmail(email);
  return holders.some((holder) => holder === id || (holder.includes("@") && normaliseEmail(holder) === address));
}
