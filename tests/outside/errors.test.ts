import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Afterscore, startAfterscore } from "./support/afterscore.ts";
import { answer, fresh, person } from "./support/answers.ts";
import type { Answer, Body, PostOptions, Problem, Receipt } from "./support/api.ts";
import { ownEngine } from "./support/engine.ts";
import { createKey, hasKeysCommand } from "./support/keys.ts";
import { changedPolicy } from "./support/policies.ts";
import { forget, newHome } from "./support/process.ts";
import { until } from "./support/until.ts";

/** Fails unless the answer is a problem of this status, as RFC 9457 has it, and one can ask about it. */
function expectProblem(answered: Answer<unknown>, status: number): Problem {
  expect(answered.status).toBe(status);
  expect(answered.headers.get("Content-Type")).toMatch(/^application\/problem\+json/);
  expect(answered.headers.get("X-Request-Id")).toMatch(/\S{8,}/);
  const problem = answered.body as Problem;
  expect(problem).toMatchObject({ type: expect.stringMatching(/^\S+$/), title: expect.stringMatching(/\S/), status, detail: expect.stringMatching(/\S/) });
  return problem;
}

describe("POST /v1/responses", () => {
  let app: Afterscore;
  beforeAll(async () => { app = await startAfterscore(); });
  afterAll(() => app.stop());

  const refused = async (body: Body, status = 422, options?: PostOptions) => expectProblem(await app.post<Problem>(body, options), status);
  const sent = async (text: string | Uint8Array<ArrayBuffer>, status: number, options?: PostOptions) =>
    expectProblem(await app.ask<Problem>("POST", "/v1/responses", text, options), status);

  it("carries a request id when all is well, too", async () => {
    const answered = await app.post(answer(9));
    expect(answered.status).toBe(202);
    expect(answered.headers.get("X-Request-Id")).toMatch(/\S{8,}/);
    expect(answered.headers.get("Content-Type")).toMatch(/^application\/json/);
    expect(answered.body).toEqual({ id: expect.stringMatching(/^rsp_/), band: "promoter", revision: 1, href: `/v1/responses/${answered.body.id}` });
    expect((await app.get(answered.body.href)).status).toBe(200);
  });

  it.each(["", "{", "{'score': 3}", "not json", "[1,2", "\u0000"])("answers 400 to malformed JSON: %j", async (text) => {
    const problem = await sent(text, 400);
    expect(problem.errors?.map(({ pointer }) => pointer)).toEqual([""]);
  });

  it("answers 400 to bytes that are not UTF-8", async () => {
    const bytes = Buffer.concat([Buffer.from('{"comment":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]);
    await sent(new Uint8Array(bytes), 400);
  });

  it.each([null, "Bearer", "as_local_wrong", "", "Bearer x y"])("answers 401 to the key %j", async (apiKey) => {
    const answered = await app.post(answer(9), { apiKey });
    expectProblem(answered, 401);
    expect(answered.headers.get("WWW-Authenticate")).toMatch(/^Bearer/);
  });

  it("answers 401 to a key that differs in one letter", async () => {
    const key = app.local.apiKey;
    const last = key.at(-1) === "A" ? "B" : "A";
    await refused(answer(9), 401, { apiKey: key.slice(0, -1) + last });
    await refused(answer(9), 401, { headers: { Authorization: `Basic ${Buffer.from(key).toString("base64")}` } });
    expectProblem(await app.get("/v1/responses", { apiKey: `${key}x` }), 401);
    expectProblem(await app.get("/v1/cases", { apiKey: null }), 401);
    expectProblem(await app.get("/v1/scores?metric=nps", { apiKey: null }), 401);
  });

  it.skipIf(!hasKeysCommand)("answers 403 to a key without the scope", async () => {
    const [reader, writer] = [await createKey(app.home, "r", "read"), await createKey(app.home, "w", "write")];
    await refused(answer(9), 403, { apiKey: reader });
    expect((await app.get("/v1/responses", { apiKey: reader })).status).toBe(200);
    expect((await app.post(answer(9), { apiKey: writer })).status).toBe(202);
    expectProblem(await app.get("/v1/responses", { apiKey: writer }), 403);
  });

  it("answers 404 to what is not there", async () => {
    expectProblem(await app.get("/v1/responses/rsp_nothing"), 404);
    expectProblem(await app.get("/v1/cases/case_nothing"), 404);
    expectProblem(await app.get("/v1/accounts/nothing"), 404);
    expectProblem(await app.get("/v1/nothing"), 404);
  });

  it.each<{ path: string; takes: string; not: readonly string[] }>([
    { path: "/v1/responses", takes: "GET, HEAD, POST", not: ["PUT", "DELETE", "PATCH", "OPTIONS"] },
    { path: "/v1/responses/batch", takes: "GET, HEAD, POST", not: ["PUT"] },
    { path: "/v1/responses/rsp_1", takes: "GET, HEAD", not: ["POST", "DELETE"] },
    { path: "/v1/accounts/acme", takes: "GET, HEAD, PUT", not: ["POST", "PATCH"] },
    { path: "/healthz", takes: "GET, HEAD", not: ["POST"] },
    { path: "/v1/cases", takes: "GET, HEAD", not: ["POST"] },
    { path: "/v1/cases/case_1", takes: "GET, HEAD", not: ["DELETE"] },
    { path: "/v1/cases/case_1/events", takes: "POST", not: ["GET", "PUT"] },
    { path: "/v1/scores", takes: "GET, HEAD", not: ["POST"] },
    { path: "/v1/respondents/erase", takes: "POST", not: ["GET", "DELETE"] },
    { path: "/v1/respondents/export", takes: "POST", not: ["GET"] },
    { path: "/slack/interactions", takes: "POST", not: ["GET"] },
    { path: "/slack/events", takes: "POST", not: ["PUT"] },
  ])("answers 405 to other methods than $takes at $path, and says so", async ({ path, takes, not }) => {
    for (const method of not) {
      const answered = await app.ask<Problem>(method, path);
      expect(expectProblem(answered, 405).detail).toBe(`${path} takes ${takes}, and not ${method}.`);
      expect(answered.headers.get("Allow")).toBe(takes);
    }
  });

  it.each(["/v1/accounts/%00", "/v1/accounts/%ZZ", "/v1/accounts/%ff", "/v1/cases/%00/events", "/v1/responses/%e2%28", "/v1/responses?respondent=%ff", "/v1/responses?%zz=1", "/v1/cases?owner=a%00b", "/v1/scores?metric=%", "/v1/respondents/%00"])(
    "answers 400 to an address that cannot be read: %s",
    async (path) => {
      const problem = expectProblem(await app.get(path), 400);
      expect(problem.detail).toMatch(/^The address cannot be read: it (?:holds the character NUL|is not percent-encoded UTF-8)/);
    },
  );

  it("answers 413 to more than 64 KiB, and takes exactly that", async () => {
    const padded = (size: number) => {
      const text = JSON.stringify(answer(9));
      return text + " ".repeat(size - Buffer.byteLength(text));
    };
    expect((await app.ask("POST", "/v1/responses", padded(64 * 1024))).status).toBe(202);
    await sent(padded(64 * 1024 + 1), 413);
    await sent(padded(3 * 1024 * 1024), 413);
  });

  it.each(["text/plain", "application/x-www-form-urlencoded", "application/xml", "application/x-ndjson", ""])("answers 415 to %j", async (type) => {
    const answered = await fetch(`${app.local.url}/v1/responses`, {
      method: "POST",
      headers: { Authorization: `Bearer ${app.local.apiKey}`, "Content-Type": type },
      body: new TextEncoder().encode(JSON.stringify(answer(9))),
    });
    expect(answered.status).toBe(415);
    expect(answered.headers.get("Content-Type")).toMatch(/^application\/problem\+json/);
  });

  it.each(["application/json; charset=utf-8", 'Application/JSON;charset="UTF-8"', "application/json ; profile=x"])("takes JSON as %s", async (type) => {
    expect((await app.post(answer(9), { headers: { "Content-Type": type } })).status).toBe(202);
  });

  it.each(["application/json; charset=iso-8859-1", "application/json; charset=utf-16", "application/json; charset="])("answers 415 to %s", async (type) => {
    expect((await refused(answer(9), 415, { headers: { "Content-Type": type } })).detail).toMatch(/UTF-8/);
  });

  it("answers 415 to a body that is packed, and says how to send it", async () => {
    for (const encoding of ["gzip", "br", "identity, gzip"]) {
      const answered = await app.post<Problem>(answer(9), { headers: { "Content-Encoding": encoding } });
      expect(expectProblem(answered, 415).detail).toMatch(/leave out Content-Encoding/);
      expect(answered.headers.get("Accept-Encoding")).toBe("identity");
    }
    expect((await app.post(answer(9), { headers: { "Content-Encoding": "identity" } })).status).toBe(202);
  });

  it("takes a key whatever way its scheme is written", async () => {
    for (const scheme of ["bearer", "BEARER", "Bearer "]) {
      expect((await app.post(answer(9), { apiKey: null, headers: { Authorization: `${scheme} ${app.local.apiKey}` } })).status).toBe(202);
    }
  });

  const wrong: readonly (readonly [what: string, body: unknown, pointers: readonly string[]])[] = [
    ["an array", [], [""]],
    ["a string", "x", [""]],
    ["null", null, [""]],
    ["nothing in it", {}, ["/metric", "/respondent", "/score", "/survey"]],
    ["no survey id", answer(9, { survey: {} }), ["/survey/id"]],
    ["an empty survey id", answer(9, { survey: { id: "" } }), ["/survey/id"]],
    ["a survey id of 129", answer(9, { survey: { id: "x".repeat(129) } }), ["/survey/id"]],
    ["a survey name of 201", answer(9, { survey: { id: "s", name: "x".repeat(201) } }), ["/survey/name"]],
    ["an unknown metric", answer(9, { metric: "NPS" }), ["/metric"]],
    ["nps 11", answer(11), ["/score"]],
    ["nps -1", answer(-1), ["/score"]],
    ["nps 9.5", answer(9.5), ["/score"]],
    ["a score as text", answer(9, { score: "9" }), ["/score"]],
    ["no score", answer(9, { score: null }), ["/score"]],
    ["csat 0", answer(0, { metric: "csat" }), ["/score"]],
    ["csat 6", answer(6, { metric: "csat" }), ["/score"]],
    ["ces 0", answer(0, { metric: "ces" }), ["/score"]],
    ["ces 8", answer(8, { metric: "ces" }), ["/score"]],
    ["an id of 129", answer(9, { id: "x".repeat(129) }), ["/id"]],
    ["an empty id", answer(9, { id: "" }), ["/id"]],
    ["a comment of 5,001", answer(9, { comment: "x".repeat(5001) }), ["/comment"]],
    ["a comment with half a character", answer(9, { comment: "\ud83d" }), ["/comment"]],
    ["a respondent without id and e-mail", answer(9, { respondent: { name: "Ada" } }), ["/respondent"]],
    ["an e-mail that is none", answer(9, { respondent: { email: "ada" } }), ["/respondent/email"]],
    ["an e-mail with a line break", answer(9, { respondent: { email: "a@b.example\r\nBcc: c@d.example" } }), ["/respondent/email"]],
    ["a locale that is none", answer(9, { respondent: person({ locale: "x y" }) }), ["/respondent/locale"]],
    ["a time zone that is none", answer(9, { respondent: person({ timeZone: "Mars/Base" }) }), ["/respondent/timeZone"]],
    ["an account without id", answer(9, { account: { name: "Acme" } }), ["/account/id"]],
    ["negative MRR", answer(9, { account: { id: "a", mrr: -1 } }), ["/account/mrr"]],
    ["a currency in words", answer(9, { account: { id: "a", currency: "dollars" } }), ["/account/currency"]],
    ["a day that is none", answer(9, { account: { id: "a", renewsOn: "2027-02-30" } }), ["/account/renewsOn"]],
    ["an owner without an address", answer(9, { account: { id: "a", owner: { name: "Mia" } } }), ["/account/owner"]],
    ["an unknown channel", answer(9, { channel: "fax" }), ["/channel"]],
    ["a time without offset", answer(9, { submittedAt: "2026-11-21T09:30:00" }), ["/submittedAt"]],
    ["a day as a time", answer(9, { submittedAt: "2026-11-21" }), ["/submittedAt"]],
    ["a time in six minutes", answer(9, { submittedAt: new Date(Date.now() + 6 * 60_000).toISOString() }), ["/submittedAt"]],
    ["words for a switch", answer(9, { contactMe: "yes", test: 1, backfill: "no" }), ["/backfill", "/contactMe", "/test"]],
    ["tags that are no list", answer(9, { tags: "q4" }), ["/tags"]],
    ["a tag that is no text", answer(9, { tags: ["a", 1] }), ["/tags/1"]],
    ["attributes that nest", answer(9, { attributes: { region: { a: 1 } } }), ["/attributes/region"]],
    ["a NUL in any text", answer(9, { id: "a\u0000", survey: { id: "s", name: "\u0000" }, comment: "a\u0000b", tags: ["\u0000"], attributes: { region: "\u0000" }, respondent: person({ name: "\u0000" }), account: { id: "a", plan: "\u0000" } }), ["/account/plan", "/attributes/region", "/comment", "/id", "/respondent/name", "/survey/name", "/tags/0"]],
    ["a NUL in a name", answer(9, { attributes: { "a\u0000": 1 } }), ["/attributes/a\u0000"]],
    ["unknown fields", answer(9, { scroe: 9, "a/b~c": 1, survey: { id: "s", titel: "x" } }), ["/a~1b~0c", "/scroe", "/survey/titel"]],
    ["several mistakes", answer(12, { comment: 5, respondent: { id: "u", mail: "x" } }), ["/comment", "/respondent/mail", "/score"]],
  ];

  it.each(wrong)("answers 422 to %s, and points at it", async (_, body, pointers) => {
    const problem = await sent(JSON.stringify(body), 422);
    expect(problem.errors?.map(({ pointer }) => pointer).sort()).toEqual(pointers);
    for (const { detail } of problem.errors ?? []) expect(detail).toMatch(/\S/);
  });

  it.each<{ what: string; body: string; at: string; says: string }>([
    { what: "no object", body: "[]", at: "", says: 'must be an object, such as { "survey": { "id": "onboarding-30d" }, "metric": "nps", "score": 9, "respondent": { "id": "u_91" } }' },
    { what: "a score beyond numbers", body: '{"metric":"nps","score":1e999,"survey":{"id":"s"},"respondent":{"id":"u"}}', at: "/score", says: "must be a number, such as 7" },
    { what: "no metric", body: JSON.stringify(answer(9, { metric: undefined })), at: "/metric", says: "is required: one of nps, csat, ces" },
    { what: "a channel nobody knows", body: JSON.stringify(answer(9, { channel: "fax" })), at: "/channel", says: "must be one of email, web, in_app, sms, phone, other" },
    { what: "an owner as text", body: JSON.stringify(answer(9, { account: { id: "a", owner: "mia@us.example" } })), at: "/account/owner", says: 'must be an object, such as { "email": "mia@us.example" } or { "slackUserId": "U0123ABCD" }' },
    { what: "an attribute that nests", body: JSON.stringify(answer(9, { attributes: { a: {} } })), at: "/attributes/a", says: "must be text of at most 200 characters, a number, or true or false" },
    { what: "an attribute's name of 101", body: JSON.stringify(answer(9, { attributes: { ["x".repeat(101)]: 1 } })), at: `/attributes/${"x".repeat(101)}`, says: "is a name that cannot be: it must be at most 100 characters" },
    { what: "51 tags", body: JSON.stringify(answer(9, { tags: Array.from({ length: 51 }, () => "t") })), at: "/tags", says: "must have at most 50 items" },
  ])("says of $what what is allowed", async ({ body, at, says }) => {
    expect((await sent(body, 422)).errors).toEqual([{ pointer: at, detail: says }]);
  });

  it.each([
    { path: "/v1/responses?limit=x", says: "must be a whole number from 1 to 200, such as 50" },
    { path: "/v1/cases?limit=99999", says: "must be a whole number from 1 to 200, such as 50" },
    { path: "/v1/responses?respondent=", says: "must not be empty: leave it out, or say which, such as u_91" },
    { path: "/v1/responses?from=yesterday", says: "must be a time with offset, such as 2026-11-21T00:00:00Z" },
    { path: "/v1/scores?from=2026-11-01", says: "is required: one of nps, csat, ces" },
    { path: "/v1/scores?metric=nps&from=yesterday", says: "must be a day, such as 2026-11-21" },
  ])("says what is allowed at $path", async ({ path, says }) => {
    expect(expectProblem(await app.get(path), 422).errors?.map(({ detail }) => detail)).toEqual([says]);
  });

  it("names an unknown field", async () => {
    const problem = await refused(answer(9, { scroe: 9 }));
    expect(problem.errors).toEqual([{ pointer: "/scroe", detail: expect.stringContaining("scroe") }]);
  });

  it("takes every field at its limit", async () => {
    const body = answer(0, {
      id: fresh("x".repeat(100)),
      survey: { id: "s".repeat(128), name: "n".repeat(200) },
      comment: "字".repeat(5000),
      respondent: { ...person(), name: "n".repeat(200), locale: "zh-Hant-TW", timeZone: "America/Argentina/Buenos_Aires" },
      account: { id: "a".repeat(128), name: "n".repeat(200), plan: "p".repeat(100), mrr: 0, currency: "JPY", renewsOn: "2028-02-29", owner: { email: "o@us.example" } },
      channel: "in_app",
      submittedAt: new Date(Date.now() + 4 * 60_000).toISOString(),
      contactMe: true,
      tags: Array.from({ length: 50 }, (_, at) => `t${at}`),
      attributes: { region: "apac", seats: 40, trial: false, empty: "" },
    });
    const { id } = await app.accepted(body);
    const settled = await app.settled(id);
    expect(settled.effects.filter(({ state }) => state !== "sent")).toEqual([]);
    const { id: _, submittedAt: at, ...rest } = body;
    expect(settled).toMatchObject(rest);
    expect(Date.parse(String(settled["submittedAt"]))).toBe(Date.parse(String(at)));
  });

  it("takes an Idempotency-Key of 255 characters and refuses one of 256", async () => {
    expect((await app.post(answer(9), { key: "k".repeat(255) })).status).toBe(202);
    await refused(answer(9), 422, { key: "k".repeat(256) });
  });

  it("stores nothing of what it refuses", async () => {
    const survey = fresh("refused");
    await refused(answer(11, { survey: { id: survey } }));
    await sent("{", 400);
    await app.accepted(answer(9, { survey: { id: survey } }));
    expect(await app.all(`/v1/responses?survey=${survey}`)).toHaveLength(1);
  });
});

describe("a key that asks too often", () => {
  it("is told 429 and when to come back, and then may", async () => {
    const home = newHome();
    // The local key has a rate of its own, so this needs another, and the policy's figure.
    const app = await startAfterscore({ home, policy: changedPolicy(home, [["ratePerSecond: 100", "ratePerSecond: 3"]]) });
    try {
      if (!hasKeysCommand) return;
      const apiKey = await createKey(home, "busy", "write,read");
      const answers = await Promise.all(Array.from({ length: 30 }, () => app.post(answer(9, { test: true }), { apiKey })));
      const limited = answers.filter(({ status }) => status === 429);
      expect(limited.length).toBeGreaterThan(10);
      expect(answers.filter(({ status }) => status === 202).length).toBe(30 - limited.length);
      const [first] = limited;
      expectProblem(first!, 429);
      const seconds = Number(first!.headers.get("Retry-After"));
      expect(seconds).toBeGreaterThanOrEqual(1);
      await until("let in again", async () => ((await app.post(answer(9, { test: true }), { apiKey })).status === 202 ? true : undefined), { within: (seconds + 3) * 1000, every: 500 });
      // Nobody else is held up.
      expect((await app.post(answer(9, { test: true }))).status).toBe(202);
    } finally {
      await app.stop();
    }
  });
});

describe("a store that does not answer", () => {
  it("makes it 503 with Retry-After; the sender repeats, and nothing is counted twice or lost", async () => {
    const home = newHome();
    const engine = await ownEngine(home);
    const app = await startAfterscore({ home, env: { AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint } });
    try {
      const survey = fresh("outage");
      const bodies = Array.from({ length: 8 }, (_, at) => answer(at, { id: fresh("own"), survey: { id: survey } }));
      for (const body of bodies.slice(0, 4)) await app.accepted(body);
      await engine.away();
      const answered = await app.post(bodies[4]!);
      expectProblem(answered, 503);
      expect(Number(answered.headers.get("Retry-After"))).toBeGreaterThanOrEqual(1);
      expect((await app.get("/healthz")).status).toBe(503);
      await engine.back();
      const receipts: Receipt[] = [];
      for (const body of bodies) receipts.push((await until("taken", async () => {
        const again = await app.post(body);
        return again.status === 202 ? again : undefined;
      })).body);
      expect((await app.get("/healthz")).status).toBe(200);
      for (const { id } of receipts) {
        const { effects } = await app.settled(id, 60_000);
        expect(effects.filter(({ state }) => state !== "sent")).toEqual([]);
      }
      await until("all counted", async () => {
        const { body } = await app.get<{ total: { n: number } }>(`/v1/scores?metric=nps&survey=${survey}`);
        return body.total.n === bodies.length ? true : undefined;
      });
      expect(await app.slack.history()).toHaveLength(7);
      expect(await app.mailbox.all()).toHaveLength(8);
    } finally {
      await app.kill();
      await engine.away();
      forget(home);
    }
  }, 120_000);
});
