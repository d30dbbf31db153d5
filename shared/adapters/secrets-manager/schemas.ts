import * as z from "zod";

/** What the secrets hold, each a JSON object; a deployer writes them (docs/deploy.md). */

/** What something is signed with. One that is shorter can be guessed, such as what stands there before one is given. */
const keySchema = z.string().min(16);

/** Slack's app: what it speaks with, and what its clicks are known by. Older ones are good until they are taken out. */
export const slackSecretSchema = z.object({
  botToken: z.string().min(1),
  signingSecret: keySchema,
  olderSigningSecrets: z.array(keySchema).default([]),
});
export type SlackSecret = z.infer<typeof slackSecretSchema>;

/** The links in messages: signed with `key`; those signed with an older one still open. */
export const linksSecretSchema = z.object({ key: keySchema, olderKeys: z.array(keySchema).default([]) });
export type LinksSecret = z.infer<typeof linksSecretSchema>;

/** What addresses are called, and the personal codes of rewards. Never changed: both would be others. */
export const pseudonymsSecretSchema = z.object({ key: keySchema });
export type PseudonymsSecret = z.infer<typeof pseudonymsSecretSchema>;
