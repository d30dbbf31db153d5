/** A schema as a list of fields, the way people read one. */
import type { Json } from "../../../shared/domain/canonical-json.ts";
import { type JsonSchema, objectIn, schemasAt } from "../json-schema.ts";

/** One field of an object. */
export type Field = {
  /** Its path, such as `survey.id` or `items[].band`. */
  readonly path: string;
  readonly required: boolean;
  /** What it may be; `see` names the schema that says more. */
  readonly type: string;
  readonly see?: string;
  readonly limits: readonly string[];
  readonly description: string;
};

/** One way to write something: what is fixed in it, where there are several, and its other fields. */
export type Way = { readonly title: string; readonly fields: readonly Field[] };

/** The ways to write what a schema describes; mostly there is one. */
export function waysOf(schema: JsonSchema): readonly Way[] {
  const ways = listIn(schema["oneOf"] ?? schema["anyOf"]).map((way) => objectIn(way));
  if (schema["properties"] !== undefined || ways.length === 0) return [{ title: "", fields: fieldsIn(schema, "") }];
  return ways.map((way) => ({ title: titleOf(way), fields: fieldsIn(way, "").filter(({ path }) => !isFixed(way, path)) }));
}

/** A way is known by what is fixed in it. */
function titleOf(way: JsonSchema): string {
  return Object.entries(objectIn(way["properties"]))
    .flatMap(([name, member]) => {
      const fixed = objectIn(member)["const"];
      return fixed === undefined ? [] : [`${name}: ${JSON.stringify(fixed)}`];
    })
    .join(", ");
}

function isFixed(way: JsonSchema, name: string): boolean {
  return objectIn(objectIn(way["properties"])[name])["const"] !== undefined;
}

function fieldsIn(schema: JsonSchema, at: string): readonly Field[] {
  if (schema["items"] !== undefined) return inner(`${at}[]`, objectIn(schema["items"]), true);
  const required = listIn(schema["required"]);
  return Object.entries(objectIn(schema["properties"])).flatMap(([name, member]) => inner(at === "" ? name : `${at}.${name}`, objectIn(member), required.includes(name)));
}

function inner(path: string, schema: JsonSchema, required: boolean): readonly Field[] {
  const ways = waysIn(schema).filter(({ type }) => type !== "null");
  const [only] = ways;
  const below = ways.length === 1 && only !== undefined ? only : schema;
  return [{ path, required, ...describe(schema) }, ...(nested(below) ? fieldsIn(below, path) : [])];
}

function nested(schema: JsonSchema): boolean {
  return schema["properties"] !== undefined || (objectIn(schema["items"])["properties"] !== undefined);
}

function waysIn(schema: JsonSchema): readonly JsonSchema[] {
  const ways = listIn(schema["anyOf"] ?? schema["oneOf"]).map((way) => objectIn(way));
  return schema["type"] === undefined && ways.length > 0 ? ways : [schema];
}

/** What a value may be, in words: its type, and its limits. */
export function describe(schema: JsonSchema): Pick<Field, "type" | "see" | "limits" | "description"> {
  const ways = waysIn(schema);
  const types = [...new Set(ways.map(typeOf))];
  const see = ways.map((way) => seen(way)).find((name) => name !== undefined);
  return {
    type: types.join(" or "),
    ...(see === undefined ? {} : { see }),
    limits: [...ways.flatMap(limitsOf), ...dependent(schema)],
    description: wordsIn(schema["description"]),
  };
}

function seen(schema: JsonSchema): string | undefined {
  const to = schema["$ref"] ?? objectIn(schema["items"])["$ref"];
  return typeof to === "string" ? to.slice(schemasAt.length) : undefined;
}

function typeOf(schema: JsonSchema): string {
  const { type } = schema;
  const to = schema["$ref"];
  if (typeof to === "string") return to.slice(schemasAt.length);
  if (type === "array") return `list of ${typeOf(objectIn(schema["items"]))}`;
  if (schema["format"] !== undefined) return named[wordsIn(schema["format"])] ?? wordsIn(schema["format"]);
  if (Array.isArray(type)) return type.map(wordsIn).join(" or ");
  if (type === undefined && schema["const"] !== undefined) return typeof schema["const"];
  return wordsIn(type);
}

const named: Readonly<Record<string, string>> = { "date-time": "time", date: "day", email: "address", uri: "URI" };

function limitsOf(schema: JsonSchema): readonly string[] {
  const { minLength, maxLength, minimum, maximum, maxItems, maxProperties } = schema;
  const given = [
    schema["enum"] === undefined ? "" : listIn(schema["enum"]).map((one) => `\`${text(one)}\``).join(" "),
    schema["const"] === undefined ? "" : `\`${text(schema["const"])}\``,
    maxLength === undefined ? "" : minLength === undefined ? `at most ${amount(maxLength)} characters` : `${amount(minLength)} to ${amount(maxLength)} characters`,
    maxLength === undefined && minLength !== undefined ? "not empty" : "",
    minimum !== undefined && maximum !== undefined ? `${amount(minimum)} to ${amount(maximum)}` : minimum === undefined ? "" : `at least ${amount(minimum)}`,
    maxItems === undefined ? "" : `at most ${amount(maxItems)}`,
    maxProperties === undefined ? "" : `at most ${amount(maxProperties)} names`,
    schema["default"] === undefined ? "" : `default \`${text(schema["default"])}\``,
  ];
  return given.filter((limit) => limit !== "");
}

/** What a schema asks of its fields together. */
function dependent(schema: JsonSchema): readonly string[] {
  if (schema["properties"] === undefined) return [];
  const needs = (keyword: string, all: string) => {
    const ways = listIn(schema[keyword]).map((way) => listIn(objectIn(way)["required"]).map((name) => `\`${text(name)}\``).join(" and "));
    return ways.length === 0 ? [] : [`needs ${ways.join(" or ")}${all}`];
  };
  return [...needs("anyOf", ""), ...needs("oneOf", ", not both")];
}

function amount(value: Json): string {
  return typeof value === "number" ? value.toLocaleString("en") : text(value);
}

function text(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function wordsIn(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

function listIn(value: Json | undefined): readonly Json[] {
  return isList(value) ? value : [];
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
