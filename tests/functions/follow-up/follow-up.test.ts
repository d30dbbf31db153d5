import { describe, expect, it } from "vitest";
import { followUp } from "../../../functions/follow-up/follow-up.ts";
import { dynamoResponses } from "../../../shared/adapters/dynamodb/responses.ts";
import { dynamoSuppressions } from "../../../shared/adapters/dynamodb/suppressions.ts";
import { retractionOf } from "../../../shared/domain/erasure.ts";
import type { Effect } from "../../../shared/domain/effect.ts";
import type { Policy } from "../../../shared/domain/policy.ts";
import { effectWith, policyWith, responseWith } from "../../support/domain.ts";
import { putEffects } from "../../support/planned.ts";
import { tableEngine } from "../../support/table.ts";
import { followingOver } from "./following.ts";

const newTable = tableEngine();
const noon = "2026-11-21T12:00:00.000Z";
const off: Policy["messages"]["modes"] = { detractor: "off", passive: "off", promoter: "off" };

/** A passive's response with one effect, and a go at it. */
async function world(effect: Effect = effectWith()) {
  const table = await newTable();
  await dynamoResponses(table).insert(responseWith({ score: 7, respondent: { email: "Lin@Acme.example" } }));
  await putEffects(table, effect);
  const suppressions = dynamoSuppressions(table);
  const shipped = policyWith();
  let clock = noon;
  const { mails, ledger, ...needs } = followingOver(table, shipped, () => clock);
  const go = (more: { now?: string; modes?: Policy["messages"]["modes"]; suppressedDomains?: string[]; pseudonymOf?: (address: string) => Promise<string> } = {}) => {
    clock = more.now ?? noon;
    const policy = { ...shipped, messages: { ...shipped.messages, modes: more.modes ?? shipped.messages.modes, suppressedDomains: more.suppressedDomains ?? [] } };
    return followUp(
      { ...needs, ledger, policy, pseudonymOf: more.pseudonymOf ?? needs.pseudonymOf },
      { effectId: effect.id, kind: effect.kind, responseId: "rsp_1", notBefore: noon },
    );
  };
  return { go, mails, suppressions, state: async () => (await ledger.find(effect.id))! };
}

describe("a mail", () => {
  it("goes to the address as it was given, and names it by the pseudonym of its one spelling", async () => {
    const { go, mails, state } = await world();
    await go();
    expect(mails).toMatchObject([{ to: "Lin@Acme.example", pseudonym: "pseudonym-of-lin@acme.example", effectId: "rsp_1.follow_up" }]);
    expect(await state()).toMatchObject({ state: "sent", receipt: { messageId: "m1" } });
  });

  it("lets its reader leave, by its mark and the pseudonym of where it went", async () => {
    const { go, mails } = await world();
    await go();
    const link = "https://example.com/m/rsp_1.follow_up/pseudonym-of-lin@acme.example";
    expect(mails[0]?.headers).toMatchObject({ "List-Unsubscribe": `<${link}>`, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" });
    expect(mails[0]?.text).toContain(link);
    expect(mails[0]?.html).toContain(`href="${link}"`);
  });

  it("is not sent to a domain that the policy leaves out", async () => {
    const { go, mails, state } = await world();
    await go({ suppressedDomains: ["other.example", "acme.example"] });
    expect(mails).toEqual([]);
    expect(await state()).toMatchObject({ state: "cancelled", detail: "suppressed" });
  });

  it("names what its reader said before what the policy says", async () => {
    const { go, state, suppressions } = await world();
    await suppressions.add("pseudonym-of-lin@acme.example", "unsubscribed", noon);
    await go({ suppressedDomains: ["acme.example"] });
    expect(await state()).toMatchObject({ state: "cancelled", detail: "unsubscribed" });
  });

  it.each(["unsubscribed", "bounced", "complained", "suppressed"] as const)("is not sent to an address that is %s, which is the reason before any other", async (reason) => {
    const { go, mails, state, suppressions } = await world();
    await suppressions.add("pseudonym-of-lin@acme.example", reason, noon);
    await go({ modes: off });
    expect(mails).toEqual([]);
    expect(await state()).toMatchObject({ state: "cancelled", detail: reason });
  });

  it("that may have gone out already is looked up, whatever became of its address since", async () => {
    const { go, mails, state, suppressions } = await world(effectWith({ state: "unknown", attempts: 1, leaseUntil: noon }));
    await suppressions.add("pseudonym-of-lin@acme.example", "bounced", noon);
    await go();
    expect(mails).toEqual([]);
    expect(await state()).toMatchObject({ state: "sent", receipt: { messageId: "m0" } });
  });

  it("that a retry brings to the night waits for the morning, and goes then", async () => {
    const { go, mails, state } = await world(effectWith({ attempts: 3, detail: "throttled" }));
    const [night, morning] = ["2026-11-21T23:10:00.000Z", "2026-11-22T08:00:00.000Z"];
    expect(await go({ now: night })).toEqual({ kind: "later", at: morning });
    expect(mails).toEqual([]);
    expect(await state()).toMatchObject({ state: "planned", attempts: 3, notBefore: morning, dueAt: morning, detail: "throttled" });
    expect(await go({ now: night })).toEqual({ kind: "later", at: morning });
    expect(await go({ now: morning })).toEqual({ kind: "settled" });
    expect(mails).toHaveLength(1);
    expect(await state()).toMatchObject({ state: "sent", attempts: 4 });
  });

  it("that is not wanted any more is cancelled also at night", async () => {
    const { go, state } = await world();
    await go({ now: "2026-11-21T23:10:00.000Z", modes: off });
    expect(await state()).toMatchObject({ state: "cancelled", detail: "mode off" });
  });

  it("that was begun before the night and may have arrived is looked up at once", async () => {
    const { go, state } = await world(effectWith({ state: "unknown", attempts: 1, leaseUntil: noon }));
    await go({ now: "2026-11-21T23:10:00.000Z" });
    expect(await state()).toMatchObject({ state: "sent", receipt: { messageId: "m0" } });
  });

  it("is not begun while the address has no pseudonym: it comes again", async () => {
    const { go, mails, state } = await world();
    await expect(go({ pseudonymOf: () => Promise.reject(new Error("no secret")) })).rejects.toThrow("no secret");
    expect(mails).toEqual([]);
    expect(await state()).toEqual(effectWith());
  });
});

describe("the retraction of a mail", () => {
  it("is over at once where the mailbox is its reader's own, whatever became of the mail", async () => {
    const { go, state } = await world(retractionOf(effectWith({ state: "unknown" }), noon));
    expect(await go()).toEqual({ kind: "settled" });
    expect(await state()).toMatchObject({ state: "cancelled", detail: "erased" });
  });
});
