import * as z from "zod/mini";
import { bandSchema, metricSchema } from "../../shared/domain/metric.ts";
import { accountIdSchema } from "../../shared/domain/response.ts";
import type { ResponseQuery } from "../../shared/ports.ts";
import { given } from "../../shared/http/given.ts";
import { mistakesOf } from "../../shared/http/mistakes.ts";
import type { Checked } from "./check-body.ts";

const timeSchema = z.pipe(
  z.iso.datetime({ offset: true, message: "must be a time with offset, such as 2026-11-21T00:00:00Z" }),
  z.transform((time) => new Date(time).toISOString()),
);
const givenSchema = z.string().check(z.minLength(1));

const querySchema = z.strictObject({
  respondent: z.optional(givenSchema.check(z.maxLength(254))),
  account: z.optional(accountIdSchema),
  from: z.optional(timeSchema),
  to: z.optional(timeSchema),
  survey: z.optional(givenSchema),
  metric: z.optional(metricSchema),
  band: z.optional(bandSchema),
  limit: z._default(z.coerce.number().check(z.int(), z.gte(1), z.lte(200)), 50),
  cursor: z.optional(givenSchema.check(z.maxLength(1000))),
});

/** The filters of `GET /v1/responses`; an unknown one is an error. */
export function listQuery(query: Readonly<Record<string, string>>): Checked<ResponseQuery> {
  const parsed = querySchema.safeParse(query);
  if (!parsed.success) return { ok: false, errors: mistakesOf(parsed.error) };
  const { limit, ...filters } = parsed.data;
  const { from, to } = filters;
  if (from !== undefined && to !== undefined && from > to) return { ok: false, errors: [{ pointer: "/to", detail: `must not be before ${from}` }] };
  return { ok: true, value: { limit, ...given(filters) } };
}
