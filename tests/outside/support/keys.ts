import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { promisify } from "node:util";

const command = "infra/commands/keys.ts";
const repository = new URL("../../..", import.meta.url).pathname;

/** Whether there is a command for keys yet. */
export const hasKeysCommand = existsSync(repository + command);

/** Makes an API key as an operator does, `npm run keys -- create …`, and answers it as it was shown. */
export async function createKey(home: string, source: string, scopes: string): Promise<string> {
  const given = ["create", "--name", `test ${source}`, "--source", source, "--scopes", scopes];
  const { stdout } = await promisify(execFile)("node_modules/.bin/tsx", [command, ...given], {
    cwd: repository,
    env: { ...process.env, AFTERSCORE_HOME: home },
  });
  const key = /\bas_[A-Za-z0-9]+_[A-Za-z0-9_-]+/.exec(stdout)?.[0];
  if (key === undefined) throw new Error(`no key in: ${stdout}`);
  return key;
}
