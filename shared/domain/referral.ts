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

/** A personal code as it is kept, however somebody has typed it; undefined when it cannot be one. */
export function codeIn(text: string): string | undefined {
  const code = text.trim().toUpperCase();
  return /^[0-9A-Z]{4,16}$/.test(code) ? code : undefined;
}
