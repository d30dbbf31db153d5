import { createHmac } from "node:crypto";

/**
 * What an address is called where the address itself must not stand: in mail events, in the record of
 * addresses that are not written to. The same each time for the same key, so the key is never changed;
 * without the key it cannot be found out by trying addresses.
 *
 * @param key the `key` of the secret `pseudonyms`
 * @param address as `normaliseEmail` leaves it
 * @returns HMAC-SHA256, base64url: 43 letters, digits, `-` and `_`
 */
export function pseudonymOf(key: string, address: string): string {
  // The prefix keeps the secret's other uses apart.
  return createHmac("sha256", key).update(`afterscore-address-1.${address}`).digest("base64url");
}
