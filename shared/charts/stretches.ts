import type { Interval } from "../domain/statistics.ts";
import type { TrendPoint } from "./trend.ts";

/** Stretches of periods that follow on each other and all have answers: a line is drawn through each, and none over a gap. */
export function stretches(points: readonly TrendPoint[]): readonly (readonly { readonly at: number; readonly score: number; readonly interval: Interval }[])[] {
  const found: { readonly at: number; readonly score: number; readonly interval: Interval }[][] = [];
  for (const [at, { score, interval }] of points.entries()) {
    if (score === null || interval === null) continue;
    const last = found.at(-1);
    if (last?.at(-1)?.at === at - 1) last.push({ at, score, interval });
    else found.push([{ at, score, interval }]);
  }
  return found;
}
