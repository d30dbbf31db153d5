import { setTimeout as sleep } from "node:timers/promises";
import type { Scene } from "./scene.ts";

/** Looks until something is there: what a kill has held up comes with time. */
export async function untilThere<T>({ stage }: Pick<Scene, "stage">, what: string, look: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 1; tries <= 1_200; tries += 1) {
    const found = await look();
    if (found !== undefined) return found;
    await sleep(25);
    if (tries % 40 === 0) await stage.pass();
  }
  throw new Error(`there is no ${what}`);
}
