import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bandSchema } from "../../../shared/domain/metric.ts";
import { type Tally, empty, estimate, figures, isEmpty, merge, negate, of } from "../../../shared/domain/tally.ts";

const anyMrr = fc.option(fc.integer({ min: 1, max: 10 ** 9 }), { nil: undefined });
const anyResponse = fc.tuple(fc.constantFrom(...bandSchema.options), fc.nat(10), fc.integer({ min: -3, max: 5 }), anyMrr);
/** Responses, corrections and their remainders: counts may be below zero. */
const anyTally = fc
  .array(anyResponse, { maxLength: 20 })
  .map((responses) => responses.map((response) => of(...response)).reduce(merge, empty));

function sum(...tallies: Tally[]): Tally {
  return tallies.reduce(merge, empty);
}

describe("tallies", () => {
  it("add up in any grouping", () => {
    fc.assert(
      fc.property(anyTally, anyTally, anyTally, (a, b, c) => {
        expect(merge(a, merge(b, c))).toEqual(merge(merge(a, b), c));
      }),
    );
  });

  it("add up in any order", () => {
    fc.assert(
      fc.property(anyTally, anyTally, (a, b) => {
        expect(merge(a, b)).toEqual(merge(b, a));
      }),
    );
  });

  it("do not change by the empty one", () => {
    fc.assert(
      fc.property(anyTally, (tally) => {
        expect([merge(tally, empty), merge(empty, tally)]).toEqual([tally, tally]);
      }),
    );
  });

  it("can be taken out again, leaving nothing behind", () => {
    fc.assert(
      fc.property(anyTally, (tally) => {
        expect(merge(tally, negate(tally))).toEqual(empty);
        expect(negate(negate(tally))).toEqual(tally);
      }),
    );
  });

  it("are empty exactly when they equal the empty one", () => {
    fc.assert(
      fc.property(anyTally, anyTally, (tally, other) => {
        const together = merge(tally, other);
        const isNothing = JSON.stringify(together) === JSON.stringify(empty);
        expect(isEmpty(together)).toBe(isNothing);
      }),
    );
    expect(of("passive", 7, 0)).toEqual(empty);
  });
});

describe("the figures of a tally", () => {
  it("are those of product and contract for NPS", () => {
    const tally = sum(of("promoter", 10, 60), of("promoter", 9, 40), of("passive", 8, 80), of("detractor", 0, 20));
    expect(figures("nps", tally)).toEqual({
      n: 200,
      promoters: 100,
      passives: 80,
      detractors: 20,
      score: 40,
      interval: { low: expect.closeTo(39.41 - 9.16, 1), high: expect.closeTo(39.41 + 9.16, 1) },
      histogram: { "0": 20, "8": 80, "9": 40, "10": 60 },
      lowData: false,
      mrrWeighted: null,
    });
  });

  it("are the share of the satisfied for CSAT", () => {
    expect(figures("csat", sum(of("promoter", 5, 50), of("promoter", 4, 30), of("detractor", 1, 20)))).toMatchObject({
      score: 80,
      interval: { low: expect.closeTo(71.12, 2), high: expect.closeTo(86.66, 2) },
    });
  });

  it("are the share of the easy and the mean for CES", () => {
    expect(figures("ces", sum(of("promoter", 7, 2), of("passive", 4), of("detractor", 1)))).toMatchObject({
      score: 50,
      mean: 19 / 4,
    });
    expect(figures("csat", of("promoter", 5))).not.toHaveProperty("mean");
  });

  it("have no score and no interval without responses", () => {
    const nothing = { n: 0, promoters: 0, passives: 0, detractors: 0, score: null, interval: null, histogram: {}, lowData: true };
    expect(figures("nps", empty)).toEqual({ ...nothing, mrrWeighted: null });
    expect(figures("csat", empty)).toEqual(nothing);
    expect(figures("ces", empty)).toEqual({ ...nothing, mean: null });
    expect(estimate("nps", empty)).toBeNull();
  });

  it("weigh NPS by what accounts pay, of those who say it", () => {
    const tally = sum(of("promoter", 9, 1, 300_000), of("detractor", 3, 2, 50_000), of("passive", 8, 1, 100_000), of("detractor", 0));
    expect(figures("nps", tally).mrrWeighted).toEqual({ score: 40, n: 4, mrr: 5_000 });
    expect(figures("nps", of("detractor", 0)).mrrWeighted).toBeNull();
    expect(figures("csat", of("detractor", 1))).not.toHaveProperty("mrrWeighted");
  });

  it("keep a response in the band it was given, though the policy would now give the same score another", () => {
    const tally = sum(of("detractor", 6, 3), of("passive", 6, 2));
    expect(figures("nps", tally)).toMatchObject({ n: 5, detractors: 3, passives: 2, score: -60, histogram: { "6": 5 } });
  });

  it("take a count below zero, seen while a correction moves, for no response", () => {
    expect(figures("nps", sum(of("promoter", 9, 2), of("detractor", 0, -1)))).toMatchObject({ n: 2, score: 100, histogram: { "9": 2 } });
  });

  it("agree with counting the responses one by one", () => {
    const anyAnswer = fc.tuple(fc.constantFrom(...bandSchema.options), fc.nat(10));
    fc.assert(
      fc.property(fc.array(anyAnswer, { minLength: 1 }), (answers) => {
        const { n, promoters, detractors, histogram, score } = figures("nps", sum(...answers.map(([band, given]) => of(band, given))));
        const inBand = (wanted: string) => answers.filter(([band]) => band === wanted).length;
        expect(n).toBe(answers.length);
        expect(promoters).toBe(inBand("promoter"));
        expect(detractors).toBe(inBand("detractor"));
        expect(score).toBe((100 * (inBand("promoter") - inBand("detractor"))) / answers.length);
        expect(Object.entries(histogram)).toEqual(
          Object.entries(Object.groupBy(answers, ([, given]) => given)).map(([given, group]) => [given, group?.length]),
        );
      }),
    );
  });
});
