import type { DeliveryReceipt } from "./effect.ts";

/** What came of a send. `refused` and `rejected` certainly did not arrive; only `refused` is worth another try. */
export type SendOutcome =
  | { readonly kind: "sent"; readonly receipt: DeliveryReceipt }
  | { readonly kind: "refused"; readonly reason: string; readonly retryAfterMs?: number }
  | { readonly kind: "rejected"; readonly reason: string }
  | { readonly kind: "uncertain"; readonly reason: string };

/** What the receiver says of a send whose outcome is unknown. */
export type LookUp =
  | { readonly kind: "found"; readonly receipt: DeliveryReceipt }
  | { readonly kind: "absent" }
  /** It may still turn up, or it cannot be asked. */
  | { readonly kind: "unsure"; readonly reason: string };

/** A mail to one customer. */
export type Mail = {
  readonly effectId: string;
  readonly to: string;
  /** What the address is called in events; letters, digits, `-` and `_`. */
  readonly pseudonym: string;
  readonly from: { readonly name: string; readonly email: string };
  readonly replyTo: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
};
