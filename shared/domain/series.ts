import { type Tally, empty, merge, negate } from "./tally.ts";
import type { Span } from "./window.ts";

/** Tallies by local day, for adding up windows of any length. */
export type Series = {
  /** The tally of the days of a span. */
  within(span: Span): Tally;
};

/**
 * A row of days, each of which may come in parts. What was counted up to each day is added up once; a window is what
 * was counted up to its end without what was counted up to its beginning, so that many that overlap cost no more.
 */
export function seriesOf(days: Iterable<{ readonly day: string; readonly tally: Tally }>): Series {
  const sorted = [...days].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  const upTo: { readonly day: string; readonly tally: Tally }[] = [];
  let sum: Tally = empty;
  for (const { day, tally } of sorted) {
    sum = merge(sum, tally);
    upTo.push({ day, tally: sum });
  }
  const before = (day: string): Tally => {
    let [low, high] = [0, upTo.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((upTo[middle]?.day ?? "") < day) low = middle + 1;
      else high = middle;
    }
    return upTo[low - 1]?.tally ?? empty;
  };
  return { within: ({ start, end }) => (start < end ? merge(before(end), negate(before(start))) : empty) };
}
