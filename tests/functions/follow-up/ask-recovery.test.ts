import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import { followUp } from "../../../functions/follow-up/follow-up.ts";
import { encodeCase } from "../../../shared/adapters/dynamodb/codec.ts";
import { dynamoResponses } from "../../../shared/adapters/dynamodb/responses.ts";
import { dynamoSuppressions } from "../../../shared/adapters/dynamodb/suppressions.ts";
import type { PolicySource } from "../../../shared/domain/policy.ts";
import type { ResponseBody } from "../../../shared/domain/response.ts";
import type { Ledger } from "../../../shared/ports.ts";
import { work } from "../../../shared/domain/work-case.ts";
import { caseWith, effectWith, policyWith, responseWith } from "../../support/domain.ts";
import { putEffects } from "../../support/planned.ts";
import { overEachTable } from "../../support/table.ts";
import { followingOver } from "./following.ts";

const resolvedAt = "2026-11-21T12:00:00.000Z";
const daysOn = (days: number) => new Date(Date.parse(resolvedAt) + days * 86_400_000).toISOString();
const lin = { id: "u_91", email: "lin@acme.example", name: "Lin Wei" };

overEachTable((newTable) => {
  /** The case of a detractor, resolved as recovered at noon, and a go at the question that is due two days later. */
  async function world({ respondent = lin, more = {} }: { respondent?: ResponseBody["respondent"]; more?: Partial<PolicySource["messages"]> } = {}) {
    const table = await newTable();
    const policy = policyWith((source) => ({ ...source, messages: { ...source.messages, afterResolution: { after: "2d" }, quietHours: "off", ...more } }));
    await dynamoResponses(table).insert(responseWith({ respondent }));
    const open = caseWith({ respondent: { key: `id:${lin.id}`, ...lin }, timeline: [{ type: "open", at: resolvedAt, actor: "afterscore", source: "pipeline" }] });
    const resolved = work(open, { type: "resolve", outcome: "recovered", rootCause: "bug" }, { actor: "U0MIA", source: "slack", at: resolvedAt }, policyWith((source) => ({ ...source, messages: { ...source.messages, afterResolution: { after: "2d" } } })));
    if (resolved.kind !== "change") throw new Error("not resolved");
    const effect = resolved.change.effects.find(({ kind }) => kind === "recovery");
    if (effect === undefined) throw new Error("nobody is asked");
    await table.client.send(new PutCommand({ TableName: table.name, Item: { ...encodeCase(resolved.change.after) } }));
    await putEffects(table, effect);
    let clock = resolvedAt;
    const needs = followingOver(table, policy, () => clock);
    const { ledger, mails } = needs;
    const go = (now: string) => {
      clock = now;
      return followUp(needs, { effectId: effect.id, kind: effect.kind, responseId: "rsp_1", notBefore: effect.notBefore });
    };
    return { table, effect, go, mails, ledger, state: async () => (await ledger.find(effect.id))! };
  }

  /** Another answer's message has the address's place, from the day after the resolution on. */
  async function occupy(table: Awaited<ReturnType<typeof newTable>>, ledger: Ledger, until: string): Promise<void> {
    const other = effectWith({ id: "rsp_2.follow_up", responseId: "rsp_2" });
    await putEffects(table, other);
    await ledger.take([other], { at: daysOn(1), until }, [{ key: "message#lin@acme.example", until }]);
  }

  describe("the question whether it was made right", () => {
    it("goes when its time has come, and not before", async () => {
      const { effect, go, mails, state } = await world();
      expect([effect.plannedAt, effect.notBefore]).toEqual([resolvedAt, daysOn(2)]);
      expect(await go(daysOn(1.99))).toEqual({ kind: "later", at: daysOn(2) });
      expect(mails).toEqual([]);
      await go(daysOn(2));
      expect(mails).toMatchObject([{ to: lin.email, effectId: effect.id, subject: "Did we make it right?", text: expect.stringContaining(`https://example.com/m/${effect.id}`) as string }]);
      expect((await state()).state).toBe("sent");
    });

    it("waits for the morning where the customer is", async () => {
      const { go, mails, state } = await world({ respondent: { ...lin, timeZone: "Asia/Tokyo" }, more: { quietHours: { start: "20:00", end: "08:00" } } });
      expect(await go(daysOn(2))).toEqual({ kind: "later", at: "2026-11-23T23:00:00.000Z" });
      expect([mails, (await state()).notBefore]).toEqual([[], "2026-11-23T23:00:00.000Z"]);
      await go("2026-11-23T23:00:00.000Z");
      expect(mails).toHaveLength(1);
    });

    it("waits, a day at a time, while the address has just had another message, and at last gives way", async () => {
      const { table, go, mails, ledger, state } = await world();
      await occupy(table, ledger, daysOn(4));
      expect(await go(daysOn(2))).toEqual({ kind: "later", at: daysOn(3) });
      expect(await go(daysOn(3))).toEqual({ kind: "later", at: daysOn(4) });
      expect(mails).toEqual([]);
      await go(daysOn(4));
      expect([mails.length, (await state()).state]).toEqual([1, "sent"]);
    });

    it("gives way to other messages after a month", async () => {
      const { table, go, mails, ledger, state } = await world();
      await occupy(table, ledger, daysOn(90));
      expect(await go(daysOn(31.9))).toEqual({ kind: "later", at: daysOn(32.9) });
      await go(daysOn(32.9));
      expect(await state()).toMatchObject({ state: "cancelled", detail: "frequency cap" });
      expect(mails).toEqual([]);
    });

    it.each([
      ["answered again", { more: {} }, async (table: Awaited<ReturnType<typeof newTable>>) => {
        await dynamoResponses(table).insert(responseWith({ respondent: lin, score: 9 }, { id: "rsp_2", submittedAt: daysOn(1), receivedAt: daysOn(1) }));
      }],
      ["unsubscribed", { more: {} }, (table: Awaited<ReturnType<typeof newTable>>) => dynamoSuppressions(table).add("pseudonym-of-lin@acme.example", "unsubscribed", resolvedAt)],
      ["mode off", { more: { afterResolution: "off" as const } }, () => Promise.resolve()],
    ])("is not asked any more: %s", async (reason, given, meanwhile) => {
      const { table, go, mails, state } = await world(given);
      await meanwhile(table);
      await go(daysOn(2));
      expect(await state()).toMatchObject({ state: "cancelled", detail: reason });
      expect(mails).toEqual([]);
    });
  });
});
