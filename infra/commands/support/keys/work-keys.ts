import { randomInt } from "node:crypto";
import { formatKey, hashSecret } from "../../../../shared/http/api-key.ts";
import type { ApiKey, ApiKeys, Clock } from "../../../../shared/ports.ts";
import { CommandError } from "../command-error.ts";
import { minuteOf, textTable } from "../text-table.ts";
import type { KeysCommand } from "./arguments.ts";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const idLength = 12;
/** 238 bits. */
const secretLength = 40;

/** What working on keys needs of the world. */
export type KeepingKeys = { readonly place: string; readonly keys: ApiKeys; readonly clock: Clock };

/**
 * Does what was asked, and answers what to print.
 *
 * @throws CommandError when there is no such key
 */
export async function workKeys(command: KeysCommand, { place, keys, clock }: KeepingKeys): Promise<string> {
  const now = clock.now().toISOString();
  switch (command.do) {
    case "create":
      return create(command, keys, now, place);
    case "list":
      return listed(await keys.list(), place);
    case "revoke": {
      const { id } = command;
      if (!(await keys.revoke(id, now))) throw new CommandError(`There is no key ${id} at ${place}; list shows those there are.`);
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
