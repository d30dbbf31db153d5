import type { Log } from "../../../shared/ports.ts";

/** What a page can do without when whoever is asked for it does not answer: undefined then, and the operator hears of it. */
export async function ifPossible<T>(log: Log, event: string, ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    log.error(event, error);
    return undefined;
  }
}
