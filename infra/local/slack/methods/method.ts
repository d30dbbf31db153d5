import type * as z from "zod";
import type { JsonObject } from "../json.ts";
import type { Workspace } from "../slack-workspace.ts";
import { type RawArguments, readArguments } from "./arguments.ts";

/** What surrounds a call. */
export type Call = {
  readonly workspace: Workspace;
  /** The address people reach its pages at, for links, and that of the methods; without a slash at the end. */
  readonly pagesUrl: string;
  readonly apiUrl: string;
  /** How long what is completed by this call is still being worked on; milliseconds, 0 when absent. */
  readonly workedOnForMs?: number;
};

/** A Web API method: arguments in, the fields beside `ok: true` out. */
export type Method = {
  /** Reading methods may also be called with GET. */
  readonly reads: boolean;
  readonly run: (raw: RawArguments, call: Call) => JsonObject;
};

/** By name, e.g. `chat.postMessage`. */
export type Methods = Readonly<Record<string, Method>>;

const method =
  (reads: boolean) =>
  <Schema extends z.ZodType>(schema: Schema, run: (args: z.output<Schema>, call: Call) => JsonObject): Method => ({
    reads,
    run: (raw, call) => run(readArguments(schema, raw), call),
  });

/** A method that only looks. `run` throws `Refusal` to answer `ok: false`. */
export const reading = method(true);

/** A method that changes something; POST only. `run` throws `Refusal` to answer `ok: false`. */
export const writing = method(false);
