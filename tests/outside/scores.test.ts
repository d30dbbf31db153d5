import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Afterscore, startAfterscore } from "./support/afterscore.ts";
import { answer, fresh } from "./support/answers.ts";
import type { Body, Problem } from "./support/api.ts";
import { atOnce } from "./support/at-once.ts";
import { type Metric, figuresOf } from "./support/expected-scores.ts";
import { changedPolicy } from "./support/policies.ts";
import { newHome } from "./support/process.ts";
import { pick, random } from "./support/random.ts";
import { until } from "./support/until.ts";

type Figures = ReturnType<typeof figuresOf>;
type Bucket = Figures & { readonly start: string; readonly end: string; readonly segment?: string };
type Scores = { readonly metric: string; readonly timeZone: string; readonly total: Figures; readonly buckets: readonly Bucket[] };

/** A response as the test knows it; the local day is worked out by the machine's own calendar. */
type Told = { readonly metric: Metric; readonly score: number; readonly survey: string; readonly channel: string; readonly plan?: string; readonly locale?: string; readonly owner?: string; readonly region?: string; readonly at: Date; readonly id: string; readonly test: boolean };

const zone = "America/New_York";
const calendar = new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" });
const dayOf = (at: Date) => calendar.format(at);

let app: Afterscore;
let told: Told[] = [];
const bodies = new Map<string, Body>();

const surveys = [fresh("onboarding"), fresh("quarterly")];

function make(next: () => number, at: number): Told {
  const metric = pick<Metric>(next, ["nps", "nps", "csat", "ces"]);
  const [low, high] = { nps: [0, 10], csat: [1, 5], ces: [1, 7] }[metric] as [number, number];
  const plan = pick(next, [undefined, "Scale", "Free"]);
  const locale = pick(next, [undefined, "zh-CN", "en"]);
  const owner = pick(next, [undefined, "mia@us.example"]);
  const region = pick(next, [undefined, "apac", "emea"]);
  return {
    id: `own-${at}-${surveys[0] ?? ""}`, metric, score: low + Math.floor(next() * (high - low + 1)),
    survey: pick(next, surveys), channel: pick(next, ["email", "web", "other"]),
    // Over both edges of daylight saving in New York, 2026-03-08 and 2026-11-01.
    at: new Date(Date.parse("2026-03-01T00:00:00Z") + Math.floor(next() * 263 * 86_400_000)),
    test: next() < 0.05,
    ...(plan === undefined ? {} : { plan }), ...(locale === undefined ? {} : { locale }),
    ...(owner === undefined ? {} : { owner }), ...(region === undefined ? {} : { region }),
  };
}

function bodyOf({ id, metric, score, survey, channel, plan, locale, owner, region, at, test }: Told): Body {
  return answer(score, {
    id, metric, survey: { id: survey }, submittedAt: at.toISOString(), backfill: true, test,
    ...(channel === "other" ? {} : { channel }),
    respondent: { id: `u-${id}`, ...(locale === undefined ? {} : { locale }) },
    account: { id: `a-${id}`, ...(plan === undefined ? {} : { plan }), ...(owner === undefined ? {} : { owner: { email: owner } }) },
    ...(region === undefined ? {} : { attributes: { region } }),
  });
}

async function scores(query: string): Promise<Scores> {
  const { status, body } = await app.get<Scores>(`/v1/scores?${query}`);
  expect(status).toBe(200);
  return body;
}

function expectFigures(shown: Figures, metric: Metric, answers: readonly Told[]) {
  const { score, interval, histogram, ...counts } = figuresOf(metric, answers);
  expect(shown).toMatchObject(counts);
  expect(shown.histogram).toEqual(histogram);
  if (score === null || interval === null) {
    expect(shown).toMatchObject({ score: null, interval: null });
    return;
  }
  expect(shown.score).toBeCloseTo(score, 9);
  expect(shown.interval?.low).toBeCloseTo(interval.low, 6);
  expect(shown.interval?.high).toBeCloseTo(interval.high, 6);
}

const span = "from=2026-03-01&to=2026-11-21";
const within = ({ at }: Told) => dayOf(at) >= "2026-03-01" && dayOf(at) < "2026-11-21";
const counted = (metric: Metric) => told.filter((response) => response.metric === metric && !response.test && within(response));

beforeAll(async () => {
  const home = newHome();
  app = await startAfterscore({ home, policy: changedPolicy(home, [["timeZone: UTC", `timeZone: ${zone}`]]) });
  const next = random(20261121);
  told = Array.from({ length: 400 }, (_, at) => make(next, at));
  await atOnce(told, 16, async (response) => {
    const body = bodyOf(response);
    bodies.set(response.id, body);
    await app.accepted(body);
    if (next() < 0.2) await app.accepted(body); // Repeats count nothing.
  });
  // A fifth is corrected: other score, other day, other segments.
  const corrected = told.map((response, at) => (at % 5 === 0 ? { ...make(next, at), id: response.id } : response));
  await atOnce(corrected.filter((response, at) => response !== told[at]), 16, async (response) => {
    await app.accepted(bodyOf(response));
    const before = bodies.get(response.id);
    if (next() < 0.5 && before !== undefined) await app.accepted(before); // A late retry reverts nothing.
  });
  told = corrected;
  await until("everything counted", async () => {
    const shown = await Promise.all((["nps", "csat", "ces"] as const).map(async (metric) => (await scores(`metric=${metric}&${span}`)).total.n === counted(metric).length));
    return shown.every(Boolean) ? true : undefined;
  }, { within: 45_000, every: 500 });
  await app.get("/healthz");
}, 120_000);
afterAll(() => app.stop());

describe("scores equal to a calculation of their own", () => {
  it.each(["nps", "csat", "ces"] as const)("over the whole span: %s", async (metric) => {
    const shown = await scores(`metric=${metric}&${span}`);
    expect(shown).toMatchObject({ metric, timeZone: zone });
    expectFigures(shown.total, metric, counted(metric));
    expect(shown.buckets).toHaveLength(1);
    expect(shown.buckets[0]).toMatchObject({ start: "2026-03-01", end: "2026-11-21" });
    expectFigures(shown.buckets[0]!, metric, counted(metric));
  });

  it.each(surveys)("for one survey: %s", async (survey) => {
    const { total } = await scores(`metric=nps&survey=${survey}&${span}`);
    expectFigures(total, "nps", counted("nps").filter((response) => response.survey === survey));
  });

  it.each(["day", "week", "month", "quarter"])("by %s", async (interval) => {
    for (const metric of ["nps", "ces"] as const) {
      const { total, buckets } = await scores(`metric=${metric}&${span}&interval=${interval}`);
      expectFigures(total, metric, counted(metric));
      expect(buckets[0]?.start).toBe("2026-03-01");
      expect(buckets.at(-1)?.end).toBe("2026-11-21");
      for (const [at, bucket] of buckets.entries()) {
        if (at > 0) expect(bucket.start).toBe(buckets[at - 1]?.end);
        if (at > 0) expect(isStart(interval, bucket.start)).toBe(true);
        expectFigures(bucket, metric, counted(metric).filter((response) => bucket.start <= dayOf(response.at) && dayOf(response.at) < bucket.end));
      }
      expect(buckets.some(({ n }) => n === 0) || interval !== "day").toBe(true);
    }
  });

  it.each(["survey", "channel", "plan", "owner", "locale", "region"] as const)("by %s", async (segment) => {
    const { total, buckets } = await scores(`metric=nps&${span}&segment=${segment}`);
    expectFigures(total, "nps", counted("nps"));
    const groups = Map.groupBy(counted("nps").filter((response) => response[segment] !== undefined), (response) => response[segment]);
    expect(new Set(buckets.map((bucket) => bucket.segment))).toEqual(new Set(groups.keys()));
    for (const bucket of buckets) expectFigures(bucket, "nps", groups.get(bucket.segment) ?? []);
  });

  it("by segment within each month", async () => {
    const { buckets } = await scores(`metric=nps&${span}&segment=region&interval=month`);
    for (const bucket of buckets) {
      expectFigures(bucket, "nps", counted("nps").filter(({ region, at }) => region === bucket.segment && bucket.start <= dayOf(at) && dayOf(at) < bucket.end));
    }
    expect(buckets.reduce((sum, { n }) => sum + n, 0)).toBe(counted("nps").filter(({ region }) => region !== undefined).length);
  });

  it("over any days, to the exclusive end", async () => {
    for (const [from, to] of [["2026-03-08", "2026-03-09"], ["2026-11-01", "2026-11-02"], ["2026-05-01", "2026-06-15"]] as const) {
      const { total } = await scores(`metric=nps&from=${from}&to=${to}`);
      expectFigures(total, "nps", counted("nps").filter(({ at }) => from <= dayOf(at) && dayOf(at) < to));
    }
  });

  it("of nobody are no score, never 0", async () => {
    const { total, buckets } = await scores("metric=csat&survey=nobody-was-asked");
    expect(total).toMatchObject({ n: 0, score: null, interval: null, lowData: true });
    expect(buckets).toEqual([expect.objectContaining({ n: 0, score: null, interval: null })]);
  });

  it("are of the last 90 days when no days are named", async () => {
    const { buckets } = await scores("metric=nps");
    const [{ start, end }] = buckets as [Bucket];
    expect((Date.parse(end) - Date.parse(start)) / 86_400_000).toBe(90);
    expect(end > dayOf(new Date()) || end === dayOf(new Date())).toBe(true);
  });
});

function isStart(interval: string, day: string): boolean {
  const at = new Date(`${day}T00:00:00Z`);
  switch (interval) {
    case "week": return at.getUTCDay() === 1;
    case "month": return at.getUTCDate() === 1;
    case "quarter": return at.getUTCDate() === 1 && at.getUTCMonth() % 3 === 0;
    default: return true;
  }
}

describe("a question about scores that is none", () => {
  it.each([
    { query: "", pointers: ["/metric"] },
    { query: "metric=xyz", pointers: ["/metric"] },
    { query: "metric=nps&interval=hour", pointers: ["/interval"] },
    { query: "metric=nps&segment=colour", pointers: ["/segment"] },
    { query: "metric=nps&from=2026-02-30", pointers: ["/from"] },
    { query: "metric=nps&from=2026-11-02&to=2026-11-01", pointers: ["/to"] },
    { query: "metric=nps&colour=red", pointers: ["/colour"] },
  ])("is refused: $query", async ({ query, pointers }) => {
    const { status, body } = await app.get<Problem>(`/v1/scores?${query}`);
    expect(status).toBe(422);
    expect(body.errors?.map(({ pointer }) => pointer)).toEqual(pointers);
  });
});
