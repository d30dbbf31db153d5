import { type CancelReason, cancelReasons } from "./effect.ts";
import type { Policy } from "./policy.ts";
import { normaliseEmail } from "./respondent.ts";

/** Why an address gets no mail of ours any more: its reader wants none, it takes none, or the team wants none sent there. */
export type SuppressionReason = Extract<CancelReason, "unsubscribed" | "bounced" | "complained" | "suppressed">;

/** That an address is not written to: why, and since when (ISO 8601, UTC). */
export type Suppression = { readonly reason: SuppressionReason; readonly at: string };

/** All reasons, in the order in which the first that applies is named. */
export const suppressionReasons: readonly SuppressionReason[] = cancelReasons.filter(isSuppressionReason);

function isSuppressionReason(reason: CancelReason): reason is SuppressionReason {
  return reason === "unsubscribed" || reason === "bounced" || reason === "complained" || reason === "suppressed";
}

/** The reasons that a new one takes the place of: those that are named after it. */
export function yieldingTo(reason: SuppressionReason): readonly SuppressionReason[] {
  return suppressionReasons.slice(suppressionReasons.indexOf(reason) + 1);
}

/** The domain of the policy's list that an address belongs to, as a part of it or as it is. */
export function suppressedDomainOf({ messages }: { readonly messages: Pick<Policy["messages"], "suppressedDomains"> }, email: string): string | undefined {
  const address = normaliseEmail(email);
  const host = hostOf(address.slice(address.lastIndexOf("@") + 1));
  return messages.suppressedDomains.find((domain) => `.${host}`.endsWith(`.${hostOf(domain)}`));
}

/** A domain as the network spells it, whatever its letters; as it is when it cannot be one. */
function hostOf(domain: string): string {
  return URL.parse(`http://${domain}`)?.hostname ?? domain;
}
