import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Band,
  type Metric,
  bandSchema,
  classify,
  defaultThresholds,
  isOnScale,
  metricSchema,
  scales,
} from "../../../shared/domain/metric.ts";

const anyMetric = fc.constantFrom(...metricSchema.options);

function bandsOf(metric: Metric): readonly string[] {
  const { min, max } = scales[metric];
  return Array.from({ length: max - min + 1 }, (_, index) => `${min + index} ${classify(metric, min + index)}`);
}

describe("the metrics", () => {
  it("classify NPS as 0-6, 7-8, 9-10", () => {
    const detractors = [0, 1, 2, 3, 4, 5, 6].map((score) => `${score} detractor`);
    expect(bandsOf("nps")).toEqual([...detractors, "7 passive", "8 passive", "9 promoter", "10 promoter"]);
  });

  it("classify CSAT as 1-2, 3, 4-5", () => {
    expect(bandsOf("csat")).toEqual(["1 detractor", "2 detractor", "3 passive", "4 promoter", "5 promoter"]);
  });

  it("classify CES as 1-3, 4-5, 6-7", () => {
    const detractors = [1, 2, 3].map((score) => `${score} detractor`);
    expect(bandsOf("ces")).toEqual([...detractors, "4 passive", "5 passive", "6 promoter", "7 promoter"]);
  });

  it("take a score of 0 for a score", () => {
    expect(isOnScale("nps", 0)).toBe(true);
    expect(classify("nps", 0)).toBe("detractor");
  });

  it("refuse scores outside their scale and between its steps", () => {
    const refused: [Metric, number][] = [
      ["nps", -1], ["nps", 11], ["nps", 9.5], ["nps", NaN], ["nps", Infinity],
      ["csat", 0], ["csat", 6], ["ces", 0], ["ces", 8],
    ];
    expect(refused.filter(([metric, score]) => isOnScale(metric, score))).toEqual([]);
  });

  it("never infer the metric from the score: a 5 is what its metric says", () => {
    expect(metricSchema.options.map((metric) => classify(metric, 5))).toEqual(["detractor", "promoter", "passive"]);
  });

  it("classify by the policy's thresholds when it has its own", () => {
    const strict = { ...defaultThresholds, nps: { detractorAtMost: 7, promoterAtLeast: 10 } };
    expect([7, 8, 9, 10].map((score) => classify("nps", score, strict))).toEqual([
      "detractor", "passive", "passive", "promoter",
    ]);
  });

  it("never put a higher score into a lower band", () => {
    const rank: Record<Band, number> = { detractor: 0, passive: 1, promoter: 2 };
    fc.assert(
      fc.property(anyMetric, fc.nat(10), fc.nat(10), (metric, a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        expect(rank[classify(metric, low)]).toBeLessThanOrEqual(rank[classify(metric, high)]);
      }),
    );
  });

  it("have names that a schema knows, and no others", () => {
    expect(Object.keys(scales)).toEqual(metricSchema.options);
    expect(metricSchema.safeParse("NPS").success).toBe(false);
    expect(bandSchema.safeParse("neutral").success).toBe(false);
  });
});
