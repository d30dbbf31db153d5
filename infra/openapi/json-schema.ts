/** The schemas that validate, in the words of JSON Schema 2020-12, which OpenAPI 3.1 speaks. */
import * as z from "zod";
import type { Json } from "../../shared/domain/canonical-json.ts";
import type { Worded } from "./area.ts";

/** A JSON Schema. */
export type JsonSchema = Readonly<Record<string, Json>>;

/** Where the document keeps schemas. */
export const schemasAt = "#/components/schemas/";

/**
 * Named schemas, with references where one holds another.
 *
 * @param io whether a schema describes what is sent, or what has become of it
 * @throws Error when words are given for a field that is none
 */
export function componentsOf(named: Readonly<Record<string, Worded>>, io: "input" | "output"): Readonly<Record<string, JsonSchema>> {
  const registry = z.registry<{ id: string }>();
  for (const [id, { schema }] of Object.entries(named)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, { io, uri: (id) => `${schemasAt}${id}`, override: simplified });
  return Object.fromEntries(
    Object.entries(named).map(([id, { words }]) => {
      const { $id: _, $schema: __, ...schema } = plain(schemas[id] ?? {});
      return [id, Object.entries(words).reduce((described, [path, said]) => say(described, path, said, `${id}: ${path}`), schema)];
    }),
  );
}

/** The members of an object's schema, such as a query's parameters, and whether each is required. */
export function membersOf(schema: z.core.$ZodType): readonly { readonly name: string; readonly schema: JsonSchema; readonly required: boolean }[] {
  const { properties, required } = plain(z.toJSONSchema(schema, { io: "input", override: simplified }));
  const needed = Array.isArray(required) ? required : [];
  return Object.entries(objectIn(properties)).map(([name, member]) => ({ name, schema: objectIn(member), required: needed.includes(name) }));
}

/** Leaves out what zod says and nobody is helped by: the calendar as a pattern, and the whole numbers that a double can hold. */
function simplified({ jsonSchema }: { readonly jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (jsonSchema.format === "date-time") delete jsonSchema.pattern;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  if (jsonSchema.minLength === 0) delete jsonSchema.minLength;
}

/** A copy without what is no JSON. */
function plain(schema: unknown): JsonSchema;
function plain(schema: unknown): unknown {
  const copy: unknown = JSON.parse(JSON.stringify(schema));
  return copy;
}

/** An object as it is, and anything else as one without members. */
export function objectIn(value: Json | undefined): JsonSchema {
  return isObject(value) ? value : {};
}

function isObject(value: Json | undefined): value is JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A schema with a description at a path; of several ways to write something, in each that has it. */
function say(schema: JsonSchema, path: string, description: string, what: string): JsonSchema {
  if (path === "") return { ...schema, description };
  const way = ["oneOf", "anyOf"].find((keyword) => Array.isArray(schema[keyword]) && schema["properties"] === undefined);
  if (way !== undefined) {
    const ways = schema[way];
    const within = Array.isArray(ways) ? ways.map((one: Json) => objectIn(one)) : [];
    const told = within.map((one) => (has(one, path) ? say(one, path, description, what) : one));
    if (!within.some((one) => has(one, path))) throw new Error(`${what} is no field`);
    return { ...schema, [way]: told };
  }
  if (path.startsWith("[]")) return { ...schema, items: say(objectIn(schema["items"]), path.slice(2).replace(/^\./, ""), description, what) };
  const [, name = "", rest = ""] = /^([^.[]+)\.?(.*)$/.exec(path) ?? [];
  const properties = objectIn(schema["properties"]);
  if (properties[name] === undefined) throw new Error(`${what} is no field`);
  return { ...schema, properties: { ...properties, [name]: say(objectIn(properties[name]), rest, description, what) } };
}

function has(schema: JsonSchema, path: string): boolean {
  const [name = ""] = path.split(/[.[]/);
  return name === "" || objectIn(schema["properties"])[name] !== undefined;
}
