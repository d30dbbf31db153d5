import { type Context, Hono } from "hono";
import * as z from "zod";

const askedSchema = z.object({ SecretId: z.string() });

/**
 * Secrets Manager's `GetSecretValue`, as `@aws-sdk/client-secrets-manager` calls it: a `POST` to wherever
 * it is mounted, which is the client's `endpoint`. Mount it where nobody can guess: unlike AWS it cannot
 * tell by a signature who asks. What a page sends carries an `Origin` and is refused.
 *
 * @param secrets values by name, asked for with each call
 */
export function secretsApi(secrets: () => Readonly<Record<string, string>>): Hono {
  const api = new Hono();
  api.post("*", async (c) => {
    if (c.req.header("Origin") !== undefined) return refusal(c, "AccessDeniedException", "No page may ask for a secret.", 403);
    const target = c.req.header("X-Amz-Target") ?? "";
    if (target !== "secretsmanager.GetSecretValue") return refusal(c, "UnknownOperationException", "Secrets are only read here.", 400);
    const { SecretId } = askedSchema.parse(await c.req.json());
    const value = new Map(Object.entries(secrets())).get(SecretId);
    if (value === undefined) return refusal(c, "ResourceNotFoundException", "Secrets Manager can't find the specified secret.", 400);
    return c.json({ Name: SecretId, SecretString: value });
  });
  return api;
}

function refusal(c: Context, type: string, message: string, status: 400 | 403): Response {
  return c.json({ __type: type, message }, status, { "x-amzn-ErrorType": type });
}
