import type { SQSRecord } from "aws-lambda";
import type { Clock } from "../../ports.ts";

/** A queue in memory, as its senders and its event source need it. */
export type MemoryQueue = {
  send(body: string, how?: { readonly group?: string; readonly delayMs?: number }): void;
  /** Takes up to so many messages, oldest first, out of sight for the queue's time; none of a group of which one is out of sight. */
  receive(most: number): readonly SQSRecord[];
  /** Removes messages that were received; one that has been received again since stays. */
  remove(records: readonly Pick<SQSRecord, "receiptHandle">[]): void;
  /** How many messages there are, in sight or not. */
  size(): number;
  /** What was received too often, as it was received last. */
  dead(): readonly SQSRecord[];
};

/** How a queue in memory is made. */
export type MemoryQueueOptions = {
  readonly now: Clock["now"];
  readonly name: string;
  readonly visibilityTimeoutSeconds: number;
  readonly maxReceiveCount: number;
};

type Held = {
  readonly id: string;
  readonly body: string;
  readonly group: string | undefined;
  readonly sentAt: number;
  /** Milliseconds; out of sight until then. */
  visibleAt: number;
  received: number;
  firstReceivedAt: number | undefined;
};

/** An empty queue; messages and receipts are numbered, so that two runs are the same. */
export function memoryQueue({ now, name, visibilityTimeoutSeconds, maxReceiveCount }: MemoryQueueOptions): MemoryQueue {
  let messages: Held[] = [];
  const dead: SQSRecord[] = [];
  let sent = 0;
  const arn = `arn:aws:sqs:memory:000000000000:${name}`;

  /** Takes a message, or lays it with the dead when it has been taken too often. */
  const take = (message: Held, at: number): readonly SQSRecord[] => {
    if (message.received >= maxReceiveCount) {
      messages = messages.filter((each) => each !== message);
      dead.push(recordOf(message, arn));
      return [];
    }
    message.received += 1;
    message.firstReceivedAt ??= at;
    message.visibleAt = at + visibilityTimeoutSeconds * 1000;
    return [recordOf(message, arn)];
  };

  return {
    send: (body, { group, delayMs = 0 } = {}) => {
      sent += 1;
      const sentAt = now().getTime();
      messages.push({ id: `${name}-${sent}`, body, group, sentAt, visibleAt: sentAt + delayMs, received: 0, firstReceivedAt: undefined });
    },
    receive: (most) => {
      const at = now().getTime();
      const busy = new Set(messages.flatMap(({ group, visibleAt }) => (group !== undefined && visibleAt > at ? [group] : [])));
      const found: SQSRecord[] = [];
      for (const message of messages) {
        if (found.length >= most) break;
        if (message.visibleAt <= at && !(message.group !== undefined && busy.has(message.group))) found.push(...take(message, at));
      }
      return found;
    },
    remove: (records) => {
      const handles = new Set(records.map(({ receiptHandle }) => receiptHandle));
      messages = messages.filter((message) => !handles.has(handleOf(message)));
    },
    size: () => messages.length,
    dead: () => dead,
  };
}

/** A receipt is for one receive; an older one is worth nothing. */
function handleOf({ id, received }: Held): string {
  return `${id}#${received}`;
}

function recordOf(message: Held, eventSourceARN: string): SQSRecord {
  return {
    messageId: message.id,
    receiptHandle: handleOf(message),
    body: message.body,
    attributes: {
      ApproximateReceiveCount: String(message.received),
      SentTimestamp: String(message.sentAt),
      SenderId: "memory",
      ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
      ...(message.group === undefined ? {} : { MessageGroupId: message.group }),
    },
    messageAttributes: {},
    md5OfBody: "",
    eventSource: "aws:sqs",
    eventSourceARN,
    awsRegion: "memory",
  };
}
