import { createHmac, timingSafeEqual } from "node:crypto";
import * as z from "zod/mini";

/** Until when a page opens, for a reward or for the question whether it was made right: seconds since 1970, or null when it never ends. */
const pageSchema = z.tuple([z.enum(["reward", "recovery"]), z.string(), z.nullable(z.int())]);
/** Whose wish to be left alone never ends; it goes by the address, which a response may lose. */
const unsubscribeSchema = z.tuple([z.literal("unsubscribe"), z.string(), z.string()]);
const contentSchema = z.union([pageSchema, unsubscribeSchema]);

type PageLink<Purpose extends string> = {
  readonly purpose: Purpose;
  /** The one message the link was sent with. */
  readonly effectId: string;
  /** ISO 8601; absent when it never ends. */
  readonly expiresAt?: string;
};

/** What a link in a mail stands for: what it lets its holder do, so that a token for one thing is no use for another. */
export type LinkPayload =
  | PageLink<"reward">
  | PageLink<"recovery">
  | {
      readonly purpose: "unsubscribe";
      readonly effectId: string;
      /** The pseudonym of the address that the message went to: the link outlives corrections and erasure. */
      readonly address: string;
    };
export type LinkPurpose = LinkPayload["purpose"];

/** What a token turned out to be. */
export type LinkReading =
  | { readonly kind: "valid"; readonly payload: LinkPayload }
  /** It is ours, and its time is over. */
  | { readonly kind: "expired"; readonly payload: LinkPayload }
  /** It is not ours, or not as we made it. */
  | { readonly kind: "forged" };

/**
 * A token that says what a link stands for and cannot be made or changed without the secret. It holds
 * ids and no personal data, since addresses of pages end up in logs.
 *
 * @param secret at least 32 random bytes, as text
 */
export function signToken(secret: string, payload: LinkPayload): string {
  const content = Buffer.from(JSON.stringify(contentOf(payload))).toString("base64url");
  return `${content}.${seal(secret, content)}`;
}

function contentOf(payload: LinkPayload): z.infer<typeof contentSchema> {
  switch (payload.purpose) {
    case "reward":
    case "recovery": {
      const { purpose, effectId, expiresAt } = payload;
      return [purpose, effectId, expiresAt === undefined ? null : Math.floor(Date.parse(expiresAt) / 1000)];
    }
    case "unsubscribe":
      return [payload.purpose, payload.effectId, payload.address];
  }
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
  const [purpose, effectId, bound] = read.data;
  switch (purpose) {
    case "unsubscribe":
      return { kind: "valid", payload: { purpose, effectId, address: bound } };
    case "reward":
    case "recovery": {
      if (bound === null) return { kind: "valid", payload: { purpose, effectId } };
      const payload = { purpose, effectId, expiresAt: new Date(bound * 1000).toISOString() };
      return { kind: now.getTime() < bound * 1000 ? "valid" : "expired", payload };
    }
  }
}

function isSeal(given: Buffer, seal: string): boolean {
  const wanted = Buffer.from(seal);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

function seal(secret: string, content: string): string {
  // The prefix keeps the secret's other uses apart.
  return createHmac("sha256", secret).update(`afterscore-link-1.${content}`).digest("base64url");
}
