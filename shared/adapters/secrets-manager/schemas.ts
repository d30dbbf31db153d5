import * as z from "zod/mini";

/** What something is signed with. One that is shorter can be guessed, such as what stands there before one is given. */
const keySchema = z.string().check(z.minLength(16));
const nonEmptySchema = z.string().check(z.minLength(1));

/** Slack's app: what it speaks with, and what its clicks are known by. Older ones are good until they are taken out. */
export const slackSecretSchema = z.object({
  botToken: nonEmptySchema,
  signingSecret: keySchema,
  olderSigningSecrets: z._default(z.array(keySchema), []),
});
export type SlackSecret = z.infer<typeof slackSecretSchema>;

/** The links in messages: signed with `key`; those signed with an older one still open. */
export const linksSecretSchema = z.object({ key: keySchema, olderKeys: z._default(z.array(keySchema), []) });
export type LinksSecret = z.infer<typeof linksSecretSchema>;

/**
 * The desk's sessions: sealed with `key`; those sealed with an older one still open. And the Slack app by which people
 * sign in, all three of it or nobody can: nobody can until somebody has set it.
 */
export const deskSecretSchema = z.object({
  key: keySchema,
  olderKeys: z._default(z.array(keySchema), []),
  clientId: z.optional(nonEmptySchema),
  clientSecret: z.optional(nonEmptySchema),
  teamId: z.optional(nonEmptySchema),
});
export type DeskSecret = z.infer<typeof deskSecretSchema>;

/** What addresses are called, and the personal codes of rewards. Never changed: both would be others. */
export const pseudonymsSecretSchema = z.object({ key: keySchema });

/** A secret's value, or why its text cannot be used. */
export type ReadSecret<T> = { readonly kind: "set"; readonly value: T } | { readonly kind: "unusable"; readonly why: string };

/** Reads a secret as Secrets Manager keeps it, so that neither a parser nor a schema gets to quote it. */
export function readSecret<T>(text: string, schema: z.ZodMiniType<T>): ReadSecret<T> {
  const read = schema.safeParse(jsonOf(text));
  if (read.success) return { kind: "set", value: read.data };
  const wrong = read.error.issues.map(({ path }) => (path.length === 0 ? "it is no JSON object" : `${path.join(".")} is missing or wrong`));
  return { kind: "unusable", why: wrong.join(", ") };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
