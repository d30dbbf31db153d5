import { once } from "node:events";
import { Worker } from "node:worker_threads";
import * as z from "zod";

/** What a thread is started with: every so-many-th seed of a range, from one on. */
export type Share = { readonly from: number; readonly until: number; readonly step: number; readonly plant?: string };

const wordSchema = z.object({ seed: z.number(), story: z.string().optional() });

/** What a thread says of a seed: nothing more when every promise was kept. */
export type Word = z.infer<typeof wordSchema>;

const threadCount = 2;

/**
 * Runs seeds in two threads until all are done, or one has failed.
 *
 * @returns the story of the first seed that failed, if one did
 */
export async function runSeeds(
  { from, seeds, plant }: { readonly from: number; readonly seeds: number; readonly plant?: string },
  onSeed: (done: number) => void,
): Promise<string | undefined> {
  let done = 0;
  const failed = Promise.withResolvers<string>();
  const threads = Array.from({ length: Math.min(threadCount, seeds) }, (_, at) => {
    const share: Share = { from: from + at, until: from + seeds, step: threadCount, ...(plant === undefined ? {} : { plant }) };
    const thread = new Worker(new URL("./seed-thread.ts", import.meta.url), { workerData: share, execArgv: ["--import", "tsx"] });
    thread.on("message", (message: unknown) => {
      const { story } = wordSchema.parse(message);
      done += 1;
      onSeed(done);
      if (story !== undefined) failed.resolve(story);
    });
    thread.on("error", failed.reject);
    return thread;
  });
  const finished = Promise.all(threads.map((thread) => once(thread, "exit"))).then(() => undefined);
  const story = await Promise.race([failed.promise, finished]);
  await Promise.all(threads.map((thread) => thread.terminate()));
  return story;
}
