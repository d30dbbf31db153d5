/** The scores that the examples' responses and invitations amount to. */
import type { Json } from "../../../shared/domain/canonical-json.ts";
import type { Span } from "../../../shared/domain/window.ts";
import { drillDown } from "../../../shared/scoring/drill-down.ts";
import { detractor } from "./response-examples.ts";

const survey = "support";

const promoter = { n: 1, promoters: 1, passives: 0, detractors: 0, score: 100, interval: { low: 20.65, high: 100 }, histogram: { "4": 1 }, lowData: true };
const nobody = { n: 0, promoters: 0, passives: 0, detractors: 0, score: null, interval: null, histogram: {}, lowData: true, change: null };
const invited = { invited: 40, responseRate: 2.5 };

/** From one answer to one answer is a long way, and no change yet. */
function moved(before: Span) {
  return { ...before, n: 1, score: 0, lowData: true, value: 100, interval: { low: -35.4, high: 76.7 }, significant: false };
}

/** CSAT of the support survey in the weeks of `fortnight`: somebody answered in the first, and in the week before it. */
export function weekly(timeZone: string): Json {
  const [first, second] = [{ start: fortnight.from, end: "2026-10-05" }, { start: "2026-10-05", end: fortnight.to }];
  const href = (window: Span) => drillDown(timeZone, { metric: "csat", survey, window, segment: undefined, value: undefined });
  return {
    metric: "csat",
    timeZone,
    total: { ...promoter, ...invited, change: moved({ start: "2026-09-14", end: first.start }), href: href({ start: first.start, end: second.end }) },
    buckets: [
      { ...first, ...promoter, ...invited, change: moved({ start: "2026-09-21", end: first.start }), href: href(first) },
      { ...second, ...nobody, href: href(second) },
    ],
  };
}

/** Two weeks of days. */
export const fortnight = { from: "2026-09-28", to: "2026-10-12" };

/** NPS by plan on the day of the detractor, who was alone. */
export function byPlan(timeZone: string): Json {
  const { plan, mrr } = detractor.account;
  const window = { start: oneDay.from, end: oneDay.to };
  const figures = { n: 1, promoters: 0, passives: 0, detractors: 1, score: -100, interval: { low: -98.4, high: 48.4 }, histogram: { [detractor.score]: 1 }, lowData: true, mrrWeighted: { score: -100, n: 1, mrr }, change: null };
  const href = (segment?: "plan") => drillDown(timeZone, { metric: "nps", survey: undefined, window, segment, value: segment && plan });
  return { metric: "nps", timeZone, total: { ...figures, href: href() }, buckets: [{ ...window, segment: plan, ...figures, href: href("plan") }] };
}

/** The day on which the detractor answered. */
export const oneDay = { from: "2026-11-21", to: "2026-11-22" };
