import { type Context, Hono } from "hono";
import * as z from "zod/mini";
import { like } from "../../shared/domain/object-like.ts";
import { type PersonKey, keysIn } from "../../shared/domain/respondent.ts";
import { emailSchema, respondentIdSchema } from "../../shared/domain/response.ts";
import { readableAddress } from "../../shared/http/address.ts";
import { type Authenticate, type Caller, guard } from "../../shared/http/api-key.ts";
import { noRoute } from "../../shared/http/methods.ts";
import { checked } from "../../shared/http/mistakes.ts";
import { parseJson, readText } from "../../shared/http/read-body.ts";
import type { Log } from "../../shared/ports.ts";
import { type Problem, invalid, problem, requestId, unavailable } from "../../shared/runtime/problem.ts";
import { type Erasing, erase } from "./erase.ts";
import { type Exporting, exportPerson } from "./export.ts";
import { type Suppressing, workSuppression } from "./suppressions.ts";

/** What the HTTP side of forget is made of. */
export type Forgetting = Erasing &
  Exporting &
  Suppressing & {
    readonly authenticate: Authenticate;
    readonly log: Log;
    /** Requests per second of a key that has no figure of its own. */
    readonly ratePerSecond: number;
  };

/** Bytes. */
const largest = 4 * 1024;

/** A person by one of their names. It stands in the body, because addresses do not belong in URLs. */
export const personSchema = z
  .strictObject({ id: z.optional(respondentIdSchema), email: z.optional(emailSchema) }, like('{ "id": "u_91" } or { "email": "lin@acme.example" }'))
  .check(z.meta({ oneOf: [{ required: ["id"] }, { required: ["email"] }] }), z.refine(({ id, email }) => (id === undefined) !== (email === undefined), 'needs an id or an email, and not both: { "id": "u_91" } or { "email": "lin@acme.example" }'));

/** An address stands in the body for the same reason. */
export const addressSchema = z.strictObject({ email: emailSchema }, like('{ "email": "lin@acme.example" }'));

/**
 * `POST /v1/respondents/erase`, `/v1/suppressions/add` and `/v1/suppressions/remove`, for keys that may write;
 * `/v1/respondents/export` and `/v1/suppressions/show`, for those that may read.
 */
export function forgetApp(needs: Forgetting): Hono<Caller> {
  const app = new Hono<Caller>();
  app.use(requestId());
  app.use(readableAddress());
  app.notFound(noRoute(app));
  app.onError(unavailable((error, request) => { needs.log.error("forget failed", error, { request }); }));

  app.post("/v1/respondents/erase", guard(needs), async (c) => {
    const named = await readPerson(c);
    if ("problem" in named) return problem(c, named.problem);
    await erase(needs, named.person);
    return c.json({ erased: true });
  });

  app.post("/v1/respondents/export", guard({ ...needs, scope: "read" }), async (c) => {
    const named = await readPerson(c);
    if ("problem" in named) return problem(c, named.problem);
    return c.json(await exportPerson(needs, named.person));
  });

  for (const [act, scope] of [["add", {}], ["remove", {}], ["show", { scope: "read" }]] as const) {
    app.post(`/v1/suppressions/${act}`, guard({ ...needs, ...scope }), async (c) => {
      const given = await readBody(c, addressSchema);
      return "problem" in given ? problem(c, given.problem) : c.json(await workSuppression(needs, act, given.value.email));
    });
  }

  app.use("/v1/*", guard(needs));
  return app;
}

async function readBody<T>(c: Context, schema: z.ZodMiniType<T>): Promise<{ readonly value: T } | { readonly problem: Problem }> {
  const text = await readText(c, ["application/json"], largest);
  if (!text.ok) return text;
  const json = parseJson(text.value);
  if (!json.ok) return json;
  const read = checked(schema, json.value);
  return read.ok ? { value: read.value } : { problem: invalid(read.errors) };
}

async function readPerson(c: Context): Promise<{ readonly person: PersonKey } | { readonly problem: Problem }> {
  const named = await readBody(c, personSchema);
  if ("problem" in named) return named;
  const { id, email } = named.value;
  const [person = ""] = keysIn({ ...(id === undefined ? {} : { id }), ...(email === undefined ? {} : { email }) });
  return { person };
}
