import * as z from "zod/mini";
import type { CancelReason, EffectKind } from "./effect.ts";
import { isDay } from "./window.ts";
import { isTimeZone } from "./local-time.ts";
import { type Band, isOnScale, metricSchema, scales } from "./metric.ts";
import { like } from "./object-like.ts";
import { characters, hasNul, holdsNul } from "./text.ts";

/** Where a response was given. */
export const channelSchema = z.enum(["email", "web", "in_app", "sms", "phone", "other"]);
export type Channel = z.infer<typeof channelSchema>;

// What a check of our own asks for stands beside it in the words of JSON Schema (`z.meta`): the document of the API is made from these schemas.

/** Text of bounded length, counted in characters (code points). */
function text(longest: number, shortest = 1) {
  return z.string().check(z.meta({ minLength: shortest, maxLength: longest }), ({ value, issues }) => {
    const say = (message: string) => issues.push({ code: "custom", message, input: value, continue: true });
    const length = characters(value);
    if (!value.isWellFormed()) say("must be well-formed Unicode: it holds half of a surrogate pair");
    if (hasNul(value)) say(holdsNul);
    if (length > longest) say(`must be at most ${longest} characters`);
    if (length < shortest) say(`must be at least ${shortest} character`);
  });
}

const idSchema = text(128);
const nameSchema = text(200);

/** An address is a key: its one spelling may not outgrow what a key may hold. Bytes. */
const longestAddress = 320;

/** An address that can be mailed; what is inside the local part is the receiving server's business. */
export const emailSchema = text(254).check(
  z.meta({ format: "email" }),
  z.refine((email) => new TextEncoder().encode(email.normalize("NFC")).length <= longestAddress, `must be at most ${longestAddress} bytes`),
  z.regex(/^[^\s@<>,;:"()[\]\\]+@[^\s@<>,;:"()[\]\\]+\.[^\s@<>,;:"()[\]\\]+$/u, "must be an e-mail address, such as lin@acme.example"),
);

const ownerSchema = z
  .strictObject(
    { email: z.optional(emailSchema), slackUserId: z.optional(text(64)), name: z.optional(nameSchema) },
    like('{ "email": "mia@us.example" } or { "slackUserId": "U0123ABCD" }'),
  )
  .check(
    z.meta({ anyOf: [{ required: ["email"] }, { required: ["slackUserId"] }] }),
    z.refine((owner) => owner.email !== undefined || owner.slackUserId !== undefined, "needs an email or a slackUserId"),
  );

/** What is known of a company, as sent with a response or by `PUT /v1/accounts/{id}`. */
export const accountFieldsSchema = z.strictObject({
  name: z.optional(nameSchema),
  plan: z.optional(text(100)),
  mrr: z.optional(
    z.number().check(
      z.gte(0),
      z.lte(1e12),
      z.meta({ anyOf: [{ const: 0 }, { minimum: 0.01 }] }),
      z.refine((amount) => amount <= 0 || amount >= 0.01, "must be 0 or at least 0.01"),
    ),
  ),
  currency: z.optional(z.string().check(z.regex(/^[A-Z]{3}$/, "must be a three-letter currency code, such as USD"))),
  renewsOn: z.optional(z.string().check(z.meta({ format: "date" }), z.refine(isDay, "must be a date, such as 2027-01-15"))),
  owner: z.optional(ownerSchema),
});
export type AccountFields = z.infer<typeof accountFieldsSchema>;

/** The id of an account, of a respondent, and of a survey: the sender's own. */
export const accountIdSchema = idSchema;
export const respondentIdSchema = idSchema;
export const surveyIdSchema = idSchema;

/** As much of a body as it takes to say whether its score is on its scale. */
const scorableSchema = z.object({ metric: metricSchema, score: z.int() });

const attributeSchema = z.union([text(200, 0), z.number(), z.boolean()], "must be text of at most 200 characters, a number, or true or false");

/** The body of `POST /v1/responses`, as sent: nothing is defaulted here, because equality is of what was sent. */
export const responseBodySchema = z
  .strictObject({
    id: z.optional(idSchema),
    survey: z.strictObject({ id: idSchema, name: z.optional(nameSchema) }, like('{ "id": "onboarding-30d" }')),
    metric: metricSchema,
    score: z.number().check(z.int("must be a whole number")),
    comment: z.optional(text(5000, 0)),
    respondent: z
      .strictObject({
        id: z.optional(respondentIdSchema),
        email: z.optional(emailSchema),
        name: z.optional(text(200, 0)),
        locale: z.optional(
          z.string().check(z.regex(/^[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8}){0,4}$/, "must be a language tag, such as zh-CN")),
        ),
        timeZone: z.optional(z.string().check(z.refine(isTimeZone, "must be an IANA time zone, such as Asia/Shanghai"))),
      }, like('{ "id": "u_91" } or { "email": "lin@acme.example" }'))
      .check(
        z.meta({ anyOf: [{ required: ["id"] }, { required: ["email"] }] }),
        z.refine((respondent) => respondent.id !== undefined || respondent.email !== undefined, "needs an id or an email"),
      ),
    account: z.optional(z.strictObject({ ...accountFieldsSchema.shape, id: accountIdSchema }, like('{ "id": "acme", "name": "Acme" }'))),
    channel: z.optional(channelSchema),
    submittedAt: z.optional(
      z.iso.datetime({ offset: true, message: "must be a time with offset, such as 2026-11-21T09:30:00+08:00" }),
    ),
    contactMe: z.optional(z.boolean()),
    test: z.optional(z.boolean()),
    backfill: z.optional(z.boolean()),
    tags: z.optional(z.array(text(100)).check(z.maxLength(50))),
    attributes: z.optional(
      z
        .record(text(100), attributeSchema)
        .check(z.meta({ maxProperties: 50 }), z.refine((attributes) => Object.keys(attributes).length <= 50, "must have at most 50 entries")),
    ),
  }, like('{ "survey": { "id": "onboarding-30d" }, "metric": "nps", "score": 9, "respondent": { "id": "u_91" } }'))
  .check(
    z.meta({ allOf: Object.entries(scales).map(([metric, { min, max }]) => ({ if: { properties: { metric: { const: metric } } }, then: { properties: { score: { minimum: min, maximum: max } } } })) }),
    z.superRefine(
      ({ metric, score }, context) => {
        if (isOnScale(metric, score)) return;
        const { min, max } = scales[metric];
        context.addIssue({ code: "custom", path: ["score"], message: `must be from ${min} to ${max} for ${metric}` });
      },
      // Also beside other mistakes, so that a sender hears of all of them at once.
      { when: ({ value }) => scorableSchema.safeParse(value).success },
    ),
  );
export type ResponseBody = z.infer<typeof responseBodySchema>;

/** One accepted version of a response. The current one is the last. */
export type Revision = {
  /** 1 for the first. */
  readonly revision: number;
  /** Fingerprint of the canonical JSON as sent. */
  readonly digest: string;
  /** Fingerprint of the Idempotency-Key it came with, if any. */
  readonly key?: string;
  readonly band: Band;
  readonly score: number;
  /** ISO 8601, UTC. */
  readonly receivedAt: string;
  /** The body of a revision that has been replaced, where the response was found with its history. */
  readonly body?: ResponseBody;
};

/**
 * What of a response's place in the scores depends on the policy: settled when it is accepted, so that a later
 * policy cannot make it take out something else than it has put in.
 */
export type Counted = {
  /** The local day of `submittedAt` in the reporting time zone, `YYYY-MM-DD`. */
  readonly day: string;
  /** The values of the dimensions that the policy declared. */
  readonly declared: Readonly<Record<string, string>>;
  /** The account's MRR in hundredths of the policy's currency, where it was known; see Contribution. */
  readonly mrr?: number;
};

/** Which effects an answer would have, and why it has none of them. */
export type Quiet = { readonly reason: CancelReason; readonly kinds: readonly EffectKind[] };

/** One person's answer to one survey question, as it is kept. */
export type Response = {
  /** `rsp_…` */
  readonly id: string;
  /** The integration it came from: the `source` of the API key. */
  readonly source: string;
  readonly revision: number;
  readonly band: Band;
  /** ISO 8601, UTC. */
  readonly submittedAt: string;
  readonly receivedAt: string;
  readonly body: ResponseBody;
  readonly revisions: readonly Revision[];
  /** Absent when it does not count. */
  readonly counted?: Counted;
  /** The newest book of tallies that it was entered in by hand; see `shared/domain/book.ts`. */
  readonly book?: number;
  /** Why nothing comes of it but its count, where that was clear when it was accepted. */
  readonly quiet?: Quiet;
  /** The case that it tells the end of, where it answers our own question whether that was made right. */
  readonly about?: string;
};

/** The only thing a sender is told about a stored response; the same words for a repeat. */
export type Receipt = { readonly id: string; readonly band: Band; readonly revision: number; readonly href: string };

/** The answer to a post of this revision, today and on every repeat. */
export function receiptOf(id: string, { revision, band }: Pick<Revision, "revision" | "band">): Receipt {
  return { id, band, revision, href: `/v1/responses/${id}` };
}

/** A response never counts when it is a test. */
export function counts(response: Pick<Response, "body">): boolean {
  return response.body.test !== true;
}

/** A person asked to be called back, or the band says that somebody should. */
export function needsPerson(response: Pick<Response, "body" | "band">): boolean {
  return response.band === "detractor" || response.body.contactMe === true;
}
