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

/** A Slack message: blocks and the text that stands alone where blocks are not shown. */
export type ChatMessage = { readonly text: string; readonly blocks: readonly unknown[] };

/** A message on its way to the chat. */
export type Posting = {
  readonly effectId: string;
  /** A channel, or a member whom it is for alone. */
  readonly channel: string;
  readonly message: ChatMessage;
  /** The parent, for a line in its thread. */
  readonly threadTs?: string;
};

/** Somebody of the team, as its chat knows them. */
export type Member = {
  readonly id: string;
  readonly email?: string;
  /** The workspace they are of, where it is known. */
  readonly team?: string;
  /** They say that they are away for longer. */
  readonly away: boolean;
};
