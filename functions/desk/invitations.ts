import type { Hono } from "hono";
import * as z from "zod/mini";
import { type Json, canonicalJson } from "../../shared/domain/canonical-json.ts";
import { localDay } from "../../shared/domain/local-time.ts";
import { like } from "../../shared/domain/object-like.ts";
import type { Policy } from "../../shared/domain/policy.ts";
import { surveyIdSchema } from "../../shared/domain/response.ts";
import { defaultSpan } from "../../shared/domain/window.ts";
import type { Caller } from "../../shared/http/api-key.ts";
import { badKey, isKey, mismatch } from "../../shared/http/idempotency-key.ts";
import { given } from "../../shared/http/given.ts";
import { checked } from "../../shared/http/mistakes.ts";
import { wanted } from "../../shared/http/paging.ts";
import { queryOf } from "../../shared/http/query.ts";
import { parseJson, readText } from "../../shared/http/read-body.ts";
import type { Invitations } from "../../shared/invitation-ports.ts";
import type { Clock, Digest } from "../../shared/ports.ts";
import { type Problem, invalid, problem } from "../../shared/runtime/problem.ts";
import { daySchema } from "./days.ts";

/** What counting invitations needs of the world. */
export type CountingInvitations = {
  readonly invitations: Invitations;
  readonly digest: Digest;
  readonly clock: Clock;
  readonly policy: Pick<Policy, "timeZone">;
  /** An identity for what brings none; unguessable. */
  readonly newIdentity: () => string;
};

/** What one post may count: more is a mistake, or belongs into several. */
const mostAtOnce = 1_000_000;

/** How far ahead of ours a sender's clock may be; milliseconds. */
const clockTolerance = 5 * 60_000;

/** The question of `GET /v1/invitations`. */
export const invitationQuerySchema = z.strictObject({
  survey: z.optional(wanted("onboarding-30d")),
  from: z.optional(daySchema),
  to: z.optional(daySchema),
});

/** The body of `POST /v1/invitations`. @param now milliseconds since the epoch */
export function invitationBodySchema(now: () => number) {
  return z.strictObject({
    survey: z.strictObject({ id: surveyIdSchema }, like('{ "id": "onboarding-30d" }')),
    count: z.number().check(z.int("must be a whole number"), z.gte(1), z.lte(mostAtOnce)),
    sentAt: z.optional(
      z.iso
        .datetime({ offset: true, message: "must be a time with offset, such as 2026-11-21T09:30:00+08:00" })
        .check(z.refine((at) => !(Date.parse(at) > now() + clockTolerance), "must not be more than 5 minutes in the future")),
    ),
    id: z.optional(surveyIdSchema),
  }, like('{ "survey": { "id": "onboarding-30d" }, "count": 120 }'));
}

/** The answer of `GET /v1/invitations`: days without any are left out. */
export type InvitationDays = {
  readonly timeZone: string;
  readonly total: number;
  readonly days: readonly { readonly day: string; readonly count: number }[];
};

/** By what a repeat is known. */
type Identity = "id" | "key" | "none";

/** Where it is kept what came under an identity; nobody can tell the identity from it. */
export function placeOfInvitations(digest: Digest, by: Identity, source: string, value: string): string {
  return digest(JSON.stringify([by, source, value]));
}

/** The id of what was counted first under a place. */
export function idOfInvitations(place: string): string {
  return `inv_${place}`;
}

/** `POST` and `GET /v1/invitations`: how many people were invited to answer, by survey and local day. */
export function addInvitations(app: Hono<Caller>, { invitations, digest, clock, policy, newIdentity }: CountingInvitations): void {
  const schema = invitationBodySchema(() => clock.now().getTime());

  app.post("/v1/invitations", async (c) => {
    const text = await readText(c, ["application/json"], 4 * 1_024);
    if (!text.ok) return problem(c, text.problem);
    const parsed = parseJson(text.value);
    if (!parsed.ok) return problem(c, parsed.problem);
    const key = c.req.header("Idempotency-Key");
    if (!isKey(key)) return problem(c, badKey);
    const body = checked(schema, parsed.value);
    if (!body.ok) return problem(c, invalid(body.errors));
    const { survey, count, sentAt, id } = body.value;
    const { source } = c.get("key");
    const placeOf = (by: Identity, value: string) => placeOfInvitations(digest, by, source, value);
    const said = [...(id === undefined ? [] : [placeOf("id", id)]), ...(key === undefined ? [] : [placeOf("key", key)])];
    const [first = placeOf("none", newIdentity()), ...more] = said;
    const day = localDay(sentAt === undefined ? clock.now().getTime() : Date.parse(sentAt), policy.timeZone);
    const counted = await invitations.count({ id: idOfInvitations(first), survey: survey.id, day, count }, { places: [first, ...more], digest: contentOf(parsed.value) });
    switch (counted.kind) {
      case "mismatch":
        return problem(c, otherContent);
      case "replayed":
        c.header("Idempotent-Replayed", "true");
        return c.json(presentInvitations(counted.told), 202);
      case "counted":
        return c.json(presentInvitations(counted.told), 202);
    }
  });

  app.get("/v1/invitations", async (c) => {
    const asked = queryOf(c);
    if (!asked.ok) return problem(c, invalid(asked.errors));
    const query = checked(invitationQuerySchema, asked.value);
    if (!query.ok) return problem(c, invalid(query.errors));
    const usual = defaultSpan(localDay(clock.now().getTime(), policy.timeZone));
    const { survey, from = usual.start, to = usual.end } = query.value;
    if (from >= to) return problem(c, invalid([{ pointer: "/to", detail: `must be after ${from}` }]));
    const days = await invitations.read({ from, to, ...given({ survey }) });
    const answer: InvitationDays = { timeZone: policy.timeZone, total: days.reduce((sum, { count }) => sum + count, 0), days };
    return c.json(answer);
  });

  /** Equality is of what was sent, before defaults. */
  function contentOf(json: Json): string {
    return digest(canonicalJson(json));
  }
}

/** What a post of invitations is told. */
export function presentInvitations({ survey, ...rest }: { readonly id: string; readonly survey: string; readonly day: string; readonly count: number }) {
  return { ...rest, survey: { id: survey } };
}

const otherContent: Problem = {
  ...mismatch,
  title: "Id or key used before with other content",
  detail: "This id, or this Idempotency-Key, came before with other content, and what was counted then stays counted. Use a new one for anything else.",
};
