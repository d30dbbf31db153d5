/** Scores against a calculation of their own, by the days of three zones, one with half an hour, around their changes of the clocks. */
import { isDeepStrictEqual } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Afterscore, startAfterscore } from "./support/afterscore.ts";
import { answer } from "./support/answers.ts";
import type { Body } from "./support/api.ts";
import { type Metric, figuresOf, isChanged, weightedOf } from "./support/expected-scores.ts";
import { changedPolicy } from "./support/policies.ts";
import { newHome } from "./support/process.ts";
import { pick, random } from "./support/random.ts";
import { until } from "./support/until.ts";

type Figures = ReturnType<typeof figuresOf> & { readonly mrrWeighted: ReturnType<typeof weightedOf>; readonly href: string; readonly change: Change | null };
type Change = { readonly start: string; readonly end: string; readonly n: number; readonly score: number; readonly value: number; readonly significant: boolean };
type Bucket = Figures & { readonly start: string; readonly end: string; readonly segment?: string };
type Scores = { readonly total: Figures; readonly buckets: readonly Bucket[] };
type Told = { readonly id: string; readonly metric: Metric; readonly score: number; readonly plan: string; readonly mrr?: number; readonly currency: string; readonly at: number };

const hour = 3_600_000;
const [from, to] = ["2026-02-01", "2026-11-21"];

/** Where the days are hard: the clocks change there, or it is nearly midnight. */
const zones = [
  { zone: "Europe/Berlin", edges: ["2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z"] },
  { zone: "America/St_Johns", edges: ["2026-03-08T05:30:00Z", "2026-11-01T04:30:00Z"] },
  { zone: "Asia/Kolkata", edges: ["2026-03-28T18:30:00Z", "2026-10-31T18:30:00Z"] },
];

describe.each(zones)("scores by the days of $zone", ({ zone, edges }) => {
  let app: Afterscore;
  let told: Told[] = [];
  const calendar = new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" });
  const dayOf = ({ at }: Told) => calendar.format(at);
  const next = random(zone.length);

  function make(at: number): Told {
    const metric = pick<Metric>(next, ["nps", "nps", "csat"]);
    const near = next() < 0.6 ? Date.parse(pick(next, edges)) + pick(next, [0, 24, -24, 48]) * hour : Date.parse("2026-02-02T00:00:00Z") + Math.floor(next() * 290) * 24 * hour;
    const mrr = pick(next, [undefined, 100, 2_500.5, 40_000]);
    return {
      id: `answer-${at}`, metric, score: metric === "nps" ? Math.floor(next() * 11) : 1 + Math.floor(next() * 5),
      plan: pick(next, ["Free", "Scale & more", "企业版"]), currency: pick(next, ["USD", "USD", "XXX"]),
      at: Math.floor(near + (next() - 0.5) * 6 * hour), ...(mrr === undefined ? {} : { mrr }),
    };
  }

  const bodyOf = ({ id, metric, score, plan, mrr, currency, at }: Told): Body => answer(score, {
    id, metric, submittedAt: new Date(at).toISOString(), backfill: true, survey: { id: "zones" },
    respondent: { id: `u-${id}` }, account: { id: `a-${id}`, plan, ...(mrr === undefined ? {} : { mrr, currency }) },
  });

  async function post(list: readonly Told[]): Promise<void> {
    const { status, body } = await app.ask<readonly { readonly status: number }[]>("POST", "/v1/responses/batch", JSON.stringify(list.map(bodyOf)));
    expect([status, ...new Set(body.map((item) => item.status))]).toEqual([207, 202]);
  }

  const scores = async (query: string) => (await app.get<Scores>(`/v1/scores?from=${from}&to=${to}&${query}`)).body;
  const answered = (metric: Metric) => told.filter((one) => one.metric === metric);
  const isWithin = (span: { readonly start: string; readonly end: string }) => (one: Told) => span.start <= dayOf(one) && dayOf(one) < span.end;

  function expectFigures(shown: Figures, metric: Metric, answers: readonly Told[]): void {
    const { score, interval, ...counts } = figuresOf(metric, answers);
    expect(shown).toMatchObject(counts);
    expect(shown.score === null ? null : shown.score.toFixed(9)).toBe(score === null ? null : score.toFixed(9));
    expect(shown.interval?.low.toFixed(6)).toBe(interval?.low.toFixed(6));
    if (metric !== "nps") return;
    const weighted = weightedOf(answers.map(({ mrr, currency, ...rest }) => ({ ...rest, ...(mrr === undefined || currency === "XXX" ? {} : { mrr }) })));
    expect(shown.mrrWeighted === null).toBe(weighted === null);
    if (weighted !== null) expect(shown.mrrWeighted).toEqual({ score: expect.closeTo(weighted.score, 6), n: weighted.n, mrr: expect.closeTo(weighted.mrr, 2) });
  }

  beforeAll(async () => {
    const home = newHome();
    app = await startAfterscore({ home, policy: changedPolicy(home, [["timeZone: UTC", `timeZone: ${zone}`]]) });
    told = Array.from({ length: 240 }, (_, at) => make(at));
    await post(told);
    // Corrections move scores, days and segments; an erasure moves nothing.
    const corrections = told.filter((_, at) => at % 4 === 0).map((one) => ({ ...make(0), id: one.id }));
    await post(corrections);
    await post(corrections);
    told = told.map((one) => corrections.find(({ id }) => id === one.id) ?? one);
    for (const at of [0, 7, 21]) expect((await app.ask("POST", "/v1/respondents/erase", JSON.stringify({ id: `u-answer-${at}` }))).status).toBe(200);
    await until("everything counted", async () => {
      // Day by day: while corrections are counted, their sum may be right for a moment.
      const days = await Promise.all((["nps", "csat"] as const).map(async (metric) => (await scores(`metric=${metric}&interval=day`)).buckets.every((bucket) => isDeepStrictEqual(bucket.histogram, figuresOf(metric, answered(metric).filter(isWithin(bucket))).histogram))));
      return days.every(Boolean) ? true : undefined;
    }, { within: 45_000, every: 300 });
  }, 90_000);
  afterAll(() => app.stop());

  it.each(["day", "week", "month", "quarter", "rolling_30_days", "rolling_90_days"])("by %s", async (interval) => {
    for (const metric of ["nps", "csat"] as const) {
      const { total, buckets } = await scores(`metric=${metric}&interval=${interval}`);
      expectFigures(total, metric, answered(metric));
      for (const bucket of buckets) expectFigures(bucket, metric, answered(metric).filter(isWithin(bucket)));
      if (!interval.startsWith("rolling")) expect(buckets.reduce((sum, { n }) => sum + n, 0)).toBe(answered(metric).length);
    }
  });

  it("and by segment, beside each other", async () => {
    const { buckets } = await scores("metric=nps&segment=plan&interval=month");
    expect(buckets.reduce((sum, { n }) => sum + n, 0)).toBe(answered("nps").length);
    for (const bucket of buckets) expectFigures(bucket, "nps", answered("nps").filter(isWithin(bucket)).filter(({ plan }) => plan === bucket.segment));
  });

  it("say of each window how it differs from the one before, and whether that may be called a change", async () => {
    for (const interval of ["week", "month"]) {
      const { buckets } = await scores(`metric=nps&interval=${interval}`);
      const significant = buckets.map(({ start, end, change }) => {
        const later = answered("nps").filter(isWithin({ start, end }));
        if (change === null) return undefined;
        const earlier = answered("nps").filter(isWithin(change));
        expect(change.end).toBe(start);
        expect(change.n).toBe(earlier.length);
        expect(change.value).toBeCloseTo(figuresOf("nps", later).score! - figuresOf("nps", earlier).score!, 9);
        expect(change.significant).toBe(isChanged("nps", earlier, later));
        return change.significant;
      });
      expect(significant.filter((said) => said !== undefined).length).toBeGreaterThan(3);
    }
  });

  it("are the sums of the responses that can be listed, but for those who were erased", async () => {
    const { buckets } = await scores("metric=nps&segment=plan&interval=quarter");
    const gone = new Set([0, 7, 21].map((at) => `answer-${at}`));
    for (const bucket of buckets) {
      const listed: { readonly senderId: string; readonly score: number }[] = [];
      for (let cursor = ""; ; ) {
        const { status, body } = await app.get<{ items: typeof listed; cursor?: string }>(`${bucket.href}&limit=200${cursor}`);
        expect(status).toBe(200);
        listed.push(...body.items);
        if (body.cursor === undefined) break;
        cursor = `&cursor=${body.cursor}`;
      }
      const expected = answered("nps").filter(isWithin(bucket)).filter(({ plan, id }) => plan === bucket.segment && !gone.has(id));
      expect(listed.map(({ senderId }) => senderId).sort()).toEqual(expected.map(({ id }) => id).sort());
    }
  });
});
