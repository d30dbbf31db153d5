import { randomUUID } from "node:crypto";
import type { EventBridgeEvent } from "aws-lambda";
import { invoke, type EventSource, type LambdaFunction, type OnError } from "./invocation.ts";
import { pause } from "./pause.ts";

/** What a schedule hands to its function, as EventBridge Scheduler's default input. */
export type ScheduleEvent = EventBridgeEvent<"Scheduled Event", Record<string, never>>;

/** One function and how often it runs. */
export type ScheduleSourceOptions = {
  readonly name: string;
  readonly everySeconds: number;
  readonly lambda: LambdaFunction<ScheduleEvent>;
  readonly onError: OnError;
};

/**
 * Invokes a function at a fixed rate, first at once. Runs never overlap: one that takes longer than
 * the period is followed by the next without the ticks it missed. A failed run is reported and
 * waits for the next tick.
 */
export function startScheduleSource(options: ScheduleSourceOptions): EventSource {
  const stopping = new AbortController();
  const finished = follow(options, stopping.signal);
  return {
    stop: async () => {
      stopping.abort();
      await finished;
    },
  };
}

async function follow({ name, everySeconds, lambda, onError }: ScheduleSourceOptions, signal: AbortSignal): Promise<void> {
  const periodMs = everySeconds * 1_000;
  let dueAt = Date.now();
  while (!signal.aborted) {
    try {
      await invoke(lambda, scheduleEvent(name, dueAt));
    } catch (error) {
      onError(error, { functionName: lambda.name, source: name, kind: "invocation", records: [] });
    }
    const missed = Math.floor(Math.max(0, Date.now() - dueAt) / periodMs);
    dueAt += Math.max(1, missed) * periodMs;
    await pause(Math.max(0, dueAt - Date.now()), signal);
  }
}

function scheduleEvent(name: string, dueAt: number): ScheduleEvent {
  return {
    version: "0",
    id: randomUUID(),
    "detail-type": "Scheduled Event",
    source: "aws.scheduler",
    account: "000000000000",
    time: new Date(dueAt).toISOString().replace(/\.\d+Z$/, "Z"),
    region: "us-east-1",
    resources: [`arn:aws:scheduler:us-east-1:000000000000:schedule/default/${name}`],
    detail: {},
  };
}
