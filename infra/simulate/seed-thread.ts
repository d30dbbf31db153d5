/** A thread of {@link runSeeds}: runs its share of the seeds and says of each what came of it. */
import { parentPort, workerData } from "node:worker_threads";
import { setImmediate } from "node:timers/promises";
import { plants } from "./plants/plants.ts";
import { type Scenario, simulate } from "./run.ts";
import type { Share, Word } from "./seed-threads.ts";
import { shorten } from "./shorten.ts";
import { storyOf } from "./story.ts";

const given: unknown = workerData;
const { from, until, step, isQuick, plant: planted } = shareOf(given);
if (isQuick) Error.stackTraceLimit = 0;
const plant = plants.find(({ name }) => name === planted);
const say = (word: Word) => parentPort?.postMessage(word);

for (let seed = from; seed < until; seed += step) {
  const scenario: Scenario = { seed, ...(plant === undefined ? {} : { plant }) };
  const outcome = await simulate(scenario);
  say(outcome.broken.length === 0 ? { seed } : { seed, story: storyOf(scenario, await shorten(scenario, outcome)) });
  // A run never lets go of the thread by itself, and what was said is to be heard.
  await setImmediate();
}

/** The thread is started from one place, which gives it this. */
function shareOf(data: unknown): Share;
function shareOf(data: unknown): unknown {
  return data;
}
