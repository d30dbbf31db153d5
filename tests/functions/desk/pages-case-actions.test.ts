import { describe, expect, test } from "vitest";
import { dynamoTraces } from "../../../shared/adapters/dynamodb/traces.ts";
import { deskPolicy, jonas, lead, local, mia, monday, openCases, operator } from "./cases-desk.ts";

const path = "/desk/cases/case_1";
const workers = deskPolicy((source) => ({ ...source, slack: { ...source.slack, workers: "S0CSM" } }));
const resolution = { outcome: "recovered", rootCause: "bug", note: "Shipped" };
const tomorrow = "2026-11-24T09:00:00.000Z";

/** A case after one thing was done with it. */
async function after(event: string, fields: Record<string, string> = {}, visitor = mia) {
  const desk = await openCases();
  const answer = await desk.act(event, fields, visitor);
  const found = await desk.cases.find("case_1");
  return { ...desk, answer, found, line: found?.timeline.at(-1), kinds: (await desk.ledger.ofResponse("rsp_1")).filter(({ caseId, id }) => caseId === "case_1" && /-\d+$/.test(id)).map(({ kind }) => kind) };
}

describe("a form about a case", () => {
  test.each([
    ["acknowledge", {}, "acknowledge", { state: "acknowledged" }, {}, ["note"]],
    ["take", {}, "assign", { owner: { slackUserId: "U0MIA" } }, { owner: "U0MIA" }, ["note"]],
    ["assign", { owner: " U0JONAS " }, "assign", { owner: { slackUserId: "U0JONAS" } }, { owner: "U0JONAS" }, ["note"]],
    ["assign", { owner: "new@us.example" }, "assign", { owner: { email: "new@us.example" } }, { owner: "new@us.example" }, ["note"]],
    ["note", { note: " Called,\r\nno answer " }, "note", { state: "open" }, { note: "Called,\nno answer" }, ["note"]],
    ["contact", { how: "call", said: "" }, "contact", { state: "contacted" }, { how: "call" }, ["note"]],
    ["reply", { message: "Hello Lin,\r\n\r\nsorry" }, "reply", { state: "contacted" }, { how: "email", message: "Hello Lin,\n\nsorry", replyTo: "mia@us.example" }, ["note", "reply"]],
    ["snooze", { until: tomorrow, date: "" }, "snooze", { state: "snoozed", snoozedUntil: tomorrow }, { until: tomorrow }, ["note"]],
    ["snooze", { until: "date", date: "2026-12-01T09:30" }, "snooze", { state: "snoozed", snoozedUntil: "2026-12-01T09:30:00.000Z" }, {}, ["note"]],
    ["resolve", resolution, "resolve", { state: "resolved" }, { outcome: "recovered", rootCause: "bug", note: "Shipped" }, ["note"]],
  ])("does what it says: %s %j", async (event, fields, done, subject, said, effects) => {
    const { answer, found, line, kinds } = await after(event, fields);
    expect([answer.status, answer.headers.get("Location")]).toEqual([303, `${path}?done=${done}`]);
    expect(found).toMatchObject(subject);
    expect(line).toMatchObject({ at: monday, actor: "U0MIA", source: "desk", ...said });
    expect(kinds.toSorted()).toEqual(effects.toSorted());
  });

  test("says what was done when the page comes back, and nothing when an address makes it up", async () => {
    const { textOf } = await after("acknowledge");
    expect(await textOf(`${path}?done=acknowledge`)).toMatch(/role="status">Acknowledged\./);
    expect(await textOf(`${path}?done=%3Cb%3E`)).not.toContain('role="status"');
  });

  test("wakes the lane of its channel, and queues what is written to the customer", async () => {
    const { queues } = await after("reply", { message: "Sorry" });
    expect(queues.alerts.receive(10).map(({ body }) => body).join()).toContain("rsp_1.note-1");
    expect(queues.followUps.receive(10).map(({ body }) => body).join()).toContain("rsp_1.reply-1");
  });

  test("keeps what the customer said beside how they were reached", async () => {
    const { found } = await after("contact", { how: "meeting", said: "They are glad" });
    expect(found?.timeline.slice(1).map(({ type, how, note }) => [type, how ?? note])).toEqual([["contact", "meeting"], ["note", "They are glad"]]);
  });

  test("reopens what is resolved", async () => {
    const { act, cases } = await after("resolve", resolution);
    expect((await act("reopen")).status).toBe(303);
    expect((await cases.find("case_1"))?.state).toBe("open");
  });

  test("is one event, however often it is sent", async () => {
    const { act, cases } = await openCases();
    const twice = () => act("note", { note: "Called", once: "identity-of-this-form" });
    const answers = [...(await Promise.all([twice(), twice()])), await twice()];
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303]);
    expect((await cases.find("case_1"))?.timeline.map(({ type }) => type)).toEqual(["open", "note"]);
  });

  test("is told when it was sent before with other words", async () => {
    const { act, cases } = await openCases();
    await act("note", { note: "Called", once: "identity-of-this-form" });
    const answer = await act("note", { note: "Called twice", once: "identity-of-this-form" });
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain("sent before, with other words");
    expect((await cases.find("case_1"))?.timeline).toHaveLength(2);
  });

  test("that comes late changes nothing, and says who did what instead", async () => {
    const { act, clock, cases } = await openCases();
    await act("resolve", resolution);
    clock.at += 240_000;
    const answer = await act("acknowledge", {}, jonas);
    const page = await answer.text();
    expect(answer.status).toBe(409);
    expect(page).toContain("Already resolved by mia@us.example 4 minutes ago. (Recovered) Nothing was changed. Reopen it if there is more to do.");
    expect((await cases.find("case_1"))?.timeline.map(({ type }) => type)).toEqual(["open", "resolve"]);
    expect(await (await act("acknowledge")).text()).toContain("Already resolved by you");
  });

  test("is signed by whoever sits at a laptop too, and takes a case that is nobody's by no name it cannot have", async () => {
    const { line, act, cases } = await after("acknowledge", {}, local);
    expect(line).toMatchObject({ actor: "local", source: "desk" });
    await act("take", {}, local);
    expect((await cases.find("case_1"))?.owner).toEqual({ email: "local@us.example" });
  });
});

describe("a form that is not right", () => {
  test.each([
    ["assign", { owner: "" }, "owner", "There is nothing in it yet"],
    ["assign", { owner: "Mia" }, "owner", "neither a Slack id"],
    ["assign", { owner: "U0NOBODY" }, "owner", "Nobody in this workspace"],
    ["note", { note: "  " }, "note", "There is nothing in it yet"],
    ["note", { note: "x".repeat(2_001) }, "note", "at most 2000 characters"],
    ["note", { note: "a\0b" }, "note", "NUL"],
    ["contact", { said: "Hi" }, "how", "choose how you reached them"],
    ["reply", { message: "Hello Lin,\r\n\r\n" }, "message", "There is nothing in it yet"],
    ["reply", { message: "x".repeat(3_001) }, "message", "at most 3000 characters"],
    ["snooze", {}, "until", "choose until when"],
    ["snooze", { until: "some day" }, "until", "choose until when"],
    ["snooze", { until: "date", date: "tomorrow" }, "date", "give a date and a time"],
    ["snooze", { until: "date", date: "2026-02-31T09:00" }, "date", "give a date and a time"],
    ["snooze", { until: "date", date: "2026-11-22T09:00" }, "date", "has passed already"],
    ["snooze", { until: "date", date: "2036-11-22T09:00" }, "date", "within a year"],
    ["snooze", { until: tomorrow, date: "2026-12-01T09:30" }, "until", "given a date as well"],
    ["resolve", { rootCause: "bug" }, "outcome", "choose how it ended"],
    ["resolve", { outcome: "recovered", rootCause: "the weather" }, "rootCause", "choose a cause"],
  ])("is shown again, with its mistake at the field: %s %j", async (event, fields, field, said) => {
    const { answer, found } = await after(event, fields);
    const page = await answer.text();
    expect(answer.status).toBe(422);
    expect(page).toMatch(new RegExp(`id="${event}-${field}-mistake"[^>]*>[^<]*${said}`));
    expect(page).toMatch(new RegExp(`aria-describedby="${event}-${field}-mistake[^"]*" aria-invalid="true"`));
    expect(page).toContain('<details class="action" open="">');
    expect(found?.timeline).toHaveLength(1);
  });

  test("keeps what was typed, and obeys none of it", async () => {
    const { answer } = await after("resolve", { outcome: "churned", rootCause: "", note: "</textarea><b>bye</b>" });
    const page = await answer.text();
    expect(page).toContain("&lt;/textarea&gt;&lt;b&gt;bye&lt;/b&gt;");
    expect(page).toMatch(/value="churned" checked=""/);
  });

  test("says so in the reader's language", async () => {
    const { post } = await openCases();
    const answer = await post(`${path}/events`, { event: "note", note: "" }, mia, { "Accept-Language": "zh-CN" });
    expect(await answer.text()).toContain("这里还没有内容，请填写。");
  });

  test.each([{ formToken: "" }, { formToken: "token-of-session-of-U0JONAS" }, { once: "" }, { event: "delete" }, { event: "draft" }])("and is none of ours changes nothing: %j", async (fields) => {
    const { answer, found } = await after("acknowledge", fields);
    expect(answer.status).toBe(403);
    expect(found?.state).toBe("open");
  });
});

describe("who may not work cases", () => {
  test("by their role sees the case, or not even that, and is refused", async () => {
    const { act, cases } = await openCases();
    expect((await act("acknowledge", {}, operator)).status).toBe(403);
    expect((await act("acknowledge", {}, { id: "U0STRANGER", name: "Stranger" })).status).toBe(403);
    expect((await cases.find("case_1"))?.state).toBe("open");
    expect((await act("acknowledge", {}, lead)).status).toBe(303);
  });

  test("since they are not of the policy's group is offered nothing, and is refused in words", async () => {
    const { act, textOf, cases } = await openCases(workers);
    const page = await textOf(path, jonas);
    expect(page).toContain("Only members of the user group S0CSM");
    expect(page).not.toContain('name="event"');
    const answer = await act("acknowledge", {}, jonas);
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain("Nothing was changed.");
    expect((await cases.find("case_1"))?.state).toBe("open");
    expect((await act("acknowledge", {}, mia)).status).toBe(303);
  });
});

describe("a reply", () => {
  test("says to whom, from whom, and where the answer goes, and begins with a greeting", async () => {
    const { textOf } = await openCases();
    const page = await textOf(path);
    expect(page).toMatch(/<dd>lin@acme\.example<\/dd>.*<dd>mia@us\.example<\/dd>/s);
    expect(page).toContain(">Hello Lin,\n\n</textarea>");
  });

  test("is not offered to somebody who is not written to, and is not sent to them", async () => {
    const { textOf, act, suppressions, cases } = await openCases();
    await suppressions.add("pseudonym-of-lin@acme.example", "unsubscribed", monday);
    expect(await textOf(path)).toContain("A mail to lin@acme.example would not be sent: its reader has unsubscribed");
    const answer = await act("reply", { message: "Please stay" });
    const page = await answer.text();
    expect(answer.status).toBe(422);
    expect(page).toContain("This was not sent, and nothing was changed");
    expect(page).toContain(">Please stay</textarea>");
    expect((await cases.find("case_1"))?.state).toBe("open");
  });
});

describe("a mail that waits for approval", () => {
  const decide = async (fields: Record<string, string>) => {
    const desk = await openCases();
    const draft = await desk.offerDraft();
    const send = (more: Record<string, string> = {}, visitor = mia) => desk.post(`${path}/drafts`, { draft, ...fields, ...more }, visitor);
    const mail = async () => (await desk.ledger.ofResponse("rsp_1")).find(({ id }) => `${id}:1` === draft);
    return { ...desk, draft, send, mail };
  };

  test("is shown as the customer will get it, and obeyed by nobody", async () => {
    const { textOf } = await decide({});
    const page = await textOf(path);
    expect(page).toContain("A mail that waits for approval");
    expect(page).toContain("Hallo &lt;Lin&gt;\n\nWir");
    expect(page).toContain("German");
  });

  test("is sent, also when that is clicked twice", async () => {
    const { send, mail, textOf } = await decide({ does: "send" });
    expect((await send()).headers.get("Location")).toBe(`${path}?done=send`);
    expect((await send()).status).toBe(303);
    expect((await mail())?.draft?.decision).toEqual({ does: "send", by: "U0MIA", at: monday });
    expect(await textOf(path)).toContain("A mail was approved by Mia Berg");
  });

  test("is sent in other words", async () => {
    const { send, mail } = await decide({ does: "edited", subject: "Danke", message: "Liebe Lin" });
    expect((await send()).status).toBe(303);
    expect((await mail())?.draft).toMatchObject({ subject: "Danke", text: "Liebe Lin", ending: "", decision: { edited: true } });
  });

  test("is discarded, and the other who would send it hears of that", async () => {
    const { send, mail } = await decide({});
    expect((await send({ does: "discard" })).headers.get("Location")).toBe(`${path}?done=discard`);
    const answer = await send({ does: "send" }, jonas);
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain("Already discarded by mia@us.example this minute. Nothing was changed.");
    expect((await mail())?.state).toBe("cancelled");
  });

  test("shows the mistakes in what was typed", async () => {
    const { send, mail } = await decide({ does: "edited", subject: "Two\r\nlines", message: "" });
    const page = await (await send()).text();
    expect(page).toContain("Please write it in one line");
    expect(page).toContain("There is nothing in it yet");
    expect((await mail())?.draft).not.toHaveProperty("decision");
  });

  test.each([{ draft: "rsp_9.follow_up:1" }, { draft: "nonsense" }, { does: "burn" }, { formToken: "" }])("is decided by a form of its own case alone: %j", async (more) => {
    const { send, mail } = await decide({ does: "send" });
    expect((await send(more)).status).toBe(403);
    expect((await mail())?.draft).not.toHaveProperty("decision");
  });
});

describe("a case whose person was erased", () => {
  test("says so, and takes no words about them any more", async () => {
    const { table, textOf, act, cases } = await openCases();
    await act("note", { note: "Lin called" });
    await dynamoTraces(table).eraseResponse("rsp_1", monday);
    const page = await textOf(path);
    expect(page).toContain("The person of this case was erased");
    for (const gone of ["Lin called", "lin@acme.example", "It is slow", 'value="note"', 'value="reply"']) expect(page).not.toContain(gone);
    expect(await textOf("/desk/cases")).toContain("Erased person");
    const answer = await act("note", { note: "Lin called again" });
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain("nothing more is written about them");
    expect((await act("resolve", { outcome: "not_actionable", rootCause: "other" })).status).toBe(303);
    expect((await cases.find("case_1"))?.state).toBe("resolved");
  });
});
