import { createHash } from "node:crypto";

/** SHA-256 of a text, base64url, cut to 144 bits: short enough for a key, far from any collision. */
export function digest(text: string): string {
  return createHash("sha256").update(text).digest("base64url").slice(0, 24);
}
