/** What a key lets its holder do. */
export type Scope = "read" | "write";

/** An API key as it is kept: never the secret itself. */
export type ApiKey = {
  readonly id: string;
  readonly name: string;
  readonly source: string;
  readonly scopes: readonly Scope[];
  /** SHA-256 of the secret, hexadecimal. */
  readonly hash: string;
  readonly createdAt: string;
  readonly revokedAt?: string;
  /** Requests per second; the policy's figure when absent. */
  readonly ratePerSecond?: number;
};
