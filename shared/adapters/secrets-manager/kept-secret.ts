import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type * as z from "zod/mini";
import type { Clock, Log } from "../../ports.ts";
import { readSecret } from "./schemas.ts";

/** A secret that cannot be used as it is; the message never quotes it. */
export class UnusableSecret extends Error {
  override readonly name = "UnusableSecret";
}

/** Secrets Manager, asked so that a function that must answer soon still can; made when it is first asked. */
export function openSecrets(): () => SecretsManagerClient {
  let client: SecretsManagerClient | undefined;
  return () => (client ??= new SecretsManagerClient({ maxAttempts: 2, requestHandler: { requestTimeout: 1_000, throwOnRequestTimeout: true } }));
}

/**
 * Answers a secret's value.
 *
 * @param refused the value given last was not taken by whom it is for: it is read anew
 */
export type KeptSecret<T> = (refused?: boolean) => Promise<T>;

/** How long a value is used before it is read anew, and an old one when that failed. Milliseconds. */
const keptFor = 5 * 60_000;
const tryAgainAfter = 30_000;

/**
 * A secret, read when it is first needed and kept for five minutes, so that a rotated one is taken up
 * without a deployment. While it cannot be read, the value known goes on being used.
 *
 * @param id name or ARN
 * @param schema what the secret's JSON must be; a value that is not so counts as not read
 * @throws UnusableSecret, or the client's error, while no value is known
 *
 * @example
 * const links = keptSecret(openSecrets(), "afterscore/prod/links", linksSecretSchema, { clock, log });
 * const { key } = await links();
 */
export function keptSecret<T>(
  client: () => SecretsManagerClient,
  id: string,
  schema: z.ZodMiniType<T>,
  { clock, log }: { readonly clock: Clock; readonly log: Pick<Log, "error"> },
): KeptSecret<T> {
  let known: { readonly value: T } | undefined;
  let until = 0;
  let reading: Promise<T> | undefined;

  const read = async (): Promise<T> => {
    try {
      const { SecretString } = await client().send(new GetSecretValueCommand({ SecretId: id }));
      const found = readSecret(SecretString ?? "", schema);
      if (found.kind === "unusable") throw new UnusableSecret(`the secret ${id} is not as it must be: ${found.why}`);
      known = found;
      until = clock.now().getTime() + keptFor;
    } catch (error) {
      if (known === undefined) throw error;
      log.error("secret not read, the known one is used", error, { secret: id });
      until = clock.now().getTime() + tryAgainAfter;
    }
    return known.value;
  };
  const refresh = () => (reading ??= read().finally(() => { reading = undefined; }));

  return async (refused = false) =>
    known === undefined || refused || clock.now().getTime() >= until ? refresh() : known.value;
}
