import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import * as z from "zod";
import { CannotStart } from "./cannot-start.ts";

/** Writes a file that only we may read, all of it or nothing: a crash in between must not leave half. */
export function writeWhole(file: string, text: string): void {
  writeFileSync(`${file}.new`, text, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** The data folder's layout. A folder of a newer layout is refused rather than misread. */
const format = 3;

const secretsSchema = z.strictObject({
  apiKey: z.string(),
  slackToken: z.string(),
  slackSigningSecret: z.string(),
  linkSecret: z.string(),
  pseudonymsKey: z.string(),
  deskKey: z.string(),
});

/** Format 1 had one key for links and for personal codes: codes that people were given stay theirs. Format 2 had none for the desk. */
const storedSchema = secretsSchema
  .partial({ pseudonymsKey: true, deskKey: true })
  .transform((stored): Secrets => ({ ...stored, pseudonymsKey: stored.pseudonymsKey ?? stored.linkSecret, deskKey: stored.deskKey ?? stored.linkSecret }));

/** What this installation made up for itself when it first started. */
export type Secrets = z.infer<typeof secretsSchema>;

/** The data folder of a laptop's Afterscore. */
export type Home = { readonly folder: string; readonly secrets: Secrets; file(name: string): string; close(): void };

/**
 * Opens the data folder, making it when it is new.
 *
 * @throws CannotStart when it belongs to a newer version, or another process works on it
 */
export async function openHome(folder: string): Promise<Home> {
  mkdirSync(folder, { recursive: true });
  const file = (name: string) => join(folder, name);
  checkFormat(file("format.json"), folder);
  const lock = file("running.pid");
  await takeLock(lock, folder);
  // Not before: it is another's as long as they run.
  rmSync(file("local.json"), { force: true });
  const secrets = readSecrets(file("secrets.json"));
  writeWhole(file("format.json"), JSON.stringify({ format }));
  return { folder, secrets, file, close: () => { rmSync(lock, { force: true }); } };
}

function checkFormat(file: string, folder: string): void {
  if (!existsSync(file)) return;
  const found = z.object({ format: z.number() }).safeParse(JSON.parse(readFileSync(file, "utf8")));
  if (found.success && found.data.format <= format) return;
  throw new CannotStart(
    `The data folder ${folder} was written by a newer version of Afterscore (format ${found.data?.format ?? "unknown"}, this one knows ${format}). ` +
      "Nothing was changed. Update Afterscore, or name another folder in AFTERSCORE_HOME.",
  );
}

/** How long one that is just stopping is waited for; milliseconds. */
const stoppingWithin = 3_000;

async function takeLock(lock: string, folder: string): Promise<void> {
  const giveUpAt = Date.now() + stoppingWithin;
  for (let holder = holderOf(lock); holder !== undefined; holder = holderOf(lock)) {
    if (Date.now() >= giveUpAt) {
      throw new CannotStart(
        `Another Afterscore (process ${holder}) works on ${folder}. Stop it first, or name another folder in AFTERSCORE_HOME.`,
      );
    }
    await sleep(100);
  }
  writeWhole(lock, String(process.pid));
}

function holderOf(lock: string): number | undefined {
  const holder = existsSync(lock) ? Number(readFileSync(lock, "utf8")) : undefined;
  return holder !== undefined && holder !== process.pid && isAfterscore(holder) ? holder : undefined;
}

/** A process id may have been given to another program since; where that can be seen, it is looked at. */
function isAfterscore(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false; // No such process, or not ours: a stale lock.
  }
  const commandLine = `/proc/${pid}/cmdline`;
  return !existsSync(commandLine) || readFileSync(commandLine, "utf8").includes("infra/local/main");
}

/** The secrets in a data folder that Afterscore has worked in, for commands; nothing is changed. */
export function secretsIn(folder: string): Secrets {
  return storedSchema.parse(JSON.parse(readFileSync(join(folder, "secrets.json"), "utf8")));
}

function readSecrets(file: string): Secrets {
  const secrets = existsSync(file) ? storedSchema.parse(JSON.parse(readFileSync(file, "utf8"))) : newSecrets();
  writeWhole(file, JSON.stringify(secrets));
  return secrets;
}

function newSecrets(): Secrets {
  return {
    apiKey: randomBytes(24).toString("base64url"),
    slackToken: `xoxb-local-${randomBytes(12).toString("hex")}`,
    slackSigningSecret: randomBytes(16).toString("hex"),
    linkSecret: randomBytes(32).toString("base64url"),
    pseudonymsKey: randomBytes(32).toString("base64url"),
    deskKey: randomBytes(32).toString("base64url"),
  };
}
