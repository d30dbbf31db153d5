/** The outside need of response rates, beside `ports.ts`, whose page is full: how many people were invited to answer. */
import type { Invitations as Invited } from "./domain/invitation.ts";

/** What came of counting: what was told the first time, or that the identity came before with other content. */
export type CountedInvitations = { readonly kind: "counted" | "replayed"; readonly told: Invited } | { readonly kind: "mismatch" };

/** Invitations by survey and local day. */
export type Invitations = {
  /**
   * Counts them once, however often this is asked, at once or later.
   *
   * @param said.places where their identities stand, the first being the one they are told by: the sender's id, an idempotency key
   * @param said.digest of what was sent: a place belongs to one content
   */
  count(invitations: Invited, said: { readonly places: readonly string[]; readonly digest: string }): Promise<CountedInvitations>;
  /** Those of a survey, or of all, from `from` (inclusive) to `to` (exclusive), local days; in the order of days, and none without any. */
  read(query: { readonly survey?: string; readonly from: string; readonly to: string }): Promise<readonly { readonly day: string; readonly count: number }[]>;
};
