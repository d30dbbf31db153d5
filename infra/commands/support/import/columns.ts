import { unguardText } from "../../../../shared/domain/csv.ts";
import { CommandError } from "../command-error.ts";
import { type Kind, fieldPaths, kindOf, recognise } from "./fields.ts";

/** A column of the file that is taken in. */
export type Column = {
  /** Its place, from 0. */
  readonly at: number;
  readonly title: string;
  readonly path: string;
  readonly kind: Kind;
  /** The title says that its times are UTC's. */
  readonly isUtc: boolean;
};

/** What becomes of the columns of a file. */
export type Columns = { readonly taken: readonly Column[]; readonly passedOver: readonly { readonly title: string; readonly because?: string }[] };

/** What was said about columns: which is which, by title, and what holds where a row says nothing. */
export type Said = { readonly map: ReadonlyMap<string, string>; readonly set: ReadonlyMap<string, string> };

/**
 * Decides which column is which field: what was said, then the API's own paths, then the names that other tools use.
 *
 * @throws CommandError when a title that was named is not there, two columns were to be one field, or nothing says what
 *   every response must have
 */
export function columnsOf(heading: readonly string[], said: Said): Columns {
  const titles = heading.map((title) => unguardText(title).trim());
  for (const title of said.map.keys()) {
    if (!titles.includes(title)) throw new CommandError(`There is no column '${title}'. The file has: ${titles.join(", ")}.`);
  }
  const wishes = titles.map((title, at) => ({ at, title, ...wishOf(title, said) }));
  const hasAccount = said.set.has("account.id") || wishes.some(({ path }) => path === "account.id");
  const taken: Column[] = [];
  const passedOver: { title: string; because?: string }[] = [];
  for (const { at, title, path, rank } of wishes) {
    const kind = path === undefined ? undefined : kindOf(path);
    if (path === undefined || kind === undefined) {
      passedOver.push({ title });
      continue;
    }
    const better = wishes.find((other) => other.path === path && (other.rank < rank || (other.rank === rank && other.at < at)));
    if (better !== undefined && rank === named) throw new CommandError(`Two columns are to be ${path}: '${better.title}' and '${title}'. Name one of them.`);
    if (better !== undefined) passedOver.push({ title, because: `'${better.title}' is ${path} already` });
    else if (path.startsWith("account.") && !hasAccount && rank !== named) passedOver.push({ title, because: `an account needs an id: --map "${title}=account.id" if this is one` });
    else taken.push({ at, title, path, kind, isUtc: /\((?:utc|gmt)\)/i.test(title) });
  }
  expectWhatMustBe(new Set([...taken.map(({ path }) => path), ...said.set.keys()]), titles);
  return { taken, passedOver };
}

/** Better than any match by title. */
const named = -1;

function wishOf(title: string, { map }: Said): { readonly path?: string; readonly rank: number } {
  const path = map.get(title);
  if (path !== undefined) return { ...(path === "" ? {} : { path }), rank: named };
  return recognise(title) ?? { rank: Infinity };
}

/** Where one of these is missing, every single row would be refused. */
function expectWhatMustBe(known: ReadonlySet<string>, titles: readonly string[]): void {
  const problems = [
    ...(known.has("score") ? [] : ['the score: --map "Your column=score"']),
    ...(known.has("metric") ? [] : ["the metric: --set metric=nps (or csat, ces)"]),
    ...(known.has("survey.id") ? [] : ["the survey: --set survey.id=a-name-for-it"]),
    ...(known.has("respondent.id") || known.has("respondent.email") ? [] : ['who answered: --map "Your column=respondent.email" or =respondent.id']),
  ];
  if (problems.length === 0) return;
  throw new CommandError(["Nothing in the file says", ...problems.map((problem) => `  ${problem}`), `Its columns: ${titles.join(", ")}.`].join("\n"));
}

/** What becomes of the columns, for people. */
export function columnsInWords({ taken, passedOver }: Columns): string {
  const widest = Math.max(0, ...taken.map(({ title }) => title.length));
  const lines = taken.map(({ title, path }) => `  ${title.padEnd(widest)}  ${path}`);
  const others = passedOver.map(({ title, because }) => `  ${title === "" ? "(no title)" : title}${because === undefined ? "" : `: ${because}`}`);
  return ["Columns:", ...lines, ...(others.length === 0 ? [] : ['Passed over (take one with --map "Title=attributes.name"):', ...others])].join("\n");
}

/** Says which field was meant, and all there are. @throws CommandError */
export function knownPath(path: string): string {
  if (kindOf(path) !== undefined) return path;
  throw new CommandError(`There is no field '${path}': it is one of ${fieldPaths.join(", ")}, or attributes. and a name.`);
}
