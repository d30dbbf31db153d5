import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type Afterscore, startAfterscore } from "./support/afterscore.ts";
import { answer, fresh, person } from "./support/answers.ts";
import type { Body, Case, Page } from "./support/api.ts";
import { type Casework, type Opened, caseworkOf, typesOf } from "./support/casework.ts";
import { type Mail, recoveryLink } from "./support/mailbox.ts";
import { changedPolicy, unfolded } from "./support/policies.ts";
import { newHome } from "./support/process.ts";
import { until } from "./support/until.ts";

// The question is brought by the sweep, which comes once a minute.
vi.setConfig({ testTimeout: 200_000, hookTimeout: 60_000, maxConcurrency: 12 });

type Listed = { readonly id: string; readonly about?: string; readonly score: number; readonly revision: number; readonly comment?: string; readonly source: string; readonly survey: { readonly id: string } };

const survey = fresh("made-right");
let app: Afterscore;
let cases: Casework;
beforeAll(async () => {
  const home = newHome();
  const policy = changedPolicy(home, [unfolded, ["afterResolution: off", `afterResolution: { after: 1s, survey: ${survey} }`], ["oncePer: 7d", "oncePer: 0s"]]);
  app = await startAfterscore({ home, policy });
  cases = caseworkOf(app);
});
afterAll(() => app.stop());

const recovered = { type: "resolve", outcome: "recovered", rootCause: "bug" };
const questionsTo = async ({ who }: Opened) => (await app.mailbox.to(who.email)).filter((mail) => recoveryLink(mail) !== undefined);
const answersOf = async ({ who }: Opened) => (await app.get<Page<Listed>>(`/v1/responses?respondent=${who.id}`)).body.items.filter(({ about }) => about !== undefined);
const said = (score: number | string, comment = "", seen: number | string = 0) => ({
  method: "POST", body: new URLSearchParams({ score: String(score), comment, seen: String(seen) }).toString(), headers: { "Content-Type": "application/x-www-form-urlencoded" },
});

/** A case that was made right, as the team sees it, and the question its customer gets. */
async function asked(respondent: Body = {}): Promise<{ opened: Opened; mail: Mail; link: string }> {
  const opened = await cases.open({ respondent });
  expect((await cases.happen(opened.caseId, recovered)).status).toBe(200);
  const mail = await until("the question", async () => (await questionsTo(opened))[0], { within: 120_000, every: 500 });
  return { opened, mail, link: recoveryLink(mail) ?? "" };
}

describe.concurrent("once a case was made right, its customer", () => {
  it("is asked in their language, and the answer stands with the case, in its thread and on a survey of its own", async ({ expect }) => {
    const { opened, mail, link } = await asked({ locale: "de", name: "Lin Wei" });
    expect(mail.subject).toBe("Haben wir es wieder in Ordnung gebracht?");
    expect(mail.text).toContain("Guten Tag Lin Wei");
    expect(mail).toMatchObject({ replyTo: "mia@us.example", headers: { "List-Unsubscribe-Post": "List-Unsubscribe=One-Click", "Auto-Submitted": "auto-generated" } });
    const page = await (await fetch(link)).text();
    expect(page).toContain("Ja, vollständig");

    const done = await fetch(link, said(5, "Danke & <b>alles</b> gut"));
    expect([done.status, (await done.text()).includes("Danke, das freut uns")]).toEqual([200, true]);
    const [given] = await answersOf(opened);
    expect(given).toMatchObject({ score: 5, revision: 1, about: opened.caseId, source: "afterscore", survey: { id: survey }, comment: "Danke & <b>alles</b> gut" });
    const lines = await until("its line", async () => {
      const thread = await app.slack.thread(opened.ts);
      return thread.some(({ text }) => text.startsWith("Made right?")) ? thread.map(({ text }) => text) : undefined;
    });
    expect(lines.filter((line) => line.startsWith("Made right?"))).toEqual(["Made right? CSAT (satisfaction) 5 of 5 · “Danke &amp; &lt;b&gt;alles&lt;/b&gt; gut”"]);
    const shown = await cases.show(opened.caseId);
    expect([shown.state, typesOf(shown.timeline)]).toEqual(["resolved", ["open", "resolve", "recovery"]]);
    // Seen by its id, the case tells of what was written as well.
    expect(typesOf((await app.get<Case>(`/v1/cases/${opened.caseId}`)).body.timeline)).toEqual(["open", "message", "resolve", "message", "recovery"]);
    expect((await app.get(`/v1/responses/${given?.id ?? ""}`)).body).toMatchObject({ about: opened.caseId, effects: [] });
    // Nobody is thanked by mail for an answer on a page that has thanked them.
    expect(await app.mailbox.to(opened.who.email)).toHaveLength(2);
  });

  it("may say it twice and say it anew: one answer, corrected, and what is not right opens a case", async ({ expect }) => {
    const { opened, link } = await asked();
    for (let again = 0; again < 3; again += 1) expect((await fetch(link, said(4))).status).toBe(200);
    expect(await answersOf(opened)).toMatchObject([{ score: 4, revision: 1 }]);
    expect(await (await fetch(link)).text()).toMatch(/value="4"[^>]*checked/);

    const sorry = await (await fetch(link, said(1, "It broke again."))).text();
    expect(sorry).toContain("We are sorry that it is not right yet");
    const [given] = await answersOf(opened);
    expect(given).toMatchObject({ score: 1, revision: 2 });
    const caseId = await until("another case", async () => {
      const { caseId } = await app.shown(given?.id ?? "");
      return caseId;
    }, { within: 60_000 });
    const card = await until("its card", () => cases.cardOf(caseId), { within: 60_000 });
    expect(JSON.stringify(card)).toContain("It broke again.");
    const { reasons } = await cases.show(caseId);
    expect(reasons).toContain("detractor before within 180 days");
    expect((await cases.show(opened.caseId)).state).toBe("resolved");

    // Whoever goes back to what they had said before says it anew, since the page has shown them what stands.
    await cases.happen(caseId, { ...recovered, outcome: "churned" });
    for (const [score, seen] of [[4, 2], [1, 3], [1, 3]] as const) expect((await fetch(link, said(score, "", seen))).status).toBe(200);
    expect(await answersOf(opened)).toMatchObject([{ score: 1, revision: 4 }]);
    expect(await until("a third case", async () => {
      const third = (await app.shown(given?.id ?? "")).caseId;
      return third === caseId ? undefined : third;
    }, { within: 60_000 })).not.toBe(opened.caseId);
    const lines = await until("each of them in the thread", async () => {
      const told = (await app.slack.thread(opened.ts)).map(({ text }) => text).filter((text) => text.startsWith("Made right?"));
      return told.length === 4 ? told : undefined;
    }, { within: 60_000 });
    expect(lines.map((line) => /\d of 5/.exec(line)?.[0])).toEqual(["4 of 5", "1 of 5", "4 of 5", "1 of 5"]);
  });

  it("may not think again for ever: after twenty times the question is closed", async ({ expect }) => {
    const { opened, link } = await asked();
    const statuses = [];
    for (let seen = 0; seen < 22; seen += 1) statuses.push((await fetch(link, said(1 + (seen % 5), "", seen))).status);
    expect(statuses).toEqual([...Array.from({ length: 20 }, () => 200), 410, 410]);
    expect(await answersOf(opened)).toMatchObject([{ revision: 20 }]);
  });

  it("is asked where they are by now; and neither asked nor heard once the answer is somebody else's", async ({ expect }) => {
    const ids = ["moved", "other", "late"].map(fresh);
    const [moved, other, late] = await Promise.all(ids.map((id) => cases.open({ id }))) as [Opened, Opened, Opened];
    const correct = async (at: number, respondent: Body) => app.accepted(answer(3, { id: ids[at], respondent }));
    const [there, somebody, nobody] = [person({ id: moved.who.id }), person(), person()];
    await correct(0, there);
    await correct(1, somebody);
    for (const { caseId } of [moved, other, late]) expect((await cases.happen(caseId, recovered)).status).toBe(200);
    const question = (email: string) => until("the question", async () => (await app.mailbox.to(email)).map(recoveryLink).find((link) => link !== undefined), { within: 120_000, every: 500 });
    const [, link] = await Promise.all([question(there.email), question(late.who.email)]);
    expect(await Promise.all([moved, other, { ...other, who: somebody }].map(questionsTo))).toEqual([[], [], []]);

    await correct(2, nobody);
    expect([(await fetch(link)).status, (await fetch(link, said(5))).status]).toEqual([410, 410]);
    // Who was erased is not left in the case that was theirs before.
    expect((await app.ask("POST", "/v1/respondents/erase", JSON.stringify({ id: late.who.id }))).status).toBe(200);
    expect((await cases.show(late.caseId)).respondent).toEqual({});
    expect([await answersOf(late), await answersOf({ ...late, who: nobody })]).toEqual([[], []]);
  });

  it("changes nothing by looking, by a changed link or by what the page does not send", async ({ expect }) => {
    const { opened, link } = await asked();
    const statuses = [];
    for (const method of ["GET", "HEAD", "GET"]) statuses.push((await fetch(link, { method })).status);
    for (const score of [0, 6, "05", "five", "", "-1", "5.0"]) statuses.push((await fetch(link, said(score))).status);
    for (const seen of ["", "-1", "x", "1e9"]) statuses.push((await fetch(link, said(5, "", seen))).status);
    statuses.push((await fetch(link, said(5, "x".repeat(5_001)))).status, (await fetch(link, { ...said(5), headers: { "Content-Type": "application/json" } })).status);
    for (const changed of [`${link}x`, link.replace(/.$/, (last) => (last === "A" ? "B" : "A")), link.replace("/m/W", "/m/X")]) statuses.push((await fetch(changed, said(5))).status);
    expect(statuses).toEqual([200, 200, 200, ...Array.from({ length: 12 }, () => 400), 415, 404, 404, 404]);
    expect(await answersOf(opened)).toEqual([]);
  });

  it("is not asked when it was not made right, is open again, or they have left or said more since", async ({ expect }) => {
    const [churned, reopened, left, more] = await Promise.all([cases.open(), cases.open(), cases.open(), cases.open()]);
    await cases.happen(churned.caseId, { ...recovered, outcome: "churned" });
    await cases.happen(reopened.caseId, recovered);
    await cases.happen(reopened.caseId, { type: "reopen" });
    await app.ask("POST", "/v1/suppressions/add", JSON.stringify({ email: left.who.email }));
    await cases.happen(left.caseId, recovered);
    await cases.happen(more.caseId, recovered);
    await app.accepted({ survey: { id: "other" }, metric: "nps", score: 9, respondent: more.who });
    // Whoever is asked by the same sweep, or a later one, has their question by then.
    await asked();
    expect(await Promise.all([churned, reopened, left, more].map(questionsTo))).toEqual([[], [], [], []]);
  });

  it("is told that the question is closed once they were erased, and nothing comes of it", async ({ expect }) => {
    const { opened, link } = await asked();
    expect((await fetch(link, said(5))).status).toBe(200);
    const [given] = await answersOf(opened);
    expect((await app.ask("POST", "/v1/respondents/erase", JSON.stringify({ id: opened.who.id }))).status).toBe(200);
    expect([(await fetch(link)).status, (await fetch(link, said(3))).status]).toEqual([410, 410]);
    expect((await app.get(`/v1/responses/${given?.id ?? ""}`)).status).toBe(410);
  });
});
