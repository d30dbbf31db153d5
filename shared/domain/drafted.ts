/** What a draft says, apart from what is done with it: effects carry it. */

/** What a person is asked to approve, kept as it was shown to them: nothing else is sent. Personal data. */
export type Draft = {
  /** The id of the effect that shows it. */
  readonly card: string;
  /** The revision of the answer that it fits. */
  readonly revision: number;
  /** BCP 47. */
  readonly language: string;
  readonly subject: string;
  /** From the greeting on, paragraphs between blank lines; what stands behind the link is the ending. */
  readonly text: string;
  /** What the mail's button says, if it has one. */
  readonly link?: string;
  readonly ending: string;
  /** Until when it can be approved; ISO 8601, UTC. */
  readonly expiresAt: string;
  readonly decision?: Decision;
};

/** What somebody has decided; `edited` when they have changed the words. */
export type Decision = { readonly does: "send" | "discard"; readonly by: string; readonly at: string; readonly edited?: true };
