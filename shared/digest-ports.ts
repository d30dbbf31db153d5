/**
 * Where it is written down what becomes of digests. In a file of its own because one function alone sends any, and
 * because `ports.ts` is the page of what the pipeline needs.
 */
import type { Effect } from "./domain/effect.ts";

/** What is kept of digests beside the ledger, which has how far each has got. */
export type DigestRecords = {
  /** Since when a digest of the policy is known, by its id: since now if nobody has asked before. ISO 8601, UTC. */
  knownSince(ruleId: string, now: string): Promise<string>;
  /** Puts a digest in the ledger, once; answers how it now stands there. */
  plan(digest: Effect): Promise<Effect>;
  /** Says beside a response that a digest shows its words; answers false, and says nothing, once the response was erased. */
  quote(quoted: Effect): Promise<boolean>;
};
