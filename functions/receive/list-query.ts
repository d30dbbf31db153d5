import * as z from "zod";
import { bandSchema, metricSchema } from "../../shared/domain/metric.ts";
import { accountIdSchema } from "../../shared/domain/response.ts";
import type { ResponseQuery } from "../../shared/ports.ts";
import { given } from "../../shared/http/given.ts";
import { mistakesOf } from "../../shared/http/mistakes.ts";
import type { Checked } from "./check-body.ts";

const timeSchema = z.iso
  .datetime({ offset: true, message: "must be a time with offset, such as 2026-11-21T00:00:00Z" })
  .transform((time) => new Date(time).toISOString());

const querySchema = z.strictObject({
  respondent: z.string().min(1).max(254).optional(),
  account: accountIdSchema.optional(),
  from: timeSchema.optional(),
  to: timeSchema.optional(),
  survey: z.string().min(1).optional(),
  metric: metricSchema.optional(),
  band: bandSchema.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().min(1).max(1000).optional(),
});

/** The filters of `GET /v1/responses`; an unknown one is an error. */
export function listQuery(query: Readonly<Record<string, string>>): Checked<ResponseQuery> {
  const parsed = querySchema.safeParse(query);
  if (!parsed.success) return { ok: false, errors: mistakesOf(parsed.error) };
  const { limit, ...filters } = parsed.data;
  return { ok: true, value: { limit, ...given(filters) } };
}
