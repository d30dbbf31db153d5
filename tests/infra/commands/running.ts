import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** The Afterscore that a test started. */
export type Started = { readonly url: string; readonly apiKey: string; stop(): Promise<void> };

/** What a command printed, and how it ended. */
export type Ran = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

/** Starts the real thing as `npm start` does, on any free port. */
export async function startAfterscore(home: string): Promise<Started> {
  const child = nodeProcess("infra/local/main.ts", [], { PORT: "0", AFTERSCORE_HOME: home });
  let said = "";
  child.stderr?.on("data", (chunk: Buffer) => { said += chunk.toString(); });
  const ended = once(child, "exit");
  for (let tries = 0; tries < 450; tries += 1) {
    if (child.exitCode !== null) throw new Error(`Afterscore ended: ${said}`);
    const found = await readFile(join(home, "local.json"), "utf8").catch(() => undefined);
    if (found?.endsWith("}") === true) {
      const { url, apiKey } = JSON.parse(found) as { url: string; apiKey: string };
      return { url, apiKey, stop: () => stop(child, ended) };
    }
    await sleep(100);
  }
  child.kill("SIGKILL");
  throw new Error(`Afterscore did not become ready: ${said}`);
}

/** Runs one of the commands with its words, as npm does; `undefined` takes a variable of ours away. */
export async function runCommandFile(
  file: "demo" | "dlq" | "doctor" | "effects" | "keys" | "parked" | "restore" | "rewards" | "secrets" | "slack-manifest" | "suppressions",
  words: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  piped = "",
): Promise<Ran> {
  const child = nodeProcess(`infra/commands/${file}.ts`, words, env);
  child.stdin?.end(piped);
  const [stdout, stderr] = [textOf(child.stdout), textOf(child.stderr)];
  await once(child, "close");
  return { code: child.exitCode, stdout: stdout(), stderr: stderr() };
}

function nodeProcess(file: string, words: readonly string[], env: Readonly<Record<string, string | undefined>>): ChildProcess {
  const { AFTERSCORE_STAGE: _stage, AFTERSCORE_HOME: _home, ...inherited } = process.env;
  return spawn(process.execPath, ["--import", "tsx", file, ...words], { env: { ...inherited, ...env }, stdio: ["pipe", "pipe", "pipe"] });
}

function textOf(stream: ChildProcess["stdout"]): () => string {
  let text = "";
  stream?.setEncoding("utf8").on("data", (chunk: string) => { text += chunk; });
  return () => text;
}

async function stop(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  child.kill("SIGTERM");
  const killing = setTimeout(() => child.kill("SIGKILL"), 10_000);
  await ended;
  clearTimeout(killing);
}
