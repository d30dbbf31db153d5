/** What a deployer's site can tell of a personal code: somebody came by it, or has joined. */
export type ReferralEvent = "visit" | "signup";

/** A personal code that was claimed, and what came of it. Of those who were referred nothing is kept. */
export type Referral = {
  readonly code: string;
  readonly program: string;
  /** The answer whose promoter it was given to; absent once they were erased. */
  readonly responseId?: string;
  /** ISO 8601, UTC. */
  readonly claimedAt: string;
  readonly visits: number;
  readonly signups: number;
};

/** A code as it is kept: people type it as they like. */
export function normaliseCode(code: string): string {
  return code.trim().toUpperCase();
}
