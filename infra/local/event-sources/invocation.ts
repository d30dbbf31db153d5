import { randomUUID } from "node:crypto";
import type { Context } from "aws-lambda";

/** A Lambda function's entry, as AWS would call it. */
export type LambdaHandler<Event = unknown> = (event: Event, context: Context) => Promise<unknown>;

/** A handler together with the configuration that AWS would keep beside it. */
export type LambdaFunction<Event = unknown> = {
  /** Shown in contexts, in failures and in the on-failure message. */
  readonly name: string;
  readonly handler: LambdaHandler<Event>;
  readonly timeoutSeconds: number;
};

/** What went wrong in an event source, with enough to find it again. */
export type SourceFailure = {
  readonly functionName: string;
  /** The queue's name, the stream's shard, or the schedule's name. */
  readonly source: string;
  /**
   * `poll`: the engine could not be asked. `invocation`: the handler threw, timed out or answered
   * nonsense. `records`: the handler reported some records as failed. `acknowledge`: done messages
   * could not be deleted, and will be seen again. `discarded`: retries ran out, the records are given up.
   */
  readonly kind: "poll" | "invocation" | "records" | "acknowledge" | "discarded";
  /** Message ids or sequence numbers concerned. */
  readonly records: readonly string[];
};

/** Told of every failure, so that none is silent. */
export type OnError = (error: unknown, failure: SourceFailure) => void;

/** {@link OnError} with the function and the source already told. */
export type Report = (error: unknown, kind: SourceFailure["kind"], records: readonly string[]) => void;

/** A {@link Report} on behalf of one function and one source. */
export function reporter(onError: OnError, functionName: string, source: string): Report {
  return (error, kind, records) => {
    onError(error, { functionName, source, kind, records });
  };
}

/** A running event source. */
export type EventSource = {
  /** Takes up nothing new and resolves once the invocations in flight are finished. */
  stop(): Promise<void>;
};

/** The ARN of a local function. */
export function functionArn(name: string): string {
  return `arn:aws:lambda:us-east-1:000000000000:function:${name}`;
}

/**
 * Calls the function once with the context Lambda would give and answers what it answers. Lambda
 * would freeze a function at its timeout; in one process the handler runs on, its outcome ignored.
 *
 * @throws whatever the handler throws, or Error when it takes longer than its timeout.
 */
export async function invoke<Event>(lambda: LambdaFunction<Event>, event: Event): Promise<unknown> {
  const timeoutMs = lambda.timeoutSeconds * 1_000;
  const endsAt = Date.now() + timeoutMs;
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`Task timed out after ${lambda.timeoutSeconds.toFixed(2)} seconds`));
    }, timeoutMs);
  });
  try {
    return await Promise.race([lambda.handler(event, contextOf(lambda.name, endsAt)), timeout]);
  } finally {
    clearTimeout(timer);
  }
}

function contextOf(name: string, endsAt: number): Context {
  const refuse = (): never => {
    throw new Error("Answer by the returned promise: the callback style is not supported");
  };
  const callbackStyle = { done: refuse, fail: refuse, succeed: refuse };
  return {
    callbackWaitsForEmptyEventLoop: false,
    functionName: name,
    functionVersion: "$LATEST",
    invokedFunctionArn: functionArn(name),
    memoryLimitInMB: "256",
    awsRequestId: randomUUID(),
    logGroupName: `/aws/lambda/${name}`,
    logStreamName: "local",
    getRemainingTimeInMillis: () => Math.max(0, endsAt - Date.now()),
    ...callbackStyle,
  };
}
