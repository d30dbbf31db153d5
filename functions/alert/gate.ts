import type { Effect } from "../../shared/domain/effect.ts";
import { type Folded, type Storm, type Traffic, cardDueAt, foldedInto, isBehind, moved, opensCard, showing, sortOut } from "../../shared/domain/storm.ts";
import type { CardlessCase, Cases, Clock, Ledger, Storms } from "../../shared/ports.ts";
import type { Policy } from "../../shared/domain/policy.ts";
import { eachOf } from "../../shared/runtime/batch.ts";

/** What letting alerts through needs of the world. */
export type Gating = {
  readonly storms: Storms;
  readonly ledger: Pick<Ledger, "find" | "handOver">;
  readonly cases: Pick<Cases, "findAll">;
  readonly policy: Policy;
  readonly clock: Clock;
};

/** What a channel's alerts pass: as many as the channel bears get cards of their own, the others are folded. */
export type Gate = {
  /**
   * Looks at the channel's traffic, and settles what was folded and may not be settled yet: to be done before it is
   * read what waits, since what waits no longer might be folded again.
   *
   * @returns the storm whose card says too little, and when it may be written; milliseconds since the epoch
   */
  readonly look: () => Promise<{ readonly storm: Storm; readonly at: number } | undefined>;
  /** Lets through what is to be brought to people, and folds what is too much; what is neither comes again, which is everything when somebody else was quicker. */
  readonly admit: (waiting: readonly Effect[]) => Promise<{ readonly through: readonly Effect[]; readonly folded: number }>;
  /** To be told what the card says now. */
  readonly shown: (count: number) => Promise<void>;
};

/** How many are folded in one write, and how many are settled at a time. */
const mostAtOnce = 100;
const atATime = 16;

/** The gate of a channel. What was seen of its traffic is kept until somebody else is found to have changed it. */
export function openGate(needs: Gating, channel: string): Gate {
  const { storms, clock, policy } = needs;
  let known: Traffic | undefined;

  async function traffic(): Promise<Traffic> {
    if (known !== undefined) return known;
    const found = await storms.traffic(channel);
    await settle(needs, found, await findAll(needs, found.pending));
    return (known = found);
  }

  async function write(next: Traffic, folded: readonly Folded[]): Promise<boolean> {
    const isWritten = await storms.record(next, folded);
    known = isWritten ? next : undefined;
    return isWritten;
  }

  async function admit(waiting: readonly Effect[]): ReturnType<Gate["admit"]> {
    const now = await traffic();
    const news = waiting.filter((effect) => effect.state === "planned" && opensCard(effect));
    const at = { burst: policy.slack.burst, now: clock.now().toISOString() };
    const { cards, more } = sortOut(now, news, at);
    if (cards.length + more.length === 0) return { through: waiting, folded: 0 };
    const portion = more.slice(0, mostAtOnce);
    const cases = await casesOf(needs, portion);
    const folded = portion.flatMap((effect) => foldedOf(effect, cases));
    const foldedIds = new Set(folded.map(({ effectId }) => effectId));
    const [folding, shown] = partition(portion, ({ id }) => foldedIds.has(id));
    const next = moved(now, [...cards, ...shown.map(({ id }) => id)], folded, at);
    if (!(await write(next, folded))) return { through: [], folded: 0 };
    await settle(needs, next, folding);
    const held = new Set(more.filter((effect) => !shown.includes(effect)).map(({ id }) => id));
    return { through: waiting.filter(({ id }) => !held.has(id)), folded: folded.length };
  }

  return {
    look: async () => {
      const { storm } = await traffic();
      return storm !== undefined && isBehind(storm) ? { storm, at: cardDueAt(storm) } : undefined;
    },
    admit,
    shown: async (count) => {
      await write(showing(await traffic(), count, clock.now().toISOString()), []);
    },
  };
}

function partition<T>(all: readonly T[], holds: (one: T) => boolean): readonly [readonly T[], readonly T[]] {
  return [all.filter(holds), all.filter((one) => !holds(one))];
}

async function casesOf({ cases }: Gating, effects: readonly Effect[]): Promise<ReadonlyMap<string, CardlessCase>> {
  if (effects.length === 0) return new Map();
  return new Map((await cases.findAll(effects.flatMap(({ caseId }) => caseId ?? []))).map((found) => [found.id, found]));
}

/** An alert as a storm holds it. None of what has become critical meanwhile, which gets a card, nor of a case that is gone, which the ledger is told. */
function foldedOf({ id: effectId, caseId = "" }: Effect, cases: ReadonlyMap<string, CardlessCase>): readonly Folded[] {
  const found = cases.get(caseId);
  if (found === undefined || found.severity === "critical") return [];
  const { severity, account } = found;
  return [{ effectId, caseId, severity, ...(account === undefined ? {} : { account: { id: account.id, ...(account.name === undefined ? {} : { name: account.name }) } }) }];
}

/** Says of what was folded that it was: it stands in the storm's list already. */
async function settle({ ledger, clock }: Gating, { storm }: Traffic, folded: readonly Effect[]): Promise<void> {
  if (storm === undefined) return;
  await eachOf(folded, atATime, async (effect) => {
    await ledger.handOver(effect, clock.now().toISOString(), foldedInto(storm.id));
  });
}

/** Those of them that are still to be settled. */
async function findAll({ ledger }: Gating, ids: readonly string[]): Promise<readonly Effect[]> {
  const found: Effect[] = [];
  await eachOf(ids, atATime, async (id) => {
    const effect = await ledger.find(id);
    if (effect?.state === "planned") found.push(effect);
  });
  return found;
}
