import type * as z from "zod/mini";
import {
  type DeskSecret,
  type LinksSecret,
  type ReadSecret,
  type SlackSecret,
  deskSecretSchema,
  linksSecretSchema,
  pseudonymsSecretSchema,
  readSecret,
  slackSecretSchema,
} from "../../../../shared/adapters/secrets-manager/schemas.ts";
import { notSet } from "../../../names.ts";

/** The secrets there are, and what each must be. */
export const secretSchemas = { slack: slackSecretSchema, links: linksSecretSchema, pseudonyms: pseudonymsSecretSchema, desk: deskSecretSchema };
export type SecretName = keyof typeof secretSchemas;
export const secretNames: readonly SecretName[] = ["slack", "links", "pseudonyms", "desk"];

/** How a secret stands. */
export type SecretState<T> =
  | ReadSecret<T>
  /** As it was deployed: nobody has given it a value yet. */
  | { readonly kind: "not set" }
  | { readonly kind: "missing" };

/** How a secret stands whose text is there. */
export function secretState<T>(text: string, schema: z.ZodMiniType<T>): SecretState<T> {
  return text.includes(JSON.stringify(notSet)) ? { kind: "not set" } : readSecret(text, schema);
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

/** The Slack app that people sign in by, as it was given; empty is what was not. */
export type GivenSignIn = { readonly clientId: string; readonly clientSecret: string; readonly teamId: string };

/** What was given takes the place of what was there; the keys stay, so nobody is signed out. `newKey` is for where there is none. */
export function withSignIn(known: DeskSecret | undefined, given: GivenSignIn, newKey: string): DeskSecret & GivenSignIn {
  return {
    key: known?.key ?? newKey,
    olderKeys: known?.olderKeys ?? [],
    clientId: given.clientId || (known?.clientId ?? ""),
    clientSecret: given.clientSecret || (known?.clientSecret ?? ""),
    teamId: given.teamId || (known?.teamId ?? ""),
  };
}

/**
 * Seals with a new key from now on. The one before it goes on opening what it sealed, and none before that: a session
 * lasts for hours, so twice in a row signs everybody out.
 */
export function withNewDeskKey(known: DeskSecret | undefined, key: string): DeskSecret {
  return { ...known, key, olderKeys: known === undefined ? [] : [known.key] };
}
