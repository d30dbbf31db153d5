/** What the work queues carry: ids and times, no personal data. */
import type { Effect } from "./effect.ts";

/** A channel's lane has something to tell; the effects named may be newer than what an index knows. */
export type WakeUp = { readonly channel: string; readonly effectIds: readonly string[] };

/** A message to a customer that is due at a time, ISO 8601. */
export type FollowUpTask = {
  readonly effectId: string;
  readonly kind: Effect["kind"];
  readonly responseId: string;
  readonly caseId?: string;
  readonly notBefore: string;
};
