import { parseArgs } from "node:util";
import { isTimeZone } from "../../../../shared/domain/local-time.ts";
import { usageOf } from "../usage.ts";
import { knownPath } from "./columns.ts";
import type { DateOrder } from "./times.ts";

/** What `npm run import` is asked to do. */
export type ImportCommand = {
  readonly do: "import";
  readonly file: string;
  readonly format: "csv" | "ndjson";
  /** Fields by title of column; an empty one passes the column over. */
  readonly map: ReadonlyMap<string, string>;
  /** Cells by field, where a row says nothing. */
  readonly set: ReadonlyMap<string, string>;
  /** Absent: the policy's. */
  readonly timeZone?: string;
  readonly dates?: DateOrder;
  readonly delimiter?: string;
  readonly isLive: boolean;
  readonly isDry: boolean;
  /** Absent: the Afterscore on this machine. */
  readonly url?: string;
};

const usage = `Usage:
  npm run import -- <file.csv|file.ndjson> [options]

  Posts each row to a running Afterscore as a response: that of this machine, or one at --url.

  --map "Title=field"  which field a column is: score, survey.id, respondent.email, account.mrr, attributes.region, …
                       Known by themselves are these names, and those that Delighted, Typeform, SurveyMonkey and
                       AskNicely use. "Title=" passes a column over
  --set field=value    what holds where a row says nothing, such as --set metric=nps --set survey.id=delighted
  --timezone ZONE      whose clocks a time without an offset was read off; the policy's timeZone by default
  --dates mdy|dmy      how 3/4/2026 is meant; without it, such a date is refused
  --delimiter SIGN     what is between cells: , ; | or tab. Found by itself by default
  --format csv|ndjson  where the name of the file does not say it
  --dry-run            checks every row as the API would, and posts nothing
  --live               treats rows as given today: alerts, cases and mails for each of them. By default they are
                       history (backfill): they count, and nothing else comes of them
  --url ADDRESS        another Afterscore's API, with a key in AFTERSCORE_API_KEY

  Run the same again after an interruption, of whatever kind: it goes on where it stopped, and each row is there
  once. A row without an id gets one by who answered which survey when, so it is known again, also in another file.
  A row that is known with other content is a correction of it. Refused rows are told by line, and do not stop the
  others; then the exit code is 1. More in docs/files.md.`;

const { misused, parse } = usageOf(usage);

const options = {
  map: { type: "string", multiple: true },
  set: { type: "string", multiple: true },
  timezone: { type: "string" },
  dates: { type: "string" },
  delimiter: { type: "string" },
  format: { type: "string" },
  "dry-run": { type: "boolean" },
  live: { type: "boolean" },
  url: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

/**
 * Reads the words after `npm run import --`.
 *
 * @throws CommandError with what is wrong and how it is used
 */
export function readImportCommand(words: readonly string[]): ImportCommand | { readonly do: "help"; readonly text: string } {
  const { values, positionals } = parse(() => parseArgs({ args: [...words], allowPositionals: true, options }));
  if (values.help === true) return { do: "help", text: usage };
  const [file, extra] = positionals;
  if (file === undefined) return misused("Say which file: a table (.csv, .tsv) or NDJSON (.ndjson, .jsonl).");
  if (extra !== undefined) return misused(`One file at a time: '${extra}' is one word too many. Is there a blank in a --map without quotes around it?`);
  const format = formatOf(file, values.format);
  const map = pairs("--map", values.map ?? [], (pair) => pair.lastIndexOf("="));
  if (format === "ndjson" && map.size > 0) return misused("--map is for tables: the lines of NDJSON name their fields themselves.");
  for (const path of map.values()) if (path !== "") knownPath(path);
  const set = pairs("--set", values.set ?? [], (pair) => pair.indexOf("="));
  for (const path of set.keys()) knownPath(path);
  const { timezone, url } = values;
  if (timezone !== undefined && !isTimeZone(timezone)) return misused(`--timezone ${timezone} is no time zone: give one of the IANA's, such as Europe/Berlin.`);
  return {
    do: "import",
    file,
    format,
    map,
    set,
    isLive: values.live ?? false,
    isDry: values["dry-run"] ?? false,
    ...(timezone === undefined ? {} : { timeZone: timezone }),
    ...(values.dates === undefined ? {} : { dates: orderOf(values.dates) }),
    ...(values.delimiter === undefined ? {} : { delimiter: signOf(values.delimiter) }),
    ...(url === undefined ? {} : { url }),
  };
}

function formatOf(file: string, said: string | undefined): "csv" | "ndjson" {
  const name = said ?? /\.([a-z]+)$/i.exec(file)?.[1]?.toLowerCase() ?? "";
  if (["csv", "tsv", "txt"].includes(name)) return "csv";
  if (["ndjson", "jsonl"].includes(name)) return "ndjson";
  return misused(said === undefined ? `What is in ${file} does not show in its name: add --format csv, or --format ndjson (one JSON text a line).` : `--format is csv or ndjson, not ${said}.`);
}

function pairs(option: string, words: readonly string[], signIn: (pair: string) => number): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const word of words) {
    const at = signIn(word);
    if (at < 1) return misused(`${option} ${word} lacks its '=': ${option === "--map" ? '--map "Title=field"' : "--set field=value"}.`);
    const name = word.slice(0, at).trim();
    if (found.has(name)) return misused(`${option} says ${name} twice.`);
    found.set(name, word.slice(at + 1).trim());
  }
  return found;
}

function orderOf(said: string): DateOrder {
  return said === "mdy" || said === "dmy" ? said : misused(`--dates is mdy (3/4/2026 is 4 March) or dmy (it is 3 April), not ${said}.`);
}

function signOf(said: string): string {
  const sign = said === "tab" || said === String.raw`\t` ? "\t" : said;
  return [",", ";", "|", "\t"].includes(sign) ? sign : misused(`--delimiter is one of , ; | tab, not ${said}.`);
}
