import type * as z from "zod";
import {
  type LinksSecret,
  type SlackSecret,
  linksSecretSchema,
  pseudonymsSecretSchema,
  slackSecretSchema,
} from "../../../../shared/adapters/secrets-manager/schemas.ts";
import { notSet } from "../../../topology.ts";

/** The secrets there are, and what each must be. */
export const secretSchemas = { slack: slackSecretSchema, links: linksSecretSchema, pseudonyms: pseudonymsSecretSchema };
export type SecretName = keyof typeof secretSchemas;
export const secretNames: readonly SecretName[] = ["slack", "links", "pseudonyms"];

/** How a secret stands. */
export type SecretState<T> =
  | { readonly kind: "set"; readonly value: T }
  /** As it was deployed: nobody has given it a value yet. */
  | { readonly kind: "not set" }
  | { readonly kind: "unusable"; readonly why: string }
  | { readonly kind: "missing" };

/** Reads a secret as Secrets Manager keeps it. What is wrong is said without quoting it. */
export function secretState<T>(text: string, schema: z.ZodType<T>): SecretState<T> {
  if (text === notSet || text.includes(JSON.stringify(notSet))) return { kind: "not set" };
  const read = schema.safeParse(jsonOf(text));
  if (read.success) return { kind: "set", value: read.data };
  return { kind: "unusable", why: read.error.issues.map(({ path }) => (path.length === 0 ? "it is no JSON object" : `${path.join(".")} is missing or wrong`)).join(", ") };
}

/** How many former signing secrets are taken: the last one's clicks may still come, and one may have been a slip. */
const mostOlderSigningSecrets = 2;

/** What was given takes the place of what was there, and the former signing secret goes on being taken. Empty is what was not given. */
export function withSlack(known: SlackSecret | undefined, given: { readonly botToken: string; readonly signingSecret: string }): SlackSecret {
  const former = known?.signingSecret;
  const signingSecret = given.signingSecret || (former ?? "");
  const older = [...(former === undefined ? [] : [former]), ...(known?.olderSigningSecrets ?? [])].filter((one) => one !== signingSecret);
  return {
    botToken: given.botToken || (known?.botToken ?? ""),
    signingSecret,
    olderSigningSecrets: older.slice(0, mostOlderSigningSecrets),
  };
}

/** Signs with a new key from now on; every link that is out there still opens, because nobody can be asked to click again. */
export function withNewKey(known: LinksSecret | undefined, key: string): LinksSecret {
  return { key, olderKeys: known === undefined ? [] : [known.key, ...known.olderKeys] };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
