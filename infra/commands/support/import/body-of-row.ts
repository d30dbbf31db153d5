import type { Json } from "../../../../shared/domain/canonical-json.ts";
import { unguardText, valueOf, wordsIn } from "../../../../shared/domain/csv.ts";
import type { Mistake } from "../../../../shared/runtime/problem.ts";
import type { Column } from "./columns.ts";
import { type Kind, kindOf, partsOf } from "./fields.ts";
import { type ReadingTimes, readTime } from "./times.ts";

/** An object of JSON. */
export type JsonObject = Readonly<Record<string, Json>>;

/** A row as the API would take it, with what is wrong with it as far as that can be told without the API's schema. */
export type ReadBody = {
  readonly body: Json;
  readonly mistakes: readonly Mistake[];
  /** When it was given, in the row's own words: they stay the same when they are read anew, by other clocks. */
  readonly given?: string;
};

/** What holds for every row. */
export type Reading = ReadingTimes & {
  /** What holds where a row says nothing, by path. */
  readonly set: ReadonlyMap<string, string>;
  /** Every row is history: whatever it says itself. */
  readonly isBackfill: boolean;
};

type Entry = { readonly parts: readonly string[]; readonly value: Json };

/** The body that a row of a table says. */
export function bodyOfCells(cells: readonly string[], columns: readonly Column[], reading: Reading): ReadBody {
  const utc = { ...reading, timeZone: "UTC" };
  const said = columns.flatMap(({ at, path, isUtc }) => {
    const cell = unguardText(cells[at] ?? "");
    return cell.trim() === "" ? [] : [{ path, cell, times: isUtc ? utc : reading }];
  });
  const given = said.find(({ path }) => path === "submittedAt")?.cell;
  for (const [path, cell] of reading.set) if (!said.some((other) => other.path === path)) said.push({ path, cell, times: reading });
  const { entries, mistakes } = entriesOf(said);
  return { body: finished(nested(entries), reading), mistakes, ...(given === undefined ? {} : { given }) };
}

type Entries = { readonly entries: readonly Entry[]; readonly mistakes: readonly Mistake[] };

function entriesOf(said: readonly { readonly path: string; readonly cell: string; readonly times: ReadingTimes }[]): Entries {
  const entries: Entry[] = [];
  const mistakes: Mistake[] = [];
  for (const { path, cell, times } of said) {
    const parts = partsOf(path);
    const read = valueIn(cell, kindOf(path) ?? "text", times);
    if (read.ok) entries.push({ parts, value: read.value });
    else mistakes.push({ pointer: `/${parts.join("/")}`, detail: read.detail });
  }
  return { entries, mistakes };
}

/** The body that a line of NDJSON says: itself, or the body in a response as the API shows it. */
export function bodyOfJson(json: Json, reading: Reading): ReadBody {
  if (!isObject(json)) return { body: json, mistakes: [] };
  const { entries, mistakes } = entriesOf([...reading.set].map(([path, cell]) => ({ path, cell, times: reading })));
  const given = json["submittedAt"];
  return { body: finished(over(nested(entries), asSent(json)), reading), mistakes, ...(typeof given === "string" ? { given } : {}) };
}

/** A member somewhere in a body, such as `respondent.email`. */
export function memberAt(body: Json, path: string): Json | undefined {
  return partsOf(path).reduce<Json | undefined>((found, part) => (found !== undefined && isObject(found) && Object.hasOwn(found, part) ? found[part] : undefined), body);
}

/** Whether it has members of its own. */
export function isObject(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function finished(body: JsonObject, { isBackfill }: Reading): JsonObject {
  return isBackfill ? { ...body, backfill: true } : body;
}

type Value = { readonly ok: true; readonly value: Json } | { readonly ok: false; readonly detail: string };

/** What cannot be read stays as it is written, and the API's schema says what is allowed. */
function valueIn(cell: string, kind: Kind, times: ReadingTimes): Value {
  const trimmed = cell.trim();
  switch (kind) {
    case "text":
      return { ok: true, value: cell };
    case "trimmed":
      return { ok: true, value: trimmed };
    case "word":
      return { ok: true, value: trimmed.toLowerCase() };
    case "number":
      return { ok: true, value: /^[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(trimmed) ? Number(trimmed) : cell };
    case "switch":
      return { ok: true, value: switches.get(trimmed.toLowerCase()) ?? cell };
    case "list":
      return { ok: true, value: wordsIn(cell) };
    case "value":
      return { ok: true, value: valueOf(cell) };
    case "time": {
      const read = readTime(trimmed, times);
      return read.ok ? { ok: true, value: read.time } : read;
    }
  }
}

const switches: ReadonlyMap<string, boolean> = new Map([["true", true], ["yes", true], ["1", true], ["false", false], ["no", false], ["0", false]]);

/** Objects within objects, made so that a name like `__proto__` is a name like any other. */
function nested(entries: readonly Entry[]): JsonObject {
  const groups = Map.groupBy(entries, ({ parts: [head = ""] }) => head);
  return Object.fromEntries(
    [...groups].map(([head, members]) => {
      const whole = members.find(({ parts }) => parts.length === 1);
      return [head, whole === undefined ? nested(members.map(({ parts, value }) => ({ parts: parts.slice(1), value }))) : whole.value];
    }),
  );
}

/** What a row says, over what holds where it says nothing. */
function over(usual: JsonObject, said: JsonObject): JsonObject {
  const members = new Map(Object.entries(usual));
  for (const [name, value] of Object.entries(said)) {
    const below = members.get(name);
    members.set(name, below !== undefined && isObject(below) && isObject(value) ? over(below, value) : value);
  }
  return Object.fromEntries(members);
}

const shownOnly = new Set(["senderId", "source", "about", "band", "revision", "receivedAt", "revisions", "caseId", "effects"]);

/** A response as the API shows it has more than was sent; what was sent is in it. */
function asSent(json: JsonObject): JsonObject {
  if (!["band", "revision", "receivedAt", "revisions"].every((name) => Object.hasOwn(json, name))) return json;
  const sent = Object.fromEntries(Object.entries(json).filter(([name]) => !shownOnly.has(name)));
  const senderId = json["senderId"];
  return senderId === undefined ? sent : { ...sent, id: senderId };
}
