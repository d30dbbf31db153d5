import { queues, streamFailures } from "../../../topology.ts";

/** A queue of what could not be worked on. */
export type DeadLetters = { readonly name: string } & (
  | { readonly of: "queue"; /** Where its messages came from. */ readonly source: string }
  /** Its messages are positions in the table's stream, not the records themselves. */
  | { readonly of: "stream" }
);

/** All of them, as the topology has them. */
export const deadLetters: readonly DeadLetters[] = [
  ...queues.flatMap((queue): DeadLetters[] =>
    "deadLetter" in queue ? [{ of: "queue", name: queue.deadLetter.queue, source: queue.name }] : [],
  ),
  { of: "stream", name: streamFailures },
];
