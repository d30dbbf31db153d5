import { type AddressStanding, type Suppressing, workSuppression } from "../../../../functions/forget/suppressions.ts";
import { minuteOf } from "../text-table.ts";
import type { SuppressionsCommand } from "./arguments.ts";

/** Does what was asked, and answers what to print: how the address then stands. */
export async function workSuppressions({ do: act, email }: SuppressionsCommand, needs: Suppressing & { readonly place: string }): Promise<string> {
  return `${email} ${wordsOf(await workSuppression(needs, act, email))} (${needs.place})`;
}

function wordsOf(standing: AddressStanding): string {
  if (!standing.suppressed) return "is written to.";
  if ("domain" in standing) return `is not written to: ${standing.domain} is among the policy's suppressedDomains.`;
  return `is not written to: ${standing.reason}, since ${minuteOf(standing.since)}.`;
}
