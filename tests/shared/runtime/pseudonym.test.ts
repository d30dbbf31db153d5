import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { pseudonymOf } from "../../../shared/runtime/pseudonym.ts";

test("a pseudonym is the same each time, another for another key or address, and fit for a mail's tag", () => {
  const pseudonym = pseudonymOf("key", "lin@acme.example");
  expect(pseudonym).toBe(createHmac("sha256", "key").update("afterscore-address-1.lin@acme.example").digest("base64url"));
  expect(pseudonym).toMatch(/^[\w-]{43}$/);
  expect(new Set([pseudonym, pseudonymOf("other", "lin@acme.example"), pseudonymOf("key", "ada@acme.example")]).size).toBe(3);
});
