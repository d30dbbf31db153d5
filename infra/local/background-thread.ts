/** The thread of {@link startBackground}: loads the functions, feeds them, and stops when it is told to. */
import { parentPort, workerData } from "node:worker_threads";
import { described } from "../../shared/runtime/log.ts";
import type { Assignment, Word } from "./background.ts";
import { eventHandlers } from "./functions.ts";
import { startSources } from "./sources.ts";

const given: unknown = workerData;
const { settings, engines, functions } = assignmentOf(given);
const say = (word: Word) => parentPort?.postMessage(word);

const sources = await startSources(engines, eventHandlers(settings), functions, (error, failure) => {
  say({ kind: "failure", message: described(error), failure: { ...failure, records: [...failure.records] } });
});
say({ kind: "ready" });

parentPort?.once("message", () => {
  void sources.stop().then(() => {
    say({ kind: "stopped" });
  });
});

/** The thread is started from one place, which gives it this. */
function assignmentOf(data: unknown): Assignment;
function assignmentOf(data: unknown): unknown {
  return data;
}
