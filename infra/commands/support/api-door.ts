import * as z from "zod";
import { CommandError } from "./command-error.ts";
import type { Environment } from "./deployment.ts";
import { findLaptop, homeFolder } from "./laptop.ts";
import { reasonOf } from "./reaching.ts";

/** Where an Afterscore's API is, and with which key it is asked. */
export type Door = {
  readonly url: string;
  readonly apiKey: string;
  /** The same one after a restart, on whatever port. */
  readonly name: string;
};

/** The variable with the key for `--url`: a key among the words of a command stays in the shell's history. */
export const keyVariable = "AFTERSCORE_API_KEY";

/**
 * The API that a command works through: the one at `url`, else that of the Afterscore on this machine.
 *
 * @throws CommandError when it is not there, or no key is
 */
export async function findDoor(url: string | undefined, env: Environment): Promise<Door> {
  const apiKey = env[keyVariable] ?? "";
  if (url === undefined) {
    if ((env["AFTERSCORE_STAGE"] ?? "") !== "") throw new CommandError(`AFTERSCORE_STAGE is set, and this command works through the API: give --url https://… and a key in ${keyVariable}.`);
    const home = homeFolder(env);
    const laptop = await findLaptop(home, "or name a deployed one with --url");
    return { url: laptop.url, apiKey: laptop.apiKey, name: "laptop" };
  }
  const address = z.url({ protocol: /^https?$/ }).safeParse(url);
  if (!address.success) throw new CommandError(`--url ${url} is no address: give that of the API, such as https://feedback.example.com.`);
  if (apiKey === "") throw new CommandError(`Give an API key of ${url} in ${keyVariable}; npm run keys -- create makes one.`);
  const base = address.data.replace(/\/+$/, "");
  return { url: base, apiKey, name: base };
}

/** What asking needs besides an address. */
export type Asking = {
  readonly fetch: (address: string, init: RequestInit) => Promise<Response>;
  /** Waits so many milliseconds. */
  readonly wait: (ms: number) => Promise<void>;
};

/** What is asked with; nothing is a `GET`. */
type Posted = { readonly method?: "POST"; readonly headers?: Readonly<Record<string, string>>; readonly body?: string };

/** How long one answer may take; milliseconds. */
const patience = 60_000;
const mostTries = 12;
const firstWait = 500;
const longestWait = 30_000;

/**
 * Asks the API, and again while it is away or there is too much: about four minutes long, and as it says in `Retry-After`.
 *
 * @throws CommandError when it stays away, or refuses
 */
export async function askDoor(door: Door, asking: Asking, path: string, init: Posted = {}): Promise<unknown> {
  const headers = { ...init.headers, Authorization: `Bearer ${door.apiKey}` };
  for (let tries = 1; ; tries += 1) {
    const tried = await tryOnce(asking, `${door.url}${path}`, { ...init, headers });
    if (tried.kind === "answer") return tried.json;
    if (tried.kind === "refused") throw new CommandError(refusalOf(door, tried.status, tried.text));
    if (tries === mostTries) throw new CommandError(`${door.url} does not answer (${tried.because}), and was asked ${mostTries} times.`);
    await asking.wait(Math.max(tried.wait, waitBefore(tries)));
  }
}

/** Milliseconds before the next try, longer each time. */
export function waitBefore(tries: number): number {
  return Math.min(longestWait, firstWait * 2 ** (tries - 1));
}

type Tried =
  | { readonly kind: "answer"; readonly json: unknown }
  | { readonly kind: "refused"; readonly status: number; readonly text: string }
  | { readonly kind: "away"; readonly because: string; readonly wait: number };

async function tryOnce(asking: Asking, address: string, init: RequestInit): Promise<Tried> {
  try {
    const answer = await asking.fetch(address, { ...init, signal: AbortSignal.timeout(patience) });
    const text = await answer.text();
    if (answer.ok) return { kind: "answer", json: JSON.parse(text) };
    if (mayPass(answer.status)) return { kind: "away", because: String(answer.status), wait: retryAfter(answer) };
    return { kind: "refused", status: answer.status, text };
  } catch (error) {
    // Also an answer that broke off in the middle.
    return { kind: "away", because: reasonOf(error instanceof Error && error.cause instanceof Error ? error.cause : error), wait: 0 };
  }
}

/** Whether the same may be taken later: too much for now, or a failure that is not ours. */
export function mayPass(status: number): boolean {
  return status === 429 || status >= 500;
}

function retryAfter({ headers }: Response): number {
  const value = headers.get("Retry-After") ?? "";
  const wait = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isNaN(wait) ? 0 : Math.max(0, wait);
}

const problemSchema = z.object({ detail: z.string(), errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional() });

function refusalOf({ url }: Door, status: number, text: string): string {
  const problem = problemSchema.safeParse(jsonOf(text)).data;
  if (problem === undefined) return `${url} answered ${status}: is it the address of an Afterscore's API?`;
  const errors = (problem.errors ?? []).map(({ pointer, detail }) => `${pointer.slice(1)}: ${detail}`);
  return [`${url} answered ${status}: ${problem.detail}`, ...errors].join("\n");
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
