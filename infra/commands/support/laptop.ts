import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { CommandError } from "./command-error.ts";

const laptopSchema = z.object({
  url: z.url(),
  apiKey: z.string(),
  slackPage: z.url().optional(),
  mailbox: z.url(),
  desk: z.url(),
  slack: z.object({ apiUrl: z.url(), token: z.string() }),
  dynamodb: z.object({ endpoint: z.url(), table: z.string() }),
  sqs: z.object({ endpoint: z.url() }),
});

/** Where the Afterscore that `npm start` runs on this machine is found. */
export type Laptop = z.infer<typeof laptopSchema>;

/** How long the running one may take to answer; milliseconds. */
const patience = 5000;

/**
 * Finds the Afterscore that runs on this machine by `local.json` in its data folder.
 *
 * @param otherwise what else to do where none is running, in words that can follow "start it with npm start in another terminal, "
 * @throws CommandError when none is running, or one left its address behind and does not answer
 */
export async function findLaptop(home: string, otherwise = "then try again"): Promise<Laptop> {
  const file = join(home, "local.json");
  const text = readIfThere(file);
  if (text === undefined) {
    throw new CommandError(`No Afterscore is running on this machine (there is no ${file}): start it with npm start in another terminal, ${otherwise}.`);
  }
  const laptop = laptopSchema.safeParse(jsonOf(text));
  if (!laptop.success) throw new CommandError(`${file} is not what npm start writes: start Afterscore anew with npm start.`);
  if (await answers(laptop.data.url)) return laptop.data;
  throw new CommandError(`Afterscore does not answer at ${laptop.data.url}, which ${file} names: start it with npm start, then try again.`);
}

/** The data folder, as `npm start` chooses it. */
export function homeFolder(env: Readonly<Record<string, string | undefined>>): string {
  return env["AFTERSCORE_HOME"] ?? ".afterscore";
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw new CommandError(`${file} cannot be read: check who it belongs to, or name another folder in AFTERSCORE_HOME.`, { cause: error });
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(patience) });
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    return false;
  }
}
