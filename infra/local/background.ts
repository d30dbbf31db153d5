import { once } from "node:events";
import { Worker } from "node:worker_threads";
import * as z from "zod";
import type { EventSource, OnError, SourceFailure } from "./event-sources/invocation.ts";
import type { Settings } from "./functions.ts";
import type { Engines } from "./sources.ts";
import type { FunctionName } from "../topology.ts";

/** What a thread is started with. */
export type Assignment = {
  readonly settings: Settings;
  readonly engines: Engines;
  readonly functions: readonly FunctionName[];
};

/**
 * Who shares a thread. A backlog of mails must not stand before an alert, so those who write mails are
 * by themselves; nor must a chart that is drawn, so whoever draws them is with them.
 */
export const threads: readonly (readonly FunctionName[])[] = [["route", "roll-up", "alert", "escalate"], ["follow-up", "settle", "report"]];

/** What the thread says: it is ready, it has stopped, or something failed. */
export type Word =
  | { readonly kind: "ready" | "stopped" }
  | { readonly kind: "failure"; readonly message: string; readonly failure: SourceFailure };

const wordSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.enum(["ready", "stopped"]) }),
  z.object({
    kind: z.literal("failure"),
    message: z.string(),
    failure: z.object({
      functionName: z.string(),
      source: z.string(),
      kind: z.enum(["poll", "invocation", "records", "acknowledge", "discarded"]),
      records: z.array(z.string()),
    }),
  }),
]);

/**
 * Runs everything that is fed with events in threads of its own, as AWS would run it elsewhere: a
 * backlog does not slow down the answer to a sender, and a laptop's cores are used.
 */
export async function startBackground(shared: Omit<Assignment, "functions">, onError: OnError): Promise<EventSource> {
  const started = await Promise.all(threads.map((functions) => startThread({ ...shared, functions }, onError)));
  return { stop: async () => { await Promise.all(started.map((thread) => thread.stop())); } };
}

async function startThread(assignment: Assignment, onError: OnError): Promise<EventSource> {
  const thread = new Worker(new URL("./background-thread.ts", import.meta.url), {
    workerData: assignment,
    execArgv: ["--import", "tsx"],
  });
  const said = { ready: Promise.withResolvers<undefined>(), stopped: Promise.withResolvers<undefined>() };
  thread.on("message", (message: unknown) => {
    const word = wordSchema.parse(message);
    if (word.kind === "failure") onError(word.message, word.failure);
    else said[word.kind].resolve(undefined);
  });
  const died = once(thread, "error").then(([error]) => {
    throw new Error("the functions' thread died", { cause: error });
  });
  await Promise.race([said.ready.promise, died]);
  // Nobody may go on accepting responses for a pipeline that is dead: a restart settles what is open.
  died.catch((error: unknown) => { setImmediate(() => { throw error; }); });
  return {
    stop: async () => {
      thread.postMessage("stop");
      await Promise.race([said.stopped.promise, died]);
      await thread.terminate();
    },
  };
}
