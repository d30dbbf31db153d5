import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Money, Owner } from "../../../shared/domain/account.ts";
import type { Reach } from "../../../shared/domain/closing.ts";
import { type GivenScore, type LoopFact, type OpenCase, atRisk, loopFigures, median, ownersOf, recoveryOf } from "../../../shared/domain/loop.ts";
import { bandSchema } from "../../../shared/domain/metric.ts";
import { responseRate } from "../../../shared/domain/response-rate.ts";

const minute = 60_000;
const reached = (kept: boolean, minutes: number, business = minutes): Reach => ({ kind: "reached", kept, took: minutes * minute, tookBusiness: business * minute });
const missed: Reach = { kind: "missed" };
const pending: Reach = { kind: "pending" };
const factWith = (parts: Partial<LoopFact> = {}): LoopFact => ({ day: "2026-11-23", owner: null, acknowledge: pending, resolve: pending, ...parts });

const anyReach: fc.Arbitrary<Reach> = fc.oneof(fc.constantFrom(missed, pending), fc.tuple(fc.boolean(), fc.nat(5_000), fc.nat(5_000)).map(([kept, took, business]) => reached(kept, took, business)));
const anyFact: fc.Arbitrary<LoopFact> = fc
  .record({ acknowledge: anyReach, resolve: anyReach, recovery: fc.constantFrom("higher", "not higher", "unknown", undefined), outcome: fc.constantFrom("recovered", "churned"), rootCause: fc.constantFrom("bug", "price", "constructor") })
  .map(({ recovery, outcome, rootCause, ...rest }) => factWith({ ...rest, ...(recovery && { recovery }), ...(rest.resolve.kind === "reached" ? { outcome, rootCause } : {}) }));

describe("the loop's figures", () => {
  it("are these, worked out by hand", () => {
    const facts = [
      factWith({ acknowledge: reached(true, 10, 5), resolve: reached(true, 100, 50), outcome: "recovered", rootCause: "bug", recovery: "higher" }),
      factWith({ acknowledge: reached(false, 90, 60), resolve: reached(false, 500, 300), outcome: "churned", rootCause: "price", recovery: "not higher" }),
      factWith({ acknowledge: reached(true, 20), resolve: missed, recovery: "unknown" }),
      factWith({ acknowledge: missed, resolve: pending, recovery: "unknown" }),
      factWith(), // A promoter who asked to be called, a minute ago.
    ];
    expect(loopFigures(facts)).toEqual({
      opened: 5,
      resolved: 2,
      open: 3,
      acknowledge: { due: 4, kept: 2, share: 50, medianMinutes: 20, medianBusinessMinutes: 20 },
      resolve: { due: 3, kept: 1, share: 100 / 3, medianMinutes: 300, medianBusinessMinutes: 175 },
      resolutionRate: 40,
      outcomes: { churned: 1, recovered: 1 },
      rootCauses: { bug: 1, price: 1 },
      recovery: { detractors: 4, answeredAgain: 2, recovered: 1, share: 50 },
    });
  });

  it("are null where there is nothing to divide by", () => {
    const none = { due: 0, kept: 0, share: null, medianMinutes: null, medianBusinessMinutes: null };
    const nothing = { opened: 0, resolved: 0, open: 0, acknowledge: none, resolve: none, resolutionRate: null, outcomes: {}, rootCauses: {}, recovery: { detractors: 0, answeredAgain: 0, recovered: 0, share: null } };
    expect(loopFigures([])).toEqual(nothing);
    // Opened and not due: in neither of the two.
    expect(loopFigures([factWith()])).toEqual({ ...nothing, opened: 1, open: 1, resolutionRate: 0 });
    // Missed by all is 0, which is not nothing.
    expect(loopFigures([factWith({ acknowledge: missed })]).acknowledge).toEqual({ ...none, due: 1, share: 0 });
  });

  it("do not depend on the order of cases", () => {
    fc.assert(fc.property(fc.array(anyFact).chain((facts) => fc.tuple(fc.constant(facts), fc.shuffledSubarray(facts, { minLength: facts.length }))), ([facts, shuffled]) => {
      expect(loopFigures(shuffled)).toEqual(loopFigures(facts));
    }));
  });

  it("are the sums of their parts, wherever something is counted", () => {
    const counted = (facts: readonly LoopFact[]) => {
      const { opened, resolved, open, acknowledge, resolve, recovery } = loopFigures(facts);
      return [opened, resolved, open, acknowledge.due, acknowledge.kept, resolve.due, resolve.kept, recovery.detractors, recovery.answeredAgain, recovery.recovered];
    };
    fc.assert(fc.property(fc.array(anyFact), fc.array(anyFact), (some, others) => {
      const [all, a, b] = [counted([...some, ...others]), counted(some), counted(others)];
      expect(all).toEqual(a.map((one, place) => one + b[place]!));
      const causes = (facts: readonly LoopFact[]) => new Map(Object.entries(loopFigures(facts).rootCauses));
      const [whole, left, right] = [causes([...some, ...others]), causes(some), causes(others)];
      for (const [cause, times] of whole) expect(times).toBe((left.get(cause) ?? 0) + (right.get(cause) ?? 0));
    }));
  });

  it("keep within what is possible", () => {
    fc.assert(fc.property(fc.array(anyFact), (facts) => {
      const { opened, resolved, open, acknowledge, resolve, resolutionRate, outcomes } = loopFigures(facts);
      expect(resolved + open).toBe(opened);
      for (const { kept, due, share } of [acknowledge, resolve]) {
        expect(kept).toBeLessThanOrEqual(due);
        expect(due).toBeLessThanOrEqual(opened);
        expect(share === null).toBe(due === 0);
      }
      expect(resolutionRate === null).toBe(opened === 0);
      expect(Object.values(outcomes).reduce((sum, n) => sum + n, 0)).toBe(resolved);
    }));
  });
});

describe("a median", () => {
  it.each([[[], null], [[7], 7], [[1, 100], 50.5], [[3, 1, 2], 2], [[4, 1, 3, 2], 2.5], [[10, 9, 100], 10]] as const)("of %j is %j", (numbers, middle) => {
    expect(median(numbers)).toBe(middle);
  });
});

describe("a recovery", () => {
  const score = (band: GivenScore["band"], submittedAt = "2026-11-21T12:00:00.000Z"): GivenScore => ({ metric: "nps", band, submittedAt });
  it("is a next score in a higher band, and unknown without one", () => {
    const thoughts = bandSchema.options.map((band) => recoveryOf({ responseId: "rsp_1", then: score("detractor"), next: score(band) }));
    expect(thoughts).toEqual(["not higher", "higher", "higher"]);
    expect(recoveryOf({ responseId: "rsp_1", then: score("detractor") })).toBe("unknown");
  });
});

describe("owners", () => {
  const mia: Owner = { email: "Mia@us.example", slackUserId: "U0MIA" };
  it("are one person by whichever of their names, in whatever order they come", () => {
    const named: readonly (Owner | undefined)[] = [{ slackUserId: "U0MIA" }, mia, { email: "mia@us.example" }, { slackUserId: "U0JONAS" }, undefined];
    for (const owners of [named, named.toReversed()]) expect(named.map(ownersOf(owners))).toEqual(["mia@us.example", "mia@us.example", "mia@us.example", "U0JONAS", null]);
  });

  it("of one Slack id with two addresses have the first of these", () => {
    const two: readonly Owner[] = [{ email: "b@us.example", slackUserId: "U0MIA" }, { email: "a@us.example", slackUserId: "U0MIA" }];
    for (const owners of [two, two.toReversed()]) expect(ownersOf(owners)({ slackUserId: "U0MIA" })).toBe("a@us.example");
  });
});

describe("MRR at risk", () => {
  const policy = { currency: "USD", rates: { EUR: 1.5 } };
  const cases = (...accounts: readonly string[]): OpenCase[] => accounts.map((account) => ({ owner: null, account }));
  const mrr = new Map<string, Money>([["acme", { amount: 100, currency: "USD" }], ["bolt", { amount: 10, currency: "EUR" }], ["core", { amount: 7 }], ["dune", { amount: 9, currency: "XXX" }]]);

  it("is that of each account once, in the policy's currency", () => {
    expect(atRisk(cases("acme", "acme", "bolt", "core"), mrr, policy)).toEqual({ amount: 122, currency: "USD", accounts: 3, cases: 4, unknown: 0 });
  });

  it("says of how many accounts it is not known, and guesses nothing", () => {
    expect(atRisk(cases("acme", "dune", "nobody"), mrr, policy)).toEqual({ amount: 100, currency: "USD", accounts: 3, cases: 3, unknown: 2 });
    expect(atRisk(cases("dune"), mrr, policy)).toEqual({ amount: null, currency: "USD", accounts: 1, cases: 1, unknown: 1 });
  });

  it("is none where no account is at risk", () => {
    expect(atRisk([], mrr, policy)).toEqual({ amount: 0, currency: "USD", accounts: 0, cases: 0, unknown: 0 });
  });

  it("does not depend on the order of cases, to the last digit", () => {
    const anyMrr = fc.array(fc.double({ min: 0.01, max: 1e6, noNaN: true }), { minLength: 2, maxLength: 20 });
    fc.assert(fc.property(anyMrr, (amounts) => {
      const ids = amounts.map((_, at) => `a${at}`);
      const money = new Map(amounts.map((amount, at) => [`a${at}`, { amount, currency: "EUR" }]));
      expect(atRisk(cases(...ids.toReversed()), new Map([...money].reverse()), policy)).toEqual(atRisk(cases(...ids), money, policy));
      expect(atRisk(cases(...ids, ...ids), money, policy).amount).toBe(atRisk(cases(...ids), money, policy).amount);
    }));
  });
});

describe("a response rate", () => {
  it.each([[0, 0, null], [5, 0, null], [0, 10, 0], [5, 20, 25], [30, 20, 150]] as const)("of %i answers to %i invitations is %j", (n, invited, rate) => {
    expect(responseRate(n, invited)).toBe(rate);
  });
});
