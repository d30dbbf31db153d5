import type { DatabaseSync } from "node:sqlite";
import * as z from "zod";

const row = z.object({ micros: z.number() });

/**
 * Issues the `ts` of everything posted, in microseconds: never the same twice and always later than the
 * one before, also after a restart, after the newest message was deleted, or when the clock went back.
 * Call it inside the transaction that uses the result.
 */
export const timeline = (database: DatabaseSync, now: () => number): (() => number) => {
  const read = database.prepare("SELECT micros FROM last_ts");
  const write = database.prepare("UPDATE last_ts SET micros = ?");
  return () => {
    const next = Math.max(Math.floor(now()) * 1000, row.parse(read.get()).micros + 100);
    write.run(next);
    return next;
  };
};
