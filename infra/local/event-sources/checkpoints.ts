import { existsSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";

/** How far one consumer has read each shard of one stream, on disk. */
export type Checkpoints = {
  /** The last sequence number done with, or undefined when the shard is new to this consumer. */
  read(shardId: string): string | undefined;
  /** Written before this returns. */
  write(shardId: string, sequenceNumber: string): void;
  close(): void;
};

/**
 * Opens the checkpoints of a consumer in a file that several consumers may share. Survives `kill -9`;
 * a batch that was done but not yet written is delivered again.
 */
export function openCheckpoints(file: string, consumer: string, streamArn: string): Checkpoints {
  const database = new DatabaseSync(file, { timeout: 5_000 });
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
  database.exec(
    `CREATE TABLE IF NOT EXISTS checkpoints (
       consumer TEXT NOT NULL, stream TEXT NOT NULL, shard TEXT NOT NULL, sequence_number TEXT,
       PRIMARY KEY (consumer, stream, shard)
     )`,
  );
  const select = database.prepare(
    "SELECT sequence_number FROM checkpoints WHERE consumer = ? AND stream = ? AND shard = ?",
  );
  const register = database.prepare("INSERT OR IGNORE INTO checkpoints (consumer, stream, shard) VALUES (?, ?, ?)");
  const update = database.prepare("INSERT OR REPLACE INTO checkpoints VALUES (?, ?, ?, ?)");
  return {
    read: (shardId) => {
      register.run(consumer, streamArn, shardId); // A consumer that has read nothing must hold pruning back, too.
      const number = select.get(consumer, streamArn, shardId)?.["sequence_number"];
      return typeof number === "string" ? number : undefined;
    },
    write: (shardId, sequenceNumber) => {
      update.run(consumer, streamArn, shardId, sequenceNumber);
    },
    close: () => {
      database.close();
    },
  };
}

/**
 * The sequence number that every consumer in the file has reached in a stream, which is named by the
 * tail of its ARN: `table/<name>/stream/<label>`. 0 when one has read nothing, undefined when there
 * is none. For an engine whose sequence numbers are small and whose streams have one shard.
 */
export function readUpTo(file: string, stream: string): number | undefined {
  if (!existsSync(file)) return undefined;
  const database = new DatabaseSync(file, { timeout: 5_000 });
  try {
    if (database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'checkpoints'").get() === undefined) return undefined;
    const lowest = database
      .prepare(
        `SELECT MIN(CAST(COALESCE(sequence_number, '0') AS INTEGER)) AS lowest FROM checkpoints
         WHERE substr(stream, -length(:stream)) = :stream`,
      )
      .get({ stream })?.["lowest"];
    return typeof lowest === "number" ? lowest : undefined;
  } finally {
    database.close();
  }
}
