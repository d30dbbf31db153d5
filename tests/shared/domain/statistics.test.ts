import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Estimate,
  benchmark,
  difference,
  isChange,
  isLowData,
  mean,
  npsEstimate,
  npsScore,
  share,
  shareEstimate,
} from "../../../shared/domain/statistics.ts";

function known(estimate: Estimate | null): Estimate {
  if (estimate === null) throw new Error("expected an estimate");
  return estimate;
}

/** n with promoters and detractors that fit into it. */
const anyCounts = fc
  .tuple(fc.nat(100_000), fc.nat(100_000), fc.nat(100_000))
  .filter(([promoters, passives, detractors]) => promoters + passives + detractors > 0)
  .map(([promoters, passives, detractors]) => ({ n: promoters + passives + detractors, promoters, detractors }));

describe("the net promoter score", () => {
  it.each([
    { n: 200, promoters: 100, detractors: 20, score: 40, centre: 39.41, half: 9.16 },
    { n: 10, promoters: 10, detractors: 0, score: 100, centre: 76.92, half: 29.42 },
    { n: 10, promoters: 5, detractors: 1, score: 40, centre: 30.77, half: 37.75 },
  ])("of $promoters promoters and $detractors detractors among $n is $score, interval $centre ± $half", (vector) => {
    const { score, interval, centre, standardError } = known(npsEstimate(vector.n, vector.promoters, vector.detractors));
    expect(score).toBe(vector.score);
    expect(centre).toBeCloseTo(vector.centre, 2);
    expect(1.959964 * standardError).toBeCloseTo(vector.half, 2);
    expect(interval.low).toBeCloseTo(vector.centre - vector.half, 1);
    expect(interval.high).toBeCloseTo(Math.min(vector.centre + vector.half, 100), 1);
  });

  it("is not rounded", () => {
    expect(npsScore(3, 1, 0)).toBe(100 / 3);
  });

  it("is unknown without responses, never 0, NaN or Infinity", () => {
    expect([npsScore(0, 0, 0), npsEstimate(0, 0, 0)]).toEqual([null, null]);
  });

  it("lies on the scale with an interval on the scale that has a width", () => {
    fc.assert(
      fc.property(anyCounts, ({ n, promoters, detractors }) => {
        const { score, interval, standardError } = known(npsEstimate(n, promoters, detractors));
        expect(Math.abs(score)).toBeLessThanOrEqual(100);
        expect(interval.low).toBeGreaterThanOrEqual(-100);
        expect(interval.high).toBeLessThanOrEqual(100);
        expect(interval.low).toBeLessThan(interval.high);
        expect(standardError).toBeGreaterThan(0);
      }),
    );
  });

  it("turns its sign and its interval when promoters and detractors change places", () => {
    fc.assert(
      fc.property(anyCounts, ({ n, promoters, detractors }) => {
        const one = known(npsEstimate(n, promoters, detractors));
        const other = known(npsEstimate(n, detractors, promoters));
        expect(one.score + other.score).toBeCloseTo(0, 9);
        expect(one.interval.low + other.interval.high).toBeCloseTo(0, 9);
      }),
    );
  });
});

describe("a share", () => {
  it.each([
    { part: 80, n: 100, score: 80, low: 71.12, high: 86.66 },
    { part: 10, n: 10, score: 100, low: 72.25, high: 100 },
    { part: 0, n: 10, score: 0, low: 0, high: 27.75 },
  ])("of $part in $n is $score %, interval $low-$high", ({ part, n, score, low, high }) => {
    const estimate = known(shareEstimate(part, n));
    expect(estimate.score).toBe(score);
    expect(estimate.interval.low).toBeCloseTo(low, 2);
    expect(estimate.interval.high).toBeCloseTo(high, 2);
  });

  it("is unknown without responses, never 0, NaN or Infinity", () => {
    expect([share(0, 0), shareEstimate(0, 0), mean(0, 0)]).toEqual([null, null, null]);
  });

  it("lies inside its interval, which lies inside 0-100 and has a width", () => {
    fc.assert(
      fc.property(anyCounts, ({ n, promoters }) => {
        const { score, interval } = known(shareEstimate(promoters, n));
        expect(interval.low).toBeGreaterThanOrEqual(0);
        expect(interval.high).toBeLessThanOrEqual(100);
        expect(interval.low).toBeLessThan(interval.high);
        expect(score).toBeGreaterThanOrEqual(interval.low - 1e-9);
        expect(score).toBeLessThanOrEqual(interval.high + 1e-9);
      }),
    );
  });
});

describe("a mean", () => {
  it("is the sum over the count, unrounded", () => {
    expect(mean(20, 3)).toBe(20 / 3);
  });
});

describe("a difference between two windows", () => {
  it("is the later score minus the earlier, its interval 1.96 times both standard errors around the centres' difference", () => {
    const interval = { low: 0, high: 0 };
    const earlier = { score: 10, centre: 11, standardError: 3, interval };
    const later = { score: 30, centre: 29, standardError: 4, interval };
    expect(difference(earlier, later)).toEqual({ value: 20, interval: { low: 18 - 9.8, high: 18 + 9.8 } });
  });

  it("is a change only when its interval leaves out 0", () => {
    expect(isChange({ value: 20, interval: { low: 10, high: 30 } })).toBe(true);
    expect(isChange({ value: -20, interval: { low: -30, high: -10 } })).toBe(true);
    expect(isChange({ value: 5, interval: { low: -1, high: 11 } })).toBe(false);
    expect(isChange({ value: 5, interval: { low: 0, high: 10 } })).toBe(false);
  });

  it("is no change between two single answers, however far apart", () => {
    expect(isChange(difference(npsEstimate(1, 0, 1), npsEstimate(1, 1, 0)))).toBe(false);
    expect(isChange(difference(shareEstimate(0, 1), shareEstimate(1, 1)))).toBe(false);
  });

  it("is hardly ever a change where nothing has changed, however few the responses", () => {
    // Every outcome of two windows of 10, with 5 in 10 promoters and 2 in 10 detractors, weighed by its chance.
    const factorial = (n: number): number => (n === 0 ? 1 : n * factorial(n - 1));
    const outcomes = Array.from({ length: 11 }, (_, promoters) =>
      Array.from({ length: 11 - promoters }, (_unused, detractors) => {
        const passives = 10 - promoters - detractors;
        const orders = factorial(10) / (factorial(promoters) * factorial(detractors) * factorial(passives));
        const chance = orders * 0.5 ** promoters * 0.2 ** detractors * 0.3 ** passives;
        return { chance, estimate: npsEstimate(10, promoters, detractors) };
      }),
    ).flat();
    const alarms = outcomes.flatMap((a) =>
      outcomes.filter((b) => isChange(difference(a.estimate, b.estimate))).map((b) => a.chance * b.chance),
    );
    expect(alarms.reduce((sum, chance) => sum + chance, 0)).toBeLessThan(0.05);
  });

  it("is a change when a thousand answers move by twenty points", () => {
    expect(isChange(difference(npsEstimate(1_000, 400, 200), npsEstimate(1_000, 500, 100)))).toBe(true);
  });

  it("does not exist, and is no change, when one window has no responses", () => {
    expect(difference(npsEstimate(0, 0, 0), npsEstimate(10, 10, 0))).toBeNull();
    expect(difference(npsEstimate(10, 10, 0), npsEstimate(0, 0, 0))).toBeNull();
    expect(isChange(null)).toBe(false);
  });

  it("is the same change, seen from either end", () => {
    fc.assert(
      fc.property(anyCounts, anyCounts, (a, b) => {
        const one = npsEstimate(a.n, a.promoters, a.detractors);
        const other = npsEstimate(b.n, b.promoters, b.detractors);
        expect(isChange(difference(one, other))).toBe(isChange(difference(other, one)));
      }),
    );
  });
});

describe("context for a score", () => {
  it("calls fewer than 10 responses low data", () => {
    expect([0, 9, 10, 11].map(isLowData)).toEqual([true, true, false, false]);
  });

  it("knows where NPS needs work, is good and is loved", () => {
    expect([-0.1, 0, 50, 50.1, 74.9, 75].map((score) => benchmark("nps", score))).toEqual([
      "needs work", null, null, "good", "good", "loved",
    ]);
  });

  it("calls CSAT good from 75 %, and has nothing to say of CES", () => {
    expect([74.9, 75, 85, 100].map((score) => benchmark("csat", score))).toEqual([null, "good", "good", "good"]);
    expect(benchmark("ces", 100)).toBeNull();
  });
});
