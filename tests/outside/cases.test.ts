import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Afterscore, startUnfolded } from "./support/afterscore.ts";
import { answer, fresh } from "./support/answers.ts";
import { type Casework, type Opened, caseworkOf, typesOf } from "./support/casework.ts";
import { type Door, chosen, click, doorOf, picked, submission, typed } from "./support/door.ts";
import { type PersonAt, personAt } from "./support/pages.ts";
import { saying } from "./support/slack.ts";
import { until } from "./support/until.ts";

let app: Afterscore;
let cases: Casework;
let door: Door;
let mia: PersonAt;
let jonas: PersonAt;
beforeAll(async () => {
  app = await startUnfolded();
  cases = caseworkOf(app);
  door = doorOf(app.local);
  mia = personAt(app.local, "U0MIA");
  jonas = personAt(app.local, "U0JONAS");
});
afterAll(() => app.stop());

const everything = ["Assign to …", "Snooze …", "Add a note …", "Mark as contacted …", "Reply by mail …"];
const justNow = (at: unknown) => Math.abs(Date.now() - Date.parse(String(at))) < 120_000;
const inTwoHours = () => new Date(Date.now() + 7_200_000).toISOString();

/** What Slack posts for each event, and what is written into the case for it. */
const fromSlack = [
  { type: "acknowledge", send: (place: Opened) => click({ user: "U0MIA" }, place, "acknowledge"), state: "acknowledged", line: /Acknowledged by <@U0MIA>/, entry: {} },
  {
    type: "contact",
    send: (place: Opened) => submission({ user: "U0MIA" }, place, "contact", { how: chosen("call") }),
    state: "contacted",
    line: /Contacted by <@U0MIA> \(call\)/,
    entry: { how: "call" },
  },
  {
    type: "snooze",
    send: (place: Opened) => submission({ user: "U0MIA" }, place, "snooze", { snooze: chosen(`hour@${inTwoHours()}`) }),
    state: "snoozed",
    line: /Snoozed by <@U0MIA> until <!date\^/,
    entry: { until: expect.any(String) as string },
  },
  {
    type: "assign",
    send: (place: Opened) => submission({ user: "U0MIA" }, place, "assign", { owner: picked("U0JONAS") }),
    state: "open",
    line: /Assigned to <@U0JONAS> by <@U0MIA>/,
    entry: { owner: "U0JONAS" },
  },
  {
    type: "note",
    send: (place: Opened) => submission({ user: "U0MIA" }, place, "note", { note: typed("They *wait* for <us> & a fix") }),
    state: "open",
    line: /Note by <@U0MIA>: “They ∗wait∗ for &lt;us&gt; &amp; a fix”/,
    entry: { note: "They *wait* for <us> & a fix" },
  },
  {
    type: "resolve",
    send: (place: Opened) => submission({ user: "U0MIA" }, place, "resolve", { outcome: chosen("recovered"), root_cause: chosen("bug"), note: typed("Fixed") }),
    state: "resolved",
    line: /Resolved by <@U0MIA> as recovered, cause: bug\. “Fixed”/,
    entry: { outcome: "recovered", rootCause: "bug", note: "Fixed" },
  },
] as const;

describe("what is done in Slack", () => {
  it.each(fromSlack)("$type: card, thread and history say it, once", async ({ type, send, state, line, entry }) => {
    const opened = await cases.open();
    const answered = await door.interaction(send(opened));
    expect([answered.status, answered.text]).toEqual([200, ""]);
    const { shown, lines, headline } = await cases.seen(opened, 1);
    expect(shown.state).toBe(state);
    expect(typesOf(shown.timeline)).toEqual(["open", type]);
    const last = shown.timeline.at(-1);
    expect(last).toMatchObject({ type, actor: "U0MIA", source: "slack", ...entry });
    expect(justNow(last?.["at"])).toBe(true);
    expect(lines).toEqual([expect.stringMatching(line)]);
    expect(headline).toMatch(state === "open" ? /NPS 3 of 10 · normal$/ : new RegExp(`NPS 3 of 10 · normal · ${state}$`));
    // Nothing of the thread is also sent to the channel: the card alone names the case there.
    expect((await app.slack.history()).filter((message) => JSON.stringify(message).includes(opened.caseId))).toHaveLength(1);
  });

  it("goes through a whole case: what the card offers is what the case allows", async () => {
    const opened = await cases.open();
    expect((await cases.seen(opened)).offers).toEqual(["Acknowledge", "Resolve …", ...everything]);
    await door.interaction(click({ user: "U0MIA" }, opened, "acknowledge"));
    expect((await cases.seen(opened, 1)).offers).toEqual(["Resolve …", ...everything]);
    await door.interaction(submission({ user: "U0JONAS" }, opened, "contact", { how: chosen("meeting"), said: typed("Not amused") }));
    expect((await cases.seen(opened, 3)).offers).toEqual(["Resolve …", "Assign to …", "Snooze …", "Add a note …"]);
    await door.interaction(submission({ user: "U0MIA" }, opened, "resolve", { outcome: chosen("improving"), root_cause: chosen("service") }));
    expect((await cases.seen(opened, 4)).offers).toEqual(["Assign to …", "Add a note …", "Reopen"]);
    await door.interaction(click({ user: "U0PRIYA" }, opened, "reopen"));
    const { shown, lines, offers } = await cases.seen(opened, 5);
    expect(offers).toEqual(["Acknowledge", "Resolve …", ...everything]);
    expect(shown.timeline.map(({ type, actor }) => `${type} ${actor as string}`)).toEqual([
      expect.stringMatching(/^open /), "acknowledge U0MIA", "contact U0JONAS", "note U0JONAS", "resolve U0MIA", "reopen U0PRIYA",
    ]);
    expect(lines).toEqual([
      expect.stringContaining("Acknowledged by <@U0MIA>"),
      expect.stringContaining("Contacted by <@U0JONAS> (meeting)"),
      expect.stringContaining("Note by <@U0JONAS>: “Not amused”"),
      expect.stringContaining("Resolved by <@U0MIA> as improving, cause: service."),
      expect.stringContaining("Reopened by <@U0PRIYA>"),
    ]);
    // Reopened, it has its whole time again.
    expect(Date.parse(shown.due.acknowledgeBy)).toBeGreaterThan(Date.parse(shown.openedAt) + 8 * 3_600_000);
  });

  it("opens each dialog from the card's buttons, and obeys what is filled in", async () => {
    const opened = await cases.open({ respondent: { name: "Lin Wei" } });
    const press = async (who: PersonAt, wants: string) => who.press((await cases.seen(opened)).card, opened.channel, wants);
    await press(mia, "note");
    expect(await mia.modal()).toMatch(/Add a note .*Lin Wei, Acme/);
    await mia.submit({ note: "" });
    expect(await mia.modal()).toMatch(/complete this required field/);
    await mia.submit({ note: "For the record" });
    expect(await mia.modal()).toBe("");
    await press(mia, "assign");
    await mia.submit({ owner: "U0JONAS" });
    await press(jonas, "snooze");
    expect(await jonas.modal()).toMatch(/1 hour .*Tomorrow .*A date/);
    await jonas.submit({ snooze: "date" });
    expect(await jonas.modal()).toMatch(/Please pick a date and a time/);
    await jonas.close();
    await press(jonas, "resolve");
    expect(await jonas.modal()).toMatch(/Resolve the case .*How did it end\?.*What was the cause\?/);
    await jonas.submit({ outcome: "no_response", root_cause: "price", note: "" });
    expect(await jonas.modal()).toBe("");
    const { shown, lines } = await cases.seen(opened, 3);
    expect(shown).toMatchObject({ state: "resolved", owner: { slackUserId: "U0JONAS" } });
    expect(typesOf(shown.timeline)).toEqual(["open", "note", "assign", "resolve"]);
    expect(lines).toHaveLength(3);
    expect(JSON.stringify((await cases.seen(opened)).card)).toContain("Owner\\n<@U0JONAS>");
  });

  it("writes a drafted reply to the customer: one mail, answers go to who wrote it, and the case counts as contacted", async () => {
    const opened = await cases.open({ respondent: { name: "Lin Wei" } });
    const before = (await app.mailbox.to(opened.who.email)).length;
    await jonas.press((await cases.seen(opened)).card, opened.channel, "draft");
    expect(await jonas.modal()).toMatch(new RegExp(`To ${opened.who.email} From .* Subject and footer are in the customer's language. Replies go to jonas@us.example`));
    expect(await jonas.begunIn("message")).toBe("Hello Lin Wei,\n\n");
    const words = "Hello Lin Wei,\n\nI am <sorry> & *really* so.\nThe export is mended: https://status.example.com/?a=1&b=2\n\nJonas";
    await jonas.submit({ message: words });
    expect(await jonas.modal()).toBe("");
    const { shown, lines } = await cases.seen(opened, 1);
    expect(shown.state).toBe("contacted");
    expect(shown.timeline.at(-1)).toMatchObject({ type: "contact", actor: "U0JONAS", how: "email", message: words });
    expect(lines).toEqual([expect.stringMatching(/Contacted by <@U0JONAS> \(email\), with a message to the customer: “Hello Lin Wei, I am &lt;sorry&gt;/)]);
    const mails = await until("the mail", async () => {
      const found = await app.mailbox.to(opened.who.email);
      return found.length > before ? found : undefined;
    });
    expect(mails).toHaveLength(before + 1);
    const mail = mails.at(-1);
    expect(mail?.replyTo).toContain("jonas@us.example");
    expect(mail?.text).toContain("I am <sorry> & *really* so.");
    expect(mail?.html).toContain("I am &lt;sorry&gt; &amp; *really* so.");
    expect(mail?.text).toContain("1 Example Street");
    // Once a person has talked, the machine does not.
    expect((await app.shown(opened.responseId)).caseId).toBe(opened.caseId);
  });

  it("gives a case that is nobody's to whoever takes it", async () => {
    const opened = await cases.open({ account: { id: "nobodys" } });
    await door.interaction(click({ user: "U0JONAS" }, opened, "acknowledge"));
    const { shown, card } = await cases.seen(opened, 1);
    expect(shown.owner).toMatchObject({ slackUserId: "U0JONAS" });
    expect(JSON.stringify(card)).toContain("Owner\\n<@U0JONAS>");
  });
});

describe("a case that its customer answers again", () => {
  it("shows what is known now: why it is urgent, the account, and the score before the newest answer", async () => {
    const account = { id: fresh("acme"), name: "Acme", plan: "Free", owner: { email: "mia@us.example" } };
    const opened = await cases.open({ account, contactMe: true }, 8);
    const known = { ...account, plan: "Scale", mrr: 5000, currency: "USD" };
    const second = await app.accepted(answer(2, { respondent: opened.who, account: known }));
    await app.settled(second.id);
    const { card, shown } = await until("the card shows the second answer", async () => {
      const seen = await cases.seen(opened, 1);
      return seen.headline.includes("NPS 2 of 10") ? seen : undefined;
    });
    expect(shown).toMatchObject({ severity: "critical", account: { plan: "Scale", mrr: 5000 }, previousScore: 8 });
    expect(shown["reasons"]).toEqual(["asked to be contacted", "very low score", "high-value account", "fell by 4 points or more"]);
    const fields = JSON.stringify(card);
    for (const said of ["Plan\\nScale", "MRR\\nUSD 5,000", "Previous score\\nNPS 8 of 10", "very low score"]) expect(fields).toContain(said);
  });
});

describe("a critical case that is assigned", () => {
  it("is told to its new owner alone, once, with where it stands", async () => {
    const opened = await cases.open({ contactMe: true, account: { id: fresh("acme"), name: "Acme", mrr: 9000, currency: "USD", owner: { email: "mia@us.example" } } }, 1);
    await door.interaction(submission({ user: "U0MIA" }, opened, "assign", { owner: picked("U0JONAS") }));
    await cases.happen(opened.caseId, { type: "assign", owner: "U0JONAS" });
    await cases.seen(opened, 2);
    const { channel } = (await app.slack.call("conversations.open", { users: "U0JONAS" })) as unknown as { channel: { id: string } };
    const told = async () => saying(await app.slack.history(channel.id), "A critical case is yours").map(({ text }) => text).filter((text) => text.includes(opened.who.email) || text.includes("Acme"));
    const [said = ""] = await until("Jonas is told", async () => { const found = await told(); return found.length > 0 ? found : undefined; });
    expect(said).toMatch(/NPS 1 of 10 from .*Acme.*Acknowledge it by .*Open the case/);
    await app.settled(opened.responseId);
    expect(await told()).toHaveLength(1);
  });
});

describe("a snooze that something else ends", () => {
  it("is said to be over, in the thread and in the history", async () => {
    const opened = await cases.open();
    await cases.happen(opened.caseId, { type: "snooze", until: inTwoHours() });
    await cases.happen(opened.caseId, { type: "note", note: "They called" });
    const { shown, lines } = await cases.seen(opened, 2);
    expect(shown).toMatchObject({ state: "open", timeline: [{}, {}, { type: "note", endedSnooze: true }] });
    expect(lines.at(-1)).toMatch(/Note by local: “They called” · this ended the snooze$/);
  });
});

describe("what is done by the API", () => {
  const events = [
    { event: { type: "acknowledge" }, state: "acknowledged", line: /Acknowledged by local/ },
    { event: { type: "contact", how: "a letter" }, state: "contacted", line: /Contacted by local \(a letter\)/ },
    { event: { type: "snooze", until: inTwoHours() }, state: "snoozed", line: /Snoozed by local until <!date\^/ },
    { event: { type: "assign", owner: "jonas@us.example" }, state: "open", line: /Assigned to jonas@us\.example by local/ },
    { event: { type: "note", note: "From the CRM" }, state: "open", line: /Note by local: “From the CRM”/ },
    { event: { type: "resolve", outcome: "not_actionable", rootCause: "other" }, state: "resolved", line: /Resolved by local as not actionable, cause: other\./ },
  ];

  it.each(events)("$event.type: answered with the case, and told in Slack once", async ({ event, state, line }) => {
    const opened = await cases.open();
    const { status, body } = await cases.happen(opened.caseId, event);
    expect(status).toBe(200);
    expect(body).toMatchObject({ id: opened.caseId, state });
    expect(body.timeline.at(-1)).toMatchObject({ actor: "local", source: "api", ...event });
    const { shown, lines } = await cases.seen(opened, 1);
    expect(shown).toEqual(body);
    expect(lines).toEqual([expect.stringMatching(line)]);
  });

  it("is found by what it now is: state and owner", async () => {
    const opened = await cases.open();
    await cases.happen(opened.caseId, { type: "assign", owner: "U0PRIYA" });
    await cases.happen(opened.caseId, { type: "acknowledge" });
    const listed = async (query: string) => (await app.all<{ id: string }>(`/v1/cases?${query}`)).map(({ id }) => id);
    expect(await listed("state=acknowledged&owner=U0PRIYA")).toEqual([opened.caseId]);
    expect(await listed("state=open&owner=U0PRIYA")).toEqual([]);
  });

  it("reopens with its whole time, and knows a repeated event by its Idempotency-Key", async () => {
    const opened = await cases.open();
    await cases.happen(opened.caseId, { type: "resolve", outcome: "churned", rootCause: "price" });
    const first = await cases.happen(opened.caseId, { type: "reopen" }, "again-1");
    const second = await cases.happen(opened.caseId, { type: "reopen" }, "again-1");
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(second.body).toEqual(first.body);
    const notes = await Promise.all([1, 2, 3].map(() => cases.happen(opened.caseId, { type: "note", note: "once" }, "note-1")));
    expect(notes.map(({ status }) => status)).toEqual([200, 200, 200]);
    const { shown, lines } = await cases.seen(opened, 3);
    expect(typesOf(shown.timeline)).toEqual(["open", "resolve", "reopen", "note"]);
    expect(lines).toHaveLength(3);
  });
});
