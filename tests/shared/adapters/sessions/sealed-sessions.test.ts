import { createHmac } from "node:crypto";
import { SignJWT, UnsecuredJWT, decodeJwt } from "jose";
import { describe, expect, it } from "vitest";
import { sealedSessions } from "../../../../shared/adapters/sessions/sealed-sessions.ts";

const [newest, former, strange] = ["n", "f", "s"].map((letter) => letter.repeat(64)) as [string, string, string];
const noon = new Date("2026-06-01T12:00:00.000Z");
const midnight = "2026-06-02T00:00:00.000Z";
const session = { id: "session-1", visitor: { id: "U0MIA", name: "Mia Chen", email: "mia@example.com" } };

const sessionsWith = (keys: readonly string[], now = noon) => sealedSessions({ keys: () => Promise.resolve(keys), clock: { now: () => now } });
const sealed = (by = newest) => sessionsWith([by]).seal(session, midnight);

/** The same text with one letter of one of its parts changed; not a last one, of which not every bit counts. */
function tampered(token: string, part: number): string {
  const parts = token.split(".");
  const text = parts[part] ?? "";
  const at = Math.floor(text.length / 2);
  parts[part] = `${text.slice(0, at)}${text[at] === "A" ? "B" : "A"}${text.slice(at + 1)}`;
  return parts.join(".");
}

describe("a session", () => {
  it("is opened as it was sealed, with an address and without", async () => {
    expect(await sessionsWith([newest]).open(await sealed())).toEqual(session);
    const nameless = { id: "session-2", visitor: { id: "local", name: "This laptop" } };
    expect(await sessionsWith([newest]).open(await sessionsWith([newest]).seal(nameless, midnight))).toEqual(nameless);
  });

  it("ends to the second", async () => {
    const token = await sealed();
    expect(await sessionsWith([newest], new Date("2026-06-01T23:59:59.000Z")).open(token)).toEqual(session);
    expect(await sessionsWith([newest], new Date(midnight)).open(token)).toBeUndefined();
  });

  it("goes on after a rotation, and not after its key was taken away", async () => {
    const token = await sealed(former);
    expect(await sessionsWith([newest, former]).open(token)).toEqual(session);
    expect(await sessionsWith([newest]).open(token)).toBeUndefined();
  });

  it("is sealed with the newest key alone", async () => {
    const token = await sessionsWith([newest, former]).seal(session, midnight);
    expect(await sessionsWith([newest]).open(token)).toEqual(session);
    expect(await sessionsWith([former]).open(token)).toBeUndefined();
  });

  it("is not opened when any part of it was changed", async () => {
    const token = await sealed();
    for (const part of [0, 1, 2]) expect(await sessionsWith([newest]).open(tampered(token, part))).toBeUndefined();
    const [head, , signature] = token.split(".");
    const body = Buffer.from(JSON.stringify({ ...decodeJwt(token), sub: "U0PRIYA" })).toString("base64url");
    expect(await sessionsWith([newest]).open(`${head}.${body}.${signature}`)).toBeUndefined();
  });

  it("is not opened when somebody else sealed it, or nobody", async () => {
    expect(await sessionsWith([newest]).open(await sealed(strange))).toBeUndefined();
    const unsecured = new UnsecuredJWT(decodeJwt(await sealed())).encode();
    expect(await sessionsWith([newest]).open(unsecured)).toBeUndefined();
  });

  it("is not opened by the secret itself: each use has a key of its own", async () => {
    const claims = decodeJwt(await sealed());
    for (const alg of ["HS256", "HS512"]) {
      const forged = await new SignJWT(claims).setProtectedHeader({ alg }).sign(new TextEncoder().encode(newest));
      expect(await sessionsWith([newest]).open(forged)).toBeUndefined();
    }
    const token = await sealed();
    const content = token.slice(0, token.lastIndexOf("."));
    const asALink = createHmac("sha256", newest).update(content).digest("base64url");
    expect(await sessionsWith([newest]).open(`${content}.${asALink}`)).toBeUndefined();
  });

  it.each(["", "a", "a.b.c", "e30.e30.", "....", "ä.ö.ü"])("is not opened when it is none: %j", async (text) => {
    expect(await sessionsWith([newest]).open(text)).toBeUndefined();
  });

  it("is neither sealed nor opened without a key", async () => {
    await expect(sessionsWith([]).seal(session, midnight)).rejects.toThrow(/no key/);
    expect(await sessionsWith([]).open(await sealed())).toBeUndefined();
  });

  it("says so when the keys cannot be read", async () => {
    const sessions = sealedSessions({ keys: () => Promise.reject(new Error("Secrets Manager is away")), clock: { now: () => noon } });
    await expect(sessions.open(await sealed())).rejects.toThrow("Secrets Manager is away");
  });
});

describe("a form's token", () => {
  it("is the session's own, the same each time, and safe in a page", async () => {
    const sessions = sessionsWith([newest, former]);
    const token = await sessions.formToken(session);
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(await sessions.formToken({ ...session, visitor: { id: "U0MIA", name: "Mia" } })).toBe(token);
    expect(await sessions.formToken({ ...session, id: "session-2" })).not.toBe(token);
  });

  it("is another after a rotation, and the session's still, whichever key that was sealed with", async () => {
    const rotated = sessionsWith([newest, former]);
    const reopened = await rotated.open(await sealed(former));
    expect(reopened).toEqual(session);
    expect(await rotated.formToken(reopened!)).not.toBe(await sessionsWith([former]).formToken(session));
    expect(await rotated.formToken(reopened!)).toBe(await sessionsWith([newest]).formToken(session));
  });
});
