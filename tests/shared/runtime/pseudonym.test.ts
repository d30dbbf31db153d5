import { expect, test } from "vitest";
import { pseudonymOf } from "../../../shared/runtime/pseudonym.ts";

test("a pseudonym is the same each time, another for another key or address, and fit for a mail's tag", () => {
  const pseudonym = pseudonymOf("key", "lin@acme.example");
  // It is in the table and in mails that are out, so it must never come out differently.
  expect(pseudonym).toBe("eeU61B440KT2Qw1JA58kTGAdCJFUkrTCfR6K2V3K7-o");
  expect(new Set([pseudonym, pseudonymOf("other", "lin@acme.example"), pseudonymOf("key", "ada@acme.example")]).size).toBe(3);
});
