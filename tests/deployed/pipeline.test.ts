import { describe, expect, it } from "vitest";
import { answer, fresh, person } from "../outside/support/answers.ts";
import type { Case, Shown } from "../outside/support/api.ts";
import { saying } from "../outside/support/slack.ts";
import { until } from "../outside/support/until.ts";
import { openLane } from "./support/lane.ts";

const lane = openLane();

/** Kind and state of every effect. */
function fates({ effects }: Shown): readonly string[] {
  return effects.map(({ kind, state }) => `${kind} ${state}`).sort();
}

async function counted(survey: string, n: number) {
  return until(`${n} counted`, async () => {
    const { body } = await lane.get<{ total: { n: number; score: number | null } }>(`/v1/scores?metric=nps&survey=${survey}`);
    return body.total.n === n ? body.total : undefined;
  });
}

describe("what is deployed", () => {
  it("answers that its store answers", async () => {
    expect((await lane.get("/healthz")).status).toBe(200);
  });

  it("brings a detractor to Slack, opens a case, writes one mail and counts the score", async () => {
    const who = person({ name: "Lin Wei" });
    const survey = fresh("survey");
    const words = `Exports fail every Monday, says ${who.id}`;
    const { id } = await lane.accepted(answer(2, { respondent: who, comment: words, survey: { id: survey }, account: { id: fresh("acme"), name: "Acme", mrr: 9000, owner: { email: "mia@us.example" } } }));
    const settled = await lane.settled(id);
    expect(fates(settled)).toEqual(["alert sent", "follow_up sent", "task sent"]);
    const cards = saying(await lane.slack.history(), words);
    expect(cards).toHaveLength(1);
    expect(cards[0]?.text).toMatch(/NPS 2 of 10/);
    const opened = await lane.get<Case>(`/v1/cases/${settled.caseId ?? "?"}`);
    expect(opened.body).toMatchObject({ state: "open", severity: "critical", responses: [id] });
    const [mail, ...more] = await lane.mailsTo(who.email);
    expect(more).toEqual([]);
    expect(mail?.BodyText).toMatch(/Thank you/);
    expect(await lane.handedOverTo(who.email)).toEqual([expect.objectContaining({ ReplyToAddresses: [expect.stringContaining("mia@us.example")] })]);
    expect(await counted(survey, 1)).toMatchObject({ score: -100 });
  });

  it("asks a passive, and thanks a promoter with a reward that is claimed by its link", async () => {
    const passive = person();
    const promoter = person();
    const first = await lane.settled((await lane.accepted(answer(8, { respondent: passive }))).id);
    const second = await lane.settled((await lane.accepted(answer(10, { respondent: promoter }))).id);
    expect(fates(first)).toEqual(["follow_up sent"]);
    expect(fates(second)).toEqual(["reward sent", "thank sent"]);
    const [mail] = await lane.mailsTo(promoter.email);
    const link = /https?:\/\/\S+\/m\/\S+/.exec(mail?.BodyText ?? "")?.[0] ?? "";
    const invitation = /https:\/\/www\.example\.com\/invite\/[0-9A-Z]{6,}/;
    const page = await fetch(link);
    expect(page.status).toBe(200);
    expect(await page.text()).not.toMatch(invitation);
    const claimed = await fetch(link, { method: "POST" });
    expect(claimed.status).toBe(200);
    const [code] = invitation.exec(await claimed.text()) ?? [];
    expect(code).toBeDefined();
    expect(invitation.exec(await (await fetch(link)).text())?.[0]).toBe(code);
    expect((await fetch(`${link}A`)).status).toBe(404);
  });

  it("takes a repeat for a repeat, and nothing happens twice", async () => {
    const who = person();
    const body = answer(1, { id: fresh("answer"), respondent: who, survey: { id: fresh("survey") } });
    const first = await lane.post(body);
    await lane.settled(first.body.id);
    const again = await Promise.all(Array.from({ length: 5 }, () => lane.post(body)));
    for (const repeat of again) {
      expect(repeat).toMatchObject({ status: first.status, text: first.text });
      expect(repeat.headers.get("Idempotent-Replayed")).toBe("true");
    }
    expect(saying(await lane.slack.history(), who.email)).toHaveLength(1);
    expect(await lane.mailsTo(who.email)).toHaveLength(1);
  });

  it("takes a correction out of the scores and puts it in anew", async () => {
    const survey = fresh("survey");
    const body = answer(9, { id: fresh("answer"), survey: { id: survey } });
    const { id } = await lane.accepted(body);
    expect(await counted(survey, 1)).toMatchObject({ score: 100 });
    expect(await lane.accepted({ ...body, score: 3 })).toMatchObject({ id, revision: 2, band: "detractor" });
    await until("the correction counted", async () => ((await counted(survey, 1)).score === -100 ? true : undefined));
    await until("the correction's alert", async () => ((await lane.shown(id)).effects.some(({ kind, state }) => kind === "alert" && state === "sent") ? true : undefined));
  });

  it("joins a second answer to the open case: the card is edited, its thread says so", async () => {
    const who = person();
    const first = await lane.settled((await lane.accepted(answer(2, { respondent: who, comment: `first ${who.id}` }))).id);
    const second = await lane.settled((await lane.accepted(answer(5, { respondent: who, comment: `second ${who.id}` }))).id);
    expect(second.caseId).toBe(first.caseId);
    const [card, ...more] = saying(await lane.slack.history(), first.caseId ?? "?");
    expect(more).toEqual([]);
    expect(JSON.stringify(card?.blocks)).toContain(`second ${who.id}`);
    expect(await lane.slack.thread(card?.ts ?? "")).toHaveLength(1);
  });

  it("takes a batch, each item by itself", async () => {
    const survey = fresh("survey");
    const items = [...Array.from({ length: 40 }, (_, at) => answer(at % 2 === 0 ? 9 : 7, { survey: { id: survey } })), answer(11)];
    const { status, body } = await lane.ask<{ status: number }[]>("POST", "/v1/responses/batch", JSON.stringify(items));
    expect(status).toBe(207);
    expect(body.map((item) => item.status)).toEqual([...Array.from({ length: 40 }, () => 202), 422]);
    expect(await counted(survey, 40)).toMatchObject({ score: 50 });
  });

  it("keeps the account directory", async () => {
    const id = fresh("account");
    const put = await lane.ask("PUT", `/v1/accounts/${id}`, JSON.stringify({ name: "Umbrella", plan: "Scale", mrr: 12, currency: "USD" }));
    expect(put.status).toBeLessThan(300);
    expect((await lane.get(`/v1/accounts/${id}`)).body).toMatchObject({ name: "Umbrella", plan: "Scale" });
  });

  it("knows accounts by ids that a path must encode", async () => {
    const ids = ["a#b", "a %41", "ä", "日本"].map((id) => `${fresh("account")}-${id}`);
    for (const id of ids) await lane.ask("PUT", `/v1/accounts/${encodeURIComponent(id)}`, JSON.stringify({ name: id }));
    const names = await Promise.all(ids.map(async (id) => (await lane.get(`/v1/accounts/${encodeURIComponent(id)}`)).body["name"]));
    expect(names).toEqual(ids);
  });

  it("lists responses and cases by what they are asked for", async () => {
    const account = { id: fresh("account"), name: "Initech" };
    const who = person();
    const from = new Date().toISOString();
    const posted = await Promise.all([1, 8, 10].map((score) => lane.accepted(answer(score, { account, respondent: who }))));
    await Promise.all(posted.map(({ id }) => lane.settled(id)));
    const ids = posted.map(({ id }) => id).sort();
    for (const filter of [`account=${account.id}`, `respondent=${who.id}`, `from=${from}&account=${account.id}`]) {
      const listed = await lane.all<{ id: string }>(`/v1/responses?${filter}&limit=2`);
      expect([filter, listed.map(({ id }) => id).sort()]).toEqual([filter, ids]);
    }
    const sinceThen = await lane.all<{ id: string }>(`/v1/responses?from=${from}`);
    expect(sinceThen.map(({ id }) => id)).toEqual(expect.arrayContaining(ids));
    expect(await lane.all(`/v1/cases?state=open&account=${account.id}`)).toHaveLength(1);
  });
});

describe("a person", () => {
  it("is told what is held about them, and is forgotten, in Slack too; the scores stay", async () => {
    const who = person({ name: "Canary Finch" });
    const survey = fresh("erased");
    const posted = await lane.accepted(answer(2, { respondent: who, comment: `canary ${who.id}`, survey: { id: survey } }));
    await lane.settled(posted.id);
    const ask = (what: string) => lane.ask("POST", `/v1/respondents/${what}`, JSON.stringify({ id: who.id }));
    expect((await ask("export")).text).toContain(`canary ${who.id}`);
    expect((await ask("erase")).status).toBe(200);
    expect((await lane.get(`/v1/responses/${posted.id}`)).status).toBe(410);
    expect((await lane.post(answer(9, { respondent: who }))).status).toBe(410);
    await until("Slack forgot", async () => (JSON.stringify(await lane.slack.history()).includes(who.id) ? undefined : true), { within: 60_000 });
    expect(await counted(survey, 1)).toMatchObject({ n: 1 });
  });
});
