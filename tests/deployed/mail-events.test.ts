import { describe, expect, it } from "vitest";
import { answer, fresh, person } from "../outside/support/answers.ts";
import type { Shown } from "../outside/support/api.ts";
import { linksIn } from "../outside/support/mailbox.ts";
import { until } from "../outside/support/until.ts";
import { openLane } from "./support/lane.ts";
import { losesAnswers } from "./support/functions.ts";

const lane = openLane();

/** The message of a response, once it says what SES told of it. */
function told(id: string, words: RegExp): Promise<Shown["effects"][number]> {
  return until(`${id} says ${String(words)}`, async () => (await lane.shown(id)).effects.find(({ kind, detail }) => kind === "follow_up" && words.test(detail ?? "")));
}

describe("a customer who leaves", () => {
  it("by what the mail's headers offer is not written to again, until an operator takes them off the list", async () => {
    const who = person();
    await lane.settled((await lane.accepted(answer(8, { respondent: who }))).id);
    const [mail] = await lane.mailsTo(who.email);
    const link = linksIn({ text: mail?.BodyText ?? "" }).find((one) => one.includes("/m/")) ?? "";
    const path = new URL(link).pathname;
    expect((await fetch(new URL(path, lane.url))).status).toBe(200);
    const left = await fetch(new URL(path, lane.url), { method: "POST", body: new URLSearchParams({ "List-Unsubscribe": "One-Click" }) });
    expect([left.status, await left.text()]).toEqual([200, ""]);
    const second = await lane.settled((await lane.accepted(answer(7, { respondent: who }))).id);
    expect(second.effects).toEqual([expect.objectContaining({ kind: "follow_up", state: "cancelled", detail: "unsubscribed" })]);
    expect((await lane.command("suppressions", "show", who.email)).said).toContain("is not written to: unsubscribed");
    const lifted = await lane.ask("POST", "/v1/suppressions/remove", JSON.stringify({ email: who.email }));
    expect([lifted.status, lifted.body]).toEqual([200, { suppressed: false }]);
  });
});

describe("what SES tells of mails", () => {
  it("is asked for: each mail names the configuration set, and its response without whom it is to", async () => {
    const who = person();
    const { id } = await lane.settled((await lane.accepted(answer(8, { respondent: who }))).id);
    const [mail] = await lane.handedOverTo(who.email);
    expect(mail?.ConfigurationSetName).toBe("afterscore-dev");
    const tags = new Map(mail?.EmailTags?.map(({ Name, Value }) => [Name, Value]));
    expect(tags.get("response")).toBe(id);
    expect(tags.get("effect")).toBe("follow_up");
    expect(tags.get("address")).toMatch(/^[\w-]{16,}$/);
  });

  it("settles a mail whose sending got no answer, and it is not sent again", async () => {
    const who = person({ email: `${fresh(losesAnswers)}@acme.example` });
    const { id } = await lane.accepted(answer(8, { respondent: who }));
    expect(await told(id, /confirmed by SES/)).toMatchObject({ state: "sent", attempts: 1 });
    expect(await lane.mailsTo(who.email)).toHaveLength(1);
  });

  it.each([
    { simulated: "bounce", reason: "bounced" },
    { simulated: "complaint", reason: "complained" },
  ])("keeps us from ever writing again to an address after a $simulated", async ({ simulated, reason }) => {
    const email = `${simulated}+${fresh("u")}@simulator.amazonses.com`;
    const first = await lane.accepted(answer(8, { respondent: { id: fresh("u"), email } }));
    expect(await told(first.id, new RegExp(`^${reason}`))).toMatchObject({ state: "sent" });
    const second = await lane.settled((await lane.accepted(answer(7, { respondent: { id: fresh("u"), email } }))).id);
    expect(second.effects).toEqual([expect.objectContaining({ kind: "follow_up", state: "cancelled", detail: reason })]);
    expect(await lane.mailsTo(email)).toHaveLength(1);
  });
});
