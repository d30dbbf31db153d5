import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Cell,
  type Contribution,
  cells,
  deltas,
  mergeDeltas,
  scopeOf,
} from "../../../shared/domain/contribution.ts";
import { bandSchema, metricSchema } from "../../../shared/domain/metric.ts";
import { empty, merge, of } from "../../../shared/domain/tally.ts";

const lin: Contribution = {
  metric: "nps",
  survey: "onboarding-30d",
  day: "2026-11-21",
  band: "detractor",
  score: 3,
  segments: { channel: "email", plan: "Scale" },
};

/** Few distinct values, so that cells meet; some that try to pass for another cell. */
const anyContribution: fc.Arbitrary<Contribution> = fc.record({
  metric: fc.constantFrom(...metricSchema.options),
  survey: fc.constantFrom("a", "b", "*", "=a", "", '"'),
  day: fc.constantFrom("2026-11-21", "2026-11-22"),
  band: fc.constantFrom(...bandSchema.options),
  score: fc.nat(10),
  segments: fc.dictionary(fc.constantFrom("", "survey", "plan", "owner", "__proto__"), fc.constantFrom("", "x", "*", "y")),
});

function nameOf({ metric, scope, dimension, value, day }: Cell): string {
  return [metric, scope, dimension, value, day].map((part) => encodeURIComponent(part)).join("/");
}

/** Cells by name with their sums; those that nothing is left of are left out. */
function books(list: readonly Cell[]): Record<string, unknown> {
  const sums = new Map<string, Cell["tally"]>();
  for (const cell of list) sums.set(nameOf(cell), merge(sums.get(nameOf(cell)) ?? empty, cell.tally));
  const kept = [...sums].filter(([, tally]) => JSON.stringify(tally) !== JSON.stringify(empty));
  return Object.fromEntries(kept.sort());
}

describe("a contribution", () => {
  it("counts once in all surveys and once in its own, whole and by every segment", () => {
    expect(cells(lin).map(({ scope, dimension, value }) => `${scope} ${dimension} ${value}`)).toEqual([
      "*  ",
      "* survey onboarding-30d",
      "* channel email",
      "* plan Scale",
      "=onboarding-30d  ",
      "=onboarding-30d channel email",
      "=onboarding-30d plan Scale",
    ]);
    expect(cells(lin).every((cell) => cell.day === lin.day && cell.metric === "nps")).toBe(true);
    expect(cells(lin).map(({ tally }) => tally)).toEqual(Array.from({ length: 7 }, () => of("detractor", 3)));
  });

  it("touches no cell twice, whatever senders call their surveys and attributes", () => {
    fc.assert(
      fc.property(anyContribution, (contribution) => {
        const names = cells(contribution).map(nameOf);
        expect(new Set(names).size).toBe(names.length);
      }),
    );
  });

  it("never counts a survey that is named like all surveys among all surveys' cells twice", () => {
    expect(scopeOf("*")).not.toBe(scopeOf(undefined));
    expect(scopeOf("=a")).not.toBe(scopeOf("a"));
  });
});

describe("deltas", () => {
  it("put a new response in", () => {
    expect(deltas(undefined, lin)).toEqual(cells(lin));
  });

  it("are none when nothing that counts has changed", () => {
    expect(deltas(lin, { ...lin, segments: { plan: "Scale", channel: "email" } })).toEqual([]);
    expect(deltas(undefined, undefined)).toEqual([]);
  });

  it("move a corrected score inside each of its cells", () => {
    const moved = deltas(lin, { ...lin, band: "promoter", score: 9 });
    expect(moved).toHaveLength(7);
    expect(moved[0]?.tally).toEqual({ detractor: { "3": -1 }, passive: {}, promoter: { "9": 1 } });
  });

  it("leave cells alone that a changed segment does not concern", () => {
    const moved = deltas(lin, { ...lin, segments: { channel: "email", plan: "Free" } });
    expect(moved.map(({ scope, value, tally }) => [scope, value, tally.detractor["3"]])).toEqual([
      ["*", "Scale", -1],
      ["=onboarding-30d", "Scale", -1],
      ["*", "Free", 1],
      ["=onboarding-30d", "Free", 1],
    ]);
  });

  it("of many corrections, merged in any batches, leave what the last ones alone would have put in", () => {
    const anyHistory = fc.array(fc.option(anyContribution, { nil: undefined }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.array(anyHistory, { maxLength: 5 }), fc.nat(), (histories, cut) => {
        const steps = histories.flatMap((history) =>
          history.map((after, index) => deltas(index === 0 ? undefined : history[index - 1], after)),
        );
        const border = steps.length === 0 ? 0 : cut % steps.length;
        const batches = [steps.slice(0, border).flat(), steps.slice(border).flat()].map(mergeDeltas);
        const last = histories.map((history) => history.at(-1)).filter((final) => final !== undefined);
        expect(books(batches.flat())).toEqual(books(last.flatMap(cells)));
      }),
    );
  });

  it("are each cell's only one after merging, and never empty", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyContribution, anyContribution)), (pairs) => {
        const merged = mergeDeltas(pairs.flatMap(([before, after]) => deltas(before, after)));
        const names = merged.map(nameOf);
        expect(new Set(names).size).toBe(names.length);
        expect(merged.every(({ tally }) => JSON.stringify(tally) !== JSON.stringify(empty))).toBe(true);
      }),
    );
  });
});
