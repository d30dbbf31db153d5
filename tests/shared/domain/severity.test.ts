import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { metricSchema } from "../../../shared/domain/metric.ts";
import { type SeverityFacts, judge, severityRank, severitySchema } from "../../../shared/domain/severity.ts";
import { policyWith } from "../../support/domain.ts";

const policy = policyWith();
const now = Date.parse("2026-11-21T12:00:00Z");
const day = 86_400_000;

function judged(facts: Partial<SeverityFacts>) {
  return judge(policy.severity, { metric: "nps", score: 6, contactMe: false, now, ...facts }, policy);
}

describe("the severity of the shipped policy", () => {
  it.each([
    [0, "high", ["very low score"]],
    [2, "high", ["very low score"]],
    [3, "normal", ["low score"]],
    [4, "normal", ["low score"]],
    [5, "normal", []],
    [6, "normal", []],
    [10, "normal", []],
  ] as const)("of an NPS score of %i alone is %s", (score, severity, reasons) => {
    expect(judged({ score })).toEqual({ severity, reasons });
  });

  it.each([
    ["csat", 1, "high"],
    ["csat", 2, "high"],
    ["csat", 3, "normal"],
    ["ces", 1, "high"],
    ["ces", 2, "high"],
    ["ces", 3, "normal"],
    ["ces", 4, "normal"],
  ] as const)("of %s %i alone is %s", (metric, score, severity) => {
    expect(judged({ metric, score }).severity).toBe(severity);
  });

  it("is critical from four points on, high from two", () => {
    const account = { id: "acme", mrr: { amount: 2000, currency: "USD" } };
    expect(judged({ score: 6, contactMe: true })).toEqual({ severity: "normal", reasons: ["asked to be contacted"] });
    expect(judged({ score: 4, contactMe: true })).toEqual({ severity: "high", reasons: ["low score", "asked to be contacted"] });
    expect(judged({ score: 4, account })).toEqual({ severity: "high", reasons: ["low score", "high-value account"] });
    expect(judged({ score: 2, account })).toEqual({ severity: "critical", reasons: ["very low score", "high-value account"] });
    expect(judged({ score: 6, contactMe: true, account, previousScore: 10 })).toEqual({
      severity: "critical",
      reasons: ["high-value account", "asked to be contacted", "fell by 4 points or more"],
    });
  });

  it("takes an account as high-value from the mark on, in the policy's currency", () => {
    const worth = (amount: number, currency?: string) =>
      judged({ account: { id: "acme", mrr: { amount, ...(currency === undefined ? {} : { currency }) } } }).reasons.includes("high-value account");
    expect([worth(1999.99, "USD"), worth(2000, "USD"), worth(2000), worth(1999)]).toEqual([false, true, true, false]);
    expect([worth(1851, "EUR"), worth(1852, "EUR"), worth(1575, "GBP"), worth(1574, "GBP")]).toEqual([false, true, true, false]);
  });

  it("does not guess what an unknown currency is worth", () => {
    expect(judged({ account: { id: "acme", mrr: { amount: 1e9, currency: "JPY" } } })).toEqual({ severity: "normal", reasons: [] });
    expect(judged({ account: { id: "acme" } }).reasons).toEqual([]);
  });

  it("counts a renewal from today until in 60 days", () => {
    const soon = (renewsOn: string) => judged({ account: { id: "acme", renewsOn } }).reasons.includes("renewal within 60 days");
    expect([soon("2026-11-20"), soon("2026-11-21"), soon("2026-11-22"), soon("2027-01-20"), soon("2027-01-21")]).toEqual([false, true, true, true, false]);
  });

  it("counts a detractor of the last 180 days", () => {
    const again = (ago: number) => judged({ lastDetractorAt: now - ago * day }).reasons.includes("detractor before within 180 days");
    expect([again(0), again(180), again(180.01)]).toEqual([true, true, false]);
  });

  it("counts a fall of four points, not of three, and no rise", () => {
    const fell = (previousScore: number) => judged({ score: 5, previousScore }).reasons.includes("fell by 4 points or more");
    expect([fell(8), fell(9), fell(10), fell(1)]).toEqual([false, true, true, false]);
  });

  it("says a reason for every point it gives", () => {
    const account = { id: "acme", mrr: { amount: 5000 }, renewsOn: "2026-12-01" };
    const worst = judged({ score: 0, account, contactMe: true, previousScore: 9, lastDetractorAt: now - day });
    expect(worst).toEqual({
      severity: "critical",
      reasons: ["very low score", "high-value account", "renewal within 60 days", "detractor before within 180 days", "asked to be contacted", "fell by 4 points or more"],
    });
  });

  it("never falls when a score falls or a reason is added", () => {
    const facts = fc.record({ metric: fc.constantFrom(...metricSchema.options), score: fc.nat(10), rich: fc.boolean() });
    fc.assert(
      fc.property(facts, ({ metric, score, rich }) => {
        const account = { id: "acme", mrr: { amount: rich ? 5000 : 5 } };
        const rank = (more: Partial<SeverityFacts>) => severityRank[judged({ metric, score, account, ...more }).severity];
        expect(rank({ contactMe: true })).toBeLessThanOrEqual(rank({}));
        expect(rank({ lastDetractorAt: now - day })).toBeLessThanOrEqual(rank({}));
        if (score > 0) expect(rank({ score: score - 1 })).toBeLessThanOrEqual(rank({}));
      }),
    );
  });
});

describe("severities", () => {
  it("are ranked as they are listed, the most urgent first", () => {
    expect([...severitySchema.options].sort((a, b) => severityRank[a] - severityRank[b])).toEqual(["critical", "high", "normal"]);
  });

  it("follow the policy: each condition of a rule must hold", () => {
    const rules = [{ when: { metric: "csat", scoreAtMost: 1, contactMe: true }, points: 9, reason: "all of it" }] as const;
    const only = { critical: 9, high: 2, rules: [...rules] };
    const severityOf = (facts: Partial<SeverityFacts>) => judge(only, { metric: "csat", score: 1, contactMe: true, now, ...facts }, policy).severity;
    expect([severityOf({}), severityOf({ score: 2 }), severityOf({ contactMe: false }), severityOf({ metric: "ces" })]).toEqual(["critical", "normal", "normal", "normal"]);
  });
});
