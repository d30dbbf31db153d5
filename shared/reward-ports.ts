/**
 * The outside needs of rewards, beside `ports.ts`, whose page is full: what there is to give, what was claimed of it,
 * and what became of personal codes. Times are ISO 8601 in UTC.
 */
import type { Referral, ReferralEvent } from "./domain/referral.ts";
import type { Stock } from "./domain/reward-stock.ts";

/** What there is of rewards. What is given of it is written with the send that promises it (`Ledger.take`). */
export type RewardStocks = {
  /** What of a program there is, and what was given. */
  of(program: string): Promise<Stock>;
  /** The code with this serial. */
  code(program: string, serial: number): Promise<string | undefined>;
  /** Every code of a program, in the order of their serials. */
  codes(program: string): Promise<readonly string[]>;
  /** Adds codes behind the `stocked` that were seen; false when somebody else has added some meanwhile. */
  add(program: string, codes: readonly string[], stocked: number): Promise<boolean>;
};

/** What came of a claim: the code, from now on the same whenever it is claimed again. */
export type Claimed =
  | { readonly kind: "claimed"; readonly code: string }
  /** Nothing is promised with this effect, or not any more. */
  | { readonly kind: "nothing" }
  /** The personal code is somebody else's. */
  | { readonly kind: "code taken" };

/** What people have come for. */
export type Claims = {
  /**
   * Writes down that a promised reward was claimed, and with which code.
   *
   * @param claim.holder whose personal code it is, as a digest; without it, the code is out of a pool
   */
  claim(effectId: string, claim: { readonly program: string; readonly code: string; readonly at: string; readonly holder?: string }): Promise<Claimed>;
};

/** Personal codes and what came of them. */
export type Referrals = {
  find(code: string): Promise<Referral | undefined>;
  /** Counts what happened by a code that there is; with a `mark` once, however often it is told. */
  count(code: string, event: ReferralEvent, mark?: string): Promise<void>;
};
