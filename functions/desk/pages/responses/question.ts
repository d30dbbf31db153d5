import type { Context } from "hono";
import * as z from "zod/mini";
import type { ResponseQuery } from "../../../../shared/domain/list-query.ts";
import { startOfDay } from "../../../../shared/domain/local-time.ts";
import { isDay } from "../../../../shared/domain/window.ts";
import type { Checked } from "../../../../shared/http/mistakes.ts";
import { wanted } from "../../../../shared/http/paging.ts";
import { responseQueryOf, responseQuerySchema } from "../../../../shared/http/response-query.ts";
import { filtersOf } from "../filters.ts";

/** What a list of responses is asked for. */
export type Question = {
  readonly query: ResponseQuery;
  /** Words that must be in a comment or a name. */
  readonly words?: string;
  /** The filters as they were said, without the place where a page begins: for links and the form. */
  readonly said: Readonly<Record<string, string>>;
};

/** Reads the filters of the API, and beside them days of the reporting time zone and words to look for. */
export function questionOf(schema: ReturnType<typeof questionSchema>): (c: Context) => Checked<Question> {
  return (c) => {
    const asked = filtersOf(c, schema);
    if (!asked.ok) return asked;
    const { q, ...filters } = asked.value;
    const query = responseQueryOf(filters);
    if (!query.ok) return query;
    const said = Object.fromEntries(Object.entries(c.req.query()).filter(([name, value]) => value !== "" && name !== "lang" && name !== "cursor"));
    return { ok: true, value: { query: query.value, said, ...(q === undefined ? {} : { words: q }) } };
  };
}

/** The filters of `GET /v1/responses`, where a day is the start of that day, and `q`. */
export function questionSchema(timeZone: string) {
  const time = z.iso.datetime({ offset: true });
  const when = z.pipe(
    z.string().check(z.refine((text) => isDay(text) || time.safeParse(text).success, "must be a day, such as 2026-11-21, or a time with offset, such as 2026-11-21T00:00:00Z")),
    z.transform((text) => (isDay(text) ? new Date(startOfDay(text, timeZone)) : new Date(text)).toISOString()),
  );
  return z.extend(responseQuerySchema, { from: z.optional(when), to: z.optional(when), q: z.optional(wanted("invoice").check(z.maxLength(200))) });
}
