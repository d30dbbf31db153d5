import { describe, expect, it } from "vitest";
import { carriedWith } from "../../../shared/domain/carried.ts";
import type { Effect } from "../../../shared/domain/effect.ts";
import { messageSlot, rewardSlot } from "../../../shared/domain/slot.ts";
import { effectWith, responseWith } from "../../support/domain.ts";
import { putEffects } from "../../support/planned.ts";
import { both, mia, monday, openDesk, operator, policy, rowsIn } from "./desk-pages.ts";

const before = (minutes: number) => new Date(Date.parse(monday) - minutes * 60_000).toISOString();
const after = (minutes: number) => before(-minutes);

/** A thank-you with a reward, in doubt since two hours. */
const doubt: Partial<Effect> = { state: "unknown", at: before(120), attempts: 3, detail: "outcome unknown: timeout", leaseUntil: after(5), dueAt: after(5) };
const thank = effectWith({ id: "rsp_1.thank", kind: "thank", ...doubt });
const reward = effectWith({ id: "rsp_1.reward", kind: "reward", person: "id:u_91", ...doubt });
const response = responseWith({ score: 10, respondent: { id: "u_91", email: "Lin@acme.example", name: "Lin" }, account: { id: "acme", name: "Acme" } }, { submittedAt: before(130), receivedAt: before(130) });

async function deskWith(...effects: readonly Effect[]) {
  const desk = openDesk();
  await desk.responses.insert(response);
  await putEffects(desk.table, ...effects);
  const decide = (decision: string, { id = thank.id, attempts = "3", visitor = operator, token }: { id?: string; attempts?: string; visitor?: typeof operator; token?: string } = {}) =>
    desk.post(`/desk/messages/${encodeURIComponent(id)}/decide`, { decision, attempts }, visitor, token);
  /** The page that somebody is led to. */
  const follow = async (answer: Response, visitor = operator) => {
    expect(answer.status).toBe(303);
    return desk.textOf(answer.headers.get("Location")!, visitor);
  };
  const states = async () => (await desk.ledger.ofResponse("rsp_1")).map(({ state }) => state);
  return { ...desk, decide, follow, states };
}

describe("the list of messages", () => {
  const effects = [
    effectWith({ id: "rsp_1.thank", kind: "thank", state: "sent", at: before(1) }),
    effectWith({ id: "rsp_1.reward", kind: "reward", state: "sent", at: before(1) }),
    effectWith({ id: "rsp_1.recovery", kind: "recovery", state: "cancelled", at: before(3), detail: "reopened", caseId: "case_1" }),
    effectWith({ id: "rsp_1.alert", kind: "alert", state: "sent", at: before(2) }),
  ];
  const list = async (desk: Awaited<ReturnType<typeof deskWith>>, query = "", visitor = both) => rowsIn(await desk.textOf(`/desk/messages${query}`, visitor)).map(([, ...row]) => row);

  it("shows the mails, thanks and reward as the one that they are", async () => {
    const desk = await deskWith(...effects);
    expect(await list(desk)).toEqual([
      ["Thanks by mail + Reward", "Lin, Acme", "Sent", "–", "Response rsp_1"],
      ["Question after the case", "Lin, Acme", "Cancelled", "The case is open again", "Response rsp_1 · Case"],
    ]);
    expect(desk.errors).toEqual([]);
  });

  it("can be asked for everything, a kind and a state", async () => {
    const desk = await deskWith(...effects);
    expect((await list(desk, "?kind=all")).map(([kind]) => kind)).toEqual(["Thanks by mail + Reward", "Alert in Slack", "Question after the case"]);
    expect((await list(desk, "?kind=alert&state=")).map(([kind]) => kind)).toEqual(["Alert in Slack"]);
    expect((await list(desk, "?state=cancelled")).map(([kind]) => kind)).toEqual(["Question after the case"]);
    expect(await desk.textOf("/desk/messages?state=planned", operator)).toContain("No message fits these filters.");
    expect((await desk.get("/desk/messages?kind=x", operator)).status).toBe(400);
    expect((await desk.get("/desk/messages?cursor=made-up", operator)).status).toBe(400);
  });

  it("names nobody to who may not see customers, and links to nothing they may not open", async () => {
    const desk = await deskWith(...effects, effectWith({ id: "rsp_1.reply", kind: "reply", ...doubt }));
    const page = await desk.textOf("/desk/messages?kind=all", operator);
    expect(page).toContain("rsp_1");
    for (const said of ["Lin,", "Acme", "/desk/responses/rsp_1", "/desk/cases/case_1"]) expect(page).not.toContain(said);
    expect((await desk.get("/desk/messages", mia)).status).toBe(403);
  });

  it("goes on behind the responses it has looked through", async () => {
    const desk = await deskWith();
    const ids = Array.from({ length: 120 }, (_, at) => `rsp_n${at}`);
    for (const [at, id] of ids.entries()) await desk.responses.insert(responseWith({}, { id, submittedAt: before(at), receivedAt: before(at) }));
    await putEffects(desk.table, ...ids.map((responseId) => effectWith({ id: `${responseId}.follow_up`, responseId, state: "sent" })));
    const page = await desk.textOf("/desk/messages", operator);
    expect(rowsIn(page)).toHaveLength(100);
    expect(page).toContain("Looked through what came of 100 responses");
    const next = /href="([^"]+)" rel="next"/.exec(page)?.[1]?.replaceAll("&amp;", "&");
    const rest = await desk.textOf(next!, operator);
    expect(rowsIn(rest)).toHaveLength(20);
    expect(rest).not.toContain("Needs a decision");
  });

  it("is written in Chinese for whoever reads it so", async () => {
    const desk = await deskWith(thank, reward);
    const page = await desk.textOf("/desk/messages?lang=zh", operator);
    for (const said of ["需要决定", "感谢邮件 + 奖励", "结果不明", "不清楚是否送达：timeout", "如果其实已经送达，客户会收到两次"]) expect(page).toContain(said);
  });
});

describe("what needs a decision", () => {
  it("is everything in doubt, though it is looked at again only later, and what each word does", async () => {
    const desk = await deskWith(thank, reward);
    const page = await desk.textOf("/desk/messages", operator);
    expect(page.match(/<article/g)).toHaveLength(1);
    for (const said of ["Thanks by mail + Reward", "Nobody knows whether it arrived: timeout", "Attempts: 3.", "never sent again", "the customer gets it twice", 'name="attempts" value="3"', "token-of-session-of-U0OP"]) expect(page).toContain(said);
    expect(page).not.toContain("Wait for an hour");
    expect(page).not.toMatch(/ style=/);
  });

  it("asks for patience with what is in doubt since a moment ago", async () => {
    const desk = await deskWith({ ...thank, at: before(2) });
    expect(await desk.textOf("/desk/messages", operator)).toContain("Wait for an hour before you decide.");
  });

  it("shows what failed of late, why, and what one can do, and nothing to decide about it", async () => {
    const desk = await deskWith(
      effectWith({ state: "failed", at: before(60), detail: "<b>no such domain</b>" }),
      effectWith({ id: "rsp_1.alert", kind: "alert", state: "failed", at: before(8 * 24 * 60), detail: "long ago" }),
    );
    const page = await desk.textOf("/desk/messages?state=sent", operator);
    expect(page).toContain("&lt;b&gt;no such domain&lt;/b&gt;");
    expect(page).toContain("The customer got no mail.");
    expect(page).not.toContain("long ago");
    expect(page).not.toContain("/decide");
  });

  it("is nothing where everything is known", async () => {
    expect(await (await deskWith(effectWith())).textOf("/desk/messages", operator)).toContain("Of everything that was sent it is known what became of it.");
  });
});

describe("deciding", () => {
  it("that it arrived settles all of the mail, and says who said so", async () => {
    const desk = await deskWith(thank, reward);
    const page = await desk.follow(await desk.decide("arrived"));
    expect(page).toContain('role="status">Thanks by mail: settled as sent.');
    expect(await desk.ledger.ofResponse("rsp_1")).toMatchObject([reward, thank].map(({ id }) => ({ id, state: "sent", at: monday, attempts: 3, detail: "settled by Olga Operator (U0OP): it did arrive" })));
    expect(desk.queued).toEqual([]);
    expect((await desk.ledger.due(after(600), 10)).effects).toEqual([]);
  });

  it("that it did not puts all of the mail back, frees its places, and queues it at once", async () => {
    const desk = await deskWith(...[thank, reward].map((effect): Effect => ({ ...effect, state: "planned", attempts: 2 })));
    const slots = [messageSlot((text) => text, "lin@acme.example"), rewardSlot((text) => text, "id:u_91")].map((key) => ({ key, until: after(10_000) }));
    const taking = await desk.ledger.take(carriedWith({ ...thank, state: "planned" }, await desk.ledger.ofResponse("rsp_1")), { at: before(121), until: before(120) }, slots);
    if (taking.kind !== "taken") throw new Error(taking.kind);
    await desk.ledger.doubt(taking.effects, before(120), after(5), "outcome unknown: timeout");
    expect(policy.messages.oncePer * policy.rewards.oncePer).toBeGreaterThan(0);

    const page = await desk.follow(await desk.decide("again"));
    expect(page).toContain("it is sent again now");
    expect(await desk.ledger.ofResponse("rsp_1")).toMatchObject([reward, thank].map(({ id }) => ({ id, state: "planned", attempts: 3, notBefore: monday, detail: "Olga Operator (U0OP) says that it did not arrive" })));
    expect(desk.queued).toEqual([{ effectId: "rsp_1.thank", kind: "thank", responseId: "rsp_1", notBefore: monday }]);
    await putEffects(desk.table, effectWith({ id: "rsp_2.thank", responseId: "rsp_2", kind: "thank" }));
    expect((await desk.ledger.take(await desk.ledger.ofResponse("rsp_2"), { at: monday, until: after(1) }, slots)).kind).toBe("taken");
  });

  it("stands although the queue cannot be reached: the sweep finds it, and the log says why it took longer", async () => {
    const desk = await deskWith(thank, reward);
    desk.broken.queues = true;
    expect(await desk.follow(await desk.decide("again"))).toContain("it is sent again now");
    expect((await desk.ledger.due(monday, 10)).effects.map(({ id }) => id)).toEqual(["rsp_1.reward", "rsp_1.thank"]);
    expect(desk.errors).toEqual(["decided effect not queued: Error: no queue"]);
  });

  it("about what stands in Slack can only have it posted again, in its channel's lane", async () => {
    const alert = effectWith({ id: "rsp_1.alert", kind: "alert", lane: { channel: "#customer-feedback", rank: 1 }, ...doubt });
    const desk = await deskWith(alert);
    const page = await desk.textOf("/desk/messages", operator);
    expect(page).toContain("it stands in Slack twice");
    expect(page).not.toContain('value="arrived"');
    expect(await desk.follow(await desk.decide("arrived", { id: alert.id }))).toContain("Nothing was changed.");
    await desk.decide("again", { id: alert.id });
    expect([await desk.states(), desk.queued]).toEqual([["planned"], [{ channel: "#customer-feedback", effectIds: ["rsp_1.alert"] }]]);
  });

  it("too late changes nothing and says what happened instead", async () => {
    const desk = await deskWith(thank, reward);
    await desk.decide("arrived");
    const late = await desk.follow(await desk.decide("again"));
    expect(late).toContain("Nothing was changed. Thanks by mail was not in doubt any more as you saw it: it is now “Sent”");
    expect([await desk.states(), desk.queued]).toEqual([["sent", "sent"], []]);
  });

  it("about an attempt that another has followed changes nothing, even if that is in doubt too", async () => {
    const desk = await deskWith({ ...thank, attempts: 4 }, { ...reward, attempts: 4 });
    for (const decision of ["arrived", "again"]) expect(await desk.follow(await desk.decide(decision))).toContain("Nothing was changed.");
    expect([await desk.states(), desk.queued]).toEqual([["unknown", "unknown"], []]);
  });

  it("about what is being sent, is planned or failed changes nothing", async () => {
    for (const state of ["sending", "planned", "failed", "cancelled"] as const) {
      const desk = await deskWith({ ...thank, state });
      for (const decision of ["arrived", "again"]) await desk.follow(await desk.decide(decision));
      expect([await desk.states(), desk.queued]).toEqual([[state], []]);
    }
  });

  it("twice at once is done once", async () => {
    const desk = await deskWith(thank, reward);
    await Promise.all([desk.decide("again"), desk.decide("again"), desk.decide("again")]);
    expect([await desk.states(), desk.queued.length]).toEqual([["planned", "planned"], 1]);
  });

  it("is for operators, from a page of their session, in words that are known", async () => {
    const desk = await deskWith(thank, reward);
    const answers = [
      await desk.decide("arrived", { visitor: mia }),
      await desk.decide("arrived", { token: "made up" }),
      await desk.decide("forget"),
      await desk.decide("arrived", { attempts: "3; drop" }),
      await desk.decide("arrived", { id: "no-effect" }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 404, 404, 404]);
    expect(await desk.follow(await desk.decide("arrived", { id: "rsp_none.thank" }))).toContain("there is no such message any more");
    expect(await desk.states()).toEqual(["unknown", "unknown"]);
    expect(desk.errors).toEqual([]);
  });

  it("is not believed of an address that somebody made up", async () => {
    const desk = await deskWith(thank, reward);
    expect(await desk.textOf("/desk/messages?decided=arrived&about=rsp_1.thank", operator)).toContain("Nothing was changed.");
  });
});
