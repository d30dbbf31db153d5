import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "../../outside/support/engine.ts";
import { until } from "../../outside/support/until.ts";
import { path } from "./program.ts";

/** A local AWS that is running. */
export type MiniStack = {
  /** Without a slash at the end. */
  readonly endpoint: string;
  /** Everything it and the functions printed. */
  readonly log: () => string;
  readonly stop: () => Promise<void>;
};

/**
 * Starts MiniStack as a process of its own, on 127.0.0.1 and a port that is free.
 *
 * @param folder for all it writes; not below a package.json, because its Node workers are CommonJS
 */
export async function startMiniStack({ python, folder }: { readonly python: string; readonly folder: string }): Promise<MiniStack> {
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const logFile = join(folder, "ministack.log");
  const inside = (name: string) => {
    mkdirSync(join(folder, name), { recursive: true });
    return join(folder, name);
  };
  const output = openSync(logFile, "a");
  const child = spawn(python, ["-m", "ministack"], {
    cwd: folder,
    // A group of its own: its Node workers end with it.
    detached: true,
    stdio: ["ignore", output, output],
    // What it is given, its functions are given too.
    env: {
      PATH: path,
      HOME: inside("home"),
      TMPDIR: inside("tmp"),
      STATE_DIR: inside("state"),
      S3_DATA_DIR: inside("s3"),
      BIND_HOST: "127.0.0.1",
      GATEWAY_PORT: String(port),
      // Names of APIs are made of it, and `id.execute-api.127.0.0.1` would not be one.
      MINISTACK_HOST: "localhost",
      SFTP_ENABLED: "0",
      IOT_MTLS_ENABLED: "0",
      LAMBDA_ACCOUNT_CONCURRENCY: "20",
    },
  });
  closeSync(output);
  const exited = once(child, "exit");
  const log = () => readFileSync(logFile, "utf8");
  const end = () => {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) process.kill(-child.pid, "SIGKILL");
  };
  process.once("exit", end);
  const stop = async () => {
    end();
    await exited;
    process.off("exit", end);
  };
  try {
    await until("MiniStack is ready", async () => {
      if (child.exitCode !== null) throw new Error(`MiniStack ended:\n${log()}`);
      const health = await fetch(`${endpoint}/_ministack/health`).catch(() => undefined);
      return health?.ok === true ? true : undefined;
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return { endpoint, log, stop };
}
