import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** The project's folder, with a slash at the end. */
export const project = fileURLToPath(new URL("../../..", import.meta.url));

/** Where Node 24 and the project's own tools come first. */
export const path = `${project}node_modules/.bin:${process.env["PATH"] ?? ""}`;

/** What of our own environment a program gets that knows nothing of us: the way to the network, and no credentials. */
export function plainEnvironment(): Record<string, string> {
  const passed = Object.entries(process.env).filter(([name]) => /^(?:PIP_.*|SSL_CERT_FILE|LANG|LC_ALL|(?:HTTPS?|NO)_PROXY)$/i.test(name));
  return { ...Object.fromEntries(passed.map(([name, value]) => [name, value ?? ""])), PATH: path };
}

type Options = { readonly env?: Readonly<Record<string, string>>; readonly cwd?: string };

/** What came of a program: its exit code, and everything it printed. */
export type Ended = { readonly code: number; readonly said: string };

/** Runs a program to its end, whatever that is. */
export async function runToItsEnd(program: string, words: readonly string[], { env = plainEnvironment(), cwd = project }: Options = {}): Promise<Ended> {
  try {
    const { stdout, stderr } = await promisify(execFile)(program, [...words], { env, cwd, maxBuffer: 64 * 1024 * 1024 });
    return { code: 0, said: `${stdout}${stderr}` };
  } catch (error) {
    const { code, stdout = "", stderr = "" } = error as { code?: number | string; stdout?: string; stderr?: string };
    if (typeof code !== "number") throw error;
    return { code, said: `${stdout}${stderr}` };
  }
}

/**
 * Runs a program that must succeed, and answers what it printed.
 *
 * @throws with all it said, when it fails
 */
export async function run(program: string, words: readonly string[], options?: Options): Promise<string> {
  const { code, said } = await runToItsEnd(program, words, options);
  if (code !== 0) throw new Error(`${program} ${words.join(" ")} ended with ${code}:\n${said}`);
  return said;
}
