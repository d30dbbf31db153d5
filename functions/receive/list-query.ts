import * as z from "zod/mini";
import { bandSchema, metricSchema } from "../../shared/domain/metric.ts";
import type { ResponseQuery } from "../../shared/domain/list-query.ts";
import { given } from "../../shared/http/given.ts";
import { type Checked, checked } from "../../shared/http/mistakes.ts";
import { pagingShape, wanted } from "../../shared/http/paging.ts";

const timeSchema = z.pipe(
  z.iso.datetime({ offset: true, message: "must be a time with offset, such as 2026-11-21T00:00:00Z" }),
  z.transform((time) => new Date(time).toISOString()),
);

/** The filters of `GET /v1/responses`, as they are sent. */
export const responseQuerySchema = z.strictObject({
  respondent: z.optional(wanted("u_91").check(z.maxLength(254))),
  account: z.optional(wanted("acme").check(z.maxLength(128))),
  from: z.optional(timeSchema),
  to: z.optional(timeSchema),
  survey: z.optional(wanted("onboarding-30d")),
  metric: z.optional(metricSchema),
  band: z.optional(bandSchema),
  counted: z.optional(z.pipe(z.enum(["true", "false"]), z.transform((said) => said === "true"))),
  segment: z.optional(wanted("plan").check(z.maxLength(128))),
  value: z.optional(wanted("Scale").check(z.maxLength(254))),
  ...pagingShape,
});

/** The filters of `GET /v1/responses`; an unknown one is an error. */
export function listQuery(query: Readonly<Record<string, string>>): Checked<ResponseQuery> {
  const asked = checked(responseQuerySchema, query);
  if (!asked.ok) return asked;
  const { limit, segment, value, ...filters } = asked.value;
  const { from, to } = filters;
  if (segment === undefined && value !== undefined) return { ok: false, errors: [{ pointer: "/segment", detail: "is missing: say which segment has this value, such as plan" }] };
  if (segment !== undefined && value === undefined) return { ok: false, errors: [{ pointer: "/value", detail: `is missing: say which value of ${segment}` }] };
  if (from !== undefined && to !== undefined && from > to) return { ok: false, errors: [{ pointer: "/to", detail: `must not be before ${from}` }] };
  return { ok: true, value: { limit, ...given(filters), ...(segment !== undefined && value !== undefined && { segment: { dimension: segment, value } }) } };
}
