/**
 * A reader of JSON Schema 2020-12 that is nobody's but the tests': as much of it as the document of the API uses.
 * A keyword that it does not know is an error and not a rule that is passed over.
 */
import { isDay } from "../../shared/domain/window.ts";

type Schema = Readonly<Record<string, unknown>>;

/** What is only said, and asks for nothing. */
const annotations = new Set(["description", "default", "title", "examples"]);

/** Everything that is wrong with a value, each with its place. @param root the document that references are into */
export function mistakesIn(root: unknown, schema: unknown, value: unknown, at = ""): readonly string[] {
  if (typeof schema === "boolean") return schema ? [] : [`${at}: is not allowed`];
  const known = schema as Schema;
  return Object.entries(known).flatMap(([keyword, wanted]) => {
    if (annotations.has(keyword)) return [];
    const rule = rules[keyword];
    if (rule === undefined) throw new Error(`nobody knows the keyword ${keyword}`);
    return rule({ root, schema: known, wanted, value, at });
  });
}

/** What a reference leads to. */
export function resolve(root: unknown, reference: string): unknown {
  if (!reference.startsWith("#/")) throw new Error(`${reference} leads out of the document`);
  return reference.slice(2).split("/").reduce<unknown>((here, part) => {
    const next = (here as Schema | undefined)?.[part.replaceAll("~1", "/").replaceAll("~0", "~")];
    if (next === undefined) throw new Error(`${reference} leads nowhere`);
    return next;
  }, root);
}

type Asked = { readonly root: unknown; readonly schema: Schema; readonly wanted: any; readonly value: any; readonly at: string }; // eslint-disable-line @typescript-eslint/no-explicit-any -- Each rule looks at what it is for.
type Rule = (asked: Asked) => readonly string[];

/** JSON Schema counts code points. */
const characters = (value: string) => Array.from(value).length;
const isObject = (value: unknown): value is Schema => typeof value === "object" && value !== null && !Array.isArray(value);
const when = (isFine: boolean, at: string, said: string) => (isFine ? [] : [`${at}: ${said}`]);
const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
const inside = ({ root, value, at }: Asked, schema: unknown) => mistakesIn(root, schema, value, at);
const fits = (asked: Asked, schema: unknown) => inside(asked, schema).length === 0;

const types: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === "string",
  number: (value) => typeof value === "number",
  integer: (value) => Number.isInteger(value),
  boolean: (value) => typeof value === "boolean",
  null: (value) => value === null,
  array: Array.isArray,
  object: isObject,
};

const formats: Readonly<Record<string, (text: string) => boolean>> = {
  date: isDay,
  "date-time": (text) => /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/.test(text) && isDay(text.slice(0, 10)),
  email: (text) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text),
  uri: (text) => URL.canParse(text),
};

/** A rule for values of one kind alone. */
const of = <T>(isOne: (value: unknown) => value is T, rule: (value: T, asked: Asked) => readonly string[]): Rule => (asked) => (isOne(asked.value) ? rule(asked.value, asked) : []);
const text = (rule: (value: string, asked: Asked) => readonly string[]) => of((value) => typeof value === "string", rule);
const number = (rule: (value: number, asked: Asked) => readonly string[]) => of((value) => typeof value === "number", rule);
const list = (rule: (value: readonly unknown[], asked: Asked) => readonly string[]) => of((value): value is readonly unknown[] => Array.isArray(value), rule);
const object = (rule: (value: Schema, asked: Asked) => readonly string[]) => of(isObject, rule);

const rules: Readonly<Record<string, Rule>> = {
  $ref: (asked) => inside(asked, resolve(asked.root, String(asked.wanted))),
  type: ({ wanted, value, at }) => when([wanted].flat().some((type: string) => types[type]!(value)), at, `is no ${wanted}: ${JSON.stringify(value)}`),
  enum: ({ wanted, value, at }) => when((wanted as unknown[]).some((one) => same(one, value)), at, `is none of ${JSON.stringify(wanted)}: ${JSON.stringify(value)}`),
  const: ({ wanted, value, at }) => when(same(wanted, value), at, `is not ${JSON.stringify(wanted)}`),
  properties: object((value, { root, wanted, at }) => Object.entries(wanted as Schema).flatMap(([name, schema]) => (Object.hasOwn(value, name) ? mistakesIn(root, schema, value[name], `${at}/${name}`) : []))),
  required: object((value, { wanted, at }) => (wanted as string[]).flatMap((name) => when(Object.hasOwn(value, name), `${at}/${name}`, "is missing"))),
  additionalProperties: object((value, { root, schema, wanted, at }) =>
    Object.entries(value).flatMap(([name, member]) => (Object.hasOwn((schema["properties"] ?? {}) as Schema, name) ? [] : wanted === false ? [`${at}/${name}: nobody has described it`] : mistakesIn(root, wanted, member, `${at}/${name}`))),
  ),
  propertyNames: object((value, { root, wanted, at }) => Object.keys(value).flatMap((name) => mistakesIn(root, wanted, name, `${at}/${name}`))),
  maxProperties: object((value, { wanted, at }) => when(Object.keys(value).length <= wanted, at, "has too many members")),
  items: list((value, { root, wanted, at }) => value.flatMap((item, index) => mistakesIn(root, wanted, item, `${at}/${index}`))),
  maxItems: list((value, { wanted, at }) => when(value.length <= wanted, at, "has too many items")),
  minLength: text((value, { wanted, at }) => when(characters(value) >= wanted, at, "is too short")),
  maxLength: text((value, { wanted, at }) => when(characters(value) <= wanted, at, "is too long")),
  pattern: text((value, { wanted, at }) => when(new RegExp(wanted as string, "u").test(value), at, `does not match ${wanted}`)),
  format: text((value, { wanted, at }) => when(formats[wanted as string]!(value), at, `is no ${wanted}`)),
  minimum: number((value, { wanted, at }) => when(value >= wanted, at, `is less than ${wanted}`)),
  maximum: number((value, { wanted, at }) => when(value <= wanted, at, `is more than ${wanted}`)),
  allOf: (asked) => (asked.wanted as unknown[]).flatMap((schema) => inside(asked, schema)),
  anyOf: (asked) => ((asked.wanted as unknown[]).some((schema) => fits(asked, schema)) ? [] : [`${asked.at}: fits none of ${asked.wanted.length} ways: ${(asked.wanted as unknown[]).map((schema) => inside(asked, schema)[0]).join(" | ")}`]),
  oneOf: (asked) => when((asked.wanted as unknown[]).filter((schema) => fits(asked, schema)).length === 1, asked.at, `fits not exactly one of the ways: ${(asked.wanted as unknown[]).map((schema) => inside(asked, schema)[0]).join(" | ")}`),
  if: (asked) => (fits(asked, asked.wanted) && asked.schema["then"] !== undefined ? inside(asked, asked.schema["then"]) : []),
  then: () => [],
};
