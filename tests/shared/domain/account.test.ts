import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Account, inCurrency, mergeAccounts, observedAccount, presentAccount, viewAccount, writtenAccount } from "../../../shared/domain/account.ts";
import type { AccountFields } from "../../../shared/domain/response.ts";

const monday = "2026-11-16T09:00:00.000Z";
const tuesday = "2026-11-17T09:00:00.000Z";

/** Few values and moments, so that facts meet; owners that differ in nothing but the order of their members. */
const anyFields: fc.Arbitrary<AccountFields> = fc.record(
  {
    name: fc.constantFrom("Acme", "Acme GmbH"),
    plan: fc.constantFrom("Free", "Scale"),
    mrr: fc.constantFrom(0, 2000),
    currency: fc.constantFrom("USD", "EUR"),
    renewsOn: fc.constantFrom("2027-01-15", "2027-02-15"),
    owner: fc.constantFrom({ email: "mia@us.example", name: "Mia" }, { name: "Mia", email: "mia@us.example" }, { slackUserId: "U0MIA" }),
  },
  { requiredKeys: [] },
);
const anyAccount: fc.Arbitrary<Account> = fc
  .tuple(fc.constantFrom(observedAccount, writtenAccount), anyFields, fc.constantFrom(monday, tuesday))
  .map(([make, fields, asOf]) => make("acme", fields, asOf));

describe("merging what is known of an account", () => {
  it("gives the same in whatever order it arrives", () => {
    fc.assert(fc.property(anyAccount, anyAccount, (a, b) => { expect(mergeAccounts(a, b)).toEqual(mergeAccounts(b, a)); }));
  });

  it("gives the same in whatever groups it arrives", () => {
    fc.assert(
      fc.property(anyAccount, anyAccount, anyAccount, (a, b, c) => {
        expect(mergeAccounts(mergeAccounts(a, b), c)).toEqual(mergeAccounts(a, mergeAccounts(b, c)));
      }),
    );
  });

  it("gives the same however often it arrives", () => {
    fc.assert(
      fc.property(anyAccount, anyAccount, (a, b) => {
        expect(mergeAccounts(a, a)).toEqual(a);
        expect(mergeAccounts(mergeAccounts(a, b), b)).toEqual(mergeAccounts(a, b));
      }),
    );
  });

  it("keeps the newest of each fact, and older facts that nothing newer speaks of", () => {
    const known = mergeAccounts(observedAccount("acme", { plan: "Free", mrr: 10 }, monday), observedAccount("acme", { plan: "Scale" }, tuesday));
    expect(viewAccount(known)).toEqual({ id: "acme", plan: "Scale", mrr: { amount: 10 } });
    const late = mergeAccounts(known, observedAccount("acme", { plan: "Legacy", name: "Acme" }, monday));
    expect(viewAccount(late)).toEqual({ id: "acme", plan: "Scale", mrr: { amount: 10 }, name: "Acme" });
  });
});

describe("a PUT", () => {
  it("takes away what it leaves out", () => {
    const known = observedAccount("acme", { name: "Acme", plan: "Free", mrr: 10, currency: "EUR", renewsOn: "2027-01-15", owner: { slackUserId: "U1" } }, monday);
    const put = writtenAccount("acme", { name: "Acme GmbH" }, tuesday);
    expect(viewAccount(mergeAccounts(known, put))).toEqual({ id: "acme", name: "Acme GmbH" });
  });

  it("does not take away what was said after it", () => {
    const put = writtenAccount("acme", { name: "Acme GmbH" }, monday);
    expect(viewAccount(mergeAccounts(put, observedAccount("acme", { plan: "Scale" }, tuesday)))).toEqual({ id: "acme", name: "Acme GmbH", plan: "Scale" });
  });

  it("replaces the money as a whole: an amount never keeps another amount's currency", () => {
    const known = observedAccount("acme", { mrr: 10, currency: "EUR" }, monday);
    expect(viewAccount(mergeAccounts(known, observedAccount("acme", { mrr: 12 }, tuesday))).mrr).toEqual({ amount: 12 });
    expect(viewAccount(mergeAccounts(known, observedAccount("acme", { currency: "USD" }, tuesday))).mrr).toEqual({ amount: 10, currency: "EUR" });
  });
});

describe("money", () => {
  const rates = { EUR: 1.08 };

  it("is compared by the policy's rates", () => {
    expect(inCurrency({ amount: 100, currency: "USD" }, "USD", rates)).toBe(100);
    expect(inCurrency({ amount: 100, currency: "EUR" }, "USD", rates)).toBeCloseTo(108);
    expect(inCurrency({ amount: 100 }, "USD", rates)).toBe(100);
  });

  it("of an unknown currency is not guessed", () => {
    expect(inCurrency({ amount: 100, currency: "JPY" }, "USD", rates)).toBeUndefined();
    expect(inCurrency({ amount: 0, currency: "EUR" }, "USD", rates)).toBe(0);
  });

  it("is shown as the two fields in which it was sent", () => {
    expect(presentAccount({ id: "acme", mrr: { amount: 0, currency: "EUR" } })).toEqual({ id: "acme", mrr: 0, currency: "EUR" });
    expect(presentAccount({ id: "acme", mrr: { amount: 5 }, plan: "Free" })).toEqual({ id: "acme", mrr: 5, plan: "Free" });
    expect(presentAccount({ id: "acme" })).toEqual({ id: "acme" });
  });
});
