import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Afterscore, startAfterscore } from "./support/afterscore.ts";
import { answer, fresh, person } from "./support/answers.ts";
import type { Body, Case, Page, Problem, Receipt, Shown } from "./support/api.ts";
import { atOnce } from "./support/at-once.ts";
import { until } from "./support/until.ts";

let app: Afterscore;
beforeAll(async () => { app = await startAfterscore(); });
afterAll(() => app.stop());

type Item = { readonly status: number; readonly body: Receipt & Problem; readonly replayed?: true };

async function batch(text: string, headers: Record<string, string> = {}) {
  return app.ask<Item[] & Problem>("POST", "/v1/responses/batch", text, { headers });
}

const ndjson = { "Content-Type": "application/x-ndjson" };

describe("a batch", () => {
  it.each([
    { form: "a JSON array", headers: {}, write: (items: readonly Body[]) => JSON.stringify(items) },
    { form: "NDJSON", headers: ndjson, write: (items: readonly Body[]) => `${items.map((item) => JSON.stringify(item)).join("\n")}\n` },
  ])("as $form is answered item by item, in order, whatever becomes of the others", async ({ headers, write }) => {
    const survey = { id: fresh("batch") };
    const id = fresh("own");
    const items = [answer(9, { survey, id }), answer(11, { survey }), answer(3, { survey, comment: "two" }), { nonsense: 1 }, answer(9, { survey, id }), answer(8, { survey, id })];
    // The repeats carry their own respondent: made the same, to be the same.
    items[4] = items[0]!;
    items[5] = { ...items[0], score: 8 };
    const { status, body } = await batch(write(items), headers);
    expect(status).toBe(207);
    expect(body.map((item) => item.status)).toEqual([202, 422, 202, 422, 202, 202]);
    expect(body[1]?.body.errors?.map(({ pointer }) => pointer)).toEqual(["/score"]);
    expect(body[3]?.body).toMatchObject({ title: expect.any(String), status: 422 });
    expect(body[4]?.body).toEqual(body[0]?.body);
    expect(body.map(({ replayed }) => replayed)).toEqual([undefined, undefined, undefined, undefined, true, undefined]);
    expect(body[5]?.body).toMatchObject({ id: body[0]?.body.id, revision: 2 });
    expect(await app.all(`/v1/responses?survey=${survey.id}`)).toHaveLength(2);
    await app.settled(body[2]!.body.id);
    expect(await app.shown(body[2]!.body.id)).toMatchObject({ comment: "two" });
  });

  it("as NDJSON says which line is no JSON, and takes the others", async () => {
    const { status, body } = await batch(`${JSON.stringify(answer(9))}\r\n{"broken\r\n\r\n${JSON.stringify(answer(8))}`, ndjson);
    expect(status).toBe(207);
    expect(body.map((item) => item.status)).toEqual([202, 400, 202]);
  });

  it("takes 500 and keeps their order", async () => {
    const items = Array.from({ length: 500 }, (_, at) => answer(at % 11, { id: fresh("own"), backfill: true, comment: `${at}` }));
    const { status, body } = await batch(JSON.stringify(items));
    expect(status).toBe(207);
    expect(body.map((item) => item.status)).toEqual(items.map(() => 202));
    expect(new Set(body.map((item) => item.body.id)).size).toBe(500);
    for (const at of [0, 1, 250, 498, 499]) expect(await app.shown(body[at]!.body.id)).toMatchObject({ comment: `${at}` });
    const again = await batch(JSON.stringify(items));
    expect(again.body).toEqual(body.map((item) => ({ ...item, replayed: true })));
  });

  it("of none is answered with none", async () => {
    expect(await batch("[]")).toMatchObject({ status: 207, body: [] });
  });

  it.each([
    { what: "501 items", text: () => JSON.stringify(Array.from({ length: 501 }, () => answer(9))), headers: {}, status: 413 },
    { what: "more than 4 MiB", text: () => JSON.stringify([answer(9)]).padEnd(4 * 1024 * 1024 + 1), headers: {}, status: 413 },
    { what: "no array", text: () => JSON.stringify(answer(9)), headers: {}, status: 422 },
    { what: "no JSON", text: () => "[", headers: {}, status: 400 },
    { what: "another media type", text: () => "[]", headers: { "Content-Type": "text/csv" }, status: 415 },
    { what: "an Idempotency-Key", text: () => JSON.stringify([answer(9)]), headers: { "Idempotency-Key": "k" }, status: 422 },
  ])("with $what is refused as a whole", async ({ text, headers, status }) => {
    const refused = await batch(text(), headers);
    expect(refused.status).toBe(status);
    expect(refused.headers.get("Content-Type")).toMatch(/^application\/problem\+json/);
    expect(refused.headers.get("X-Request-Id")).toMatch(/\S{8,}/);
    expect(refused.body).toMatchObject({ status, title: expect.any(String), detail: expect.any(String) });
  });

  it("refuses an item of more than 64 KiB and takes the others", async () => {
    const big = answer(9, { attributes: Object.fromEntries(Array.from({ length: 400 }, (_, at) => [`a${at}`, "x".repeat(200)])) });
    const { body } = await batch(JSON.stringify([answer(9), big]));
    expect(body[0]?.status).toBe(202);
    expect([413, 422]).toContain(body[1]?.status);
  });
});

describe("the list of responses", () => {
  const survey = fresh("listed");
  const people = [person(), person(), person()];
  const accounts = [fresh("a"), fresh("b")];
  const days = ["2026-11-01", "2026-11-05", "2026-11-10", "2026-11-15"];
  const posted: { id: string; at: string; who: string; account: string; band: string; metric: string }[] = [];

  beforeAll(async () => {
    const wanted = Array.from({ length: 120 }, (_, at) => at);
    await atOnce(wanted, 16, async (at) => {
      const who = people[at % 3]!;
      const account = accounts[at % 2]!;
      const submittedAt = `${days[at % 4] ?? ""}T${String(at % 24).padStart(2, "0")}:${String(at % 60).padStart(2, "0")}:00Z`;
      const metric = at % 5 === 0 ? "csat" : "nps";
      const { id, band } = await app.accepted({ survey: { id: survey }, metric, score: metric === "csat" ? 1 + (at % 5) : at % 11, respondent: who, account: { id: account }, submittedAt, backfill: true });
      posted.push({ id, at: submittedAt, who: who.id, account, band, metric });
    });
  });

  const listed = async (query: string) => (await app.all<Shown>(`/v1/responses?${query}`)).map(({ id }) => id).sort();
  const expected = (test: (response: (typeof posted)[number]) => boolean) => posted.filter(test).map(({ id }) => id).sort();

  it.each([1, 7, 50, 119, 120, 200])("comes complete and without doubles in pages of %i, newest first", async (limit) => {
    const found = await app.all<Shown>(`/v1/responses?survey=${survey}&from=2026-11-01T00:00:00Z&to=2026-11-16T00:00:00Z&limit=${limit}`);
    expect(found.map(({ id }) => id).sort()).toEqual(expected(() => true));
    const times = found.map((response) => Date.parse(String(response["submittedAt"])));
    expect(times).toEqual([...times].sort((a, b) => b - a));
  });

  it("never gives more than was asked for", async () => {
    const { body } = await app.get<Page<Shown>>("/v1/responses?limit=3");
    expect(body.items.length).toBeLessThanOrEqual(3);
    expect(body.cursor).toEqual(expect.any(String));
  });

  it("can be had by respondent, by id and by address", async () => {
    const [who] = people;
    expect(await listed(`respondent=${who!.id}&limit=9`)).toEqual(expected((response) => response.who === who!.id));
    const wanted = expected((response) => response.who === who!.id);
    // Whose address it is, is written down once the answer has come through the stream.
    await until("found by address", async () => ((await listed(`respondent=${encodeURIComponent(who!.email)}`)).length === wanted.length ? true : undefined));
    expect(await listed(`respondent=${encodeURIComponent(who!.email)}`)).toEqual(wanted);
  });

  it("can be had by account", async () => {
    expect(await listed(`account=${accounts[1]!}&limit=11`)).toEqual(expected((response) => response.account === accounts[1]));
  });

  it("can be had by time, from inclusive and to exclusive", async () => {
    expect(await listed(`survey=${survey}&from=2026-11-05T00:00:00Z&to=2026-11-15T00:00:00%2B00:00`)).toEqual(
      expected(({ at }) => at >= "2026-11-05" && at < "2026-11-15"),
    );
    const { at, account } = posted[17]!;
    const next = new Date(Date.parse(at) + 1).toISOString();
    expect(await listed(`account=${account}&from=${at}&to=${next}`)).toEqual(expected((response) => response.at === at && response.account === account));
    expect(await listed(`account=${account}&from=${next}&to=${next}`)).toEqual([]);
  });

  it("can be narrowed by survey, metric and band, all at once", async () => {
    expect(await listed(`survey=${survey}&metric=nps&band=detractor&account=${accounts[0]!}&limit=5`)).toEqual(
      expected(({ metric, band, account }) => metric === "nps" && band === "detractor" && account === accounts[0]),
    );
  });

  it.each(["limit=0", "limit=201", "limit=x", "band=happy", "metric=xyz", "from=yesterday", "colour=red", "from=2026-11-01"])("refuses %s, and points at it", async (query) => {
    const { status, body } = await app.get<Problem>(`/v1/responses?${query}`);
    expect(status).toBe(422);
    expect(body.errors?.map(({ pointer }) => pointer)).toEqual([`/${query.split("=")[0] ?? ""}`]);
  });

  it("refuses a span that ends before it begins", async () => {
    const { status, body } = await app.get<Problem>("/v1/responses?from=2026-11-02T00:00:00Z&to=2026-11-02T00:30:00%2B01:00");
    expect([status, body.errors]).toEqual([422, [{ pointer: "/to", detail: "must not be before 2026-11-02T00:00:00.000Z" }]]);
  });

  it.each(["/v1/responses?limit=1&limit=2", "/v1/cases?limit=1&limit=1", "/v1/scores?metric=nps&limit=1&limit=2"])("refuses a parameter that is given twice: %s", async (path) => {
    const { status, body } = await app.get<Problem>(path);
    expect([status, body.errors]).toEqual([422, [{ pointer: "/limit", detail: "is given 2 times: give it once" }]]);
  });

  it("refuses a cursor that is not its own, and points at it: an empty page would look like the end", async () => {
    const { body } = await app.get<Page<Shown>>("/v1/responses?limit=1");
    const made = ["x", "%00", "é", Buffer.from("9999").toString("base64url"), "A".repeat(999), `${body.cursor}x`];
    const asked = [...made.map((cursor) => ["/v1/responses", cursor] as const), ...[...made, String(body.cursor)].map((cursor) => ["/v1/cases", cursor] as const)];
    for (const [path, cursor] of asked) {
      const answered = await app.get<Problem>(`${path}?cursor=${encodeURIComponent(cursor)}`);
      expect([cursor, answered.status, answered.body.errors?.map(({ pointer }) => pointer)]).toEqual([cursor, 422, ["/cursor"]]);
    }
  });
});

describe("the list of cases", () => {
  it("comes complete in pages, narrowed by state, account, owner and severity", async () => {
    const account = fresh("case");
    const opened: string[] = [];
    await atOnce(Array.from({ length: 12 }, (_, at) => at), 4, async (at) => {
      const { id } = await app.accepted(answer(at % 2 === 0 ? 1 : 6, { account: { id: account, owner: { email: at % 3 === 0 ? "mia@us.example" : "jonas@us.example" } } }));
      const { caseId } = await app.settled(id);
      opened.push(caseId ?? "?");
    });
    const of = async (query: string) => (await app.all<Case>(`/v1/cases?account=${account}&${query}`)).map(({ id }) => id);
    expect((await of("limit=5")).sort()).toEqual([...opened].sort());
    expect(new Set(await of("limit=5")).size).toBe(12);
    expect(await of("state=resolved")).toEqual([]);
    expect(await of("severity=high")).toHaveLength(6);
    const owners = (await app.all<Case>(`/v1/cases?account=${account}&owner=mia@us.example`)).map(({ owner }) => owner?.["email"]);
    expect(new Set(owners)).toEqual(new Set(["mia@us.example"]));
    expect((await app.get("/v1/cases?state=closed")).status).toBe(422);
  });
});

describe("the account directory", () => {
  it("is written by PUT, and shown by GET", async () => {
    const id = fresh("acme");
    const fields = { name: "Acme", plan: "Scale", mrr: 1200.5, currency: "EUR", renewsOn: "2027-01-15", owner: { email: "mia@us.example", name: "Mia" } };
    const put = await app.ask("PUT", `/v1/accounts/${id}`, JSON.stringify(fields));
    expect(put.status).toBe(200);
    expect(put.body).toMatchObject({ id, ...fields });
    expect(await app.get(`/v1/accounts/${id}`)).toMatchObject({ status: 200, body: { id, ...fields } });
  });

  it.each([
    { body: { mrr: -1 }, pointer: "/mrr" },
    { body: { plan: 7 }, pointer: "/plan" },
    { body: { planet: "x" }, pointer: "/planet" },
    { body: { renewsOn: "soon" }, pointer: "/renewsOn" },
  ])("refuses $body, and points at it", async ({ body, pointer }) => {
    const { status, body: problem } = await app.ask<Problem>("PUT", `/v1/accounts/${fresh("a")}`, JSON.stringify(body));
    expect(status).toBe(422);
    expect(problem.errors?.map((error) => error.pointer)).toEqual([pointer]);
  });

  it("learns from responses, and the newest submittedAt wins, in whatever order they come", async () => {
    const id = fresh("acme");
    const say = async (plan: string, submittedAt: string, more: Body = {}) => {
      const receipt = await app.accepted(answer(9, { account: { id, plan }, submittedAt, ...more }));
      await app.settled(receipt.id);
    };
    const plan = async () => (await app.get<{ plan?: string }>(`/v1/accounts/${id}`)).body.plan;
    await say("second", "2026-11-10T00:00:00Z");
    await until("learned", async () => ((await plan()) === "second" ? true : undefined));
    await say("first", "2026-11-01T00:00:00Z");
    expect(await plan()).toBe("second");
    await say("third", "2026-11-12T08:00:00+08:00");
    expect(await plan()).toBe("third");
    await say("rehearsed", "2026-11-20T00:00:00Z", { test: true });
    await say("old", "2026-11-20T00:00:00Z", { backfill: true });
    expect(await plan()).toBe("third");
    await app.ask("PUT", `/v1/accounts/${id}`, JSON.stringify({ plan: "written" }));
    await say("late", "2026-11-15T00:00:00Z");
    expect(await plan()).toBe("written");
  });
});
