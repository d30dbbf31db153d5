import type { Table } from "../../../shared/adapters/dynamodb/table.ts";
import type { Chat, Clock, Ledger, Mailer, Plans, Responses, Tallies, WorkQueues } from "../../../shared/ports.ts";

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
  readonly mailer?: (mailer: Mailer) => Mailer;
};
