import type { Case } from "../domain/case.ts";
import type { Response } from "../domain/response.ts";
import type { ValueMark } from "../domain/severity.ts";

/** Everything a card shows. */
export type CardView = {
  readonly case: Case;
  /** The answer that is shown: the latest of the case. */
  readonly response: Response;
  /** How many other unresolved cases the account has. */
  readonly otherOpenCases: number;
  /** The Slack id of who is responsible, when it could be found. */
  readonly owner: string | undefined;
  /** The user group to mention when there is no owner. */
  readonly fallbackGroup?: string;
  /** What MRR is compared with. */
  readonly money: ValueMark;
  /** The policy's, for clients that cannot show the reader's own time. */
  readonly timeZone: string;
  /** The moment the days until renewal are counted from; ISO 8601, UTC. */
  readonly now: string;
};
