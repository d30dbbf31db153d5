import type { Policy } from "../domain/policy.ts";
import { normaliseEmail } from "../domain/respondent.ts";
import { type SuppressionReason, suppressedDomainOf } from "../domain/suppression.ts";
import type { Suppressions } from "../ports.ts";

/** What it takes to know who is not written to. */
export type Heeding = {
  readonly suppressions: Pick<Suppressions, "find">;
  /** What a normalised address is called where it must not stand itself. */
  readonly pseudonymOf: (address: string) => Promise<string>;
  readonly policy: Policy;
};

/** Why an address is not written to, if it is not: by the list, whose reasons all come before the policy's, or by the policy. */
export async function suppressionOf({ suppressions, pseudonymOf, policy }: Heeding, email: string): Promise<SuppressionReason | undefined> {
  const listed = await suppressions.find(await pseudonymOf(normaliseEmail(email)));
  return listed?.reason ?? (suppressedDomainOf(policy, email) === undefined ? undefined : "suppressed");
}

/** Why, for whoever writes to a customer: what follows "not sent:", and what they can do instead. */
export const whyUnsent: Readonly<Record<SuppressionReason, string>> = {
  unsubscribed: "its reader has unsubscribed from our mails. Contact the customer another way.",
  bounced: "mail to this address bounced before. Contact the customer another way.",
  complained: "its reader called an earlier one spam. Contact the customer another way.",
  suppressed: "this address, or its domain, is on your list of those that are not written to. Contact the customer another way.",
};
