import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type LinkPayload, readToken, signToken } from "../../../shared/runtime/token.ts";

const secret = "a secret of thirty-two characters";
const now = new Date("2026-11-21T10:00:00Z");
const payload: LinkPayload = { purpose: "reward", effectId: "rsp_1.thank" };
const token = signToken(secret, payload);
const leaving: LinkPayload = { purpose: "unsubscribe", effectId: "rsp_1.thank", address: "pseudonym-of_an-address" };

describe("a link's token", () => {
  test("gives back what it was made from", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: "binary" }), fc.option(fc.integer({ min: 1, max: 1e6 })), (effectId, seconds) => {
        const made: LinkPayload = {
          purpose: "reward", effectId: effectId.toWellFormed(),
          ...(seconds === null ? {} : { expiresAt: new Date(now.getTime() + seconds * 1000).toISOString() }),
        };
        expect(readToken([secret], signToken(secret, made), now)).toEqual({ kind: "valid", payload: made });
      }),
    );
  });

  test("fits into an address as it is", () => {
    expect(token).toBe(encodeURIComponent(token));
    expect(token.length).toBeLessThan(200);
  });

  test("is worth nothing once a single character was changed, added or taken away", () => {
    const character = fc.constantFrom("A", "B", "a", "f", "0", "9", "-", "_", ".", "=", "+", "/", " ", "é", "\0");
    fc.assert(
      fc.property(fc.nat(token.length), character, fc.constantFrom(0, 1), (at, other, cut) => {
        const changed = token.slice(0, at) + other + token.slice(at + cut);
        fc.pre(changed !== token);
        expect(readToken([secret], changed, now)).toEqual({ kind: "forged" });
        expect(readToken([secret], token.slice(0, at), now).kind).toBe(at === token.length ? "valid" : "forged");
      }),
      { numRuns: 1000 },
    );
  });

  test("for leaving gives back the message and the pseudonym it was made for, and never ends", () => {
    const made = signToken(secret, leaving);
    for (const moment of [now, new Date("2099-01-01T00:00:00Z")]) expect(readToken([secret], made, moment)).toEqual({ kind: "valid", payload: leaving });
    expect(made).toBe(encodeURIComponent(made));
    expect(made.length).toBeLessThan(250);
  });

  test("is worth nothing for anything else than it was made for", () => {
    const [content = "", sealed = ""] = signToken(secret, leaving).split(".");
    const [, ...rest] = JSON.parse(Buffer.from(content, "base64url").toString()) as string[];
    for (const purpose of ["reward", "claim", "UNSUBSCRIBE"]) {
      const swapped = Buffer.from(JSON.stringify([purpose, ...rest])).toString("base64url");
      expect(readToken([secret], `${swapped}.${sealed}`, now)).toEqual({ kind: "forged" });
    }
  });

  test("is worth nothing with another secret, and anything else is no token", () => {
    expect(readToken(["another"], token, now)).toEqual({ kind: "forged" });
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => { expect(readToken([secret], text, now)).toEqual({ kind: "forged" }); }));
  });

  test("is read with any secret that it may be signed with", () => {
    expect(readToken(["another", secret], token, now).kind).toBe("valid");
    expect(readToken([], token, now)).toEqual({ kind: "forged" });
  });

  test("cannot be put together from two", () => {
    const other = signToken(secret, { ...payload, effectId: "rsp_2.thank" });
    expect(readToken([secret], `${token.split(".")[0]!}.${other.split(".")[1]!}`, now)).toEqual({ kind: "forged" });
  });

  test("ends at its time, and not before", () => {
    const made = { ...payload, expiresAt: "2026-11-21T10:00:00.000Z" };
    const ending = signToken(secret, made);
    expect(readToken([secret], ending, new Date("2026-11-21T09:59:59.999Z"))).toEqual({ kind: "valid", payload: made });
    expect(readToken([secret], ending, now)).toEqual({ kind: "expired", payload: made });
  });
});
