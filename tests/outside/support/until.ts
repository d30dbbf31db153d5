import { setTimeout as sleep } from "node:timers/promises";

/** How long to go on asking, and how often. Milliseconds. */
export type Patience = { readonly within?: number; readonly every?: number };

/**
 * Asks until the answer is there.
 *
 * @param what said when it never comes
 * @param ask undefined means "not yet"
 */
export async function until<T>(what: string, ask: () => Promise<T | undefined>, { within = 20_000, every = 50 }: Patience = {}): Promise<T> {
  const end = Date.now() + within;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > end) throw new Error(`not within ${within / 1000} s: ${what}`);
    await sleep(every);
  }
}
