import { parseArgs } from "node:util";
import { usageOf } from "../usage.ts";

/** The lists that can be exported. */
export type Listed = "responses" | "cases" | "scores";

/** What `npm run export` is asked to do. */
export type ExportCommand = {
  readonly do: "export";
  readonly what: Listed;
  readonly format: "csv" | "ndjson";
  /** Absent: to standard output. */
  readonly out?: string;
  /** Whether the file begins with the mark by which Excel knows UTF-8. */
  readonly hasMark: boolean;
  /** As the API has them. */
  readonly filters: Readonly<Record<string, string>>;
  /** Absent: the Afterscore on this machine. */
  readonly url?: string;
};

/** What each list can be filtered by; which values there may be, the API says. */
const filtersOf: Readonly<Record<Listed, readonly string[]>> = {
  responses: ["respondent", "account", "from", "to", "survey", "metric", "band"],
  cases: ["state", "owner", "account", "severity"],
  scores: ["metric", "survey", "from", "to", "interval", "segment"],
};

const usage = `Usage:
  npm run export -- responses [--respondent …] [--account …] [--from …] [--to …] [--survey …] [--metric …] [--band …]
  npm run export -- cases     [--state …] [--owner …] [--account …] [--severity …]
  npm run export -- scores    --metric nps|csat|ces [--survey …] [--from …] [--to …] [--interval …] [--segment …]

  --format csv|ndjson  CSV by default, or as the name after --out ends. Lists of objects, such as the timeline of a
                       case, are in NDJSON alone, which has everything as the API answers it
  --out FILE           where to write it; there only when it is whole. Without it, to standard output: then write
                       npm run --silent export -- …, since npm prints lines of its own
  --bom                begins a CSV with the mark by which Excel knows UTF-8
  --url ADDRESS        another Afterscore's API, with a key in AFTERSCORE_API_KEY

  Filters are those of the API: --from and --to of responses are times with offset, those of scores are days. Text
  that a spreadsheet would take for a formula has an apostrophe in front; npm run import takes it off again.`;

const { misused, parse } = usageOf(usage);

const text = { type: "string" } as const;
const filters = { respondent: text, account: text, from: text, to: text, survey: text, metric: text, band: text, state: text, owner: text, severity: text, interval: text, segment: text };
const options = { ...filters, format: text, out: text, bom: { type: "boolean" }, url: text, help: { type: "boolean", short: "h" } } as const;

/**
 * Reads the words after `npm run export --`.
 *
 * @throws CommandError with what is wrong and how it is used
 */
export function readExportCommand(words: readonly string[]): ExportCommand | { readonly do: "help"; readonly text: string } {
  const { values, positionals } = parse(() => parseArgs({ args: [...words], allowPositionals: true, options }));
  const { format, out, bom, url, help, ...asked } = values;
  if (help === true) return { do: "help", text: usage };
  const [what, extra] = positionals;
  if (what !== "responses" && what !== "cases" && what !== "scores") return misused(what === undefined ? "Say what: responses, cases or scores." : `There is no '${what}': it is responses, cases or scores.`);
  if (extra !== undefined) return misused(`One list at a time: '${extra}' is one word too many.`);
  const given: Record<string, string> = {};
  for (const [name, value] of Object.entries(asked)) {
    if (!filtersOf[what].includes(name)) return misused(`${what} cannot be filtered by ${name}: they can by ${filtersOf[what].join(", ")}.`);
    given[name] = value;
  }
  return {
    do: "export",
    what,
    format: formatOf(format, out),
    hasMark: bom ?? false,
    filters: given,
    ...(out === undefined ? {} : { out }),
    ...(url === undefined ? {} : { url }),
  };
}

function formatOf(said: string | undefined, out: string | undefined): "csv" | "ndjson" {
  const name = said ?? (/\.(?:ndjson|jsonl)$/i.test(out ?? "") ? "ndjson" : "csv");
  return name === "csv" || name === "ndjson" ? name : misused(`--format is csv or ndjson, not ${name}.`);
}
