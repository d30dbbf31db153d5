import type { Policy } from "../../shared/domain/policy.ts";
import { normaliseEmail } from "../../shared/domain/respondent.ts";
import { type SuppressionReason, suppressedDomainOf } from "../../shared/domain/suppression.ts";
import type { Suppressions } from "../../shared/ports.ts";

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

/** What a case says of a person's mail that was not sent: whoever wrote it takes it for sent. */
export const unsent: Readonly<Record<SuppressionReason, string>> = {
  unsubscribed: "The message was not sent: its reader has unsubscribed from our mails. Contact the customer another way.",
  bounced: "The message was not sent: mail to this address bounced before. Contact the customer another way.",
  complained: "The message was not sent: its reader called an earlier one spam. Contact the customer another way.",
  suppressed: "The message was not sent: this address, or its domain, is on your list of those that are not written to. Contact the customer another way.",
};
