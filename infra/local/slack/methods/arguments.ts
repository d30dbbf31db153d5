import * as z from "zod";
import { Refusal } from "../refusal.ts";

/** The arguments of a call by name: strings from a form or query, any JSON from a JSON body. */
export type RawArguments = Readonly<Record<string, unknown>>;

/** A string; numbers are taken as Slack takes them, since forms know no difference. */
export const string = z.union([z.string(), z.number().transform(String)]);

/** `true`, `1` and `on` mean yes; anything else no. */
export const flag = z
  .union([z.boolean(), z.number(), z.string()])
  .transform((value) => value === true || value === 1 || value === "1" || value === "true" || value === "on");

/** An object or list: as it is in a JSON body, as JSON text in a form. Text that is no JSON stays text, for its reader to refuse. */
export const structure = z.unknown().transform((value): unknown => {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch (error) {
    if (error instanceof SyntaxError) return value;
    throw error;
  }
});

/** How many to a page. @throws Refusal `invalid_limit` when it is no positive number */
export const pageSize = (limit: string | undefined, usual: number, most: number): number => {
  if (limit === undefined || limit === "") return usual;
  const wanted = Number(limit);
  if (!Number.isInteger(wanted) || wanted < 0) throw new Refusal("invalid_limit");
  return wanted === 0 ? usual : Math.min(wanted, most);
};

/** Reads a call's arguments. Empty strings count as left out, unknown ones are ignored, both as Slack does. @throws Refusal `invalid_arguments` */
export const readArguments = <Schema extends z.ZodType>(schema: Schema, raw: RawArguments): z.output<Schema> => {
  const given = Object.fromEntries(Object.entries(raw).filter(([name, value]) => name === "text" || (value !== "" && value !== null)));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new Refusal(
    "invalid_arguments",
    parsed.error.issues.map(({ path: [name], message }) =>
      given[String(name)] === undefined ? `[ERROR] missing required field: ${String(name)}` : `[ERROR] ${String(name)}: ${message}`,
    ),
  );
};
