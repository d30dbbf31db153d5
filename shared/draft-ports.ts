/** What messages need of the world that wait: a page of its own, since only those turn to it who send messages, or judge drafts of them. */
import type { Draft, Verdict } from "./domain/draft.ts";
import type { Effect } from "./domain/effect.ts";

/** Messages that wait: for the morning, or for somebody to approve them. A draft moves with its message and its card, or not at all. */
export type Drafts = {
  /** Has messages wait until then, all of one mail; false when one of them is not planned any more. */
  hold(messages: readonly Effect[], until: string): Promise<boolean>;
  /**
   * Has messages wait, all of one mail and its mark first, until somebody approves the draft or it expires.
   *
   * @param messages as they were seen when the draft was composed
   * @param card shows it, unless it is shown already: then its card is written anew
   * @returns what is to be told in the chat now; nothing when somebody else has moved a message first, or offered it
   */
  offer(messages: readonly Effect[], draft: Draft, card: Effect): Promise<readonly Effect[]>;
  /**
   * Carries out what somebody decided, if nobody has yet, and nothing else has, and the draft is the one they saw.
   *
   * @returns what is to be queued now, or how everything stands when it was not carried out
   */
  decide(messages: readonly Effect[], verdict: Verdict): Promise<{ readonly kind: "done" | "late"; readonly effects: readonly Effect[] }>;
};
