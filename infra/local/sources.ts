import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { SQSClient } from "@aws-sdk/client-sqs";
import { type FunctionName, queueConsumers, schedules, streamConsumers, streamFailures, streamFilter, timeouts } from "../topology.ts";
import type { EventSource, OnError } from "./event-sources/invocation.ts";
import { dropFilteredImages } from "./event-sources/lean-records.ts";
import { startQueueSource } from "./event-sources/queue-source.ts";
import { startScheduleSource } from "./event-sources/schedule-source.ts";
import { startStreamSource } from "./event-sources/stream-source.ts";
import type { EventHandlers } from "./functions.ts";

/** Where the engines are. */
export type Engines = {
  readonly dynamoDb: string;
  readonly streamArn: string;
  readonly sqs: string;
  readonly queueUrls: Readonly<Record<string, string>>;
  /** Keeps how far the stream has been read. */
  readonly checkpointFile: string;
};

/**
 * A minute of the schedules, here: what AWS looks at every minute is looked at twelve times as often,
 * so that a laptop that was killed has settled everything within a minute of its restart.
 */
const localMinuteSeconds = 5;

/** Feeds these functions from stream, queues and clock, as the topology says. */
export async function startSources(
  engines: Engines,
  handlers: EventHandlers,
  only: readonly FunctionName[],
  onError: OnError,
): Promise<EventSource> {
  const sqs = new SQSClient({ endpoint: engines.sqs });
  const streams = new DynamoDBStreamsClient({ endpoint: engines.dynamoDb });
  // It would copy every record for a log that is not written.
  streams.middlewareStack.remove("loggerMiddleware");
  dropFilteredImages(streams, streamConsumers.map(streamFilter));
  const urlOf = (queue: string) => engines.queueUrls[queue] ?? "";
  const isHere = ({ to }: { to: FunctionName }) => only.includes(to);
  const sources = await Promise.all([
    ...streamConsumers.filter(isHere).map(async ({ to, sees, batchSize, batchWindowSeconds, tumblingWindowSeconds, retries }) =>
      startStreamSource({
        batchSize,
        // Nobody pays for writes here, and somebody is looking at the score.
        batchWindowSeconds: Math.min(batchWindowSeconds, 1),
        client: streams,
        streamArn: engines.streamArn,
        consumer: to,
        checkpointFile: engines.checkpointFile,
        lambda: { name: to, handler: await handlers.stream(to), timeoutSeconds: timeouts[to] },
        filters: [streamFilter({ sees })],
        ...(tumblingWindowSeconds === undefined ? {} : { tumblingWindowSeconds }),
        bisectBatchOnFunctionError: true,
        ...(retries === undefined ? {} : { maximumRetryAttempts: retries }),
        onFailure: { client: sqs, queueUrl: urlOf(streamFailures) },
        onError,
      }),
    ),
    ...queueConsumers.filter(isHere).map(async ({ queue, to, ...batch }) =>
      startQueueSource({
        ...batch,
        client: sqs,
        queueUrl: urlOf(queue),
        lambda: { name: to, handler: await handlers.queue(to), timeoutSeconds: timeouts[to] },
        onError,
      }),
    ),
    ...schedules.filter(isHere).map(async ({ name, to, everySeconds }) =>
      startScheduleSource({
        name,
        everySeconds: (everySeconds / 60) * localMinuteSeconds,
        lambda: { name: to, handler: await handlers.schedule(to), timeoutSeconds: timeouts[to] },
        onError,
      }),
    ),
  ]);
  return { stop: async () => { await Promise.all(sources.map((source) => source.stop())); } };
}
