import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import * as z from "zod";
import { bundleOf } from "../bundle.ts";
import { messagesFolder } from "../messages-source.ts";

/** What a thread is started with: every so-many-th seed of a range, from one on. */
export type Share = { readonly from: number; readonly until: number; readonly step: number; readonly isQuick: boolean; readonly plant?: string };

const wordSchema = z.object({ seed: z.number(), story: z.string().optional() });

/** What a thread says of a seed: nothing more when every promise was kept. */
export type Word = z.infer<typeof wordSchema>;

const threadCount = 2;

/**
 * So many seeds are to be quick: they run from a bundle, and errors, of which they have many, do not say where they
 * come from. Fewer are run as they are written, for whoever looks into one.
 */
const many = 50;

/**
 * Runs seeds in two threads until all are done, or one has failed.
 *
 * @returns the story of the first seed that failed, if one did
 */
export async function runSeeds(
  { from, seeds, plant }: { readonly from: number; readonly seeds: number; readonly plant?: string },
  onSeed: (done: number) => void,
): Promise<string | undefined> {
  const isQuick = seeds >= many;
  const { program, execArgv, remove } = isQuick ? bundled() : asWritten();
  // A bundle lies elsewhere, and would look for the messages beside itself.
  const env = { ...process.env, AFTERSCORE_MESSAGES: process.env["AFTERSCORE_MESSAGES"] ?? messagesFolder };
  let done = 0;
  const failed = Promise.withResolvers<string>();
  const threads = Array.from({ length: Math.min(threadCount, seeds) }, (_, at) => {
    const share: Share = { from: from + at, until: from + seeds, step: threadCount, isQuick, ...(plant === undefined ? {} : { plant }) };
    const thread = new Worker(program, { workerData: share, execArgv, env });
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
  try {
    return await Promise.race([failed.promise, finished]);
  } finally {
    await Promise.all(threads.map((thread) => thread.terminate()));
    remove();
  }
}

/** What the threads run, and how. */
type Program = { readonly program: URL; readonly execArgv: string[]; readonly remove: () => void };

const source = new URL("./seed-thread.ts", import.meta.url);

function asWritten(): Program {
  return { program: source, execArgv: ["--import", "tsx"], remove: () => undefined };
}

function bundled(): Program {
  const folder = mkdtempSync(join(tmpdir(), "afterscore-simulate-"));
  bundleOf(fileURLToPath(source), folder);
  return { program: pathToFileURL(join(folder, "index.mjs")), execArgv: [], remove: () => { rmSync(folder, { recursive: true, force: true }); } };
}
