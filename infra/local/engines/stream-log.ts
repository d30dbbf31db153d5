import { DatabaseSync } from "node:sqlite";

/** How long DynamoDB keeps a stream record, in seconds. */
const RETENTION_SECONDS = 24 * 60 * 60;

/**
 * Answers the sequence number up to which every consumer has read a stream, or undefined when no
 * consumer ever registered. A stream is named by the tail of its ARN, `table/<name>/stream/<label>`.
 */
export type ReadUpTo = (stream: string) => number | undefined;

/**
 * Drops stream records older than 24 hours, as DynamoDB does, from an engine's file while no engine
 * runs on it. Unlike DynamoDB it spares what some consumer has yet to read: a laptop may have been
 * closed for longer than a day, and what it was sent before must still happen.
 *
 * The newest record of each table always stays: the engine numbers the next one after the highest it
 * finds, and numbers that began again would hide new records behind old checkpoints.
 */
export function pruneStreamLog(file: string, nowSeconds: number, readUpTo: ReadUpTo): void {
  const database = new DatabaseSync(file, { timeout: 5_000 });
  try {
    if (database.prepare("SELECT 1 FROM sqlite_master WHERE name = '_stream_records'").get() === undefined) return;
    const prune = database.prepare(
      `DELETE FROM _stream_records
       WHERE table_name = :table AND created_at < :before AND CAST(sequence_number AS INTEGER) <= :readUpTo
         AND id < (SELECT MAX(id) FROM _stream_records WHERE table_name = :table)`,
    );
    const streams = database.prepare("SELECT table_name, stream_label FROM _tables WHERE stream_label IS NOT NULL");
    for (const { table_name: table, stream_label: label } of streams.all()) {
      if (typeof table !== "string" || typeof label !== "string") continue;
      prune.run({
        table,
        before: nowSeconds - RETENTION_SECONDS,
        readUpTo: readUpTo(`table/${table}/stream/${label}`) ?? Number.MAX_SAFE_INTEGER,
      });
    }
  } finally {
    database.close();
  }
}

/**
 * Gives the engine's stream log the index it lacks. Every write asks it for the highest sequence
 * number of its table, which without the index reads the whole log and at 12,000 records costs most of
 * the engine's throughput. Safe beside a running engine (the file is in WAL mode) and repeatable.
 */
export function indexStreamLog(file: string): void {
  const database = new DatabaseSync(file, { timeout: 5_000 });
  try {
    database.exec(
      `CREATE INDEX IF NOT EXISTS stream_records_by_number
       ON _stream_records (table_name, CAST(sequence_number AS INTEGER))`,
    );
  } finally {
    database.close();
  }
}
