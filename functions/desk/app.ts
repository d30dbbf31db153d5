import { Hono } from "hono";
import * as z from "zod/mini";
import { caseStateSchema } from "../../shared/domain/case.ts";
import { metricSchema } from "../../shared/domain/metric.ts";
import type { Policy } from "../../shared/domain/policy.ts";
import { builtInDimensions } from "../../shared/domain/dimensions.ts";
import { severitySchema } from "../../shared/domain/severity.ts";
import { bucketLimit, intervalSchema } from "../../shared/domain/window.ts";
import { type Casework, workCase } from "../../shared/casework/work-case.ts";
import { isRepeatOf } from "../../shared/domain/work-case.ts";
import { readableAddress } from "../../shared/http/address.ts";
import { type Authenticate, type Caller, guard } from "../../shared/http/api-key.ts";
import { given } from "../../shared/http/given.ts";
import { badKey, isKey, mismatch } from "../../shared/http/idempotency-key.ts";
import { parseJson, readText } from "../../shared/http/read-body.ts";
import { foreignCursor, pagingShape, wanted } from "../../shared/http/paging.ts";
import { queryOf } from "../../shared/http/query.ts";
import { noRoute } from "../../shared/http/methods.ts";
import { checked } from "../../shared/http/mistakes.ts";
import type { Cases, Ledger } from "../../shared/ports.ts";
import { invalid, notFound, problem, requestId, unavailable } from "../../shared/runtime/problem.ts";
import { eventBodySchema } from "./event-body.ts";
import { daySchema } from "./days.ts";
import { type CountingInvitations, addInvitations } from "./invitations.ts";
import { addLoop } from "./loop.ts";
import { type TellingOfItself, addDocuments } from "./documents.ts";
import { presentCase } from "./present-case.ts";
import { type TellingReferrals, addReferrals } from "./referrals.ts";
import type { LoopReading } from "../../shared/scoring/read-loop.ts";
import { type Scoring, readScores, spanOf } from "../../shared/scoring/read-scores.ts";

/** What the read API is made of. */
export type Desk = Scoring &
  Casework &
  TellingReferrals &
  CountingInvitations &
  TellingOfItself &
  LoopReading & {
    readonly cases: Pick<Cases, "find" | "list" | "unresolvedOfAccounts" | "record" | "lookAgain">;
    readonly ledger: Pick<Ledger, "ofResponse">;
    readonly authenticate: Authenticate;
    readonly policy: Policy;
  };

/** Nothing of ours has a longer id, and a store's keys have a limit. */
const longestId = 128;

/** The filters of `GET /v1/cases`. */
export const caseQuerySchema = z.strictObject({
  state: z.optional(caseStateSchema),
  owner: z.optional(wanted("mia@us.example")),
  account: z.optional(wanted("acme")),
  severity: z.optional(severitySchema),
  ...pagingShape,
});

/** The question of `GET /v1/scores`; `segments` are the dimensions that the policy declares. */
export function scoreQuerySchema(segments: readonly string[]) {
  return z
    .strictObject({
      metric: metricSchema,
      survey: z.optional(wanted("onboarding-30d")),
      from: z.optional(daySchema),
      to: z.optional(daySchema),
      interval: z.optional(intervalSchema),
      segment: z.optional(z.enum([...builtInDimensions, ...segments])),
    })
    .check(
      z.refine(({ survey, segment }) => survey === undefined || segment !== "survey", {
        message: "one survey cannot be broken by survey: leave out one of the two",
        path: ["segment"],
      }),
    );
}

/** `GET /v1/cases`, `/v1/cases/{id}` and what is done with one, `/v1/scores`, `/v1/loop`, `/v1/invitations`, `/v1/referrals`, and what the API says of itself. */
export function deskApp(needs: Desk): Hono<Caller> {
  const app = new Hono<Caller>();
  const eventBody = eventBodySchema(needs.policy, () => needs.clock.now().getTime());
  const scoreQuery = scoreQuerySchema(needs.policy.segments);
  app.use(requestId());
  app.use(readableAddress());
  app.notFound(noRoute(app));
  app.onError(unavailable((error, request) => { needs.log.error("desk failed", error, { request }); }));
  app.use("/v1/*", guard({ ...needs, ratePerSecond: needs.policy.api.ratePerSecond }));

  app.get("/v1/cases", async (c) => {
    const asked = queryOf(c);
    if (!asked.ok) return problem(c, invalid(asked.errors));
    const query = checked(caseQuerySchema, asked.value);
    if (!query.ok) return problem(c, invalid(query.errors));
    const { limit, ...filters } = query.value;
    const page = await needs.cases.list({ limit, ...given(filters) });
    if (page === "foreign cursor") return problem(c, foreignCursor);
    const { items, cursor } = page;
    return c.json({ items: items.map((item) => presentCase(item)), ...(cursor === undefined ? {} : { cursor }) });
  });

  app.get("/v1/cases/:id", async (c) => {
    const id = c.req.param("id");
    const found = id.length > longestId ? undefined : await needs.cases.find(id);
    if (found === undefined) return notFound(c);
    const effects = await Promise.all(found.responses.map((answer) => needs.ledger.ofResponse(answer)));
    return c.json(presentCase(found, effects.flat()));
  });

  app.post("/v1/cases/:id/events", async (c) => {
    const text = await readText(c, ["application/json"], 64 * 1_024);
    if (!text.ok) return problem(c, text.problem);
    const parsed = parseJson(text.value);
    if (!parsed.ok) return problem(c, parsed.problem);
    const event = checked(eventBody, parsed.value);
    if (!event.ok) return problem(c, invalid(event.errors));
    const { source } = c.get("key");
    const again = c.req.header("Idempotency-Key");
    const by = { actor: source, source: "api" as const, ...given({ mark: again && `${source}:${again}` }) };
    if (!isKey(again)) return problem(c, badKey);
    const id = c.req.param("id");
    if (id.length > longestId) return notFound(c);
    const worked = await workCase(needs, id, event.value, by);
    switch (worked.kind) {
      case "missing":
        return notFound(c);
      case "refused":
        return problem(c, { status: 409, type: "not-allowed-now", title: "The case does not allow this now", detail: `${worked.because} Nothing was changed.` });
      case "repeated":
        if (by.mark !== undefined && !isRepeatOf(worked.case, by.mark, event.value)) return problem(c, mismatch);
        c.header("Idempotent-Replayed", "true");
        return c.json(presentCase(worked.case));
      case "done":
        return c.json(presentCase(worked.case));
    }
  });

  app.get("/v1/scores", async (c) => {
    const said = queryOf(c);
    if (!said.ok) return problem(c, invalid(said.errors));
    const query = checked(scoreQuery, said.value);
    if (!query.ok) return problem(c, invalid(query.errors));
    const asked = { metric: query.value.metric, ...given(query.value) };
    const { start, end } = spanOf(asked, needs);
    if (start >= end) return problem(c, invalid([asked.to === undefined ? { pointer: "/from", detail: `must be before ${end}` } : { pointer: "/to", detail: `must be after ${start}` }]));
    const scores = await readScores(needs, asked);
    if (scores === undefined) {
      return problem(c, invalid([{ pointer: "/interval", detail: `must give at most ${bucketLimit} buckets: ask for a shorter span or a longer interval` }]));
    }
    return c.json(scores);
  });

  addLoop(app, needs);
  addInvitations(app, needs);
  addReferrals(app, needs);
  addDocuments(app, needs);
  return app;
}
