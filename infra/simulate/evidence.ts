import type { Acceptance } from "../../shared/intake/accept.ts";
import type { DeliveryReceipt, Effect } from "../../shared/domain/effect.ts";
import type { Case } from "../../shared/domain/case.ts";
import type { Policy } from "../../shared/domain/policy.ts";
import type { DayTally, FoundResponse } from "../../shared/ports.ts";
import type { Submission } from "./actions.ts";
import type { Left } from "./leavers.ts";
import type { Person } from "./people.ts";
import type { Worked } from "./team.ts";

/** What a sender was told. */
export type Answer = {
  readonly action: Submission;
  /** When it was posted; milliseconds, as all times here. */
  readonly at: number;
  readonly told: Acceptance;
  /** Whether the response was in the table, or had been erased by then, when its sender was told so. */
  readonly isDurable: boolean;
};

/** Somebody who was erased, by all that they are known by. */
export type Erased = {
  readonly person: Person;
  /** When it was asked for first, and when all of it had been answered. */
  readonly askedAt: number;
  readonly answeredAt: number;
};

/** Somebody's personal data, and where it stands. */
export type Remains = { readonly person: Person; readonly place: string };

/** What stands in a channel, or in a thread of it. */
export type Post = { readonly effectId: string; readonly channel: string; readonly ts: string; readonly at: Date; readonly threadTs?: string };

/** What lies in the mailbox. */
export type Mailed = { readonly effectId: string; readonly to: string; readonly pseudonym: string; readonly at: number };

/** A change of an effect, as the table's stream tells it. */
export type Change = Pick<Effect, "id" | "state"> & { readonly receipt?: DeliveryReceipt; /** Which code of the pool it was promised. */ readonly serial?: number };

/** A series of the tallies that was asked for, and what it says. */
export type Series = { readonly metric: string; readonly scope: string; readonly dimension: string; readonly days: readonly DayTally[] };

/** Everything that can be seen once a run has come to rest. */
export type Evidence = {
  readonly policy: Policy;
  readonly answers: readonly Answer[];
  /** Actions whose sender was never told anything. */
  readonly unanswered: readonly Submission[];
  readonly responses: readonly (FoundResponse & { readonly plannedRevision: number | undefined })[];
  readonly cases: readonly Case[];
  /** What the team was told of their work, and the names of what they were never told of. */
  readonly worked: readonly Worked[];
  readonly unworked: readonly string[];
  /** Whether nothing at all has gone wrong. */
  readonly isUndisturbed: boolean;
  /** When everything had come to rest; milliseconds. */
  readonly restedAt: number;
  readonly posts: readonly Post[];
  readonly mails: readonly Mailed[];
  readonly changes: readonly Change[];
  readonly tallies: readonly Series[];
  readonly left: readonly Left[];
  readonly erasures: readonly Erased[];
  /** Names of erasures that were never answered. */
  readonly unerased: readonly string[];
  /** Responses that were erased, as they stood last, and what of their effects has not come to its end. */
  readonly erasedResponses: readonly FoundResponse[];
  /** Personal data in the table, the queues, the mailbox and the chat. */
  readonly kept: readonly Remains[];
  /** Personal data in what the functions wrote to their logs and metrics. */
  readonly logged: readonly Remains[];
  /** Records that were set aside. */
  readonly parked: readonly string[];
  /** Whether the mailbox says what became of a mail. */
  readonly mailboxCanBeAsked: boolean;
  /** How many codes the pool had. */
  readonly codes: number;
};
