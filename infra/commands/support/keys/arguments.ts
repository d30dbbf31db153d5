import { parseArgs } from "node:util";
import type { Scope } from "../../../../shared/ports.ts";
import { usageOf } from "../usage.ts";

/** What `npm run keys` is asked to do. */
export type KeysCommand =
  | { readonly do: "create"; readonly name: string; readonly source: string; readonly scopes: readonly Scope[]; readonly ratePerSecond?: number }
  | { readonly do: "list" }
  | { readonly do: "revoke"; readonly id: string };

const usage = `Usage:
  npm run keys -- create --name <text> --source <source> --scopes write,read [--rate <requests a second>]
  npm run keys -- list
  npm run keys -- revoke <id>

  --name    whose key it is, for people: "Zapier, marketing"
  --source  the integration; keys of one source can correct each other's responses, others cannot
  --scopes  write (post responses, work cases), read (scores, cases, responses), or both
  --rate    requests a second it may make; without it, the policy's figure`;

const { misused, parse } = usageOf(usage);

/**
 * Reads the words after `npm run keys --`.
 *
 * @throws CommandError with what is wrong and how it is used
 */
export function readKeysCommand(words: readonly string[]): KeysCommand {
  const [verb, ...rest] = words;
  switch (verb) {
    case "create":
      return readCreate(rest);
    case "list":
      parse(() => parseArgs({ args: rest }));
      return { do: "list" };
    case "revoke": {
      const { positionals } = parse(() => parseArgs({ args: rest, allowPositionals: true }));
      const [id, extra] = positionals;
      if (id === undefined) return misused("revoke needs the id of a key; list shows them.");
      return extra === undefined ? { do: "revoke", id } : misused(`One key at a time: '${extra}' is one word too many.`);
    }
    case undefined:
      return misused("Say what to do: create, list or revoke.");
    default:
      return misused(`There is no '${verb}'.`);
  }
}

function readCreate(words: readonly string[]): KeysCommand {
  const { values } = parse(() => parseArgs({ args: [...words], options: { name: text, source: text, scopes: text, rate: text } }));
  const { name, source, scopes, rate } = values;
  return {
    do: "create",
    name: readText("name", name, /^[^\p{Cc}]{1,100}$/u, "1 to 100 characters in one line"),
    // Afterscore's own are the answers on its pages, which no integration may correct.
    source: readText("source", source, /^(?!afterscore$)[A-Za-z0-9._-]{1,64}$/, "1 to 64 letters, digits, dots, dashes or underscores, and not 'afterscore'"),
    scopes: readScopes(scopes),
    ...(rate === undefined ? {} : { ratePerSecond: readRate(rate) }),
  };
}

const text = { type: "string" } as const;

function readText(option: string, value: string | undefined, shape: RegExp, allowed: string): string {
  if (value === undefined) return misused(`--${option} is missing.`);
  return shape.test(value) ? value : misused(`--${option} must be ${allowed}.`);
}

const scopeNames: ReadonlyMap<string, Scope> = new Map([
  ["write", "write"],
  ["read", "read"],
]);

function readScopes(value: string | undefined): readonly Scope[] {
  if (value === undefined) return misused("--scopes is missing.");
  const scopes = value.split(",").map((name) => scopeNames.get(name.trim()) ?? misused(`'${name}' is not a scope: write, read, or write,read.`));
  return [...new Set(scopes)];
}

function readRate(value: string): number {
  const rate = Number(value);
  return /^\d{1,6}$/.test(value) && rate > 0 ? rate : misused("--rate must be a whole number of requests a second, at least 1.");
}
