import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Afterscore, startAfterscore } from "./support/afterscore.ts";
import { answer, fresh } from "./support/answers.ts";
import type { Body, PostOptions, Problem } from "./support/api.ts";
import { createKey } from "./support/keys.ts";
import { changedPolicy } from "./support/policies.ts";
import { newHome } from "./support/process.ts";
import { until } from "./support/until.ts";

type Told = { readonly id: string; readonly survey: { readonly id: string }; readonly day: string; readonly count: number };
type Read = { readonly timeZone: string; readonly total: number; readonly days: readonly { readonly day: string; readonly count: number }[] };

let app: Afterscore;
beforeAll(async () => {
  const home = newHome();
  app = await startAfterscore({ home, policy: changedPolicy(home, [["timeZone: UTC", "timeZone: America/St_Johns"]]) });
});
afterAll(() => app.stop());

const post = (body: Body, options?: PostOptions) => app.ask<Told & Problem>("POST", "/v1/invitations", JSON.stringify(body), options);
const read = async (query: string): Promise<Read> => {
  const { status, body } = await app.get<Read>(`/v1/invitations?${query}`);
  expect(status).toBe(200);
  return body;
};
const totalOf = async (survey: string) => (await read(`survey=${encodeURIComponent(survey)}`)).total;
const replayed = (answer: { readonly headers: Headers }) => answer.headers.get("Idempotent-Replayed");

describe("invitations", () => {
  it("are counted by survey and by the local day on which they were sent", async () => {
    const [survey, other] = [fresh("survey"), fresh("survey")];
    // Midnight in St. John's is 03:30 in UTC, and 02:30 while its clocks are ahead.
    const sent = [["2026-11-02T03:29:59Z", 5], ["2026-11-02T03:30:00Z", 7], ["2026-11-02T12:00:00+09:00", 11], ["2026-06-10T02:30:00Z", 13]] as const;
    const answers = [];
    for (const [sentAt, count] of sent) answers.push(await post({ survey: { id: survey }, count, sentAt }));
    expect(answers.map(({ status, body }) => [status, body.day, body.count])).toEqual([[202, "2026-11-01", 5], [202, "2026-11-02", 7], [202, "2026-11-01", 11], [202, "2026-06-10", 13]]);
    for (const { body } of answers) expect(body).toMatchObject({ id: expect.stringMatching(/^inv_/) as string, survey: { id: survey } });
    await post({ survey: { id: other }, count: 100, sentAt: "2026-11-01T12:00:00Z" });
    expect(await read(`survey=${survey}&from=2026-06-01&to=2026-12-01`)).toEqual({
      timeZone: "America/St_Johns", total: 36, days: [{ day: "2026-06-10", count: 13 }, { day: "2026-11-01", count: 16 }, { day: "2026-11-02", count: 7 }],
    });
    expect((await read(`survey=${survey}&from=2026-11-01&to=2026-11-02`)).total).toBe(16);
    expect((await read("from=2026-11-01&to=2026-11-02")).total).toBe(116);
  });

  it("are of now when nobody says when they were sent, and read for 90 days", async () => {
    const survey = fresh("survey");
    const { body } = await post({ survey: { id: survey }, count: 3 });
    const { days } = await read(`survey=${survey}`);
    expect(days).toEqual([{ day: body.day, count: 3 }]);
    expect(Math.abs(Date.parse(body.day) - Date.now())).toBeLessThan(2 * 86_400_000);
    expect(await read("survey=nobody-was-asked")).toMatchObject({ total: 0, days: [] });
  });

  it("give the scores of their survey a response rate, by period and beside other surveys, and no other score", async () => {
    const [survey, other] = [fresh("survey"), fresh("survey")];
    const at = "2026-11-10T12:00:00Z";
    for (const [id, count] of [[survey, 8], [other, 0]] as const) {
      if (count > 0) await post({ survey: { id }, count, sentAt: at });
      for (const score of [9, 3]) await app.accepted(answer(score, { survey: { id }, submittedAt: at, backfill: true }));
    }
    type Scored = { readonly n: number; readonly invited?: number; readonly responseRate?: number; readonly segment?: string };
    const ask = async (query: string) => (await app.get<{ total: Scored; buckets: Scored[] }>(`/v1/scores?metric=nps&from=2026-11-09&to=2026-11-23&${query}`)).body;
    const { total, buckets } = await until("both counted", async () => {
      const found = await ask(`survey=${survey}&interval=week`);
      return found.total.n === 2 && (await ask(`survey=${other}`)).total.n === 2 ? found : undefined;
    });
    expect(total).toMatchObject({ n: 2, invited: 8, responseRate: 25 });
    expect(buckets.map(({ invited, responseRate }) => [invited, responseRate])).toEqual([[8, 25], [undefined, undefined]]);
    expect((await ask(`survey=${other}`)).total).not.toHaveProperty("responseRate");
    const bySurvey = (await ask("segment=survey")).buckets;
    expect(bySurvey.find(({ segment }) => segment === survey)).toMatchObject({ invited: 8, responseRate: 25 });
    expect(bySurvey.find(({ segment }) => segment === other)).not.toHaveProperty("invited");
    expect((await ask("")).total).not.toHaveProperty("responseRate");
  });

  it("count once under their id, however often they come, and at once", async () => {
    const [survey, id] = [fresh("survey"), fresh("send")];
    const body = { survey: { id: survey }, count: 120, id };
    const first = await post(body);
    expect([first.status, replayed(first)]).toEqual([202, null]);
    const again = await Promise.all(Array.from({ length: 8 }, () => post(body)));
    for (const answer of again) expect([answer.status, replayed(answer), answer.text]).toEqual([202, "true", first.text]);
    const [other, otherId] = [fresh("survey"), fresh("send")];
    const together = await Promise.all(Array.from({ length: 8 }, () => post({ survey: { id: other }, count: 7, id: otherId })));
    expect(together.filter((answer) => replayed(answer) === null)).toHaveLength(1);
    expect(new Set(together.map(({ text }) => text)).size).toBe(1);
    expect([await totalOf(survey), await totalOf(other)]).toEqual([120, 7]);
  });

  it("count once under their Idempotency-Key, and each time without either", async () => {
    const survey = fresh("survey");
    const key = fresh("key");
    const answers = [];
    for (let times = 0; times < 2; times += 1) answers.push(await post({ survey: { id: survey }, count: 2 }, { key }));
    expect(answers.map(replayed)).toEqual([null, "true"]);
    for (let times = 0; times < 3; times += 1) expect(replayed(await post({ survey: { id: survey }, count: 10 }))).toBeNull();
    expect(await totalOf(survey)).toBe(32);
  });

  it("are refused under an id or a key that came with other content, and nothing is counted", async () => {
    const [survey, id, key] = [fresh("survey"), fresh("send"), fresh("key")];
    await post({ survey: { id: survey }, count: 5, id }, { key });
    const wrong: readonly (readonly [Body, PostOptions?])[] = [
      [{ survey: { id: survey }, count: 6, id }],
      [{ survey: { id: fresh("survey") }, count: 5, id }],
      [{ survey: { id: survey }, count: 5, id, sentAt: "2026-11-01T12:00:00Z" }],
      [{ survey: { id: survey }, count: 6 }, { key }],
      [{ survey: { id: survey }, count: 6, id: fresh("send") }, { key }],
    ];
    for (const [body, options] of wrong) {
      const { status, body: said } = await post(body, options);
      expect([status, said]).toEqual([422, expect.objectContaining({ type: expect.stringMatching(/\/idempotency-mismatch$/) as string, detail: expect.stringContaining("Use a new one") as string })]);
    }
    expect(await totalOf(survey)).toBe(5);
    const lateKey = fresh("key");
    expect(replayed(await post({ survey: { id: survey }, count: 5, id }, { key: lateKey }))).toBe("true");
    expect((await post({ survey: { id: survey }, count: 1 }, { key: lateKey })).status).toBe(422);
  });

  it("have ids and keys of their source alone", async () => {
    const crm = await createKey(app.home, "crm", "write");
    const [survey, id] = [fresh("survey"), fresh("send")];
    const body = { survey: { id: survey }, count: 5, id };
    const answers = [await post(body), await post(body, { apiKey: crm })];
    expect(answers.map(replayed)).toEqual([null, null]);
    expect(await totalOf(survey)).toBe(10);
  });

  it("are still known, and counted, after kill -9", async () => {
    const survey = fresh("survey");
    const body = { survey: { id: survey }, count: 9, id: fresh("send") };
    const first = await post(body);
    await app.kill();
    app = await app.again();
    const again = await post(body);
    expect([replayed(again), again.text, await totalOf(survey)]).toEqual(["true", first.text, 9]);
  });
});

describe("what is no count of invitations", () => {
  const survey = { id: "onboarding-30d" };
  it.each<{ body: Body; at: readonly string[] }>([
    { body: {}, at: ["/survey", "/count"] },
    { body: { survey: {}, count: 1 }, at: ["/survey/id"] },
    { body: { survey: { id: "" }, count: 1 }, at: ["/survey/id"] },
    { body: { survey: { id: "x".repeat(129) }, count: 1 }, at: ["/survey/id"] },
    { body: { survey: "onboarding-30d", count: 1 }, at: ["/survey"] },
    { body: { survey, count: 0 }, at: ["/count"] },
    { body: { survey, count: 1_000_001 }, at: ["/count"] },
    { body: { survey, count: 1.5 }, at: ["/count"] },
    { body: { survey, count: "12" }, at: ["/count"] },
    { body: { survey, count: 1, sentAt: "yesterday" }, at: ["/sentAt"] },
    { body: { survey, count: 1, sentAt: "2026-11-21" }, at: ["/sentAt"] },
    { body: { survey, count: 1, sentAt: new Date(Date.now() + 6 * 60_000).toISOString() }, at: ["/sentAt"] },
    { body: { survey, count: 1, id: "" }, at: ["/id"] },
    { body: { survey, count: 1, id: "x".repeat(129) }, at: ["/id"] },
    { body: { survey, count: 1, colour: "red" }, at: ["/colour"] },
  ])("is 422 with the fields that are wrong: $body", async ({ body, at }) => {
    const { status, body: said } = await post(body);
    expect([status, said.errors?.map(({ pointer }) => pointer).sort()]).toEqual([422, [...at].sort()]);
  });

  it("is taken at the edges of what is allowed", async () => {
    const edges = [{ count: 1 }, { count: 1_000_000 }, { count: 1, sentAt: new Date(Date.now() + 4 * 60_000).toISOString() }, { count: 1, id: "é".repeat(128) }];
    for (const more of edges) expect((await post({ survey: { id: fresh("s") }, ...more })).status).toBe(202);
  });

  it("is 400, 413 or 415 where it cannot be read, and needs a key that may write, or to read one that may read", async () => {
    const send = async (text: string, type = "application/json") => (await app.ask("POST", "/v1/invitations", text, { headers: { "Content-Type": type } })).status;
    expect([await send("{"), await send("{}", "text/plain"), await send(JSON.stringify({ survey: { id: "x".repeat(5_000) }, count: 1 }))]).toEqual([400, 415, 413]);
    expect((await post({ survey, count: 1 }, { key: "k".repeat(256) })).status).toBe(422);
    const [reader, writer] = [await createKey(app.home, "crm", "read"), await createKey(app.home, "crm", "write")];
    expect([(await post({ survey, count: 1 }, { apiKey: null })).status, (await post({ survey, count: 1 }, { apiKey: reader })).status]).toEqual([401, 403]);
    expect([(await app.get("/v1/invitations", { apiKey: writer })).status, (await app.get("/v1/invitations", { apiKey: reader })).status]).toEqual([403, 200]);
    for (const query of ["from=2026-02-30", "from=2026-11-02&to=2026-11-02", "colour=red", "survey="]) expect((await app.get(`/v1/invitations?${query}`)).status).toBe(422);
  });
});
