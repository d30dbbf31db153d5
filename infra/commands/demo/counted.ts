import { setTimeout as sleep } from "node:timers/promises";
import type { Clock } from "../../../shared/ports.ts";
import type { Api, Scores } from "./api.ts";

/** Scores are counted behind the posts; this is how long the demo waits for them. Milliseconds. */
const longestWait = 30_000;
const pause = 250;

/** The scores once so many responses are in them, or as they are when that takes too long. */
export async function scoresOf(api: Pick<Api, "scores">, n: number, clock: Clock): Promise<Scores> {
  const deadline = clock.now().getTime() + longestWait;
  for (;;) {
    const scores = await api.scores();
    if (scores.total.n >= n || clock.now().getTime() > deadline) return scores;
    await sleep(pause);
  }
}
