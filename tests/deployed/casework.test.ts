import { beforeAll, describe, expect, it } from "vitest";
import { fresh } from "../outside/support/answers.ts";
import type { Body } from "../outside/support/api.ts";
import { caseworkOf, typesOf } from "../outside/support/casework.ts";
import { type Actor, chosen, click, doorOf, submission, typed } from "../outside/support/door.ts";
import { until } from "../outside/support/until.ts";
import { openLane } from "./support/lane.ts";

const lane = openLane();
const cases = caseworkOf(lane);
const door = doorOf(lane.local);

/** Severity high: normal cases have their whole clock in a few seconds here. */
const openHigh = (more: Body = {}) => cases.open(more, 2);

let mia: Actor;
let jonas: Actor;
beforeAll(async () => {
  [mia, jonas] = await Promise.all([memberOf("mia@us.example"), memberOf("jonas@us.example")]);
});

async function memberOf(email: string): Promise<Actor> {
  const { user } = (await lane.slack.call("users.lookupByEmail", { email })) as unknown as { user: { id: string; team_id: string } };
  return { user: user.id, team: user.team_id };
}

/** What Slack posts is taken, and nothing is said to it. */
async function taken(payload: unknown): Promise<void> {
  expect(await door.interaction(payload)).toMatchObject({ status: 200, text: "" });
}

describe("a case worked in Slack", () => {
  it("is acknowledged, noted, snoozed and resolved: card, thread and history say so", async () => {
    const opened = await openHigh();
    const inTwoHours = new Date(Date.now() + 7_200_000).toISOString();
    await taken(click(mia, opened, "acknowledge"));
    await taken(submission(mia, opened, "note", { note: typed("They wait for a fix") }));
    await taken(submission(mia, opened, "snooze", { snooze: chosen(`hour@${inTwoHours}`) }));
    await taken(submission(jonas, opened, "resolve", { outcome: chosen("recovered"), root_cause: chosen("bug") }));
    const { shown, headline, lines } = await cases.seen(opened, 4);
    expect(typesOf(shown.timeline)).toEqual(["open", "acknowledge", "note", "snooze", "resolve"]);
    expect(headline).toMatch(/NPS 2 of 10 · high · resolved$/);
    expect(lines).toEqual([
      expect.stringContaining(`Acknowledged by <@${mia.user}>`),
      expect.stringContaining("They wait for a fix"),
      expect.stringContaining(`Snoozed by <@${mia.user}>`),
      expect.stringContaining(`Resolved by <@${jonas.user}> as recovered, cause: bug.`),
    ]);
  });

  it("is resolved only once: who comes too late is told so, and nothing is changed", async () => {
    const opened = await openHigh();
    const resolve = (outcome: string) => submission(mia, opened, "resolve", { outcome: chosen(outcome), root_cause: chosen("price") });
    await taken(resolve("churned"));
    const late = await door.interaction(resolve("recovered"));
    expect([late.status, JSON.parse(late.text)]).toEqual([200, expect.objectContaining({ response_action: "update" })]);
    expect(late.text).toMatch(/Already resolved by/);
    expect(typesOf((await cases.seen(opened, 1)).shown.timeline)).toEqual(["open", "resolve"]);
  });

  it("sends a drafted reply: one mail, and the answer goes to who wrote it", async () => {
    const opened = await openHigh();
    const draft = submission(jonas, opened, "draft", { message: typed("The export is mended.") });
    await taken(draft);
    await taken(draft);
    expect((await cases.seen(opened, 1)).shown).toMatchObject({ state: "contacted", timeline: [{ type: "open" }, { type: "contact", how: "email" }] });
    await until("the reply", async () =>
      (await lane.handedOverTo(opened.who.email)).find(({ ReplyToAddresses = [] }) => ReplyToAddresses.some((address) => address.includes("jonas@us.example"))),
    );
    expect((await lane.mailsTo(opened.who.email)).filter(({ BodyText }) => BodyText.includes("The export is mended."))).toHaveLength(1);
  });

  it("does not take a drafted reply when the address bounced before: the dialog says so, and the case is as it was", async () => {
    const opened = await openHigh({ respondent: { id: fresh("u"), email: `bounce+${fresh("u")}@simulator.amazonses.com` } });
    await until("the bounce", async () => (await lane.shown(opened.responseId)).effects.find(({ detail }) => detail?.startsWith("bounced") === true));
    const answer = await door.interaction(submission(jonas, opened, "draft", { message: typed("The export is mended.") }));
    expect([answer.status, JSON.parse(answer.text)]).toMatchObject([
      200,
      { response_action: "errors", errors: { message: expect.stringContaining("This was not sent, and nothing was changed: mail to this address bounced before.") } },
    ]);
    expect((await cases.seen(opened)).shown).toMatchObject({ state: "open", timeline: [{ type: "open" }] });
    expect(await lane.mailsTo(opened.who.email)).toHaveLength(1);
  });

  it("is found by its owner, under the command and in App Home", async () => {
    const { caseId } = await openHigh({ account: { id: "hooli", name: "Hooli", owner: { email: "jonas@us.example" } } });
    const listed = await door.command(jonas, "cases");
    expect([listed.status, listed.text]).toEqual([200, expect.stringContaining(caseId)]);
    expect((await door.command(mia, "cases")).text).not.toContain(caseId);
    expect((await door.command(mia, `case ${caseId}`)).text).toContain("Hooli");
    expect((await door.command(mia, "scores")).text).toMatch(/NPS/);
    expect(await door.event(jonas, { type: "app_home_opened", tab: "home" })).toMatchObject({ status: 200, text: "" });
    expect(await lane.slackViews()).toContain(caseId);
  });
});

describe("a case worked by the API", () => {
  it("is assigned and contacted, which Slack is told; what it does not allow now is 409", async () => {
    const opened = await openHigh();
    expect((await cases.happen(opened.caseId, { type: "assign", owner: "mia@us.example" })).status).toBe(200);
    const contacted = await cases.happen(opened.caseId, { type: "contact", how: "call" }, "call-1");
    expect([contacted.status, contacted.body.state]).toEqual([200, "contacted"]);
    expect((await cases.happen(opened.caseId, { type: "contact", how: "call" }, "call-1")).body).toEqual(contacted.body);
    expect((await cases.happen(opened.caseId, { type: "acknowledge" })).status).toBe(409);
    const { shown, lines } = await cases.seen(opened, 2);
    expect(shown).toEqual(contacted.body);
    expect(lines).toEqual([expect.stringContaining("Assigned to mia@us.example by lane"), expect.stringContaining("Contacted by lane (call)")]);
  });

  it("is among the figures of the loop, with what its account is worth", async () => {
    const owner = `${fresh("csm")}@us.example`;
    await openHigh({ account: { id: fresh("acme"), mrr: 900, currency: "USD", owner: { email: owner } } });
    const { status, body } = await lane.get(`/v1/loop?owner=${owner}`);
    expect([status, body]).toMatchObject([200, { total: { opened: 1, open: 1, recovery: { detractors: 1, answeredAgain: 0 }, mrrAtRisk: { amount: 900, accounts: 1, unknown: 0 } } }]);
  });

  it("came of a survey whose invitations are counted once", async () => {
    const [id, survey] = [fresh("send"), fresh("survey")];
    const send = async () => (await lane.ask("POST", "/v1/invitations", JSON.stringify({ survey: { id: survey }, count: 40, id }))).status;
    expect([await send(), await send(), (await lane.get(`/v1/invitations?survey=${survey}`)).body["total"]]).toEqual([202, 202, 40]);
  });
});
