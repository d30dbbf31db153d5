/** The loop's figures out of the table: cases by the day they were opened on, and what is at stake right now. */
import { type Account, type Money, viewAccount } from "../domain/account.ts";
import { ownerNamed, ownerOf } from "../domain/case.ts";
import { closingOf } from "../domain/closing.ts";
import { localDay, startOfDay } from "../domain/local-time.ts";
import { type AtRisk, type LoopFact, type LoopFigures, type OpenCase, atRisk, loopFigures, ownersOf, recoveryOf } from "../domain/loop.ts";
import type { Policy } from "../domain/policy.ts";
import { type Period, type Span, buckets, defaultSpan } from "../domain/window.ts";
import type { SecondThoughts } from "../loop-ports.ts";
import type { Accounts, CardlessCase, Cases, Clock } from "../ports.ts";

/** What the loop is read from. */
export type LoopReading = {
  readonly cases: Pick<Cases, "list" | "unresolvedOfAccounts">;
  readonly thoughts: SecondThoughts;
  readonly accounts: Pick<Accounts, "findAll">;
  readonly clock: Clock;
  readonly policy: Pick<Policy, "timeZone" | "currency" | "rates" | "sla">;
};

/** A question of `GET /v1/loop`. */
export type LoopQuery = {
  /** Local days; `to` is exclusive. */
  readonly from?: string;
  readonly to?: string;
  /** An address or a Slack id. */
  readonly owner?: string;
  readonly by?: "owner" | Exclude<Period, "quarter">;
};

type Stake = { readonly mrrAtRisk: AtRisk | null };

/** `owner` is there when the question was by owner, and null for cases that are nobody's. */
export type LoopBucket = LoopFigures & Partial<Stake> & { readonly start: string; readonly end: string; readonly owner?: string | null };

/** The answer of `GET /v1/loop`. */
export type Loop = {
  readonly timeZone: string;
  readonly currency: string;
  readonly total: LoopFigures & Stake;
  readonly buckets: readonly LoopBucket[];
};

/** How many cases one answer is made of at most: what is behind each is read anew (docs/scale.md). */
export const mostCases = 2_000;

/** How many unresolved cases are added up at most, whenever they were opened. */
const mostUnresolved = 5_000;

/** How many cases are read at a time. */
const pageOfCases = 500;

/** The days a question is about: what it says, or the last 90 up to today. */
export function loopSpan({ from, to }: LoopQuery, { clock, policy }: Pick<LoopReading, "clock" | "policy">): Span {
  const usual = defaultSpan(localDay(clock.now().getTime(), policy.timeZone));
  return { start: from ?? usual.start, end: to ?? usual.end };
}

/** Reads the figures of the cases that were opened in a span, in all and in parts, and what is at stake in those that are unresolved now. */
export async function readLoop(needs: LoopReading, query: LoopQuery): Promise<Loop | "too many cases" | "too many buckets"> {
  const { timeZone, currency, sla } = needs.policy;
  const span = loopSpan(query, needs);
  const { by } = query;
  const periods = by === undefined || by === "owner" ? [span] : buckets(span, by);
  if (periods === undefined) return "too many buckets";
  const [cases, unresolved] = await Promise.all([casesIn(needs, span), needs.cases.unresolvedOfAccounts(mostUnresolved + 1)]);
  if (cases === undefined) return "too many cases";

  const nameOf = ownersOf([...cases, ...unresolved].map(ownerOf));
  const asked = query.owner === undefined ? undefined : nameOf(ownerNamed(query.owner));
  const isAsked = (subject: CardlessCase) => asked === undefined || nameOf(ownerOf(subject)) === asked;
  const wanted = cases.filter(isAsked);
  const recoveries = new Map((await needs.thoughts.after(wanted.flatMap(openerOf))).map((thought) => [thought.responseId, recoveryOf(thought)]));
  const now = needs.clock.now().getTime();
  const facts = wanted.map((subject): LoopFact => {
    const recovery = openerOf(subject).flatMap((opener) => recoveries.get(opener) ?? [])[0];
    return {
      ...closingOf(subject, now, sla.hours),
      day: localDay(Date.parse(subject.openedAt), timeZone),
      owner: nameOf(ownerOf(subject)),
      ...(recovery === undefined ? {} : { recovery }),
    };
  });
  const open = unresolved.filter(isAsked).flatMap((subject): readonly OpenCase[] => (subject.account === undefined ? [] : [{ owner: nameOf(ownerOf(subject)), account: subject.account.id }]));
  const stakeOf = await stakesOf(needs, open, unresolved.length > mostUnresolved);
  const total = { ...loopFigures(facts), ...stakeOf(open) };
  if (by === "owner") return { timeZone, currency, total, buckets: byOwner(span, facts, open, stakeOf) };
  const parts = periods.map(({ start, end }) => ({ start, end, ...loopFigures(facts.filter(({ day }) => start <= day && day < end)) }));
  return { timeZone, currency, total, buckets: parts };
}

/** Whoever owns a case of the span, or has one that is unresolved now; most cases first. */
function byOwner(span: Span, facts: readonly LoopFact[], open: readonly OpenCase[], stakeOf: (open: readonly OpenCase[]) => Stake): readonly LoopBucket[] {
  const owners = [...new Set([...facts, ...open].map(({ owner }) => owner))];
  const isTheirs = (name: string | null) => ({ owner }: { readonly owner: string | null }) => owner === name;
  return owners
    .map((owner) => ({ ...span, owner, ...loopFigures(facts.filter(isTheirs(owner))), ...stakeOf(open.filter(isTheirs(owner))) }))
    .sort((a, b) => b.opened - a.opened || ((a.owner ?? "") < (b.owner ?? "") ? -1 : 1));
}

/** What is at stake in cases, by the directory of now; nobody knows when there are more of them than are added up. */
async function stakesOf({ accounts, policy }: LoopReading, open: readonly OpenCase[], isTooMuch: boolean): Promise<(open: readonly OpenCase[]) => Stake> {
  if (isTooMuch) return () => ({ mrrAtRisk: null });
  const known = await accounts.findAll([...new Set(open.map(({ account }) => account))]);
  const mrr = new Map(known.flatMap(moneyOf));
  return (some) => ({ mrrAtRisk: atRisk(some, mrr, policy) });
}

function moneyOf(account: Account): readonly (readonly [string, Money])[] {
  const { id, mrr } = viewAccount(account);
  return mrr === undefined ? [] : [[id, mrr]];
}

/** Undefined when there are more than one answer is made of. */
async function casesIn({ cases, policy: { timeZone } }: LoopReading, { start, end }: Span): Promise<readonly CardlessCase[] | undefined> {
  const found: CardlessCase[] = [];
  const range = { from: momentOf(start, timeZone), to: momentOf(end, timeZone), limit: pageOfCases };
  let cursor: string | undefined;
  do {
    const page = await cases.list({ ...range, ...(cursor === undefined ? {} : { cursor }) });
    if (page === "foreign cursor") throw new Error("the list of cases does not know its own cursor");
    found.push(...page.items);
    cursor = page.cursor;
    if (found.length > mostCases) return undefined;
  } while (cursor !== undefined);
  return found;
}

/** Moments compare as text from year 0 to 9999, which is longer than there have been cases. */
const [firstMoment, lastMoment] = [Date.parse("0000-01-01T00:00:00Z"), Date.parse("9999-12-31T23:59:59Z")];

/** When a local day begins; ISO 8601, UTC. */
function momentOf(day: string, timeZone: string): string {
  return new Date(Math.min(Math.max(startOfDay(day, timeZone), firstMoment), lastMoment)).toISOString();
}

function openerOf({ responses: [opener] }: CardlessCase): readonly string[] {
  return opener === undefined ? [] : [opener];
}
