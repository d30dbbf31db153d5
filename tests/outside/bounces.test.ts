import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Afterscore, startAfterscore } from "./support/afterscore.ts";
import { answer, fresh } from "./support/answers.ts";
import type { Shown } from "./support/api.ts";
import { caseworkOf, typesOf } from "./support/casework.ts";
import { personAt } from "./support/pages.ts";
import { until } from "./support/until.ts";

let app: Afterscore;
beforeAll(async () => { app = await startAfterscore(); });
afterAll(() => app.stop());

/** A response once its first effect says this much of itself. */
function saying(id: string, detail: RegExp): Promise<Shown> {
  return until(`${id} says ${detail.source}`, async () => {
    const { body } = await app.get<Shown>(`/v1/responses/${id}`);
    return detail.test(body.effects[0]?.detail ?? "") ? body : undefined;
  });
}

describe.each([
  { mailbox: "bounce", reason: "bounced" },
  { mailbox: "complaint", reason: "complained" },
])("an address whose mail was $reason", ({ mailbox, reason }) => {
  it("is written to once and never again, however it is spelt and whoever answers", async () => {
    const label = fresh("lin");
    const email = `${mailbox}+${label}@simulator.amazonses.com`;
    const first = await app.accepted(answer(7, { respondent: { email } }));
    const settled = await saying(first.id, new RegExp(`^${reason}: `));
    expect(settled.effects).toMatchObject([{ kind: "follow_up", state: "sent" }]);
    expect(await app.mailbox.to(email)).toHaveLength(1);

    const spelt = `${mailbox.toUpperCase()}+${label}@Simulator.AmazonSES.com`;
    const second = await app.settled((await app.accepted(answer(8, { respondent: { id: fresh("u"), email: spelt } }))).id);
    expect(second.effects).toMatchObject([{ kind: "follow_up", state: "cancelled", detail: reason }]);
    const third = await app.settled((await app.accepted(answer(10, { respondent: { id: fresh("u"), email } }))).id);
    expect(third.effects).toMatchObject([{ kind: "reward", state: "cancelled", detail: reason }, { kind: "thank", state: "cancelled", detail: reason }]);
    expect((await app.mailbox.all()).filter(({ to }) => to.toLowerCase().includes(label))).toHaveLength(1);
  });
});

it("who would draft a reply to an address whose mail bounced is told that it would not be sent, before they write", async () => {
  const cases = caseworkOf(app);
  const email = `bounce+${fresh("lin")}@simulator.amazonses.com`;
  await saying((await app.accepted(answer(7, { respondent: { email } }))).id, /^bounced: /);
  const opened = await cases.open({ respondent: { id: fresh("u"), email } });
  const jonas = personAt(app.local, "U0JONAS");
  await jonas.press((await cases.seen(opened)).card, opened.channel, "draft");
  expect(await jonas.modal()).toContain(`A mail to ${email} would not be sent: mail to this address bounced before. Contact the customer another way.`);
  expect(await jonas.begunIn("message")).toBe("");
  await jonas.close();
  const { shown, lines } = await cases.seen(opened);
  expect([shown.state, typesOf(shown.timeline), lines]).toEqual(["open", ["open"], []]);
  expect(await app.mailbox.to(email)).toHaveLength(1);
});

it("another address is written to as ever", async () => {
  const email = `success+${fresh("lin")}@simulator.amazonses.com`;
  const settled = await app.settled((await app.accepted(answer(7, { respondent: { email } }))).id);
  expect(settled.effects).toMatchObject([{ kind: "follow_up", state: "sent", detail: null }]);
});
