import type { SQSRecord } from "aws-lambda";
import { describe, expect, it } from "vitest";
import { settleRecords } from "../../../functions/settle/record.ts";
import { dynamoLedger } from "../../../shared/adapters/dynamodb/ledger.ts";
import { dynamoSuppressions } from "../../../shared/adapters/dynamodb/suppressions.ts";
import type { Effect } from "../../../shared/domain/effect.ts";
import { effectWith } from "../../support/domain.ts";
import { putEffects } from "../../support/planned.ts";
import { tableEngine } from "../../support/table.ts";

const newTable = tableEngine();

const noon = "2026-11-21T12:00:00.000Z";
const after = (seconds: number) => new Date(Date.parse(noon) + seconds * 1_000).toISOString();
const receipt = { messageId: "0100-ses" };

const mail = effectWith();
const thank = effectWith({ id: "rsp_1.thank", kind: "thank" });
const reward = effectWith({ id: "rsp_1.reward", kind: "reward", person: "id:u_91" });

/** What the rule puts on the queue for a mail of `rsp_1`. */
function said(type: string, more: object = {}): Record<string, unknown> {
  const bounceType = type === "Bounce" ? { bounceType: "Permanent" } : {};
  return { version: 1, type, responseId: "rsp_1", effect: "follow_up", address: "pseudonym_of-lin", messageId: receipt.messageId, at: "2026-11-21T12:00:30Z", ...bounceType, ...more };
}

/** A ledger that holds these, and a way for messages to reach it. */
async function world(...effects: readonly Effect[]) {
  const table = await newTable();
  await putEffects(table, ...effects);
  const ledger = dynamoLedger(table);
  const suppressions = dynamoSuppressions(table);
  const heard: string[] = [];
  const hear = (event: string) => { heard.push(event); };
  const handler = settleRecords({ ledger, suppressions, log: { info: hear, warn: hear, error: hear } });
  /** Delivers messages one after another; answers which of them come again. */
  const receive = async (...bodies: readonly unknown[]) => {
    const failed: string[] = [];
    for (const [at, body] of bodies.entries()) {
      const { batchItemFailures } = await handler({ Records: [{ messageId: String(at), body: typeof body === "string" ? body : JSON.stringify(body) } as SQSRecord] });
      failed.push(...batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    }
    return failed;
  };
  /** Begins the mail that carries these, as a sender does. */
  const begin = async (...carried: readonly Effect[]) => {
    const taking = await ledger.take(carried, { at: noon, until: after(10) });
    if (taking.kind !== "taken") throw new Error(taking.kind);
    return taking.effects;
  };
  /** The same, and the sender never hears what came of it. */
  const lose = async (...carried: readonly Effect[]) => {
    const begun = await begin(...carried);
    await ledger.doubt(begun, after(4), after(6), "outcome unknown: timeout");
    return begun;
  };
  const state = async (id = mail.id) => (await ledger.find(id))!;
  return { ledger, suppressions, heard, receive, begin, lose, state, why: async () => (await suppressions.find("pseudonym_of-lin"))?.reason };
}

describe("a mail whose sender never heard what came of it", () => {
  it("is sent once SES says so, with its message id, and nobody has to look at it again", async () => {
    const { lose, receive, state, ledger } = await world(mail);
    await lose(mail);
    expect(await receive(said("Send"))).toEqual([]);
    expect(await state()).toMatchObject({ state: "sent", at: after(30), receipt, detail: "confirmed by SES" });
    expect(await state()).not.toHaveProperty("dueAt");
    expect((await ledger.due(after(3_600), 10)).effects).toEqual([]);
  });

  it("settles with everything it carried, and with nothing else", async () => {
    const alert = effectWith({ id: "rsp_1.alert", kind: "alert", state: "sending", attempts: 1 });
    const other = effectWith({ id: "rsp_1.thank3", kind: "thank", at: after(9), state: "unknown", attempts: 1 });
    const { lose, receive, state } = await world(thank, reward, alert, other);
    await lose(thank, reward);
    await receive(said("Send", { effect: "thank" }));
    expect([await state(thank.id), await state(reward.id)]).toMatchObject([{ state: "sent", receipt }, { state: "sent", receipt }]);
    expect([await state(alert.id), await state(other.id)]).toEqual([alert, other]);
  });

  it("settles by itself when a person wrote it", async () => {
    const written = effectWith({ id: "rsp_1.reply-2", kind: "reply" });
    const { lose, receive, state } = await world(mail, written);
    await lose(mail);
    await lose(written);
    await receive(said("Send", { effect: "reply-2" }));
    expect([(await state(written.id)).state, (await state(mail.id)).state]).toEqual(["sent", "unknown"]);
    await receive(said("Send"));
    expect((await state(mail.id)).state).toBe("sent");
  });

  it("has failed when SES rejects it", async () => {
    const { lose, receive, state, why } = await world(thank, reward);
    await lose(thank, reward);
    await receive(said("Reject", { effect: "thank" }));
    expect([await state(thank.id), await state(reward.id)]).toMatchObject([{ state: "failed" }, { state: "failed" }]);
    expect((await state(thank.id)).detail).toMatch(/SES found it unfit/);
    expect(await why()).toBeUndefined();
  });
});

describe("a mail that is still being sent", () => {
  it("may be settled before its sender gets to it, who then changes nothing", async () => {
    const { begin, receive, ledger, state } = await world(mail);
    const begun = await begin(mail);
    await receive(said("Send"));
    expect(await state()).toMatchObject({ state: "sent", at: after(30), receipt });
    const late = [
      await ledger.sent(begun, after(31), { receipt }),
      await ledger.doubt(begun, after(31), after(40), "timeout"),
      await ledger.release(begun, after(31), after(40), "busy"),
    ];
    expect(late).toEqual([false, false, false]);
    expect(await state()).toMatchObject({ state: "sent", at: after(30) });
  });

  it("has gone out when it bounces, whatever order the events come in", async () => {
    const { begin, receive, state, why } = await world(mail);
    await begin(mail);
    await receive(said("Bounce"), said("Send"), said("Send"), said("Bounce"));
    expect(await state()).toMatchObject({ state: "sent", receipt, detail: expect.stringMatching(/^bounced/) });
    expect(await why()).toBe("bounced");
  });
});

describe("a mail that its sender knows to be sent", () => {
  async function sent() {
    const made = await world(mail);
    await made.ledger.sent(await made.begin(mail), after(1), { receipt });
    return made;
  }

  it("stays as it is when SES confirms it, however often", async () => {
    const { receive, state } = await sent();
    const before = await state();
    await receive(said("Send"), said("Send"));
    expect(await state()).toEqual(before);
  });

  it.each(["bounced", "complained"])("says that it %s, and its address is not written to again", async (reason) => {
    const { receive, state, why, heard } = await sent();
    const before = await state();
    const type = reason === "bounced" ? "Bounce" : "Complaint";
    await receive(said(type), said(type));
    expect(await state()).toEqual({ ...before, detail: expect.stringMatching(new RegExp(`^${reason}: `)) });
    expect(await why()).toBe(reason);
    expect(heard).toContain(reason === "bounced" ? "mail event: Bounce" : "mail event: Complaint");
  });

  it.each(["Transient", "Undetermined"])("is none the worse for a bounce that is %s: it is logged", async (bounceType) => {
    const { receive, state, why, heard } = await sent();
    const before = await state();
    await receive(said("Bounce", { bounceType }));
    expect(await state()).toEqual(before);
    expect(await why()).toBeUndefined();
    expect(heard).toEqual(["mail event: Bounce"]);
  });

  it("stays sent when SES rejects it afterwards, and says so", async () => {
    const { receive, state } = await sent();
    await receive(said("Reject"));
    expect(await state()).toMatchObject({ state: "sent", receipt, detail: expect.stringMatching(/SES found it unfit/) });
  });

  it("that bounced and was complained of bounced first, whatever was heard first; and whoever left has left before that", async () => {
    for (const order of [["Bounce", "Complaint"], ["Complaint", "Bounce"]]) {
      const { receive, why, suppressions } = await sent();
      await receive(...order.map((type) => said(type)));
      expect(await why()).toBe("bounced");
      await suppressions.add("pseudonym_of-lin", "unsubscribed", "2026-11-21T12:00:00.000Z");
      await receive(...order.map((type) => said(type)));
      expect(await why()).toBe("unsubscribed");
    }
  });
});

describe("an event", () => {
  it.each([
    ["Send", undefined],
    ["Reject", undefined],
    ["Bounce", "bounced"],
    ["Complaint", "complained"],
  ])("%s of a response that is gone leaves behind only whom not to write to", async (type, reason) => {
    const { receive, heard, ledger, why } = await world(mail);
    expect(await receive(said(type, { responseId: "rsp_erased" }))).toEqual([]);
    expect(heard).toContain("mail event dropped");
    expect([await why(), await ledger.ofResponse("rsp_erased")]).toEqual([reason, []]);
  });

  it("does not touch a mail that was never begun", async () => {
    const { receive, state } = await world(mail);
    await receive(said("Send"), said("Reject"));
    expect(await state()).toEqual(mail);
  });

  it.each([
    ["is no JSON", "{"],
    ["is of another version", said("Send", { version: 2 })],
    ["is of another type", said("Open")],
    ["is a bounce of no kind", { ...said("Bounce"), bounceType: "" }],
    ["came without its tags", said("Send", { responseId: "" })],
    ["holds an address as it is", said("Bounce", { address: "lin@acme.example" })],
  ])("that %s comes again, until it is set aside", async (_, body) => {
    const { receive, heard, why } = await world(mail);
    expect(await receive(body, said("Send", { responseId: "rsp_2" }))).toEqual(["0"]);
    expect(heard).toEqual(["settling failed", "mail event dropped"]);
    expect(await why()).toBeUndefined();
  });
});
