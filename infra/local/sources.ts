import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { SQSClient } from "@aws-sdk/client-sqs";
import { queueConsumers, responseFilter, schedules, streamConsumers, streamRetries, timeouts } from "../topology.ts";
import type { EventSource, OnError } from "./event-sources/invocation.ts";
import { startQueueSource } from "./event-sources/queue-source.ts";
import { startScheduleSource } from "./event-sources/schedule-source.ts";
import { startStreamSource } from "./event-sources/stream-source.ts";
import type { Functions } from "./functions.ts";

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

/** Feeds the functions from stream, queues and clock, as the topology says. */
export async function startSources(engines: Engines, functions: Functions, onError: OnError): Promise<EventSource> {
  const sqs = new SQSClient({ endpoint: engines.sqs });
  const streams = new DynamoDBStreamsClient({ endpoint: engines.dynamoDb });
  const urlOf = (queue: string) => engines.queueUrls[queue] ?? "";
  const sources = [
    ...streamConsumers.map(({ to, ...batch }) =>
      startStreamSource({
        ...batch,
        client: streams,
        streamArn: engines.streamArn,
        consumer: to,
        checkpointFile: engines.checkpointFile,
        lambda: { name: to, handler: functions.stream[to], timeoutSeconds: timeouts[to] },
        filters: [responseFilter],
        bisectBatchOnFunctionError: true,
        maximumRetryAttempts: streamRetries,
        onFailure: { client: sqs, queueUrl: urlOf("stream-failures") },
        onError,
      }),
    ),
    ...(await Promise.all(
      queueConsumers.map(({ queue, to, ...batch }) =>
        startQueueSource({
          ...batch,
          client: sqs,
          queueUrl: urlOf(queue),
          lambda: { name: to, handler: functions.queue[to], timeoutSeconds: timeouts[to] },
          onError,
        }),
      ),
    )),
    ...schedules.map(({ name, to, everySeconds }) =>
      startScheduleSource({
        name,
        everySeconds: (everySeconds / 60) * localMinuteSeconds,
        lambda: { name: to, handler: functions.schedule[to], timeoutSeconds: timeouts[to] },
        onError,
      }),
    ),
  ];
  return { stop: async () => { await Promise.all(sources.map((source) => source.stop())); } };
}
