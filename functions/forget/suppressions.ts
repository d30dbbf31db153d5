import type { Policy } from "../../shared/domain/policy.ts";
import { normaliseEmail } from "../../shared/domain/respondent.ts";
import { type SuppressionReason, suppressedDomainOf } from "../../shared/domain/suppression.ts";
import type { Clock, Suppressions } from "../../shared/ports.ts";

/** What keeping the list of those who are not written to needs of the world. */
export type Suppressing = {
  readonly suppressions: Suppressions;
  /** What a normalised address is called where it must not stand itself. */
  readonly pseudonymOf: (address: string) => Promise<string>;
  readonly policy: { readonly messages: Pick<Policy["messages"], "suppressedDomains"> };
  readonly clock: Clock;
};

/** What can be done about an address: have nobody write to it, lift that whatever the reason, or only look. */
export type SuppressionAct = "add" | "remove" | "show";

/** Whether an address is written to; if not, why, and since when (ISO 8601) or by which of the policy's domains. */
export type AddressStanding =
  | { readonly suppressed: false }
  | { readonly suppressed: true; readonly reason: SuppressionReason; readonly since: string }
  | { readonly suppressed: true; readonly reason: "suppressed"; readonly domain: string };

/** Does it, and answers how the address then stands. Doing it again changes nothing. */
export async function workSuppression({ suppressions, pseudonymOf, policy, clock }: Suppressing, act: SuppressionAct, email: string): Promise<AddressStanding> {
  const pseudonym = await pseudonymOf(normaliseEmail(email));
  if (act === "add") await suppressions.add(pseudonym, "suppressed", clock.now().toISOString());
  if (act === "remove") await suppressions.remove(pseudonym);
  const listed = await suppressions.find(pseudonym);
  if (listed !== undefined) return { suppressed: true, reason: listed.reason, since: listed.at };
  const domain = suppressedDomainOf(policy, email);
  return domain === undefined ? { suppressed: false } : { suppressed: true, reason: "suppressed", domain };
}
