/**
 * API keys: `as_{id}_{secret}`. The id finds the record, the secret is compared by its hash in constant
 * time. Records are cached for half a minute, so a revoked key stops well within a minute and a request
 * costs no read.
 */
import { createHash, timingSafeEqual } from "node:crypto";
import type { MiddlewareHandler } from "hono";
import type { ApiKey, ApiKeys, Clock, Scope } from "../ports.ts";
import { problem } from "../runtime/problem.ts";

/** The key as its holder has it. */
export function formatKey(id: string, secret: string): string {
  return `as_${id}_${secret}`;
}

/** What is kept of a secret: its SHA-256 in hexadecimal. */
export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

/** How long a record is believed; milliseconds. */
const believedFor = 30_000;
/** How many ids are remembered; what does not exist is remembered as well, so that guessing costs no reads. */
const mostRemembered = 10_000;

type Remembered = { readonly key: ApiKey | undefined; readonly until: number };

/** Finds the key a request was sent with, or nothing. */
export type Authenticate = (authorization: string | undefined) => Promise<ApiKey | undefined>;

/** Authentication over a cache of key records. */
export function authenticateWith(keys: Pick<ApiKeys, "find">, clock: Clock): Authenticate {
  const remembered = new Map<string, Remembered>();
  const find = async (id: string) => {
    const now = clock.now().getTime();
    const known = remembered.get(id);
    if (known !== undefined && known.until > now) return known.key;
    const key = await keys.find(id);
    if (remembered.size >= mostRemembered) remembered.clear();
    remembered.set(id, { key, until: now + believedFor });
    return key;
  };
  return async (authorization) => {
    const [, id, secret] = /^[Bb][Ee][Aa][Rr][Ee][Rr] +as_([A-Za-z0-9]{1,40})_([A-Za-z0-9_-]{1,100})$/.exec(authorization ?? "") ?? [];
    if (id === undefined || secret === undefined) return undefined;
    const key = await find(id);
    // An unknown id is compared with something too, so that it takes as long as a wrong secret.
    const matches = sameHash(hashSecret(secret), key?.hash ?? hashSecret(""));
    return matches && key?.revokedAt === undefined ? key : undefined;
  };
}

function sameHash(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** Lets so many requests through a second, each key for itself, in bursts of up to two seconds' worth. */
function rateLimiter(clock: Clock) {
  const buckets = new Map<string, { tokens: number; at: number }>();
  /** @returns seconds to wait; 0 when the request may pass. */
  return (id: string, perSecond: number): number => {
    const now = clock.now().getTime();
    const bucket = buckets.get(id) ?? { tokens: perSecond * 2, at: now };
    const refilled = Math.min(perSecond * 2, bucket.tokens + ((now - bucket.at) / 1000) * perSecond);
    const passes = refilled >= 1;
    buckets.set(id, { tokens: passes ? refilled - 1 : refilled, at: now });
    return passes ? 0 : Math.ceil((1 - refilled) / perSecond);
  };
}

/** What a route of the API knows of its caller. */
export type Caller = { Variables: { key: ApiKey } };

/** Lets a request in that carries a key with the scope it needs, within the key's rate. */
export function guard(needs: {
  readonly authenticate: Authenticate;
  readonly clock: Clock;
  /** Requests per second where a key has no figure of its own. */
  readonly ratePerSecond: number;
  /** Where the method does not say it. */
  readonly scope?: Scope;
}): MiddlewareHandler<Caller> {
  const wait = rateLimiter(needs.clock);
  return async (c, next) => {
    const key = await needs.authenticate(c.req.header("Authorization"));
    if (key === undefined) {
      const detail = "Send a valid API key as 'Authorization: Bearer as_…'.";
      const headers = { "WWW-Authenticate": "Bearer" };
      return problem(c, { status: 401, type: "unauthorized", title: "No valid API key", detail, headers });
    }
    const scope = needs.scope ?? scopeFor(c.req.method);
    if (!key.scopes.includes(scope)) {
      const detail = `This key may not ${scope}: it needs the scope '${scope}'.`;
      return problem(c, { status: 403, type: "forbidden", title: "Scope missing", detail });
    }
    const seconds = wait(key.id, key.ratePerSecond ?? needs.ratePerSecond);
    if (seconds > 0) {
      const detail = `This key may make ${key.ratePerSecond ?? needs.ratePerSecond} requests a second. Try again in ${seconds} s.`;
      const headers = { "Retry-After": String(seconds) };
      return problem(c, { status: 429, type: "rate-limited", title: "Too many requests", detail, headers });
    }
    c.set("key", key);
    await next();
    return undefined;
  };
}

function scopeFor(method: string): Scope {
  return method === "GET" || method === "HEAD" ? "read" : "write";
}
