import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { startScheduleSource, type ScheduleEvent } from "../../../../infra/local/event-sources/schedule-source.ts";
import { eventually, failureLog } from "../support.ts";

test("a schedule runs at once and then at its rate, with a scheduled event", async () => {
  const events: ScheduleEvent[] = [];
  const handler = (event: ScheduleEvent): Promise<void> => {
    events.push(event);
    return Promise.resolve();
  };
  const started = Date.now();
  const source = startScheduleSource({
    name: "every-moment",
    everySeconds: 0.1,
    lambda: { name: "escalate", handler, timeoutSeconds: 1 },
    onError: failureLog().onError,
  });
  await eventually(() => events.length === 3);
  expect(Date.now() - started).toBeGreaterThanOrEqual(190);
  await source.stop();
  expect(events[0]).toMatchObject({
    source: "aws.scheduler",
    "detail-type": "Scheduled Event",
    resources: ["arn:aws:scheduler:us-east-1:000000000000:schedule/default/every-moment"],
  });
});

test("runs never overlap, missed ticks are left out, and a stop waits for the run", async () => {
  let running = 0;
  let most = 0;
  let runs = 0;
  const source = startScheduleSource({
    name: "slow",
    everySeconds: 0.02,
    lambda: {
      name: "report",
      timeoutSeconds: 1,
      handler: async () => {
        running += 1;
        most = Math.max(most, running);
        await sleep(100);
        running -= 1;
        runs += 1;
      },
    },
    onError: failureLog().onError,
  });
  await sleep(350);
  await source.stop();
  expect({ running, most }).toEqual({ running: 0, most: 1 });
  expect(runs).toBeLessThanOrEqual(4);
});

test("a run that throws or takes too long is reported and the next one comes", async () => {
  const { failures, onError } = failureLog();
  let runs = 0;
  const source = startScheduleSource({
    name: "shaky",
    everySeconds: 0.05,
    lambda: {
      name: "report",
      timeoutSeconds: 0.02,
      handler: async () => {
        runs += 1;
        if (runs === 1) throw new Error("no luck");
        if (runs === 2) await sleep(200);
      },
    },
    onError,
  });
  await eventually(() => runs === 3);
  await source.stop();
  expect(failures.map(({ message, source, kind }) => [message, source, kind])).toEqual([
    ["no luck", "shaky", "invocation"],
    ["Task timed out after 0.02 seconds", "shaky", "invocation"],
  ]);
});
