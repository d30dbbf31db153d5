import { createHmac, timingSafeEqual } from "node:crypto";
import * as z from "zod/mini";

/** What a link lets its holder do; a token for one is no use for another. */
const purposeSchema = z.enum(["reward"]);
export type LinkPurpose = z.infer<typeof purposeSchema>;

/** What a link in a mail stands for. */
export type LinkPayload = {
  readonly purpose: LinkPurpose;
  /** The one message the link was sent with. */
  readonly effectId: string;
  /** ISO 8601; absent when it never ends. */
  readonly expiresAt?: string;
};

/** What a token turned out to be. */
export type LinkReading =
  | { readonly kind: "valid"; readonly payload: LinkPayload }
  /** It is ours, and its time is over. */
  | { readonly kind: "expired"; readonly payload: LinkPayload }
  /** It is not ours, or not as we made it. */
  | { readonly kind: "forged" };

const contentSchema = z.tuple([purposeSchema, z.string(), z.nullable(z.int())]);

/**
 * A token that says what a link stands for and cannot be made or changed without the secret. It holds
 * ids and no personal data, since addresses of pages end up in logs.
 *
 * @param secret at least 32 random bytes, as text
 */
export function signToken(secret: string, { purpose, effectId, expiresAt }: LinkPayload): string {
  const expiry = expiresAt === undefined ? null : Math.floor(Date.parse(expiresAt) / 1000);
  const content = Buffer.from(JSON.stringify([purpose, effectId, expiry])).toString("base64url");
  return `${content}.${seal(secret, content)}`;
}

/**
 * Reads a token; the seal is compared as text, so that no other spelling of it passes.
 *
 * @param secrets any of which it may be signed with
 */
export function readToken(secrets: readonly string[], token: string, now: Date): LinkReading {
  const dot = token.indexOf(".");
  const content = token.slice(0, dot);
  const given = Buffer.from(token.slice(dot + 1));
  if (dot < 0 || !secrets.some((secret) => isSeal(given, seal(secret, content)))) return { kind: "forged" };
  const read = contentSchema.safeParse(JSON.parse(Buffer.from(content, "base64url").toString()));
  // Sealed by us, for something that this version no longer offers.
  if (!read.success) return { kind: "forged" };
  const [purpose, effectId, expiry] = read.data;
  if (expiry === null) return { kind: "valid", payload: { purpose, effectId } };
  const payload = { purpose, effectId, expiresAt: new Date(expiry * 1000).toISOString() };
  return { kind: now.getTime() < expiry * 1000 ? "valid" : "expired", payload };
}

function isSeal(given: Buffer, seal: string): boolean {
  const wanted = Buffer.from(seal);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

function seal(secret: string, content: string): string {
  // The prefix keeps the secret's other uses apart.
  return createHmac("sha256", secret).update(`afterscore-link-1.${content}`).digest("base64url");
}
