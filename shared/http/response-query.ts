/** The filters of a list of responses, in the same words for the API and for the desk, which links by the API's addresses. */
import * as z from "zod/mini";
import { bandSchema, metricSchema } from "../domain/metric.ts";
import type { ResponseQuery } from "../domain/list-query.ts";
import { given } from "./given.ts";
import { type Checked, checked } from "./mistakes.ts";
import { pagingShape, wanted } from "./paging.ts";

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

/** What such filters say, once each of them is fine by itself. */
export type ResponseFilters = z.infer<typeof responseQuerySchema>;

/** The filters of `GET /v1/responses`; an unknown one is an error. */
export function listQuery(query: Readonly<Record<string, string>>): Checked<ResponseQuery> {
  const asked = checked(responseQuerySchema, query);
  return asked.ok ? responseQueryOf(asked.value) : asked;
}

/** What filters ask for together, each of them fine by itself; or why they cannot be met together. */
export function responseQueryOf({ limit, segment, value, ...filters }: ResponseFilters): Checked<ResponseQuery> {
  const { from, to } = filters;
  if (segment === undefined && value !== undefined) return { ok: false, errors: [{ pointer: "/segment", detail: "is missing: say which segment has this value, such as plan" }] };
  if (segment !== undefined && value === undefined) return { ok: false, errors: [{ pointer: "/value", detail: `is missing: say which value of ${segment}` }] };
  if (from !== undefined && to !== undefined && from > to) return { ok: false, errors: [{ pointer: "/to", detail: `must not be before ${from}` }] };
  return { ok: true, value: { limit, ...given(filters), ...(segment !== undefined && value !== undefined && { segment: { dimension: segment, value } }) } };
}
