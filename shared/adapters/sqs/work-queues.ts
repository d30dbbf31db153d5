import { createHash, randomUUID } from "node:crypto";
import { type SQSClient, SendMessageBatchCommand, type SendMessageBatchRequestEntry } from "@aws-sdk/client-sqs";
import type { FollowUpTask, WakeUp, WorkQueues } from "../../ports.ts";

/** The most one request carries, and the longest SQS keeps a message back. */
const batchSize = 10;
const longestDelaySeconds = 900;

/**
 * Alerts wake their lanes over a FIFO queue with one group a channel, so that a channel's lane is worked
 * by one invocation at a time and no lane waits for another.
 */
export function sqsAlerts(client: SQSClient, url: string): Pick<WorkQueues, "wake"> {
  return { wake: (wakeUps) => sendAll(client, url, wakeUps.map(wakeUpEntry)) };
}

/** Follow-ups, each kept back until its time, as far as SQS keeps anything back. */
export function sqsFollowUps(client: SQSClient, url: string, now: () => Date): Pick<WorkQueues, "followUp"> {
  return { followUp: (tasks) => sendAll(client, url, tasks.map((task) => followUpEntry(task, now()))) };
}

type Entry = Omit<SendMessageBatchRequestEntry, "Id">;

function wakeUpEntry({ channel, effectIds }: WakeUp): Entry {
  return {
    MessageBody: JSON.stringify({ version: 1, channel, effectIds }),
    // A channel's name may hold any letter; a group id may not.
    MessageGroupId: createHash("sha256").update(channel).digest("hex").slice(0, 32),
    // Waking twice is harmless, and a wake-up swallowed as a duplicate would be a lane left asleep.
    MessageDeduplicationId: randomUUID(),
  };
}

function followUpEntry(task: FollowUpTask, now: Date): Entry {
  const ahead = Math.ceil((Date.parse(task.notBefore) - now.getTime()) / 1000);
  const delay = Math.min(Math.max(ahead, 0), longestDelaySeconds);
  return { MessageBody: JSON.stringify({ version: 1, ...task }), ...(delay === 0 ? {} : { DelaySeconds: delay }) };
}

async function sendAll(client: SQSClient, QueueUrl: string, entries: readonly Entry[]): Promise<void> {
  for (let at = 0; at < entries.length; at += batchSize) {
    const Entries = entries.slice(at, at + batchSize).map((entry, index) => ({ Id: String(index), ...entry }));
    const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    const [failed] = Failed;
    if (failed !== undefined) throw new Error(`the queue refused ${Failed.length} messages: ${failed.Code ?? ""} ${failed.Message ?? ""}`);
  }
}
