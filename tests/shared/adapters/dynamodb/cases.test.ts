import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import { dynamoCasework } from "../../../../shared/adapters/dynamodb/casework.ts";
import { dynamoCases } from "../../../../shared/adapters/dynamodb/cases.ts";
import { encodeCase } from "../../../../shared/adapters/dynamodb/codec.ts";
import type { Case, TimelineEntry } from "../../../../shared/domain/case.ts";
import type { CaseQuery } from "../../../../shared/domain/list-query.ts";
import type { Cases } from "../../../../shared/ports.ts";
import { caseWith, effectWith } from "../../../support/domain.ts";
import { putEffects } from "../../../support/planned.ts";
import { overEachTable } from "../../../support/table.ts";

overEachTable((newTable) => {
  async function casesOf(...list: readonly Case[]): Promise<Cases> {
    const table = await newTable();
    await Promise.all(list.map((value) => table.client.send(new PutCommand({ TableName: table.name, Item: encodeCase(value) }))));
    return dynamoCasework(table);
  }

  const day = (at: number) => new Date(Date.UTC(2026, 0, 1 + at)).toISOString();
  const entry: TimelineEntry = { type: "note", at: day(1), actor: "afterscore", source: "pipeline", responseId: "rsp_1" };

  describe("a case", () => {
    it("is kept to the letter", async () => {
      const kept = caseWith({ state: "snoozed", before: "open", snoozedUntil: day(3), previousScore: 0, account: { id: "acme", mrr: { amount: 5 } }, timeline: [entry] });
      const cases = await casesOf(kept);
      expect(await cases.find(kept.id)).toEqual(kept);
      expect(await cases.find("case_none")).toBeUndefined();
    });

    it("stands in Slack where the alert of the answer that opened it does, once that is sent", async () => {
      const table = await newTable();
      const cases = dynamoCases(table);
      await table.client.send(new PutCommand({ TableName: table.name, Item: encodeCase(caseWith()) }));
      const alert = effectWith({ id: "rsp_1.alert", kind: "alert", caseId: "case_1" });
      await putEffects(table, alert);
      expect((await cases.find("case_1"))!.card).toBeUndefined();
      await putEffects(table, { ...alert, state: "sent", receipt: { channel: "C1", ts: "1.2" } });
      expect((await cases.find("case_1"))!.card).toEqual({ channel: "C1", ts: "1.2", effectId: "rsp_1.alert" });
      await putEffects(table, { ...alert, caseId: "case_before", state: "sent", receipt: { channel: "C1", ts: "1.2" } });
      expect((await cases.find("case_1"))!.card).toBeUndefined();
    });
  });

  describe("open cases of an account", () => {
    it("are counted without the resolved, the rehearsed, other accounts' and the one that asks", async () => {
      const acme = { id: "acme" };
      const cases = await casesOf(
        caseWith({ id: "case_a", account: acme }),
        caseWith({ id: "case_b", account: acme, state: "snoozed", before: "open" }),
        caseWith({ id: "case_c", account: acme, state: "resolved" }),
        caseWith({ id: "case_d", account: acme, test: true }),
        caseWith({ id: "case_e", account: { id: "other" } }),
        caseWith({ id: "case_f" }),
      );
      expect([await cases.countOpen("acme", "case_a"), await cases.countOpen("acme", "case_x"), await cases.countOpen("none", "case_x")]).toEqual([1, 2, 0]);
    });
  });

  describe("an account whose id begins like another's", () => {
    it("has its own cases alone", async () => {
      const ids = ["a", "a#", 'a"', 'a"#', "aa", "*", "😀", "!"];
      const cases = await casesOf(...ids.map((id, at) => caseWith({ id: `case_${at}`, account: { id } })), caseWith({ id: "case_none" }));
      for (const id of ids) expect([id, await cases.countOpen(id, "case_x")]).toEqual([id, 1]);
    });
  });

  describe("unresolved cases", () => {
    it("of accounts are found, whichever these are, without the resolved and the rehearsed", async () => {
      const account = (at: number) => (at % 3 === 0 ? {} : { account: { id: `acme-${at % 7}` } });
      const state = (at: number) => (["open", "acknowledged", "contacted", "snoozed", "resolved"] as const)[at % 5]!;
      const list = Array.from({ length: 60 }, (_, at) => caseWith({ id: `case_${at}`, openedAt: day(at), state: state(at), test: at % 11 === 0, ...account(at) }));
      const cases = await casesOf(...list);
      const expected = list.filter(({ test, state: now, account: about }) => !test && now !== "resolved" && about !== undefined);
      const found = await cases.unresolvedOfAccounts(100);
      expect(found.map(({ id }) => id).sort()).toEqual(expected.map(({ id }) => id).sort());
      expect(found.find(({ id }) => id === "case_1")).toEqual(list[1]);
      expect(await cases.unresolvedOfAccounts(7)).toHaveLength(7);
    });

    it("are found where a lane has more than a page", async () => {
      const cases = await casesOf(...Array.from({ length: 1_005 }, (_, at) => caseWith({ id: `case_${at}`, account: { id: "acme" } })));
      const found = await cases.unresolvedOfAccounts(5_000);
      expect(new Set(found.map(({ id }) => id)).size).toBe(1_005);
      expect(found).toHaveLength(1_005);
      expect(await cases.countOpen("acme", "case_x")).toBe(1_005);
    });
  });

  describe("lists of cases", () => {
    const states = ["open", "acknowledged", "contacted", "resolved"] as const;
    const severities = ["critical", "high", "normal"] as const;
    const list = Array.from({ length: 30 }, (_, at) =>
      caseWith({
        id: `case_${String(at).padStart(2, "0")}`,
        openedAt: day(at % 10),
        state: states[at % 4]!,
        severity: severities[at % 3]!,
        account: { id: `acme-${at % 2}`, owner: at % 5 === 0 ? { slackUserId: "U0MIA" } : { email: "mia@us.example", slackUserId: "U0MIA" } },
        test: at % 10 === 9,
      }),
    );
    const newestFirst = list.filter(({ test }) => !test).sort((a, b) => (`${a.openedAt}#${a.id}` < `${b.openedAt}#${b.id}` ? 1 : -1));

    async function all(cases: Cases, query: CaseQuery): Promise<readonly string[]> {
      const found: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await cases.list({ ...query, ...(cursor === undefined ? {} : { cursor }) });
        if (page === "foreign cursor") throw new Error(`${cursor} is foreign`);
        expect(page.items.length).toBeLessThanOrEqual(query.limit);
        found.push(...page.items.map(({ id }) => id));
        cursor = page.cursor;
      } while (cursor !== undefined);
      return found;
    }

    it("hold every case but rehearsals, newest first, each once, filtered as asked", async () => {
      const cases = await casesOf(...list);
      const expected = (wanted: (value: Case) => boolean) => newestFirst.filter(wanted).map(({ id }) => id);
      expect(await all(cases, { limit: 4 })).toEqual(expected(() => true));
      expect(await all(cases, { limit: 4, state: "open" })).toEqual(expected(({ state }) => state === "open"));
      expect(await all(cases, { limit: 50, severity: "high", account: "acme-1" })).toEqual(expected(({ severity, account }) => severity === "high" && account?.id === "acme-1"));
      expect(await all(cases, { limit: 50, owner: "U0MIA" })).toEqual(expected(() => true));
      expect(await all(cases, { limit: 7, owner: "mia@us.example" })).toEqual(expected(({ account }) => account?.owner?.email !== undefined));
      const span = { from: day(3), to: day(6) };
      const within = ({ openedAt }: Case) => span.from <= openedAt && openedAt < span.to;
      for (const limit of [2, 50]) expect(await all(cases, { limit, ...span })).toEqual(expected(within));
      expect(await all(cases, { limit: 4, from: span.from })).toEqual(expected(({ openedAt }) => openedAt >= span.from));
      expect(await all(cases, { limit: 4, to: span.to, state: "open" })).toEqual(expected(({ openedAt, state }) => openedAt < span.to && state === "open"));
      expect(await all(cases, { limit: 4, from: span.to, to: span.from })).toEqual([]);
      expect(await cases.list({ limit: 7, cursor: "made up" })).toBe("foreign cursor");
    });
  });
});
