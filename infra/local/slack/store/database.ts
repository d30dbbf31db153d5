import { DatabaseSync } from "node:sqlite";

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS last_ts (one INTEGER PRIMARY KEY CHECK (one = 1), micros INTEGER NOT NULL);
  INSERT OR IGNORE INTO last_ts VALUES (1, 0);
  CREATE TABLE IF NOT EXISTS channels (id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, document TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS messages (
    channel TEXT NOT NULL, ts INTEGER NOT NULL, thread INTEGER, listed INTEGER NOT NULL, document TEXT NOT NULL,
    PRIMARY KEY (channel, ts)
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS messages_listed ON messages (channel, listed, ts);
  CREATE INDEX IF NOT EXISTS messages_thread ON messages (channel, thread, ts);
  CREATE TABLE IF NOT EXISTS notices (
    id TEXT PRIMARY KEY, channel TEXT NOT NULL, person TEXT NOT NULL, ts INTEGER NOT NULL, document TEXT NOT NULL
  );
  CREATE INDEX IF NOT EXISTS notices_seen ON notices (channel, person, ts);
  CREATE TABLE IF NOT EXISTS views (id TEXT PRIMARY KEY, external_id TEXT UNIQUE, home_of TEXT UNIQUE, document TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS triggers (id TEXT PRIMARY KEY, person TEXT NOT NULL, issued INTEGER NOT NULL, used INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS drafts (subject TEXT NOT NULL, person TEXT NOT NULL, document TEXT NOT NULL, PRIMARY KEY (person, subject)) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS statuses (person TEXT PRIMARY KEY, document TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS readings (person TEXT NOT NULL, channel TEXT NOT NULL, ts INTEGER NOT NULL, PRIMARY KEY (person, channel)) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS files (id TEXT PRIMARY KEY, ticket TEXT NOT NULL UNIQUE, document TEXT NOT NULL, bytes BLOB);
  CREATE TABLE IF NOT EXISTS response_urls (id TEXT PRIMARY KEY, issued INTEGER NOT NULL, used INTEGER NOT NULL, document TEXT NOT NULL);
`;

/**
 * Opens the workspace's file, creating it when missing. With a write-ahead log and `synchronous = NORMAL`
 * whatever was committed survives `kill -9` (only a power cut could take the last commits).
 */
export const openDatabase = (file: string): DatabaseSync => {
  const database = new DatabaseSync(file);
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000;");
  database.exec(SCHEMA);
  return database;
};

/** Runs `work` so that all of it is on disk when this returns, or nothing when it throws. */
export const inTransaction = <Result>(database: DatabaseSync, work: () => Result): Result => {
  database.exec("BEGIN IMMEDIATE");
  try {
    const result = work();
    database.exec("COMMIT");
    return result;
  } catch (error) {
    database.exec("ROLLBACK");
    throw error;
  }
};
