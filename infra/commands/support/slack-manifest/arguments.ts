import { parseArgs } from "node:util";
import { usageOf } from "../usage.ts";

/** How Slack reaches the app: by its address, or over a connection that the app opens. */
export type Reach = { readonly by: "url"; readonly url: string } | { readonly by: "socket" };

/** What `npm run slack:manifest` is asked to write, and where; stdout when no file is named. */
export type ManifestCommand = { readonly reach: Reach; readonly format: "yaml" | "json"; readonly out?: string };

const { misused, parse } = usageOf(`Usage:
  npm run slack:manifest -- --url <ApiUrl> [--out <file>] [--json]
  npm run slack:manifest -- --socket [--out <file>] [--json]

  --url     for AWS: the address that npm run deploy printed as ApiUrl
  --socket  for a laptop: it connects to Slack by itself, so it needs no public address
  --out     writes to this file; without it, to stdout (npm run -s leaves out npm's own lines)
  --json    writes JSON; without it YAML, which says what each scope is for

  docs/slack.md says what to do with it`);

const options = {
  url: { type: "string" },
  socket: { type: "boolean", default: false },
  out: { type: "string" },
  json: { type: "boolean", default: false },
} as const;

/**
 * Reads the words after `npm run slack:manifest --`.
 *
 * @throws CommandError with what is wrong and how it is used
 */
export function readManifestCommand(words: readonly string[]): ManifestCommand {
  const { url, socket, out, json } = parse(() => parseArgs({ args: [...words], options })).values;
  if (out === "") return misused("--out needs the name of a file.");
  return { reach: reachOf(url, socket), format: json ? "json" : "yaml", ...(out === undefined ? {} : { out }) };
}

function reachOf(url: string | undefined, socket: boolean): Reach {
  if (url !== undefined && socket) return misused("--url and --socket exclude each other: Slack calls an address, or it waits for a connection.");
  if (url !== undefined) return { by: "url", url: baseOf(url) };
  return socket ? { by: "socket" } : misused("Say how Slack reaches Afterscore: --url for AWS, or --socket for a laptop.");
}

/** The address as request URLs are made from it. Only what Slack can call is taken, so that it does not have to refuse it later. */
function baseOf(text: string): string {
  const url = URL.parse(text);
  if (url === null) return misused(`'${text}' is no address: --url is the whole ApiUrl, with https:// before it.`);
  if (url.hostname === "localhost" || /^127\.|^\[::1\]$/.test(url.hostname)) return misused("Slack cannot call this machine by that address: use --socket.");
  if (url.protocol !== "https:") return misused("Slack calls https:// addresses only.");
  if (url.origin !== text.replace(/\/+$/, "").toLowerCase()) return misused("--url is the address alone, without a path: the manifest adds the paths.");
  return url.origin;
}
