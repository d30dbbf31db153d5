import { createHmac, timingSafeEqual } from "node:crypto";

/** How old, or how far ahead, a signed request may be; seconds. */
const tolerance = 300;

/** What Slack signs, as it came. */
export type Signed = {
  /** Exactly the bytes that arrived. */
  readonly body: Uint8Array;
  /** `X-Slack-Request-Timestamp`. */
  readonly timestamp: string | undefined;
  /** `X-Slack-Signature`. */
  readonly signature: string | undefined;
};

/**
 * Whether Slack sent this within five minutes: `v0=` and the HMAC-SHA256 of `v0:{timestamp}:{body}`
 * (docs.slack.dev/authentication/verifying-requests-from-slack).
 *
 * @param secrets any of which it may be signed with
 * @param now milliseconds since the epoch
 */
export function isFromSlack(secrets: readonly string[], { body, timestamp, signature }: Signed, now: number): boolean {
  if (timestamp === undefined || signature === undefined || !/^[1-9]\d{0,11}$/.test(timestamp)) return false;
  if (Math.abs(now / 1000 - Number(timestamp)) > tolerance) return false;
  const given = Buffer.from(signature);
  return secrets.some((secret) => {
    const wanted = Buffer.from(`v0=${createHmac("sha256", secret).update(`v0:${timestamp}:`).update(body).digest("hex")}`);
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  });
}
