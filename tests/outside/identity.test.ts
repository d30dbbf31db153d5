import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Afterscore, startUnfolded } from "./support/afterscore.ts";
import { answer, fresh, person } from "./support/answers.ts";
import type { Body, Problem, Receipt } from "./support/api.ts";
import { createKey, hasKeysCommand } from "./support/keys.ts";
import { saying } from "./support/slack.ts";
import { until } from "./support/until.ts";

let app: Afterscore;
beforeAll(async () => { app = await startUnfolded(); });
afterAll(() => app.stop());

const replayed = { get: (headers: Headers) => headers.get("Idempotent-Replayed") };

async function post(body: Body, key?: string) {
  const { status, headers, text, body: receipt } = await app.post<Receipt & Problem>(body, key === undefined ? {} : { key });
  return { status, text, receipt, replayed: replayed.get(headers) };
}

async function counted(survey: string, n: number) {
  return until(`${n} counted`, async () => {
    const { body } = await app.get<{ total: { n: number; promoters: number; detractors: number; score: number } }>(`/v1/scores?metric=nps&survey=${survey}`);
    return body.total.n === n ? body.total : undefined;
  });
}

describe("the same body with the same key", () => {
  it("sent fifty times at once is one response, told fifty times in the same words", async () => {
    const survey = fresh("storm");
    const who = person();
    const key = fresh("key");
    const body = answer(1, { survey: { id: survey }, respondent: who, comment: `storm ${who.id}` });
    const answers = await Promise.all(Array.from({ length: 50 }, () => post(body, key)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers.filter(({ replayed: isReplay }) => isReplay === "true")).toHaveLength(49);
    expect(answers.filter(({ replayed: isReplay }) => isReplay === null)).toHaveLength(1);
    const { id } = answers[0]!.receipt;
    const settled = await app.settled(id);
    expect(settled.revisions).toHaveLength(1);
    await counted(survey, 1);
    expect(saying(await app.slack.history(), `storm ${who.id}`)).toHaveLength(1);
    expect(await app.mailbox.to(who.email)).toHaveLength(1);
    expect(await app.all(`/v1/responses?respondent=${who.id}`)).toHaveLength(1);
    // Hours later, it is still the first answer.
    expect(await post(body, key)).toMatchObject({ text: answers[0]!.text, replayed: "true" });
    expect((await counted(survey, 1)).n).toBe(1);
  });

  it("is the same however its JSON is written", async () => {
    const key = fresh("key");
    const { email } = person();
    const send = (text: string) => app.ask<Receipt>("POST", "/v1/responses", text, { key });
    const first = await send(`{"survey":{"id":"s","name":"S"},"metric":"nps","score":9,"respondent":{"email":"${email}"}}`);
    const other = await send(` {\n "score": 9.0, "respondent": {"email":"${email}" }, "metric":"n\\u0070s",\t"survey":{"name":"S","id":"s"}}\n`);
    expect(other.text).toBe(first.text);
    expect(replayed.get(other.headers)).toBe("true");
  });

  it("is another content when a default is written out", async () => {
    const key = fresh("key");
    const body = answer(9);
    expect(await post(body, key)).toMatchObject({ status: 202 });
    expect(await post({ ...body, channel: "other" }, key)).toMatchObject({ status: 422 });
  });
});

describe("a key without an id", () => {
  it("is the identity: other content is a mismatch and changes nothing", async () => {
    const key = fresh("key");
    const who = person();
    const first = await post(answer(9, { respondent: who }), key);
    const other = await post(answer(2, { respondent: who }), key);
    expect(other.status).toBe(422);
    expect(other.receipt.type).toMatch(/\/idempotency-mismatch$/);
    expect(await app.shown(first.receipt.id)).toMatchObject({ score: 9, revision: 1 });
    expect(await app.all(`/v1/responses?respondent=${who.id}`)).toHaveLength(1);
  });
});

describe("neither id nor key", () => {
  it("makes each post new, also of the same content", async () => {
    const who = person();
    const body = answer(9, { respondent: who });
    const [first, second] = [await post(body), await post(body)];
    expect(second.receipt.id).not.toBe(first.receipt.id);
    expect(second.replayed).toBeNull();
    expect(await app.all(`/v1/responses?respondent=${who.id}`)).toHaveLength(2);
  });
});

describe("an id", () => {
  it("with other content is a correction: the tallies move, nobody is alerted again, and the old one is kept", async () => {
    const survey = fresh("corrected");
    const who = person();
    const id = fresh("own");
    const first = answer(3, { id, survey: { id: survey }, respondent: who, comment: `before ${who.id}`, submittedAt: "2026-11-20T10:00:00Z" });
    const second = answer(10, { id, survey: { id: survey }, respondent: who, comment: `after ${who.id}` });
    const stored = await post(first);
    expect(stored.receipt).toMatchObject({ revision: 1, band: "detractor" });
    const before = await app.settled(stored.receipt.id);
    expect(await counted(survey, 1)).toMatchObject({ detractors: 1, promoters: 0, score: -100 });

    const corrected = await post(second);
    expect(corrected).toMatchObject({ status: 202, replayed: null });
    expect(corrected.receipt).toMatchObject({ id: stored.receipt.id, revision: 2, band: "promoter" });
    await until("the tallies moved", async () => ((await counted(survey, 1)).promoters === 1 ? true : undefined));
    expect(await counted(survey, 1)).toMatchObject({ detractors: 0, promoters: 1, score: 100 });

    const after = await app.settled(stored.receipt.id);
    expect(after).toMatchObject({ revision: 2, score: 10, comment: `after ${who.id}`, caseId: before.caseId });
    // When it was submitted stays, since the correction does not say.
    expect(Date.parse(String(after["submittedAt"]))).toBe(Date.parse("2026-11-20T10:00:00Z"));
    expect(after.revisions).toEqual([
      expect.objectContaining({ revision: 1, band: "detractor", score: 3, comment: `before ${who.id}` }),
      expect.objectContaining({ revision: 2, band: "promoter", score: 10 }),
    ]);
    expect(after.effects.filter(({ kind }) => kind === "alert")).toHaveLength(1);
    expect(after.effects.filter(({ kind, state }) => kind === "alert" && state === "sent")).toHaveLength(1);

    // The case has a note in its thread and stays open.
    const { body: opened } = await app.get<{ state: string }>(`/v1/cases/${before.caseId ?? "?"}`);
    expect(opened.state).toBe("open");
    const line = await until("the note", async () => {
      const [card] = saying(await app.slack.history(), before.caseId ?? "?");
      return card === undefined ? undefined : (await app.slack.thread(card.ts))[0];
    });
    expect(line.text).toMatch(/Corrected: NPS 3 → 10 of 10, now promoter/);
    expect(saying(await app.slack.history(), before.caseId ?? "?")).toHaveLength(1);

    // A late retry of the first content gets the first answer, and nothing is reverted.
    const late = await post(first);
    expect(late).toMatchObject({ status: 202, text: stored.text, replayed: "true" });
    expect(await post(second)).toMatchObject({ text: corrected.text, replayed: "true" });
    expect(await app.settled(stored.receipt.id)).toMatchObject({ revision: 2, score: 10 });
    expect(await counted(survey, 1)).toMatchObject({ detractors: 0, promoters: 1 });
    expect(await app.mailbox.to(who.email)).toHaveLength(1);
  });

  it("corrected into a detractor opens a case", async () => {
    const who = person();
    const id = fresh("own");
    const stored = await post(answer(9, { id, respondent: who }));
    await app.settled(stored.receipt.id);
    await post(answer(1, { id, respondent: who }));
    const settled = await until("its case", async () => {
      const shown = await app.settled(stored.receipt.id);
      return shown.caseId === undefined ? undefined : shown;
    });
    expect(settled.effects.filter(({ kind, state }) => kind === "alert" && state === "sent")).toHaveLength(1);
    await until("its card", async () => (saying(await app.slack.history(), who.email).length === 1 ? true : undefined));
    expect(await app.mailbox.to(who.email)).toHaveLength(1);
  });

  it("corrected twelve times at once counts once, and keeps every revision", async () => {
    const survey = fresh("busy");
    const id = fresh("own");
    const who = person();
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, at) => post(answer(at % 11, { id, survey: { id: survey }, respondent: who, comment: `version ${at}` }))),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 12 }, () => 202));
    expect(answers.map(({ receipt }) => receipt.revision).sort((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, at) => at + 1));
    const { id: place } = answers[0]!.receipt;
    const shown = await app.settled(place);
    expect(shown).toMatchObject({ revision: 12 });
    expect(shown.revisions).toHaveLength(12);
    const band = shown.band;
    await until("the last one counted", async () => {
      const total = await counted(survey, 1);
      return (band === "promoter" ? total.promoters : band === "detractor" ? total.detractors : 1 - total.promoters - total.detractors) === 1 ? true : undefined;
    });
    expect(saying(await app.slack.history(), who.email).length).toBeLessThanOrEqual(1);
    expect((await app.mailbox.to(who.email)).length).toBeLessThanOrEqual(1);
  });

  it("and a key: the key belongs to the revision", async () => {
    const id = fresh("own");
    const [keyOne, keyTwo] = [fresh("key"), fresh("key")];
    const who = person();
    const [one, two] = [answer(9, { id, respondent: who }), answer(8, { id, respondent: who })];
    const first = await post(one, keyOne);
    // The key again with other content is a mismatch, before it could be a correction.
    const mismatch = await post(two, keyOne);
    expect(mismatch.status).toBe(422);
    expect(mismatch.receipt.type).toMatch(/\/idempotency-mismatch$/);
    expect(await app.shown(first.receipt.id)).toMatchObject({ revision: 1 });
    // Another key makes it a correction, and each key answers for its own.
    expect((await post(two, keyTwo)).receipt).toMatchObject({ id: first.receipt.id, revision: 2 });
    expect(await post(one, keyOne)).toMatchObject({ text: first.text, replayed: "true" });
    expect((await post(one, keyTwo)).status).toBe(422);
    expect(await app.shown(first.receipt.id)).toMatchObject({ revision: 2, score: 8 });
  });

  it("cannot take the key of another id, nor of a post without one", async () => {
    const key = fresh("key");
    const who = person();
    await post(answer(9, { id: fresh("own"), respondent: who }), key);
    expect((await post(answer(9, { id: fresh("own"), respondent: who }), key)).status).toBe(422);
    expect((await post(answer(9, { respondent: who }), key)).status).toBe(422);
    const bare = fresh("key");
    await post(answer(9, { respondent: who }), bare);
    expect((await post(answer(9, { id: fresh("own"), respondent: who }), bare)).status).toBe(422);
  });

  it("may be sent again without its key, or with a new one: the content decides", async () => {
    const body = answer(9, { id: fresh("own") });
    const first = await post(body, fresh("key"));
    expect(await post(body)).toMatchObject({ text: first.text, replayed: "true" });
    expect(await post(body, fresh("key"))).toMatchObject({ text: first.text, replayed: "true" });
  });
});

describe.skipIf(!hasKeysCommand)("two integrations", () => {
  it("cannot correct each other's responses, and share ids and keys only when they share a source", async () => {
    const [one, sameSource, other] = [
      await createKey(app.home, "crm", "write,read"),
      await createKey(app.home, "crm", "write,read"),
      await createKey(app.home, "shop", "write,read"),
    ];
    const id = fresh("own");
    const key = fresh("key");
    const who = person();
    const body = answer(9, { id, respondent: who });
    const changed = answer(2, { id, respondent: who });
    const send = async (what: Body, apiKey: string, more = {}) => (await app.post(what, { apiKey, ...more })).body;
    const first = await send(body, one, { key });
    const elsewhere = await send(changed, other, { key });
    expect(elsewhere).toMatchObject({ revision: 1 });
    expect(elsewhere.id).not.toBe(first.id);
    expect(await app.shown(first.id)).toMatchObject({ score: 9, revision: 1 });
    expect(await send(changed, sameSource)).toMatchObject({ id: first.id, revision: 2 });
    expect((await app.post(changed, { apiKey: sameSource, key })).status).toBe(422);
  });
});
