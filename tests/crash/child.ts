/**
 * The process that is killed: every function, and what feeds it, as `npm start` has them, over engines
 * that run elsewhere and survive it.
 */
import { rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { nameCalls, namePorts, openCalls, onBehalfOf, watchFileWrites } from "./support/calls.ts";
import { loadPages } from "./support/pages.ts";
import { adjustClock } from "./support/clock.ts";
import type { Assignment, Order, Point, Word } from "./support/protocol.ts";
import type { LambdaHandler } from "../../infra/local/event-sources/invocation.ts";
import { frontDoor } from "../../infra/local/front.ts";
import { type HttpApp, type HttpFunctions, eventHandlers, loadHttpFunctions } from "../../infra/local/functions.ts";
import { listen } from "../../infra/local/listener.ts";
import { startSources } from "../../infra/local/sources.ts";
import { queueConsumers, schedules, streamConsumers } from "../../infra/topology.ts";

const { settings, engines, factories, folder, port } = JSON.parse(process.argv[2] ?? "") as Assignment;
const clock = adjustClock();
const state: { end: Point | undefined } = { end: undefined };
/** Who is at work, one entry for each time. */
const working: string[] = [];
/** Between the end of a function and the call that says so, nobody is seen at work: so time passes only when it has been quiet for a while. */
const [lookEveryMs, quietLooks] = [2, 5];
/** After so long it is said who is still at work. */
const patienceMs = 20_000;
const say = (word: Word) => process.send?.(word);

loadPages();
namePorts(factories);
nameCalls();
watchFileWrites((point) => {
  if (point === state.end) process.kill(process.pid, "SIGKILL");
  say({ kind: "at", point });
});

/** Counts who is at work, since time must not leap while somebody is in the midst of something. */
function counted<Event>(name: string, handler: LambdaHandler<Event>): LambdaHandler<Event> {
  return async (event, context) => {
    working.push(name);
    try {
      return await onBehalfOf(name, () => handler(event, context));
    } finally {
      working.splice(working.indexOf(name), 1);
    }
  };
}

function answering(name: string, app: HttpApp): HttpApp {
  return { fetch: (request) => onBehalfOf(name, () => app.fetch(request)) };
}

const apps = await loadHttpFunctions(settings);
const front = frontDoor(Object.fromEntries(Object.entries(apps).map(([name, app]) => [name, answering(name, app)])) as HttpFunctions, []);
const loaded = eventHandlers(settings);
const handlers = {
  ...loaded,
  stream: async (name: Parameters<typeof loaded.stream>[0]) => counted(name, await loaded.stream(name)),
  queue: async (name: Parameters<typeof loaded.queue>[0]) => counted(name, await loaded.queue(name)),
};
const sweeps = await Promise.all(schedules.map(async ({ to }) => counted(to, await loaded.schedule(to))));

/** Opens the door and takes up work; all that takes long was done before. */
async function begin(order: Extract<Order, { kind: "begin" }>): Promise<void> {
  clock.forward(order.ahead);
  state.end = order.end;
  (await listen(port)).serve((request) => front.fetch(request));
  await Promise.all(
    [...streamConsumers, ...queueConsumers].map(({ to }) =>
      onBehalfOf(to, () => startSources(engines, handlers, [to], (error, failure) => { process.stderr.write(`${JSON.stringify(failure)} ${String(error)}\n`); })),
    ),
  );
  say({ kind: "ready" });
}

/** A minute passes, and what runs by the clock runs, as it would. */
async function pass(ms: number): Promise<void> {
  const busy = setTimeout(() => { process.stderr.write(`at work: ${[...working, ...openCalls()].join(", ")}\n`); }, patienceMs);
  for (let quiet = 0; quiet < quietLooks; quiet += 1) {
    await sleep(lookEveryMs);
    if (working.length > 0 || openCalls().length > 0) quiet = -1;
  }
  clearTimeout(busy);
  clock.forward(ms);
  say({ kind: "passed" });
  await Promise.all(sweeps.map(async (sweep) => {
    try {
      await sweep({}, {} as Parameters<typeof sweep>[1]);
    } catch (error) {
      // A call that fails is told of and comes again; the process lives on, as on AWS.
      process.stderr.write(`by the clock: ${String(error)}\n`);
    }
  }));
}

process.on("message", (order: Order) => {
  switch (order.kind) {
    case "begin":
      void begin(order);
      return;
    case "end":
      state.end = order.at;
      return;
    case "pass":
      void pass(order.ms);
  }
});
// Without its parent there is nothing to be killed for, and nobody else who tidies up.
process.on("disconnect", () => {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  process.exit(0);
});
