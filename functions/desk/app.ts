import { Hono } from "hono";
import * as z from "zod/mini";
import { caseStateSchema } from "../../shared/domain/case.ts";
import { metricSchema } from "../../shared/domain/metric.ts";
import type { Policy } from "../../shared/domain/policy.ts";
import { builtInDimensions } from "../../shared/domain/segments.ts";
import { severitySchema } from "../../shared/domain/severity.ts";
import { bucketLimit, isDay, periodSchema } from "../../shared/domain/window.ts";
import { type Casework, workCase } from "../../shared/casework/work-case.ts";
import { type Authenticate, type Caller, guard } from "../../shared/http/api-key.ts";
import { given } from "../../shared/http/given.ts";
import { parseJson, readText } from "../../shared/http/read-body.ts";
import { mistakesOf } from "../../shared/http/mistakes.ts";
import type { Cases } from "../../shared/ports.ts";
import { type Problem, invalid, notFound, problem, requestId, unavailable } from "../../shared/runtime/problem.ts";
import { eventBodySchema } from "./event-body.ts";
import { presentCase } from "./present-case.ts";
import { type TellingReferrals, addReferrals } from "./referrals.ts";
import { type Scoring, readScores, spanOf } from "../../shared/scoring/read-scores.ts";

/** What the read API is made of. */
export type Desk = Scoring &
  Casework &
  TellingReferrals & {
    readonly cases: Pick<Cases, "find" | "list" | "record" | "lookAgain">;
    readonly authenticate: Authenticate;
    readonly policy: Policy;
  };

/** Nothing of ours has a longer id, and a store's keys have a limit. */
const longestId = 128;
const longestKey = 255;
const badKey: Problem = {
  status: 422,
  type: "invalid-idempotency-key",
  title: "Not valid",
  detail: `Idempotency-Key must have 1 to ${longestKey} characters.`,
};

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

/** `GET /v1/cases`, `/v1/cases/{id}` and what is done with one, `/v1/scores`, and `/v1/referrals`. */
export function deskApp(needs: Desk): Hono<Caller> {
  const app = new Hono<Caller>();
  const eventBody = eventBodySchema(needs.policy, () => needs.clock.now().getTime());
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

  app.post("/v1/cases/:id/events", async (c) => {
    const text = await readText(c, ["application/json"], 64 * 1_024);
    if (!text.ok) return problem(c, text.problem);
    const parsed = parseJson(text.value);
    if (!parsed.ok) return problem(c, parsed.problem);
    const event = eventBody.safeParse(parsed.value);
    if (!event.success) return problem(c, invalid(mistakesOf(event.error)));
    const { source } = c.get("key");
    const again = c.req.header("Idempotency-Key");
    const by = { actor: source, source: "api", ...(again === undefined ? {} : { mark: `${source}:${again}` }) } as const;
    if (again === "" || (again ?? "").length > longestKey) return problem(c, badKey);
    const id = c.req.param("id");
    if (id.length > longestId) return notFound(c);
    const worked = await workCase(needs, id, event.data, by);
    switch (worked.kind) {
      case "missing":
        return notFound(c);
      case "refused":
        return problem(c, { status: 409, type: "not-allowed-now", title: "The case does not allow this now", detail: `${worked.because}; nothing was changed` });
      case "done":
      case "repeated":
        return c.json(presentCase(worked.case));
    }
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

  addReferrals(app, needs);
  return app;
}
