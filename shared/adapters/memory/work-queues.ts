import type { Clock, FollowUpTask, WakeUp, WorkQueues } from "../../ports.ts";
import { type MemoryQueue, memoryQueue } from "./queue.ts";

/** How the work queues in memory are made. */
export type MemoryWorkQueuesOptions = {
  readonly now: Clock["now"];
  /** How long a message that was received stays out of sight. */
  readonly visibilityTimeoutSeconds: number;
  /** A message that was received so often goes to the dead letters. */
  readonly maxReceiveCount: number;
};

/** The work queues, and what stands in them. */
export type MemoryWorkQueues = WorkQueues & { readonly alerts: MemoryQueue; readonly followUps: MemoryQueue };

/** The longest a message is kept back, as SQS has it; milliseconds. */
const longestDelay = 900_000;

/**
 * The work queues in memory: alerts in order, a channel at a time; follow-ups not before their time.
 *
 * @example
 * const queues = memoryWorkQueues({ now, visibilityTimeoutSeconds: 48, maxReceiveCount: 5 });
 * await queues.wake([{ channel: "#customer-feedback", effectIds: ["rsp_1.alert"] }]);
 * const records = queues.alerts.receive(10);
 * queues.alerts.remove(records);
 */
export function memoryWorkQueues({ now, ...options }: MemoryWorkQueuesOptions): MemoryWorkQueues {
  const alerts = memoryQueue({ now, name: "alerts.fifo", ...options });
  const followUps = memoryQueue({ now, name: "follow-ups", ...options });
  return {
    alerts,
    followUps,
    wake: (wakeUps) => done(wakeUps, (wakeUp) => { sendWakeUp(alerts, wakeUp); }),
    followUp: (tasks) => done(tasks, (task) => { sendTask(followUps, task, now()); }),
  };
}

function sendWakeUp(alerts: MemoryQueue, { channel, effectIds }: WakeUp): void {
  alerts.send(JSON.stringify({ version: 1, channel, effectIds }), { group: channel });
}

function sendTask(followUps: MemoryQueue, task: FollowUpTask, now: Date): void {
  const ahead = Math.ceil((Date.parse(task.notBefore) - now.getTime()) / 1000) * 1000;
  followUps.send(JSON.stringify({ version: 1, ...task }), { delayMs: Math.min(Math.max(ahead, 0), longestDelay) });
}

function done<T>(items: readonly T[], each: (item: T) => void): Promise<void> {
  items.forEach(each);
  return Promise.resolve();
}

