/**
 * A million signatures and keys that are almost right (400,000 of Slack's, 300,000 links, 300,000 API
 * keys). None may pass, and each is one change away from one that does.
 */
import { createHmac, randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import { isFromSlack } from "../../functions/interact/signature.ts";
import { authenticateWith, formatKey, hashSecret } from "../../shared/http/api-key.ts";
import { readToken, signToken } from "../../shared/runtime/token.ts";
import { random } from "../outside/support/random.ts";

const now = new Date("2026-11-21T10:00:00Z");
const next = random(20261121);
const pick = (below: number) => Math.floor(next() * below);
// Without NUL: HMAC fills up short keys with it, so a secret and the same with a NUL behind it are one.
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=.+/ \u0001é";

/** A text one small change away, and never the same. */
function mutated(text: string): string {
  const at = pick(text.length);
  const letter = alphabet.charAt(pick(alphabet.length));
  const changed = [
    () => text.slice(0, at) + letter + text.slice(at + 1),
    () => text.slice(0, at) + text.slice(at + 1),
    () => text.slice(0, at) + letter + text.slice(at),
    () => text.slice(0, at),
    () => text.slice(0, at) + (text.charAt(at) === text.charAt(at).toLowerCase() ? text.charAt(at).toUpperCase() : text.charAt(at).toLowerCase()) + text.slice(at + 1),
    () => text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2),
    () => text + text,
    () => letter + text,
    () => `${text}\n`,
  ][pick(9)]!();
  return changed === text ? `${text}${letter}` : changed;
}

it("takes none of 400,000 signatures that are not Slack's", () => {
  const secret = "8f742231b10e8888abcd99yyyzzz85a5";
  const timestamp = String(now.getTime() / 1000);
  const body = Buffer.from(`payload=${encodeURIComponent(JSON.stringify({ type: "block_actions", user: { id: "U0MIA" } }))}`);
  const signature = `v0=${createHmac("sha256", secret).update(`v0:${timestamp}:`).update(body).digest("hex")}`;
  const passes = (signed: Parameters<typeof isFromSlack>[1], key = secret) => isFromSlack([key], signed, now.getTime());
  expect(passes({ body, timestamp, signature })).toBe(true);
  let accepted = 0;
  for (let tried = 0; tried < 100_000; tried += 1) {
    const other = Buffer.from(body);
    other[pick(other.length)]! ^= 1 << pick(8);
    if (passes({ body, timestamp, signature: mutated(signature) })) accepted += 1;
    if (passes({ body, timestamp: mutated(timestamp), signature })) accepted += 1;
    if (passes({ body: other, timestamp, signature })) accepted += 1;
    if (passes({ body, timestamp, signature }, mutated(secret))) accepted += 1;
  }
  expect(accepted).toBe(0);
});

it("opens none of 300,000 links that are not ours", () => {
  const secret = randomBytes(32).toString("base64url");
  const payload = { purpose: "reward", effectId: "rsp_8c1f.thank", expiresAt: "2027-05-20T10:00:00.000Z" } as const;
  const token = signToken(secret, payload);
  expect(readToken([secret], token, now)).toMatchObject({ kind: "valid", payload: { effectId: payload.effectId } });
  const [, seal = ""] = token.split(".");
  let accepted = 0;
  for (let tried = 0; tried < 100_000; tried += 1) {
    const another = Buffer.from(JSON.stringify(["reward", `rsp_${tried}.thank`, null])).toString("base64url");
    if (readToken([secret], mutated(token), now).kind !== "forged") accepted += 1;
    if (readToken([secret], `${another}.${seal}`, now).kind !== "forged") accepted += 1;
    if (readToken([mutated(secret)], token, now).kind !== "forged") accepted += 1;
  }
  expect(accepted).toBe(0);
});

it("lets in none of 300,000 keys that nobody was given", async () => {
  const secret = randomBytes(24).toString("base64url");
  const record = { id: "k1", name: "k1", source: "s", scopes: ["write"], hash: hashSecret(secret), createdAt: now.toISOString() } as const;
  const authenticate = authenticateWith({ find: (id) => Promise.resolve(id === "k1" ? record : undefined) }, { now: () => now });
  const bearer = `Bearer ${formatKey("k1", secret)}`;
  expect(await authenticate(bearer)).toMatchObject({ id: "k1" });
  let accepted = 0;
  for (let tried = 0; tried < 150_000; tried += 1) {
    const another = mutated(bearer);
    // The scheme may be written in any case, with any number of spaces behind it; the key is the same then.
    const isTheSame = another.replace(/^bearer +/i, "Bearer ") === bearer;
    if (!isTheSame && (await authenticate(another)) !== undefined) accepted += 1;
    if ((await authenticate(`Bearer ${formatKey("k1", mutated(secret))}`)) !== undefined) accepted += 1;
  }
  expect(accepted).toBe(0);
});

it.each([
  [-301, false],
  [-300, true],
  [300, true],
  [301, false],
])("takes a signature whose time is %i s off: %s", (off, taken) => {
  const secret = "8f742231b10e8888abcd99yyyzzz85a5";
  const timestamp = String(now.getTime() / 1000 + off);
  const signature = `v0=${createHmac("sha256", secret).update(`v0:${timestamp}:`).update("x").digest("hex")}`;
  expect(isFromSlack([secret], { body: Buffer.from("x"), timestamp, signature }, now.getTime())).toBe(taken);
  // To the millisecond: Slack's clock counts seconds, ours does not.
  expect(isFromSlack([secret], { body: Buffer.from("x"), timestamp, signature }, now.getTime() + Math.sign(off) * -1)).toBe(Math.abs(off) < 300);
});
