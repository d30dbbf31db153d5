import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { until } from "./until.ts";

/** `local.json`, as the contract has it. */
export type Local = {
  readonly url: string;
  readonly apiKey: string;
  readonly slack: { readonly apiUrl: string; readonly token: string; readonly signingSecret: string; readonly defaultChannel: string };
  readonly mailbox: string;
  readonly dynamodb: { readonly endpoint: string; readonly table: string };
  readonly sqs: { readonly endpoint: string; readonly queues: Readonly<Record<string, string>> };
  readonly desk: string;
};

/** How to start it; see the contract's table of variables. */
export type StartOptions = {
  /** A data folder that exists already; a new one is made, and removed by `forget`, when absent. */
  readonly home?: string;
  readonly port?: number;
  readonly policy?: string;
  readonly env?: Readonly<Record<string, string>>;
};

/** `npm start`'s program, running. */
export type Started = {
  readonly home: string;
  readonly local: Local;
  /** Milliseconds from the start of the process to `local.json`. */
  readonly readyMs: number;
  /** What it has printed so far, both streams. */
  readonly printed: () => string;
  /** Ctrl-C; answers the exit code. */
  readonly interrupt: () => Promise<number | null>;
  /** `kill -9`, of everything that was started. */
  readonly kill: () => Promise<void>;
};

const repository = new URL("../../..", import.meta.url).pathname;
const readyWithin = 40_000;

/** What still runs of what we started: ended with us, however we end. */
const alive = new Set<ChildProcess>();
process.on("exit", () => { for (const child of alive) killGroup(child); });

/** A folder that is gone when the machine is tidied up. */
export function newHome(): string {
  return mkdtempSync(join(tmpdir(), "afterscore-outside-"));
}

/** Removes a data folder. */
export function forget(home: string): void {
  rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

/** A program that has been started, whatever becomes of it. */
export type Launched = { readonly home: string; readonly child: ChildProcess; readonly printed: () => string; readonly exited: Promise<number | null> };

/** Starts the real thing as a process of its own, as `npm start` does. */
export function launch({ home = newHome(), port = 0, policy, env = {} }: StartOptions = {}): Launched {
  const child = spawn("node_modules/.bin/tsx", ["infra/local/main.ts"], {
    cwd: repository,
    // A group of its own, so that all of it can be ended at once and nothing else is.
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      PATH: `${repository}node_modules/.bin:${process.env["PATH"] ?? ""}`,
      HOME: process.env["HOME"] ?? "",
      PORT: String(port),
      AFTERSCORE_HOME: home,
      ...(policy === undefined ? {} : { AFTERSCORE_POLICY: policy }),
      ...env,
    },
  });
  alive.add(child);
  let said = "";
  const listen = (chunk: Buffer) => { said += chunk.toString(); };
  child.stdout.on("data", listen);
  child.stderr.on("data", listen);
  const exited = once(child, "exit").then(() => {
    alive.delete(child);
    return child.exitCode;
  });
  return { home, child, printed: () => said, exited };
}

/** Starts it and waits until it says that it is ready. */
export async function start(options: StartOptions = {}): Promise<Started> {
  const begun = performance.now();
  const { home, child, printed, exited } = launch(options);
  const file = join(home, "local.json");
  try {
    const local = await until(
      "local.json",
      () => {
        if (child.exitCode !== null) throw new Error(`ended with ${child.exitCode} instead of starting:\n${printed()}`);
        // A stale one is removed first, so it is ours as soon as this process has said that it is ready.
        const ready = printed().includes("ready") && existsSync(file);
        return Promise.resolve(ready ? (JSON.parse(readFileSync(file, "utf8")) as Local) : undefined);
      },
      { within: readyWithin, every: 10 },
    );
    const readyMs = performance.now() - begun;
    const interrupt = () => {
      child.kill("SIGINT");
      return exited;
    };
    const kill = async () => {
      killGroup(child);
      await exited;
    };
    return { home, local, readyMs, printed, interrupt, kill };
  } catch (error) {
    killGroup(child);
    throw new Error(`it did not start:\n${printed()}`, { cause: error });
  }
}

function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}
