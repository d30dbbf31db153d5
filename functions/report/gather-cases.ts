import type { BusinessHours } from "../../shared/domain/calendar.ts";
import { ownerOf } from "../../shared/domain/case.ts";
import { closingOf } from "../../shared/domain/closing.ts";
import { loopFigures } from "../../shared/domain/loop.ts";
import type { CardlessCase, Cases } from "../../shared/ports.ts";
import type { CausesView, LoopView, OverdueView } from "./digest-view.ts";

/** How many cases are looked at, the newest first: what is behind each is read. */
const mostCases = 1_000;
const pageOfCases = 200;

/** The newest cases, and whether there are more. Rehearsals are not among them. */
export async function newestCases(cases: Pick<Cases, "list">): Promise<{ readonly cases: readonly CardlessCase[]; readonly areAll: boolean }> {
  const found: CardlessCase[] = [];
  let cursor: string | undefined;
  for (let read = 0; read < mostCases; read += pageOfCases) {
    const page = await cases.list({ limit: pageOfCases, ...(cursor === undefined ? {} : { cursor }) });
    if (page === "foreign cursor") throw new Error("the list of cases does not know its own cursor");
    found.push(...page.items);
    ({ cursor } = page);
    if (cursor === undefined) return { cases: found, areAll: true };
  }
  return { cases: found, areAll: false };
}

/**
 * Why the cases were cases that were resolved between two moments and still are.
 *
 * @param from, to milliseconds since the epoch; `to` is exclusive
 */
export function causesBetween(cases: readonly CardlessCase[], from: number, to: number): CausesView {
  const causes = cases.flatMap(({ state, timeline }) => {
    if (state !== "resolved") return [];
    const ended = timeline.findLast(({ type }) => type === "resolve");
    const at = Date.parse(ended?.at ?? "");
    const cause = ended?.["rootCause"];
    return from <= at && at < to && typeof cause === "string" ? [cause] : [];
  });
  const counted = [...Map.groupBy(causes, (cause) => cause)].map(([cause, { length: count }]) => ({ cause, count }));
  return { resolved: causes.length, causes: counted.sort((a, b) => b.count - a.count || (a.cause < b.cause ? -1 : 1)) };
}

/** How well the loop was closed, so far, in the cases opened between two moments; see `causesBetween`. */
export function loopBetween(cases: readonly CardlessCase[], [from, to]: readonly [number, number], { now, hours }: { readonly now: number; readonly hours: BusinessHours }): LoopView {
  const opened = cases.filter(({ openedAt }) => from <= Date.parse(openedAt) && Date.parse(openedAt) < to);
  const facts = opened.map((subject) => ({ ...closingOf(subject, now, hours), day: subject.openedAt.slice(0, 10), owner: null }));
  const { acknowledge, resolve, resolved } = loopFigures(facts);
  return {
    opened: opened.length,
    acknowledgedInTime: acknowledge.share === null ? null : { share: acknowledge.share, n: acknowledge.due },
    timeToResolve: resolve.medianMinutes === null ? null : { median: resolve.medianMinutes * 60_000, n: resolved },
  };
}

/**
 * Unresolved cases that have missed a target: to be acknowledged, while nobody has, or to be resolved. A snooze stops
 * the clock.
 *
 * @param now milliseconds since the epoch
 */
export function overdueAt(cases: readonly CardlessCase[], now: number, areAll: boolean): OverdueView {
  const longest = cases
    .flatMap((subject) => {
      const late = now - missedAt(subject);
      return late > 0 ? [{ caseId: subject.id, late, ...partiesOf(subject) }] : [];
    })
    .sort((a, b) => b.late - a.late || (a.caseId < b.caseId ? -1 : 1));
  return { count: longest.length, isAtLeast: !areAll, longest };
}

function missedAt({ state, due }: CardlessCase): number {
  switch (state) {
    case "open":
      return Math.min(Date.parse(due.acknowledgeBy), Date.parse(due.resolveBy));
    case "acknowledged":
    case "contacted":
      return Date.parse(due.resolveBy);
    case "snoozed":
    case "resolved":
      return Infinity;
  }
}

/** Whose case it is, by name: nobody is mentioned. */
function partiesOf(subject: CardlessCase) {
  const account = subject.account?.name ?? subject.account?.id;
  const by = ownerOf(subject);
  const owner = by?.name ?? by?.email ?? by?.slackUserId;
  return { ...(account === undefined ? {} : { account }), ...(owner === undefined ? {} : { owner }) };
}
