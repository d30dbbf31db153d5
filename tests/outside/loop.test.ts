/** How well the loop is closed, held against figures worked out here from what was done and from nothing of the product's. */
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type Afterscore, startAfterscore } from "./support/afterscore.ts";
import { answer, fresh, person } from "./support/answers.ts";
import type { Body, Case, Problem } from "./support/api.ts";
import { atOnce } from "./support/at-once.ts";
import { type Casework, caseworkOf } from "./support/casework.ts";
import { type Metric, bandOf } from "./support/expected-scores.ts";
import { createKey } from "./support/keys.ts";
import { changedPolicy, unfolded } from "./support/policies.ts";
import { newHome } from "./support/process.ts";

vi.setConfig({ testTimeout: 60_000 });

type Target = { readonly due: number; readonly kept: number; readonly share: number | null; readonly medianMinutes: number | null; readonly medianBusinessMinutes: number | null };
type Figures = {
  readonly opened: number; readonly resolved: number; readonly open: number; readonly acknowledge: Target; readonly resolve: Target; readonly resolutionRate: number | null;
  readonly outcomes: Record<string, number>; readonly rootCauses: Record<string, number>;
  readonly recovery: { readonly detractors: number; readonly answeredAgain: number; readonly recovered: number; readonly share: number | null };
  readonly mrrAtRisk?: { readonly amount: number | null; readonly currency: string; readonly accounts: number; readonly cases: number; readonly unknown: number };
};
type Loop = { readonly timeZone: string; readonly currency: string; readonly total: Figures; readonly buckets: readonly (Figures & { readonly start: string; readonly end: string; readonly owner?: string | null })[] };

const zone = "Asia/Kolkata";
const dayOf = (at: Date) => new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" }).format(at);

/** MRR of each account in dollars; undefined where nobody knows it. */
const accounts = {
  acme: { fields: { mrr: 1000, currency: "USD" }, dollars: 1000 },
  bolt: { fields: { mrr: 500, currency: "EUR", owner: { email: "Mia@us.example", slackUserId: "U0MIA" } }, dollars: 540 },
  core: { fields: { mrr: 70, currency: "XXX" }, dollars: undefined },
  dune: { fields: { name: "Dune" }, dollars: undefined },
} as const;
const idOf = Object.fromEntries(Object.keys(accounts).map((name) => [name, fresh(name)])) as Record<keyof typeof accounts, string>;

/** What each is called in the figures. Mia is given cases by her Slack id; her own account says both of her names. */
const owners = { mia: "mia@us.example", jonas: "jonas@us.example", nobody: null } as const;

const events: Readonly<Record<string, Body>> = {
  acknowledge: { type: "acknowledge" },
  contact: { type: "contact", how: "call" },
  recovered: { type: "resolve", outcome: "recovered", rootCause: "bug" },
  churned: { type: "resolve", outcome: "churned", rootCause: "price" },
  improving: { type: "resolve", outcome: "improving", rootCause: "bug" },
  reopen: { type: "reopen" },
  note: { type: "note", note: "they wait for a fix" },
};
const snooze = (): Body => ({ type: "snooze", until: new Date(Date.now() + 3_600_000).toISOString() });

/** Somebody's case: what is done with it at once, what once the targets of normal cases have passed, and what they say then. */
type Told = {
  readonly account: keyof typeof accounts; readonly owner: keyof typeof owners; readonly metric?: Metric; readonly score: number; readonly contactMe?: true;
  readonly atOnce: readonly string[]; readonly late: readonly string[]; readonly then: readonly (readonly [metric: Metric, score: number, more?: Body])[];
};

/** NPS of 5 and 6 are normal (targets of seconds here), lower ones high (targets of hours). Whoever is no happier says so in a backfill, which opens no case. */
const told: readonly Told[] = [
  { account: "acme", owner: "mia", score: 5, atOnce: ["acknowledge", "recovered"], late: [], then: [["nps", 9]] },
  { account: "acme", owner: "mia", score: 6, atOnce: ["acknowledge"], late: ["churned"], then: [["nps", 6, { backfill: true }]] },
  { account: "bolt", owner: "mia", score: 5, atOnce: [], late: [], then: [["nps", 8]] },
  { account: "bolt", owner: "jonas", score: 5, atOnce: [], late: ["acknowledge"], then: [["ces", 7]] },
  { account: "core", owner: "jonas", score: 2, atOnce: [], late: [], then: [] },
  { account: "dune", owner: "nobody", score: 2, atOnce: ["contact"], late: ["improving"], then: [["nps", 3, { backfill: true }], ["nps", 10]] },
  { account: "acme", owner: "jonas", score: 6, atOnce: ["recovered"], late: ["reopen"], then: [["nps", 7]] },
  { account: "acme", owner: "jonas", score: 6, atOnce: ["churned", "reopen"], late: ["recovered"], then: [] },
  { account: "acme", owner: "nobody", score: 5, atOnce: ["snooze"], late: [], then: [] },
  { account: "core", owner: "mia", score: 5, atOnce: ["snooze"], late: ["note", "acknowledge", "recovered"], then: [["nps", 9, { backfill: true }]] },
  { account: "dune", owner: "mia", score: 1, atOnce: ["acknowledge", "snooze", "recovered"], late: [], then: [["nps", 9, { test: true }]] },
  { account: "acme", owner: "mia", metric: "csat", score: 1, atOnce: [], late: [], then: [["nps", 10], ["csat", 3]] },
  { account: "dune", owner: "jonas", score: 10, contactMe: true, atOnce: ["contact", "recovered"], late: [], then: [["nps", 10]] },
];

/** What became of a case's two targets, as it was seen when it was done. */
type Act = { readonly event: string; readonly due: Case["due"] };
type Done = { readonly told: Told; readonly caseId: string; readonly acts: Act[] };

let app: Afterscore;
let cases: Casework;
let done: Done[];
let asked: Date;
const opening = new Date(Date.now() - 3 * 86_400_000);

beforeAll(async () => {
  const home = newHome();
  app = await startAfterscore({ home, policy: changedPolicy(home, [unfolded, ["timeZone: UTC", `timeZone: ${zone}`], ["normal: { acknowledge: 8h, resolve: 40h }", "normal: { acknowledge: 12s, resolve: 14s }"]]) });
  cases = caseworkOf(app);
  for (const [name, { fields }] of Object.entries(accounts)) await app.ask("PUT", `/v1/accounts/${idOf[name as keyof typeof accounts]}`, JSON.stringify(fields));

  const people = told.map(() => person());
  const say = (at: number, metric: Metric, score: number, submittedAt: Date, more: Body = {}) =>
    app.accepted(answer(score, { metric, respondent: people[at], submittedAt: submittedAt.toISOString(), ...more }));
  done = [];
  await atOnce(told, 13, async (one, at) => {
    const { id } = await say(at, one.metric ?? "nps", one.score, opening, { account: { id: idOf[one.account] }, ...(one.contactMe === undefined ? {} : { contactMe: true }) });
    const { caseId = "" } = await app.settled(id, 60_000);
    const acts: Act[] = [];
    done[at] = { told: one, caseId, acts };
    for (const name of one.atOnce) await act(done[at], name);
  });
  await atOnce(done, 13, async ({ told: { owner, account }, caseId }) => {
    if (owner === "nobody" || (owner === "mia" && account === "bolt")) return;
    await cases.happen(caseId, { type: "assign", owner: owner === "mia" ? "U0MIA" : owners[owner] });
  });
  // Rehearsals, and answers of long ago, open no case that counts.
  await app.settled((await app.accepted(answer(1, { test: true, account: { id: idOf.acme } }))).id, 60_000);
  await app.settled((await app.accepted(answer(1, { backfill: true }))).id, 60_000);
  await sleep(15_000);
  await atOnce(done, 13, async (one) => {
    for (const name of one.told.late) await act(one, name);
  });
  await atOnce(told, 13, async ({ then }, at) => {
    for (const [place, [metric, score, more]] of then.entries()) await say(at, metric, score, new Date(opening.getTime() + (place + 1) * 3_600_000), more);
  });
  asked = new Date();
}, 180_000);
afterAll(() => app.stop());

async function act({ caseId, acts }: Done, event: string): Promise<void> {
  const before = await cases.show(caseId);
  const { status, body } = await cases.happen(caseId, event === "snooze" ? snooze() : (events[event] ?? {}));
  expect([event, status]).toEqual([event, 200]);
  // By when it was to be done: as the case said, a snooze that ended with it given back.
  acts.push({ event, due: before.state === "snoozed" ? body.due : before.due });
}

const loop = async (query = ""): Promise<Loop> => {
  const { status, body } = await app.get<Loop>(`/v1/loop${query === "" ? "" : `?${query}`}`);
  expect([query, status]).toEqual([query, 200]);
  return body;
};

const people = ["acknowledge", "contact", "resolve"];

/** The figures of some of the cases, out of their histories as the API shows them. */
async function expected(some: readonly Done[]) {
  const all = await Promise.all(some.map(async (one) => ({ ...one, shown: await cases.show(one.caseId) })));
  const lines = (shown: Case, types: readonly string[]) => shown.timeline.filter(({ type }) => types.includes(type)) as unknown as readonly { readonly type: string; readonly at: string; readonly outcome: string; readonly rootCause: string }[];
  const targets = all.map(({ acts, shown }) => {
    const reach = (line: { readonly at: string } | undefined, due: string | undefined, by: "acknowledgeBy" | "resolveBy") => {
      if (line !== undefined && due !== undefined) return { due: true, kept: line.at <= due, wall: minutes(shown.openedAt, line.at), business: minutes(shown.openedAt, line.at) - slept(shown, line.at) };
      return { due: shown.state !== "snoozed" && shown.due[by] < asked.toISOString(), kept: false };
    };
    const first = acts.find(({ event }) => people.includes(String(events[event]?.["type"])));
    const last = acts.findLast(({ event }) => events[event]?.["type"] === "resolve");
    return {
      acknowledge: reach(lines(shown, people)[0], first?.due.acknowledgeBy, "acknowledgeBy"),
      resolve: shown.state === "resolved" ? reach(lines(shown, ["resolve"]).at(-1), last?.due.resolveBy, "resolveBy") : reach(undefined, undefined, "resolveBy"),
      end: shown.state === "resolved" ? lines(shown, ["resolve"]).at(-1) : undefined,
    };
  });
  const target = (which: "acknowledge" | "resolve"): Target => {
    const reaches = targets.map((one) => one[which]);
    const [due, kept] = [reaches.filter((reach) => reach.due).length, reaches.filter((reach) => reach.kept).length];
    return { due, kept, share: due === 0 ? null : (100 * kept) / due, medianMinutes: middle(reaches.flatMap(({ wall }) => wall ?? [])), medianBusinessMinutes: middle(reaches.flatMap(({ business }) => business ?? [])) };
  };
  const thoughts = some.flatMap(({ told: { metric = "nps", score, then } }) => {
    if (bandOf({ metric, score }) !== "detractor") return [];
    const next = then.find(([other, , more]) => other === metric && more?.["test"] !== true);
    return [next === undefined ? undefined : bandOf({ metric, score: next[1] }) !== "detractor"];
  });
  const again = thoughts.filter((thought) => thought !== undefined);
  const resolved = all.filter(({ shown }) => shown.state === "resolved").length;
  return {
    opened: some.length, resolved, open: some.length - resolved, resolutionRate: some.length === 0 ? null : (100 * resolved) / some.length,
    acknowledge: target("acknowledge"), resolve: target("resolve"),
    outcomes: tally(targets.flatMap(({ end }) => end?.outcome ?? [])), rootCauses: tally(targets.flatMap(({ end }) => end?.rootCause ?? [])),
    recovery: { detractors: thoughts.length, answeredAgain: again.length, recovered: again.filter(Boolean).length, share: again.length === 0 ? null : (100 * again.filter(Boolean).length) / again.length },
  };
}

async function expectedAtRisk(some: readonly Done[]) {
  const open = (await Promise.all(some.map(async (one) => ((await cases.show(one.caseId)).state === "resolved" ? [] : [one])))).flat();
  const names = [...new Set(open.map(({ told: { account } }) => account))];
  const known = names.flatMap((name) => accounts[name].dollars ?? []);
  return { amount: names.length > 0 && known.length === 0 ? null : known.reduce<number>((sum, one) => sum + one, 0), currency: "USD", accounts: names.length, cases: open.length, unknown: names.length - known.length };
}

const minutes = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 60_000;

/** Minutes that a case slept before a moment; on a laptop all hours are business hours. */
function slept({ timeline }: Case, until: string): number {
  let [since, sum] = [undefined as string | undefined, 0];
  for (const { type, at, endedSnooze } of timeline as unknown as readonly { readonly type: string; readonly at: string; readonly endedSnooze?: boolean }[]) {
    if (at > until) break;
    if (type === "snooze") since ??= at;
    else if (since !== undefined && (type === "wake" || endedSnooze === true)) [sum, since] = [sum + minutes(since, at), undefined];
  }
  return sum;
}

function middle(numbers: readonly number[]): number | null {
  const ordered = [...numbers].sort((a, b) => a - b);
  const half = ordered.length / 2;
  if (ordered.length === 0) return null;
  return Number.isInteger(half) ? (ordered[half - 1]! + ordered[half]!) / 2 : ordered[Math.floor(half)]!;
}

const tally = (words: readonly string[]) => Object.fromEntries([...Map.groupBy(words, (word) => word)].map(([word, all]) => [word, all.length]));

/** The same to a billionth: medians and shares are divided in another order here. */
function expectSame(shown: Figures, figures: Omit<Figures, "mrrAtRisk">) {
  for (const which of ["acknowledge", "resolve"] as const) {
    for (const name of ["medianMinutes", "medianBusinessMinutes"] as const) {
      const [seen, wanted] = [shown[which][name], figures[which][name]];
      if (wanted === null) expect(seen).toBeNull();
      else expect(seen).toBeCloseTo(wanted, 9);
    }
  }
  const plain = ({ acknowledge, resolve, ...rest }: Omit<Figures, "mrrAtRisk">) => ({ ...rest, acknowledge: [acknowledge.due, acknowledge.kept, acknowledge.share], resolve: [resolve.due, resolve.kept, resolve.share] });
  expect(plain(shown)).toMatchObject(plain(figures));
}

describe("how well the loop is closed", () => {
  it("is what was done, in all", async () => {
    const { total, buckets, ...rest } = await loop();
    expect(rest).toEqual({ timeZone: zone, currency: "USD" });
    expectSame(total, await expected(done));
    expect(total.mrrAtRisk).toEqual(await expectedAtRisk(done));
    expect(total).toMatchObject({ opened: 13, resolved: 7, open: 6, recovery: { detractors: 12, answeredAgain: 7, recovered: 5 } });
    expect(buckets).toHaveLength(1);
    expect(buckets[0]).toMatchObject({ opened: 13 });
    expect(buckets[0]).not.toHaveProperty("mrrAtRisk");
  });

  it("is told for each owner, whichever name of theirs a case says, and for nobody", async () => {
    const { total, buckets } = await loop("by=owner");
    expect(new Set(buckets.map(({ owner }) => owner))).toEqual(new Set(Object.values(owners)));
    for (const bucket of buckets) {
      const theirs = done.filter(({ told: { owner } }) => owners[owner] === bucket.owner);
      expectSame(bucket, await expected(theirs));
      expect(bucket.mrrAtRisk).toEqual(await expectedAtRisk(theirs));
    }
    expect(buckets.reduce((sum, { opened }) => sum + opened, 0)).toBe(total.opened);
  });

  it("is told of one owner alone", async () => {
    const jonass = done.filter(({ told: { owner } }) => owner === "jonas");
    const { total } = await loop("owner=JONAS@us.example");
    expectSame(total, await expected(jonass));
    expect(total.mrrAtRisk).toEqual(await expectedAtRisk(jonass));
    expect((await loop("owner=nobody@us.example")).total).toMatchObject({ opened: 0, resolutionRate: null, acknowledge: { share: null, medianMinutes: null }, mrrAtRisk: { amount: 0, accounts: 0 } });
  });

  it.each(["day", "week", "month"])("is told by %s, of the days on which cases were opened", async (by) => {
    const days = await Promise.all(done.map(async (one) => ({ one, day: dayOf(new Date((await cases.show(one.caseId)).openedAt)) })));
    const { buckets } = await loop(`by=${by}`);
    for (const [at, bucket] of buckets.entries()) {
      if (at > 0) expect(bucket.start).toBe(buckets[at - 1]?.end);
      const within = days.filter(({ day }) => bucket.start <= day && day < bucket.end).map(({ one }) => one);
      if (within.length > 0) expectSame(bucket, await expected(within));
      else expect(bucket).toMatchObject({ opened: 0, resolutionRate: null, recovery: { share: null } });
    }
  });

  it("is nothing where no case was opened, and what is at stake is the same whatever the days", async () => {
    const { total } = await loop("from=2026-01-01&to=2026-02-01");
    expect(total).toMatchObject({ opened: 0, resolved: 0, open: 0, resolutionRate: null, outcomes: {}, rootCauses: {}, mrrAtRisk: await expectedAtRisk(done) });
  });

  it("says by when something was to be done beside what was done", async () => {
    const [first] = done;
    const { timeline } = await cases.show(first!.caseId);
    expect(timeline.find(({ type }) => type === "acknowledge")).toMatchObject({ targets: first!.acts[0]!.due });
  });
});

describe("a question about the loop that is none", () => {
  it.each([
    { query: "from=2026-02-30", pointers: ["/from"] },
    { query: "from=2026-11-02&to=2026-11-01", pointers: ["/to"] },
    { query: "by=quarter", pointers: ["/by"] },
    { query: "by=day&from=2020-01-01", pointers: ["/by"] },
    { query: "owner=", pointers: ["/owner"] },
    { query: "colour=red", pointers: ["/colour"] },
    { query: "by=day&by=week", pointers: ["/by"] },
  ])("is refused: $query", async ({ query, pointers }) => {
    const { status, body } = await app.get<Problem>(`/v1/loop?${query}`);
    expect([status, body.errors?.map(({ pointer }) => pointer)]).toEqual([422, pointers]);
  });

  it("needs a key that may read", async () => {
    const writer = await createKey(app.home, "crm", "write");
    expect(await Promise.all([null, writer].map(async (apiKey) => (await app.get("/v1/loop", { apiKey })).status))).toEqual([401, 403]);
  });
});
