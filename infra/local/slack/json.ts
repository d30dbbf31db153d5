import * as z from "zod";

/** Any JSON value. What apps send is stored as it came, so most of a message stays of this type. */
export type Json = z.core.util.JSONType;

/**
 * Any JSON value, unchecked: it is only ever given what `JSON.parse` made, and walking every block of every
 * message again took most of the time of reading a channel.
 */
export const json = z.custom<Json>();

/** An object as it appears in JSON. */
export const jsonObject = z.record(z.string(), json);
export type JsonObject = z.infer<typeof jsonObject>;

/** Whether a value is an object: not a list, not null. */
export const isObject = (value: Json | undefined): value is Record<string, Json> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
