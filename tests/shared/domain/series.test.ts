import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays } from "../../../shared/domain/local-time.ts";
import { seriesOf } from "../../../shared/domain/series.ts";
import { empty, merge, of } from "../../../shared/domain/tally.ts";

const anyDay = fc.nat(30).map((count) => addDays("2026-02-20", count));
const anyTally = fc.tuple(fc.constantFrom("detractor", "promoter"), fc.nat(10), fc.integer({ min: -2, max: 3 }), fc.option(fc.nat(500), { nil: undefined })).map(([band, ...rest]) => of(band as "detractor", ...rest));

describe("a window of a series", () => {
  it("is the sum of its days, whatever parts they come in and in whatever order", () => {
    fc.assert(
      fc.property(fc.array(fc.record({ day: anyDay, tally: anyTally })), anyDay, anyDay, (days, start, end) => {
        const within = days.filter(({ day }) => start <= day && day < end).map(({ tally }) => tally);
        expect(seriesOf(days).within({ start, end })).toEqual(within.reduce(merge, empty));
      }),
    );
  });
});
