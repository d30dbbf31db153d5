import { createHmac } from "node:crypto";

/** Crockford's base32: no letter that is taken for a digit. */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const length = 8;

/**
 * The code of one person in one reward program: always the same, and not to be guessed without the secret. 40 bits: two of 100,000
 * people would share one with a chance of one in two hundred, so there is a next one to try.
 */
export function personalCode(secret: string, person: string, program: string, attempt = 0): string {
  const named = attempt === 0 ? [program, person] : [program, person, attempt];
  const bits = createHmac("sha256", secret).update(`afterscore-code-1.${JSON.stringify(named)}`).digest();
  return Array.from({ length }, (_, index) => alphabet[(bits[index] ?? 0) % alphabet.length]).join("");
}
