import { startOfDay } from "../../shared/domain/local-time.ts";
import type { Policy } from "../../shared/domain/policy.ts";
import type { Cases, Clock, Responses, Tallies } from "../../shared/ports.ts";
import type { DueDigest } from "./due-digest.ts";
import type { DigestView } from "./digest-view.ts";
import { causesBetween, loopBetween, newestCases, overdueAt } from "./gather-cases.ts";
import { gatherScores } from "./gather-scores.ts";
import { gatherVoices } from "./gather-voices.ts";

/** What a digest is gathered from. */
export type Gathering = {
  readonly tallies: Pick<Tallies, "read">;
  readonly cases: Pick<Cases, "list">;
  readonly responses: Pick<Responses, "list">;
  readonly clock: Clock;
  readonly policy: Pick<Policy, "timeZone" | "sla">;
};

/**
 * Everything a digest says. However much there is, it reads no more than two spans of tallies a metric, a thousand
 * cases and a thousand promoters' answers.
 */
export async function gatherDigest({ tallies, cases, responses, clock, policy: { timeZone, sla } }: Gathering, due: DueDigest): Promise<DigestView> {
  const { rule, window } = due;
  const [from, to] = [startOfDay(window.start, timeZone), startOfDay(window.end, timeZone)];
  const [metric = "nps"] = rule.metrics;
  const [metrics, newest, voices] = await Promise.all([
    Promise.all(rule.metrics.map((each) => gatherScores(tallies, due, each))),
    newestCases(cases),
    gatherVoices(responses, { metric, from, to, ...(rule.survey === undefined ? {} : { survey: rule.survey }) }),
  ]);
  const now = clock.now().getTime();
  // The newest cases are those of the window, unless there were more of them than are read.
  const areOfWindow = newest.areAll || newest.cases.some(({ openedAt }) => Date.parse(openedAt) < from);
  return {
    rule,
    window,
    metrics,
    causes: causesBetween(newest.cases, from, to),
    overdue: overdueAt(newest.cases, now, newest.areAll),
    ...(areOfWindow ? { loop: loopBetween(newest.cases, [from, to], { now, hours: sla.hours }) } : {}),
    voices,
  };
}
