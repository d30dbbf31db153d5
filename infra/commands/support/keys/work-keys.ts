import { randomInt } from "node:crypto";
import { formatKey, hashSecret } from "../../../../shared/http/api-key.ts";
import type { ApiKey, ApiKeys, Clock } from "../../../../shared/ports.ts";
import { CommandError } from "../command-error.ts";
import { reaching } from "../reaching.ts";
import { minuteOf, textTable } from "../text-table.ts";
import type { KeysCommand } from "./arguments.ts";
import type { KeyStore } from "./key-store.ts";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const idLength = 12;
/** 238 bits. */
const secretLength = 40;

/**
 * Does what was asked, and answers what to print.
 *
 * @throws CommandError when there is no such key, or the table cannot be reached
 */
export async function workKeys(command: KeysCommand, { keys, place }: KeyStore, clock: Clock): Promise<string> {
  const now = clock.now().toISOString();
  const what = `The keys at ${place}`;
  switch (command.do) {
    case "create":
      return reaching(what, () => create(command, keys, now, place));
    case "list":
      return reaching(what, async () => listed(await keys.list(), place));
    case "revoke": {
      const { id } = command;
      if (!(await reaching(what, () => keys.revoke(id, now)))) throw new CommandError(`There is no key ${id} at ${place}; list shows those there are.`);
      return `Key ${id} is revoked. It stops working within a minute.`;
    }
  }
}

async function create(command: Extract<KeysCommand, { do: "create" }>, keys: ApiKeys, createdAt: string, place: string): Promise<string> {
  const { do: _, ...wanted } = command;
  const id = randomText(idLength);
  const secret = randomText(secretLength);
  await keys.create({ id, ...wanted, hash: hashSecret(secret), createdAt });
  return `Key ${id} is made at ${place}. This is the only time it is shown:\n\n  ${formatKey(id, secret)}\n\nSend it as 'Authorization: Bearer …'. Only its hash is kept, so it is not shown again.`;
}

function listed(keys: readonly ApiKey[], place: string): string {
  if (keys.length === 0) return `No keys at ${place}.`;
  const rows = keys
    .toSorted((a, b) => (a.createdAt < b.createdAt ? -1 : 1))
    .map(({ id, name, source, scopes, ratePerSecond, createdAt, revokedAt }) => [
      id,
      name,
      source,
      scopes.join(","),
      ratePerSecond === undefined ? "policy" : `${ratePerSecond}/s`,
      minuteOf(createdAt),
      revokedAt === undefined ? "" : minuteOf(revokedAt),
    ]);
  return textTable(["id", "name", "source", "scopes", "rate", "created", "revoked"], rows);
}

function randomText(length: number): string {
  return Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join("");
}
