/** The reward that somebody was promised with a mail, and the code they have claimed. */
export type Promised = {
  readonly program: string;
  /** Which of the pool, or of the budget, it is; absent where neither is counted. */
  readonly serial?: number;
  /** What it turned out to be, and when they came for it; ISO 8601, UTC. */
  readonly code?: string;
  readonly claimedAt?: string;
};
