import type { Effect, EffectKind } from "../../../../shared/domain/effect.ts";
import type { FoundResponse, Ledger, Responses } from "../../../../shared/ports.ts";
import { mailKinds, rowsOf, together } from "./rows.ts";

/** A doubt is looked at again within a quarter of an hour, so what is due by then holds every one. Milliseconds. */
const furthestLookMs = 16 * 60_000;
/** How many responses' worth of what is due is read, and how many doubts are shown. */
const mostDue = 200;
const mostShown = 50;
/** What failed is in no index of its own: it is looked for among so many responses, and so far back. Milliseconds. */
const newest = 200;
const failedWithinMs = 7 * 86_400_000;

/** What waits for a person: what nobody knows the end of, the soonest looked at first, and what has failed of late. */
export type Waiting = {
  readonly doubts: readonly Waited[];
  readonly failures: readonly Waited[];
  /** Whether more is due than was read, so that doubts may be missing. */
  readonly isPartial: boolean;
};
export type Waited = { readonly effect: Effect; readonly kinds: readonly EffectKind[]; /** Where it is known. */ readonly found?: FoundResponse };

/** Reads what waits for a person. @param withCustomers whether it is wanted whom a doubt is about */
export async function needingDecision({ ledger, responses }: { readonly ledger: Pick<Ledger, "due">; readonly responses: Pick<Responses, "list" | "find" | "withEffects"> }, now: Date, withCustomers: boolean): Promise<Waiting> {
  const [due, page] = await Promise.all([
    ledger.due(new Date(now.getTime() + furthestLookMs).toISOString(), mostDue),
    responses.list({ limit: newest }),
  ]);
  const unknown = together(due.effects.filter(({ state }) => state === "unknown"));
  const recent = page === "foreign cursor" ? [] : await responses.withEffects(page.items);
  const since = new Date(now.getTime() - failedWithinMs).toISOString();
  const failures = recent.flatMap((found) => rowsOf(found, { kind: "all", state: "failed" })).filter(({ effect }) => effect.at >= since);
  return {
    doubts: await Promise.all(unknown.slice(0, mostShown).map((one) => waitedFor(responses, one, withCustomers))),
    failures: failures.slice(0, mostShown),
    isPartial: due.effects.length + due.looks.length >= mostDue || unknown.length > mostShown,
  };
}

async function waitedFor(responses: Pick<Responses, "find">, one: Omit<Waited, "found">, withCustomers: boolean): Promise<Waited> {
  const found = withCustomers && mailKinds.includes(one.effect.kind) ? await responses.find(one.effect.responseId) : undefined;
  return found === undefined ? one : { ...one, found };
}
