import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { CannotStart } from "../cannot-start.ts";
import { freePort } from "./free-port.ts";
import { indexStreamLog, pruneStreamLog, type ReadUpTo } from "./stream-log.ts";

/** How and where to run the engine. */
export type DynamoDbOptions = {
  /** Folder of the database file; created when missing. Holds everything that survives a restart. */
  readonly folder: string;
  /** Port on 127.0.0.1; any free one when left out. */
  readonly port?: number;
  /** What the stream's consumers have read, so that nothing unread is pruned; see {@link pruneStreamLog}. */
  readonly readUpTo?: ReadUpTo;
  /** Turns a package file's name into a path, or throws; given by tests. */
  readonly locate?: (name: string) => string;
};

/** Why the engine's process ended: its exit code, or the signal that ended it. */
export type EngineExit = { readonly code: number | null; readonly signal: NodeJS.Signals | null };

/** A running engine that speaks DynamoDB and DynamoDB Streams. */
export type DynamoDbEngine = {
  /** Give it to the SDK's `endpoint`; region and credentials are free to choose. */
  readonly endpoint: string;
  /** Settles once the process is gone, whether asked to or not. */
  readonly exited: Promise<EngineExit>;
  /** Ends the process and waits until it is gone. */
  stop(): Promise<void>;
};

const READY_WITHIN_MS = 10_000;
const STOP_WITHIN_MS = 2_000;

/**
 * Runs the engine with a watchdog that reads a pipe only we hold open: when we end, however abruptly,
 * the pipe closes and the engine is killed. `exec` makes the engine take over the shell's process id.
 */
const UNDER_WATCHDOG = `exec 3<&0; (cat <&3; kill -9 $$) >/dev/null 2>&1 & exec "$0" "$@" 3<&- </dev/null`;

/**
 * Starts an embedded DynamoDB over `folder` and resolves when it answers. The engine ends with this
 * process, even when that is `kill -9`ed, but not by a terminal's Ctrl-C: it has its own process
 * group, so that we can finish what is in flight first.
 *
 * @throws Error when this platform has no engine, or the engine ends or stays silent instead of serving.
 */
export async function startDynamoDb(options: DynamoDbOptions): Promise<DynamoDbEngine> {
  const binary = findBinary(options.locate ?? createRequire(import.meta.url).resolve);
  mkdirSync(options.folder, { recursive: true });
  const file = join(options.folder, "dynamodb.db");
  if (existsSync(file)) pruneStreamLog(file, Date.now() / 1_000, options.readUpTo ?? (() => undefined));

  const port = options.port ?? (await freePort());
  const endpoint = `http://127.0.0.1:${port}`;
  const child = spawn(
    "sh",
    ["-c", UNDER_WATCHDOG, binary, "--host", "127.0.0.1", "--port", String(port), "--db-path", file],
    { detached: true, stdio: ["pipe", "pipe", "pipe"] },
  );
  const exited = exitOf(child);
  const stop = async (): Promise<void> => {
    child.kill("SIGTERM");
    const late = setTimeout(() => child.kill("SIGKILL"), STOP_WITHIN_MS);
    await exited;
    clearTimeout(late);
  };
  // The watchdog waits on this pipe: without closing it, its `cat` would outlive the engine.
  void exited.then(() => child.stdin.destroy());

  try {
    await ready(child, endpoint);
    indexStreamLog(file);
  } catch (error) {
    await stop();
    throw error;
  }
  return { endpoint, exited, stop };
}

function findBinary(locate: (name: string) => string): string {
  const platform = `${process.platform}-${process.arch}`;
  try {
    return locate(`@dynoxide/${platform}/dynoxide`);
  } catch (cause) {
    throw new CannotStart(
      `There is no embedded DynamoDB engine for ${platform}: set AWS_ENDPOINT_URL_DYNAMODB to the address of a DynamoDB engine of your own.`,
      { cause },
    );
  }
}

async function exitOf(child: ChildProcess): Promise<EngineExit> {
  await once(child, "exit");
  return { code: child.exitCode, signal: child.signalCode };
}

/**
 * Waits until the engine says that it listens and then answers. Its own word comes first, since on a
 * port that was taken the answer would come from somebody else.
 */
async function ready(child: ChildProcess, endpoint: string): Promise<void> {
  let said = "";
  const listen = (chunk: Buffer): void => {
    said = (said + chunk.toString()).slice(-2_000);
  };
  child.stdout?.on("data", listen);
  child.stderr?.on("data", listen);

  const deadline = Date.now() + READY_WITHIN_MS;
  while (!(said.includes("listening on") && (await answers(endpoint)))) {
    if (child.exitCode !== null || child.signalCode !== null) throw new CannotStart(`The DynamoDB engine ended instead of starting: ${said.trim()}`);
    if (Date.now() > deadline) throw new Error(`The DynamoDB engine did not answer at ${endpoint}: ${said.trim()}`);
    await sleep(5);
  }
}

async function answers(endpoint: string): Promise<boolean> {
  try {
    return (await fetch(endpoint)).ok;
  } catch (error) {
    if (error instanceof TypeError) return false; // Nobody listens yet: this is how fetch says so.
    throw error;
  }
}
