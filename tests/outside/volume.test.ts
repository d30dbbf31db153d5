import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { type Afterscore, startUnfolded } from "./support/afterscore.ts";
import { type Effect, type Receipt, type Shown, isSettled } from "./support/api.ts";
import { atOnce } from "./support/at-once.ts";
import { type Voice, crowd, makeUp } from "./support/crowd.ts";
import { figuresOf, type Metric } from "./support/expected-scores.ts";
import { say } from "./support/say.ts";
import { strictTimes } from "./support/times.ts";
import { until } from "./support/until.ts";

const concurrency = 32;
/** The contract's minute; on a busy machine all that counts is that it ends. */
const settledWithin = strictTimes ? 60_000 : 240_000;

const seconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/** Posts everything once; answers the receipts that came, by place. */
async function postAll(app: Afterscore, voices: readonly Voice[]): Promise<readonly Receipt[]> {
  const receipts: Receipt[] = [];
  await atOnce(voices, concurrency, async ({ body }, at) => { receipts[at] = await app.accepted(body); });
  return receipts;
}

/** Every response with its effects, once all of them have come to their end; looked at one after the other, to leave the work in peace. */
async function allSettled(app: Afterscore, receipts: readonly Receipt[], within: number): Promise<readonly Shown[]> {
  const end = performance.now() + within;
  const shown: Shown[] = [];
  for (const [at, { id }] of receipts.entries()) {
    for (;;) {
      const response = await app.shown(id);
      shown[at] = response;
      if (response.effects.length > 0 && response.effects.every(({ state }) => isSettled(state))) break;
      if (performance.now() > end) throw new Error(`after ${within / 1000} s this is not settled: ${JSON.stringify(response.effects)}`);
      await sleep(500);
    }
  }
  return shown;
}

/** Nothing lost, nothing doubled: at Slack, in the mailbox, in the scores, in the ledger. */
async function expectExact(app: Afterscore, voices: readonly Voice[], responses: readonly Shown[]) {
  expect(new Set(responses.map(({ id }) => id)).size).toBe(voices.length);

  const wanted = new Map([["detractor", ["alert", "follow_up", "task"]], ["passive", ["follow_up"]], ["promoter", ["reward", "thank"]]]);
  const fates = (effects: readonly Effect[]) => effects.filter(({ state, detail }) => !(state === "sent" || (state === "cancelled" && detail === "frequency cap")));
  for (const [at, { effects, revision }] of responses.entries()) {
    expect(revision).toBe(1);
    expect(effects.map(({ kind }) => kind).sort()).toEqual(wanted.get(voices[at]!.band));
    expect(fates(effects)).toEqual([]);
  }

  const { detractor, passive, promoter } = makeUp;
  const history = await app.slack.history();
  expect(history).toHaveLength(detractor.once + detractor.twice);
  const threads = history.filter(({ reply_count: replies }) => replies !== undefined);
  expect(threads).toHaveLength(detractor.twice);
  const said = history.map((message) => JSON.stringify(message.blocks));
  for (const { ts } of threads) {
    const lines = await app.slack.thread(ts);
    expect(lines).toHaveLength(1);
    said.push(JSON.stringify(lines[0]?.blocks));
  }
  const marks = new Set(said.flatMap((text) => /mark (\S+) end/.exec(text)?.[1] ?? []));
  // A card shows the latest answer, its thread the one that joined: together the second of two, and every single one.
  const singles = voices.filter(({ band, email }) => band === "detractor" && Number(email.split(/[-@]/)[2]) < detractor.once);
  for (const { body } of singles) expect(marks).toContain(body["id"]);

  const mails = await app.mailbox.all();
  expect(mails).toHaveLength(Object.values({ detractor, passive, promoter }).reduce((sum, { once, twice }) => sum + once + twice, 0));
  expect(new Set(mails.map(({ to }) => to))).toEqual(new Set(voices.map(({ email }) => email)));

  const cases = await app.all<{ id: string; responses: string[] }>("/v1/cases?limit=200");
  expect(cases).toHaveLength(detractor.once + detractor.twice);
  expect(cases.flatMap(({ responses: members }) => members)).toHaveLength(detractor.once + 2 * detractor.twice);

  expect(await app.all("/v1/responses?limit=200")).toHaveLength(voices.length);
}

async function expectScores(app: Afterscore, voices: readonly Voice[]) {
  for (const metric of ["nps", "csat", "ces"] satisfies Metric[]) {
    const answers = voices.filter((voice) => voice.metric === metric);
    const { total, buckets } = await until("all counted", async () => {
      const { body } = await app.get<{ total: { n: number }; buckets: { segment: string }[] }>(`/v1/scores?metric=${metric}&segment=survey`);
      return body.total.n >= answers.length ? body : undefined;
    });
    const { interval, score, ...figures } = figuresOf(metric, answers);
    expect(total).toMatchObject(figures);
    expect(total).toMatchObject({ score: expect.closeTo(score ?? NaN, 9), interval: { low: expect.closeTo(interval?.low ?? NaN, 4), high: expect.closeTo(interval?.high ?? NaN, 4) } });
    const surveys = Map.groupBy(answers, ({ survey }) => survey);
    expect(buckets).toHaveLength(surveys.size);
    for (const [survey, its] of surveys) {
      const { n, promoters, passives, detractors, histogram } = figuresOf(metric, its);
      expect(buckets.find(({ segment }) => segment === survey)).toMatchObject({ n, promoters, passives, detractors, histogram });
    }
  }
}

describe("2,000 mixed responses, 32 at a time", () => {
  it("are neither lost nor doubled", async () => {
    const app = await startUnfolded();
    try {
      const voices = crowd(1);
      const begun = performance.now();
      const receipts = await postAll(app, voices);
      say(`2,000 accepted in ${seconds(begun)}`);
      const responses = await allSettled(app, receipts, settledWithin);
      say(`2,000 settled in ${seconds(begun)}`);
      await expectExact(app, voices, responses);
      await expectScores(app, voices);
    } finally {
      await app.stop();
    }
  }, 360_000);

  it("are neither lost nor doubled when everything is killed half-way, started again, and repeated by the sender", async () => {
    const app = await startUnfolded();
    let again: Afterscore | undefined;
    try {
      const voices = crowd(2);
      let accepted = 0;
      let dying: Promise<void> | undefined;
      await atOnce(voices, concurrency, async ({ body }) => {
        if (dying !== undefined) return;
        const answered = await app.post(body).catch(() => undefined);
        if (answered?.status === 202) accepted += 1;
        if (accepted >= voices.length / 2) dying ??= app.kill();
      });
      await dying;
      again = await app.again();
      const ready = performance.now();
      say(`killed after ${accepted} were accepted; ready again after ${Math.round(again.readyMs)} ms`);
      const receipts = await postAll(again, voices);
      say(`all repeated ${seconds(ready)} after that`);
      const responses = await allSettled(again, receipts, settledWithin);
      say(`all settled ${seconds(ready)} after it was ready again`);
      expect(performance.now() - ready).toBeLessThan(settledWithin);
      await expectExact(again, voices, responses);
      await expectScores(again, voices);
    } finally {
      await again?.stop();
      await app.stop();
    }
  }, 360_000);
});
