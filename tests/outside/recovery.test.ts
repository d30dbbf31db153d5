import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type Afterscore, startAfterscore } from "./support/afterscore.ts";
import { fresh } from "./support/answers.ts";
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
const said = (score: number | string, comment = "") => ({
  method: "POST", body: new URLSearchParams({ score: String(score), comment }).toString(), headers: { "Content-Type": "application/x-www-form-urlencoded" },
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
    expect((await app.get(`/v1/responses/${given?.id ?? ""}`)).body).toMatchObject({ caseId: opened.caseId, effects: [] });
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
      return caseId === opened.caseId ? undefined : caseId;
    }, { within: 60_000 });
    const card = await until("its card", () => cases.cardOf(caseId), { within: 60_000 });
    expect(JSON.stringify(card)).toContain("It broke again.");
    const { reasons } = await cases.show(caseId);
    expect(reasons).toContain("detractor before within 180 days");
    expect((await cases.show(opened.caseId)).state).toBe("resolved");
  });

  it("changes nothing by looking, by a changed link or by what the page does not send", async ({ expect }) => {
    const { opened, link } = await asked();
    const statuses = [];
    for (const method of ["GET", "HEAD", "GET"]) statuses.push((await fetch(link, { method })).status);
    for (const score of [0, 6, "05", "five", "", "-1", "5.0"]) statuses.push((await fetch(link, said(score))).status);
    statuses.push((await fetch(link, said(5, "x".repeat(5_001)))).status, (await fetch(link, { ...said(5), headers: { "Content-Type": "application/json" } })).status);
    for (const changed of [`${link}x`, link.replace(/.$/, (last) => (last === "A" ? "B" : "A")), link.replace("/m/W", "/m/X")]) statuses.push((await fetch(changed, said(5))).status);
    expect(statuses).toEqual([200, 200, 200, 400, 400, 400, 400, 400, 400, 400, 400, 415, 404, 404, 404]);
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
