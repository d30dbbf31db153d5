import type { Hono } from "hono";
import * as z from "zod/mini";
import { codeIn } from "../../shared/domain/referral.ts";
import type { Caller } from "../../shared/http/api-key.ts";
import { checked } from "../../shared/http/mistakes.ts";
import { parseJson, readText } from "../../shared/http/read-body.ts";
import type { Digest } from "../../shared/ports.ts";
import type { Referrals } from "../../shared/reward-ports.ts";
import { invalid, notFound, problem } from "../../shared/runtime/problem.ts";

/** What telling of referrals needs of the world. */
export type TellingReferrals = { readonly referrals: Referrals; readonly digest: Digest };

const longestCode = 100;
const longestId = 128;

/** The body of `POST /v1/referrals`. */
export const referralBodySchema = z.strictObject({
  code: z.string().check(z.minLength(1), z.maxLength(longestCode)),
  type: z.enum(["visit", "signup"]),
  /** The site's own id of the visit or of whoever has joined: told again, it counts once. Only its digest is kept. */
  id: z.optional(z.string().check(z.minLength(1), z.maxLength(longestId))),
});

/** `POST /v1/referrals`, `GET /v1/referrals/{code}`: what became of a personal code, as the deployer's site knows it. */
export function addReferrals(app: Hono<Caller>, { referrals, digest }: TellingReferrals): void {
  app.post("/v1/referrals", async (c) => {
    const text = await readText(c, ["application/json"], 4 * 1_024);
    if (!text.ok) return problem(c, text.problem);
    const parsed = parseJson(text.value);
    if (!parsed.ok) return problem(c, parsed.problem);
    const body = checked(referralBodySchema, parsed.value);
    if (!body.ok) return problem(c, invalid(body.errors));
    const { type, id } = body.value;
    const code = codeIn(body.value.code);
    if (code === undefined || (await referrals.find(code)) === undefined) return problem(c, unknownCode);
    await referrals.count(code, type, id === undefined ? undefined : digest(id));
    return c.json((await referrals.find(code)) ?? {});
  });

  app.get("/v1/referrals/:code", async (c) => {
    const code = codeIn(c.req.param("code"));
    const found = code === undefined ? undefined : await referrals.find(code);
    return found === undefined ? notFound(c) : c.json(found);
  });
}

const unknownCode = { status: 404, type: "unknown-code", title: "Unknown code", detail: "Nobody has claimed this personal code: send it as it stands in the link that somebody came by." } as const;
