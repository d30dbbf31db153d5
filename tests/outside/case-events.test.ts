import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Afterscore, startUnfolded } from "./support/afterscore.ts";
import type { Body, Problem } from "./support/api.ts";
import { type Casework, caseworkOf, typesOf } from "./support/casework.ts";
import { createKey } from "./support/keys.ts";

let app: Afterscore;
let cases: Casework;
beforeAll(async () => {
  app = await startUnfolded();
  cases = caseworkOf(app);
});
afterAll(() => app.stop());

const later = (ms = 7_200_000) => new Date(Date.now() + ms).toISOString();
const events: Readonly<Record<string, Body>> = {
  acknowledge: { type: "acknowledge" },
  assign: { type: "assign", owner: "U0PRIYA" },
  note: { type: "note", note: "a note" },
  contact: { type: "contact", how: "call" },
  snooze: { type: "snooze", until: later() },
  resolve: { type: "resolve", outcome: "recovered", rootCause: "bug" },
  reopen: { type: "reopen" },
};
const event = (name: string): Body => events[name] ?? {};

/** From each state: how to come there, what is refused, and what each other event leads to. */
const states = [
  { state: "open", way: [], leads: { acknowledge: "acknowledged", assign: "open", note: "open", contact: "contacted", snooze: "snoozed", resolve: "resolved" } },
  { state: "acknowledged", way: ["acknowledge"], leads: { assign: "acknowledged", note: "acknowledged", contact: "contacted", snooze: "snoozed", resolve: "resolved" } },
  { state: "contacted", way: ["contact"], leads: { assign: "contacted", note: "contacted", snooze: "snoozed", resolve: "resolved" } },
  { state: "snoozed", way: ["acknowledge", "snooze"], leads: { assign: "acknowledged", note: "acknowledged", contact: "contacted", snooze: "snoozed", resolve: "resolved" } },
  { state: "resolved", way: ["resolve"], leads: { assign: "resolved", note: "resolved", reopen: "open" } },
];

describe("a case's events", () => {
  it.each(states)("from $state: what is allowed happens, and what is not is 409 and changes nothing", async ({ state, way, leads }) => {
    const arrive = async () => {
      const { caseId } = await cases.open();
      for (const step of way) expect((await cases.happen(caseId, event(step))).status).toBe(200);
      return caseId;
    };
    const allowed = Object.entries(leads);
    for (const [name, to] of allowed) {
      const caseId = await arrive();
      const { status, body } = await cases.happen(caseId, event(name));
      expect([name, status, body.state]).toEqual([name, 200, to]);
    }
    const caseId = await arrive();
    const before = await cases.show(caseId);
    const refused = Object.keys(events).filter((name) => !allowed.some(([known]) => known === name));
    for (const name of refused) {
      const { status, headers, body } = await cases.happen(caseId, event(name));
      expect([name, status, headers.get("Content-Type")]).toEqual([name, 409, expect.stringContaining("application/problem+json")]);
      expect(body).toMatchObject({ status: 409, type: expect.stringMatching(/\/not-allowed-now$/), detail: expect.stringContaining(state) });
    }
    expect(await cases.show(caseId)).toEqual(before);
  });

  it.each<{ body: Body; at: readonly string[] }>([
    { body: {}, at: ["/type"] },
    { body: { type: "escalate" }, at: ["/type"] },
    { body: { type: "acknowledge", by: "me" }, at: ["/by"] },
    { body: { type: "assign" }, at: ["/owner"] },
    { body: { type: "assign", owner: "somebody" }, at: ["/owner"] },
    { body: { type: "note", note: " \n " }, at: ["/note"] },
    { body: { type: "note", note: "好".repeat(2001) }, at: ["/note"] },
    { body: { type: "contact", how: "" }, at: ["/how"] },
    { body: { type: "contact", how: "email", message: "Hello" }, at: ["/message"] },
    { body: { type: "note", note: "a\u0000b" }, at: ["/note"] },
    { body: { type: "contact", how: "\u0000" }, at: ["/how"] },
    { body: { type: "snooze", until: "tomorrow" }, at: ["/until"] },
    { body: { type: "snooze", until: "2026-01-01T00:00:00Z" }, at: ["/until"] },
    { body: { type: "snooze", until: "9999-12-31T23:59:59Z" }, at: ["/until"] },
    { body: { type: "resolve" }, at: ["/outcome", "/rootCause"] },
    { body: { type: "resolve", outcome: "fine", rootCause: "the_weather", note: 5 }, at: ["/outcome", "/rootCause", "/note"] },
  ])("are 422 with the fields that are wrong: $body", async ({ body, at }) => {
    const { caseId } = await refusable();
    const before = await cases.show(caseId);
    const answered = await cases.happen(caseId, body);
    expect(answered.status).toBe(422);
    expect(answered.headers.get("Content-Type")).toContain("application/problem+json");
    expect((answered.body as Problem).errors?.map(({ pointer }) => pointer).sort()).toEqual([...at].sort());
    expect(await cases.show(caseId)).toEqual(before);
  });

  it("that are refused say what is allowed", async () => {
    const { caseId } = await cases.open();
    const said = async (body: Body) => ((await cases.happen(caseId, body)).body as unknown as Problem).errors?.map(({ detail }) => detail);
    expect(await said({ type: "escalate" })).toEqual(["must be one of acknowledge, assign, note, contact, snooze, resolve, reopen"]);
    expect(await said({ type: "snooze", until: "yesterday" })).toEqual(["must be a time with offset, such as 2026-11-21T09:30:00+08:00"]);
    await cases.happen(caseId, event("acknowledge"));
    const { body } = await cases.happen(caseId, event("acknowledge"));
    expect(body).toMatchObject({ detail: "This case is acknowledged already, so 'acknowledge' is not for it. Now it takes: assign, note, contact, snooze, resolve. Nothing was changed." });
  });

  it("are taken at the edges of what is allowed", async () => {
    const { caseId } = await cases.open();
    expect((await cases.happen(caseId, { type: "note", note: "👩🏽‍💻".repeat(285) })).status).toBe(200);
    expect((await cases.happen(caseId, { type: "snooze", until: "2027-03-01T09:00:00+08:00" })).body).toMatchObject({ snoozedUntil: "2027-03-01T01:00:00.000Z" });
  });

  it("of no case are 404, and what cannot be read is 400, 413 or 415", async () => {
    for (const id of ["case_nobody", "x".repeat(2_000), encodeURIComponent("../cases")]) {
      const { status, body } = await cases.happen(id, event("acknowledge"));
      expect([status, body.status]).toEqual([404, 404]);
    }
    const { caseId } = await refusable();
    const send = async (text: string, type = "application/json") =>
      (await app.ask("POST", `/v1/cases/${caseId}/events`, text, { headers: { "Content-Type": type } })).status;
    expect(await send("{")).toBe(400);
    expect(await send("[]")).toBe(422);
    expect(await send("null")).toBe(422);
    expect(await send(JSON.stringify(event("acknowledge")), "text/plain")).toBe(415);
    expect(await send(JSON.stringify({ type: "note", note: "x".repeat(70_000) }))).toBe(413);
  });

  it("need a key that may write", async () => {
    const { caseId } = await refusable();
    const before = await cases.show(caseId);
    const reader = await createKey(app.home, "crm", "read");
    const send = async (apiKey: string | null) => (await app.ask("POST", `/v1/cases/${caseId}/events`, JSON.stringify(event("acknowledge")), { apiKey })).status;
    expect([await send(null), await send("nonsense"), await send(reader)]).toEqual([401, 401, 403]);
    expect(await cases.show(caseId)).toEqual(before);
  });

  it("are known again by their Idempotency-Key: by each source its own, whatever happened since", async () => {
    const { caseId } = await cases.open();
    const first = await cases.happen(caseId, event("acknowledge"), "k1");
    await cases.happen(caseId, event("resolve"), "k2");
    const again = await cases.happen(caseId, event("acknowledge"), "k1");
    expect([first.status, again.status, again.body.state]).toEqual([200, 200, "resolved"]);
    const crm = await createKey(app.home, "crm", "write,read");
    const other = await app.ask("POST", `/v1/cases/${caseId}/events`, JSON.stringify(event("note")), { key: "k1", apiKey: crm });
    expect(other.status).toBe(200);
    expect(typesOf((await cases.show(caseId)).timeline)).toEqual(["open", "acknowledge", "resolve", "note"]);
    for (const key of ["k".repeat(256)]) expect((await cases.happen(caseId, event("note"), key)).status).toBe(422);
    const answers = await Promise.all(Array.from({ length: 8 }, () => cases.happen(caseId, event("reopen"), "k3")));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 200));
    expect(typesOf((await cases.show(caseId)).timeline)).toEqual(["open", "acknowledge", "resolve", "note", "reopen"]);
  });

  it("are refused under a key that came before with other content, and a true repeat says that it is one", async () => {
    const { caseId } = await cases.open();
    const [first, again] = [await cases.happen(caseId, { type: "note", note: "Called them" }, "k"), await cases.happen(caseId, { type: "note", note: "Called them" }, "k")];
    expect([first, again].map(({ status, headers }) => [status, headers.get("Idempotent-Replayed")])).toEqual([[200, null], [200, "true"]]);
    expect(again.body).toEqual(first.body);
    for (const other of [{ type: "note", note: "Wrote to them" }, { type: "contact", how: "Called them" }, event("resolve"), event("acknowledge")]) {
      const { status, body } = await cases.happen(caseId, other, "k");
      expect([status, body]).toEqual([422, expect.objectContaining({ type: expect.stringMatching(/\/idempotency-mismatch$/) as string })]);
    }
    expect(typesOf((await cases.show(caseId)).timeline)).toEqual(["open", "note"]);
    const ends = { type: "resolve", outcome: "recovered", rootCause: "bug" };
    expect((await cases.happen(caseId, { ...ends, note: "Fixed" }, "end")).status).toBe(200);
    expect((await cases.happen(caseId, ends, "end")).status).toBe(422);
    const until = later();
    expect((await cases.happen(caseId, event("reopen"), "re")).status).toBe(200);
    const snoozed = [await cases.happen(caseId, { type: "snooze", until }, "sn"), await cases.happen(caseId, { type: "snooze", until: until.replace("Z", "+00:00") }, "sn")];
    expect(snoozed.map(({ status, headers }) => [status, headers.get("Idempotent-Replayed")])).toEqual([[200, null], [200, "true"]]);
  });

  it("of many at once all happen, one after the other", async () => {
    const opened = await cases.open();
    const answers = await Promise.all(Array.from({ length: 6 }, (_, at) => cases.happen(opened.caseId, { type: "note", note: `note ${at}` })));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 6 }, () => 200));
    const { shown, lines } = await cases.seen(opened, 6);
    expect(shown.timeline).toHaveLength(7);
    expect(lines).toHaveLength(6);
    expect(new Set(lines).size).toBe(6);
  });
});

let kept: Awaited<ReturnType<Casework["open"]>> | undefined;
/** A case for what changes nothing. */
async function refusable() {
  kept ??= await cases.open();
  return kept;
}
