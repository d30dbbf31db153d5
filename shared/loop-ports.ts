/**
 * The outside need of the loop's figures, beside `ports.ts`, whose page is full: what became of the people whom cases
 * are about. Times are ISO 8601 in UTC.
 */
import type { SecondThought } from "./domain/loop.ts";

/** What people said next. */
export type SecondThoughts = {
  /**
   * Of each of these responses that is a detractor's, and counts: the next score of the same respondent on the same metric,
   * under whatever name they gave it, if it counts. In no order; what was erased is left out.
   */
  after(responseIds: readonly string[]): Promise<readonly SecondThought[]>;
};
