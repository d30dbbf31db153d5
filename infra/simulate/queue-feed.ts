import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import type { MemoryQueue } from "../../shared/adapters/memory/queue.ts";
import { between } from "./chance.ts";
import { faultKinds } from "./faults.ts";
import type { Invoke, Running } from "./processes.ts";
import type { Simulated } from "./simulated.ts";

/** Who works a queue. */
export type Worker = {
  readonly program: Running<SQSEvent, SQSBatchResponse>;
  readonly atATime: number;
  readonly batchSize: number;
  /** A standard queue may deliver a message twice; a FIFO queue does so only when its time is over. */
  readonly mayRepeat: boolean;
};

/** How often somebody looks into a queue that holds something; milliseconds. */
const pollMs = 1_000;

/**
 * Brings a queue's messages to a function as Lambda does: batches of whatever is there, so many at a time;
 * what is not reported as failed is removed, and the rest comes back when its time out of sight is over.
 *
 * @returns what to call when something was queued
 */
export function feedQueue({ timeline, chance, faults, trace }: Simulated, invoke: Invoke, queue: MemoryQueue, { program, atATime, batchSize, mayRepeat }: Worker) {
  let busy = 0;
  let last = "nothing";
  let isAwake = false;

  function look(): void {
    while (busy < atATime) {
      const messages = queue.receive(between(chance, `${program.name} batch after ${last}`, 1, batchSize));
      if (messages.length === 0) break;
      busy += 1;
      void work(messages).then(() => {
        busy -= 1;
        look();
      });
    }
  }

  async function work(messages: readonly SQSRecord[]): Promise<void> {
    last = messages.map(({ body }) => namesIn(body)).join(", ");
    const label = `queue to ${program.name}: ${last}`;
    const fault = faults.strike(label, mayRepeat ? ["twice", "delayed"] : ["delayed"], 3);
    trace.tell(fault === undefined ? label : `${label}: ${faultKinds[fault]}`);
    if (fault === "delayed") await new Promise<void>((resolve) => { timeline.after(between(chance, `delay of ${label}`, 1_000, 30_000), resolve); });
    const again = fault === "twice" ? invoke(program, { Records: [...messages] }) : undefined;
    const ended = await invoke(program, { Records: [...messages] });
    await again;
    if (ended.kind !== "answered") return;
    const failed = new Set(ended.answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    queue.remove(messages.filter(({ messageId }) => !failed.has(messageId)));
  }

  function watch(): void {
    isAwake = true;
    timeline.after(pollMs, () => {
      look();
      if (queue.size() > 0) watch();
      else isAwake = false;
    });
  }

  return {
    changed: () => {
      timeline.after(20, look);
      if (!isAwake) watch();
    },
    isIdle: () => busy === 0 && queue.size() === 0,
  };
}

/** E.g. `rsp_answer-1.alert`. */
function namesIn(body: string): string {
  return [...body.matchAll(/"(?:effectId|channel|type)":"([^"]*)"/g)].map(([, name]) => name).join(" ");
}
