import type { Table } from "../../../shared/adapters/dynamodb/table.ts";
import type { Drafts } from "../../../shared/draft-ports.ts";
import type { workCase } from "../../../shared/casework/work-case.ts";
import type { Cases, Chat, Clock, Erasures, Ledger, Log, Plans, Responses, Suppressions, Tallies, WorkQueues } from "../../../shared/ports.ts";
import type { ForgettingMailer } from "../outside.ts";

/** A bug that is put in, to see it found: it stands between the product and its ports. */
export type Plant = {
  readonly name: string;
  /** What is wrong, in a sentence. */
  readonly bug: string;
  readonly responses?: (responses: Responses) => Responses;
  readonly plans?: (plans: Plans, world: { readonly table: Table; readonly queues: WorkQueues; readonly clock: Clock }) => Plans;
  readonly ledger?: (ledger: Ledger) => Ledger;
  readonly tallies?: (tallies: Tallies) => Tallies;
  readonly chat?: (chat: Chat) => Chat;
  readonly mailer?: (mailer: ForgettingMailer, world: { readonly log: Log }) => ForgettingMailer;
  readonly cases?: (cases: Cases) => Cases;
  /** Cases as time is brought to them. */
  readonly clocked?: (cases: Cases) => Cases;
  readonly work?: typeof workCase;
  readonly suppressions?: (suppressions: Suppressions) => Suppressions;
  readonly drafts?: (drafts: Drafts) => Drafts;
  readonly erasures?: (erasures: Erasures) => Erasures;
};
