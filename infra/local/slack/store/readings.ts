import type { DatabaseSync } from "node:sqlite";
import * as z from "zod";
import { inTransaction } from "./database.ts";

/** More than this is shown as so many. */
const MOST_COUNTED = 99;

const counted = z.object({ count: z.number() });
const newest = z.object({ ts: z.number().nullable() });

/** How far each person has read. */
export type Readings = {
  /** The person has seen all there is; writes nothing when they had before. */
  read(person: string, channel: string): void;
  /** Messages by others since then, 99 at most. */
  unread(person: string, channel: string): number;
};

/** Readings in the workspace's database. */
export const readingStore = (database: DatabaseSync): Readings => {
  const selectNewest = database.prepare("SELECT MAX(ts) AS ts FROM messages WHERE channel = ? AND listed = 1");
  const write = database.prepare(`
    INSERT INTO readings (person, channel, ts) VALUES (?, ?, ?)
    ON CONFLICT (person, channel) DO UPDATE SET ts = excluded.ts WHERE excluded.ts > readings.ts
  `);
  const count = database.prepare(`
    SELECT COUNT(*) AS count FROM (
      SELECT 1 FROM messages
      WHERE channel = ?1 AND listed = 1 AND document ->> '$.author' <> ?2
        AND ts > COALESCE((SELECT ts FROM readings WHERE person = ?2 AND channel = ?1), 0)
      LIMIT ${MOST_COUNTED}
    )
  `);
  return {
    read(person, channel) {
      const { ts } = newest.parse(selectNewest.get(channel));
      if (ts !== null) inTransaction(database, () => write.run(person, channel, ts));
    },
    unread: (person, channel) => counted.parse(count.get(channel, person)).count,
  };
};
