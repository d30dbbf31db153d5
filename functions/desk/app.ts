import { Hono } from "hono";
import * as z from "zod/mini";
import { caseStateSchema } from "../../shared/domain/case.ts";
import { metricSchema } from "../../shared/domain/metric.ts";
import type { Policy } from "../../shared/domain/policy.ts";
import { builtInDimensions } from "../../shared/domain/segments.ts";
import { severitySchema } from "../../shared/domain/severity.ts";
import { bucketLimit, isDay, periodSchema } from "../../shared/domain/window.ts";
import { type Authenticate, type Caller, guard } from "../../shared/http/api-key.ts";
import { given } from "../../shared/http/given.ts";
import { mistakesOf } from "../../shared/http/mistakes.ts";
import type { Cases, Log } from "../../shared/ports.ts";
import { invalid, notFound, problem, requestId, unavailable } from "../../shared/runtime/problem.ts";
import { presentCase } from "./present-case.ts";
import { type Scoring, readScores, spanOf } from "./scores.ts";

/** What the read API is made of. */
export type Desk = Scoring & {
  readonly cases: Pick<Cases, "find" | "list">;
  readonly authenticate: Authenticate;
  readonly policy: Pick<Policy, "segments" | "api">;
  readonly log: Log;
};

/** Nothing of ours has a longer id, and a store's keys have a limit. */
const longestId = 128;

const daySchema = z.string().check(z.refine(isDay, "must be a day, such as 2026-11-21"));
const givenSchema = z.string().check(z.minLength(1));

const caseQuerySchema = z.strictObject({
  state: z.optional(caseStateSchema),
  owner: z.optional(givenSchema),
  account: z.optional(givenSchema),
  severity: z.optional(severitySchema),
  limit: z._default(z.coerce.number().check(z.int(), z.gte(1), z.lte(200)), 50),
  cursor: z.optional(givenSchema.check(z.maxLength(1000))),
});

function scoreQuerySchema(segments: readonly string[]) {
  return z
    .strictObject({
      metric: metricSchema,
      survey: z.optional(givenSchema),
      from: z.optional(daySchema),
      to: z.optional(daySchema),
      interval: z.optional(periodSchema),
      segment: z.optional(z.enum([...builtInDimensions, ...segments])),
    })
    .check(
      z.refine(({ survey, segment }) => survey === undefined || segment !== "survey", {
        message: "one survey cannot be broken by survey: leave out one of the two",
        path: ["segment"],
      }),
    );
}

/** `GET /v1/cases`, `/v1/cases/{id}`, `/v1/scores`. */
export function deskApp(needs: Desk): Hono<Caller> {
  const app = new Hono<Caller>();
  const scoreQuery = scoreQuerySchema(needs.policy.segments);
  app.use(requestId());
  app.notFound(notFound);
  app.onError(unavailable((error, request) => { needs.log.error("desk failed", error, { request }); }));
  app.use("/v1/*", guard({ ...needs, ratePerSecond: needs.policy.api.ratePerSecond }));

  app.get("/v1/cases", async (c) => {
    const query = caseQuerySchema.safeParse(c.req.query());
    if (!query.success) return problem(c, invalid(mistakesOf(query.error)));
    const { limit, ...filters } = query.data;
    const { items, cursor } = await needs.cases.list({ limit, ...given(filters) });
    return c.json({ items: items.map(presentCase), ...(cursor === undefined ? {} : { cursor }) });
  });

  app.get("/v1/cases/:id", async (c) => {
    const id = c.req.param("id");
    const found = id.length > longestId ? undefined : await needs.cases.find(id);
    return found === undefined ? notFound(c) : c.json(presentCase(found));
  });

  app.get("/v1/scores", async (c) => {
    const query = scoreQuery.safeParse(c.req.query());
    if (!query.success) return problem(c, invalid(mistakesOf(query.error)));
    const asked = { metric: query.data.metric, ...given(query.data) };
    const { start, end } = spanOf(asked, needs);
    if (start >= end) return problem(c, invalid([{ pointer: "/to", detail: `must be after ${start}` }]));
    const scores = await readScores(needs, asked);
    if (scores === undefined) {
      return problem(c, invalid([{ pointer: "/interval", detail: `must give at most ${bucketLimit} buckets: ask for a shorter span or a longer interval` }]));
    }
    return c.json(scores);
  });

  return app;
}
