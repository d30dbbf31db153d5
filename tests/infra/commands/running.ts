import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

/** What a command printed, and how it ended. */
export type Ran = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

/** Runs one of the commands with its words, as npm does; `undefined` takes a variable of ours away. */
export async function runCommandFile(
  file: "demo" | "digest" | "dlq" | "doctor" | "effects" | "export" | "import" | "keys" | "parked" | "restore" | "rewards" | "secrets" | "slack-manifest" | "suppressions",
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

/** Starts one of the commands, to be ended by whoever started it. */
export function startCommandFile(file: "export" | "import", words: readonly string[], env: Readonly<Record<string, string | undefined>>): ChildProcess {
  const child = nodeProcess(`infra/commands/${file}.ts`, words, env);
  child.stdin?.end();
  // Nobody reads them, and a full pipe would hold it up.
  child.stdout?.resume();
  child.stderr?.resume();
  return child;
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
