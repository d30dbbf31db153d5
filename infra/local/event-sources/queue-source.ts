import {
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import type { SQSEvent, SQSRecord } from "aws-lambda";
import { failedRecords } from "./batch-response.ts";
import { invoke, reporter, type EventSource, type LambdaFunction, type OnError, type Report } from "./invocation.ts";
import { backoffMs, pause, usualBackoff } from "./pause.ts";
import { queueRecord } from "./queue-record-codec.ts";

/** One queue, one function, and how they are joined. */
export type QueueSourceOptions = {
  readonly client: SQSClient;
  readonly queueUrl: string;
  readonly lambda: LambdaFunction<SQSEvent>;
  /** Most messages to an invocation. */
  readonly batchSize: number;
  /** How long a batch that is not full may wait for more; 0 when left out. */
  readonly batchWindowSeconds?: number;
  /** Most invocations at a time. AWS allows no less than 2. */
  readonly maximumConcurrency: number;
  readonly onError: OnError;
};

/** Most messages that SQS gives or takes in one call. */
const MOST_PER_CALL = 10;
/** A stop waits for the poll in flight: cutting it off would strand what it was about to bring. */
const LONG_POLL_SECONDS = 1;
const SHORT_POLL_MS = 25;

/**
 * Feeds a queue to a function as Lambda's event source mapping does: messages of a successful
 * invocation are deleted, those reported in `batchItemFailures`, or all when it throws or takes too
 * long, stay and become visible when their visibility timeout runs out. When to give up is the
 * queue's own redrive policy. Messages of one group are never in two invocations at a time.
 * Source: docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
 */
export async function startQueueSource(options: QueueSourceOptions): Promise<EventSource> {
  const { client, queueUrl } = options;
  const { Attributes } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ["QueueArn"] }),
  );
  const queueArn = Attributes?.["QueueArn"];
  if (queueArn === undefined) throw new Error(`${queueUrl} did not tell its ARN`);
  const stopping = new AbortController();
  const finished = follow(options, queueArn, stopping.signal);
  return {
    stop: async () => {
      stopping.abort();
      await finished;
    },
  };
}

async function follow(options: QueueSourceOptions, queueArn: string, signal: AbortSignal): Promise<void> {
  const { lambda, onError } = options;
  const report = reporter(onError, lambda.name, queueArn.split(":").at(-1) ?? queueArn);
  const inFlight = new Set<Promise<void>>();
  const lanes = new Map<string, Promise<void>>();
  let failures = 0;
  while (!signal.aborted) {
    const batch: SQSRecord[] = [];
    try {
      await collect(options, queueArn, batch, signal);
      failures = 0;
    } catch (error) {
      report(error, "poll", []);
      failures += 1;
      await pause(backoffMs(usualBackoff, failures), signal);
    }
    if (batch.length === 0) continue;
    const run = inOrder(lanes, batch, () => deliver(options, batch, report)).finally(() => inFlight.delete(run));
    inFlight.add(run);
    if (inFlight.size >= options.maximumConcurrency) await Promise.race(inFlight);
  }
  await Promise.all(inFlight);
}

/** Fills the batch until it is full or its window ends. What was received before a poll failed stays in it. */
async function collect(
  { client, queueUrl, batchSize, batchWindowSeconds = 0 }: QueueSourceOptions,
  queueArn: string,
  batch: SQSRecord[],
  signal: AbortSignal,
): Promise<void> {
  let closesAt: number | undefined;
  do {
    const leftSeconds = closesAt === undefined ? LONG_POLL_SECONDS : Math.floor((closesAt - Date.now()) / 1_000);
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: queueUrl,
        MaxNumberOfMessages: Math.min(MOST_PER_CALL, batchSize - batch.length),
        WaitTimeSeconds: Math.max(0, Math.min(LONG_POLL_SECONDS, leftSeconds)),
        MessageSystemAttributeNames: ["All"],
        MessageAttributeNames: ["All"],
      }),
    );
    batch.push(...Messages.map((message) => queueRecord(message, queueArn)));
    if (batch.length === 0) return;
    closesAt ??= Date.now() + batchWindowSeconds * 1_000;
    if (Messages.length === 0) await pause(SHORT_POLL_MS, signal);
  } while (batch.length < batchSize && Date.now() < closesAt && !signal.aborted);
}

/**
 * Runs the work once no earlier batch holds one of the batch's message groups. The queue keeps a group
 * locked only while its messages are invisible, and a handler may make them visible before it ends.
 */
async function inOrder(lanes: Map<string, Promise<void>>, batch: readonly SQSRecord[], work: () => Promise<void>): Promise<void> {
  const groups = new Set(batch.flatMap(({ attributes }) => attributes.MessageGroupId ?? []));
  const before = [...groups].flatMap((group) => lanes.get(group) ?? []);
  const run = Promise.all(before).then(work);
  for (const group of groups) lanes.set(group, run);
  await run;
  for (const group of groups) if (lanes.get(group) === run) lanes.delete(group);
}

/** Invokes the function and deletes what it is done with. Never throws: all that fails is reported. */
async function deliver(
  { client, queueUrl, lambda }: QueueSourceOptions,
  batch: readonly SQSRecord[],
  report: Report,
): Promise<void> {
  const ids = batch.map(({ messageId }) => messageId);
  let failed: ReadonlySet<string>;
  try {
    failed = new Set(failedRecords(await invoke(lambda, { Records: [...batch] }), ids));
  } catch (error) {
    report(error, "invocation", ids);
    return;
  }
  if (failed.size > 0) {
    report(new Error(`${failed.size} of ${ids.length} messages were reported as failed`), "records", [...failed]);
  }
  await acknowledge(client, queueUrl, batch.filter(({ messageId }) => !failed.has(messageId)), report);
}

async function acknowledge(client: SQSClient, queueUrl: string, done: readonly SQSRecord[], report: Report): Promise<void> {
  for (let start = 0; start < done.length; start += MOST_PER_CALL) {
    const part = done.slice(start, start + MOST_PER_CALL);
    try {
      const { Failed = [] } = await client.send(
        new DeleteMessageBatchCommand({
          QueueUrl: queueUrl,
          Entries: part.map(({ receiptHandle }, index) => ({ Id: String(index), ReceiptHandle: receiptHandle })),
        }),
      );
      for (const { Id, Message } of Failed) {
        const record = part[Number(Id)];
        report(new Error(Message ?? "The message could not be deleted"), "acknowledge", record ? [record.messageId] : []);
      }
    } catch (error) {
      report(
        error,
        "acknowledge",
        part.map(({ messageId }) => messageId),
      );
    }
  }
}
