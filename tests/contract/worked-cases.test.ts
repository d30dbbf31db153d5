import { describe, expect, it } from "vitest";
import { dynamoCasework } from "../../shared/adapters/dynamodb/casework.ts";
import { dynamoHistories } from "../../shared/adapters/dynamodb/histories.ts";
import { dynamoLedger } from "../../shared/adapters/dynamodb/ledger.ts";
import { dynamoPlans } from "../../shared/adapters/dynamodb/plans.ts";
import { dynamoResponses } from "../../shared/adapters/dynamodb/responses.ts";
import { dynamoTraces } from "../../shared/adapters/dynamodb/traces.ts";
import type { CaseEvent } from "../../shared/domain/case.ts";
import { plan } from "../../shared/domain/plan.ts";
import type { Response } from "../../shared/domain/response.ts";
import { type CaseChange, work } from "../../shared/domain/work-case.ts";
import { policyWith, responseWith } from "../support/domain.ts";
import { overEachTable } from "../support/table.ts";

const at = (minutes: number) => new Date(Date.parse("2026-11-23T12:00:00.000Z") + minutes * 60_000).toISOString();
const policy = policyWith((source) => ({ ...source, sla: { ...source.sla, hours: "always" } }));
const account = { id: "acme", owner: { email: "Mia@us.example" } };
const answer = (id: string, score: number, minutes = 0): Response => responseWith({ score, account }, { id, receivedAt: at(minutes) });
const resolve: CaseEvent = { type: "resolve", outcome: "recovered", rootCause: "bug" };

overEachTable((newTable) => {
  async function newStores() {
    const table = await newTable();
    const [responses, cases, plans] = [dynamoResponses(table), dynamoCasework(table), dynamoPlans(table)];
    const histories = dynamoHistories(table, { cases, responses });
    /** As receive and route do. */
    const arrives = async (response: Response) => {
      await responses.insert(response);
      const history = { ...(await histories.of(response)), account };
      expect(await plans.commit(plan(response, history, policy), response, history)).toBe("committed");
    };
    /** What somebody decides who sees the case as it is now. */
    const decide = async (event: CaseEvent, minutes: number, id = "case_1"): Promise<CaseChange> => {
      const worked = work((await cases.find(id))!, event, { actor: "U0MIA", source: "slack", at: at(minutes) }, policy);
      if (worked.kind !== "change") throw new Error(`not allowed: ${worked.kind}`);
      return worked.change;
    };
    const does = async (event: CaseEvent, minutes: number) => { expect(await cases.record(await decide(event, minutes))).toBe(true); };
    const ledger = dynamoLedger(table);
    /** What time is to bring, whenever that is. */
    const looks = async () => (await ledger.due(at(1_000_000), 100)).looks;
    await arrives(answer("rsp_1", 1));
    return { cases, ledger, arrives, decide, does, looks, traces: dynamoTraces(table) };
  }

  describe("a change of a case", () => {
    it("is written with what is told of it and with when to look again", async () => {
      const { cases, ledger, decide, looks } = await newStores();
      const change = await decide({ type: "note", note: "Called." }, 1);
      expect(await cases.record(change)).toBe(true);
      expect((await cases.find("case_1"))!.timeline.at(-1)).toEqual(change.entry);
      expect(await ledger.find("rsp_1.note-1")).toMatchObject({ kind: "note", state: "planned", caseId: "case_1" });
      expect(await looks()).toEqual([{ responseId: "rsp_1", caseId: "case_1", at: change.lookAt }]);
    });

    it("of two who decide at once is one's, whole, and nothing of the other's", async () => {
      const { cases, ledger, decide } = await newStores();
      const changes = [await decide({ type: "acknowledge" }, 1), await decide({ type: "snooze", until: at(90) }, 1), await decide(resolve, 1)];
      const written = await Promise.all(changes.map((change) => cases.record(change)));
      expect(written.filter(Boolean)).toHaveLength(1);
      const won = changes[written.indexOf(true)]!;
      expect(await cases.find("case_1")).toEqual(won.after);
      expect((await ledger.ofResponse("rsp_1")).filter(({ kind }) => kind === "note")).toHaveLength(1);
    });

    it("that was written is not written again", async () => {
      const { cases, decide } = await newStores();
      const change = await decide({ type: "acknowledge" }, 1);
      expect([await cases.record(change), await cases.record(change)]).toEqual([true, false]);
      expect((await cases.find("case_1"))!.timeline.map(({ type }) => type)).toEqual(["open", "acknowledge"]);
    });

    it("is not written when another answer has joined the case since", async () => {
      const { cases, decide, arrives } = await newStores();
      const change = await decide(resolve, 2);
      await arrives(answer("rsp_2", 3, 1));
      expect(await cases.record(change)).toBe(false);
      expect(await cases.find("case_1")).toMatchObject({ state: "open", responses: ["rsp_1", "rsp_2"] });
    });

    it("is not written when its respondent has been erased since, and none of what it was to bring about", async () => {
      const { cases, ledger, decide, traces } = await newStores();
      const change = await decide({ type: "contact", how: "email", message: "Dear Lin" }, 2);
      await traces.eraseResponse("rsp_1", at(1));
      expect(await cases.record(change)).toBe(false);
      expect((await cases.find("case_1"))!).toMatchObject({ state: "open", respondent: { key: "erased" } });
      expect((await ledger.ofResponse("rsp_1")).map(({ kind }) => kind)).not.toContain("reply");
    });
  });

  describe("resolving a case", () => {
    it("takes it from its owner and its account, and opening it again gives it back", async () => {
      const { cases, does, looks } = await newStores();
      const seen = async () => [(await cases.owned(["mia@US.example"], 10)).map(({ id }) => id), await cases.countOpen("acme", "none")];
      expect(await seen()).toEqual([["case_1"], 1]);
      await does(resolve, 1);
      expect([await seen(), await looks()]).toEqual([[[], 0], []]);
      await does({ type: "reopen" }, 2);
      expect(await seen()).toEqual([["case_1"], 1]);
      expect(await looks()).toMatchObject([{ caseId: "case_1" }]);
    });

    it("has the next answer open another case", async () => {
      const { cases, does, arrives } = await newStores();
      await does(resolve, 1);
      await arrives(answer("rsp_2", 2, 2));
      expect(await cases.find("case_1")).toMatchObject({ state: "resolved", responses: ["rsp_1"] });
      expect(await cases.find("case_2")).toMatchObject({ state: "open", responses: ["rsp_2"] });
    });

    it("and opening it again has the next answer join it", async () => {
      const { cases, does, arrives } = await newStores();
      await does(resolve, 1);
      await does({ type: "reopen" }, 2);
      await arrives(answer("rsp_2", 2, 3));
      expect(await cases.find("case_1")).toMatchObject({ state: "open", responses: ["rsp_1", "rsp_2"] });
      expect(await cases.find("case_2")).toBeUndefined();
    });
  });

  describe("cases of somebody", () => {
    it("are theirs by any of their names, and the next one's once they are given away", async () => {
      const { cases, does } = await newStores();
      await does({ type: "assign", owner: "U0JONAS" }, 1);
      expect((await cases.owned(["U0MIA", "mia@us.example"], 10)).map(({ id }) => id)).toEqual([]);
      expect((await cases.owned(["jonas@us.example", "U0JONAS"], 10)).map(({ id }) => id)).toEqual(["case_1"]);
      await does({ type: "assign", owner: "Jonas@us.example" }, 2);
      expect((await cases.owned(["U0JONAS", "jonas@us.example"], 10)).map(({ id }) => id)).toEqual(["case_1"]);
    });
  });

  describe("an answer of a case that sleeps", () => {
    it("wakes it with the time that it had left, and has time brought to it again", async () => {
      const { cases, does, arrives, looks } = await newStores();
      const { due } = (await cases.find("case_1"))!;
      await does({ type: "snooze", until: at(600) }, 10);
      expect((await looks()).map((look) => look.at)).toEqual([at(600)]);
      // Not worse than the first, so that only the sleep moves its targets.
      await arrives(answer("rsp_2", 6, 40));
      const woken = (await cases.find("case_1"))!;
      expect(woken).toMatchObject({ state: "open", due: { acknowledgeBy: new Date(Date.parse(due.acknowledgeBy) + 30 * 60_000).toISOString() } });
      expect([woken.left, woken.snoozedUntil, woken.before]).toEqual([undefined, undefined, undefined]);
      const warnedAt = Date.parse(woken.due.acknowledgeBy) - policy.sla.targets[woken.severity].acknowledge / 4;
      expect(await looks()).toContainEqual({ responseId: "rsp_2", caseId: "case_1", at: new Date(warnedAt).toISOString() });
    });
  });

  describe("a look at a case", () => {
    it("is put off or called off, unless somebody else has done so since", async () => {
      const { cases, looks } = await newStores();
      const [seen] = await looks();
      await cases.lookAgain(seen!, at(500));
      expect(await looks()).toEqual([{ ...seen!, at: at(500) }]);
      await cases.lookAgain(seen!);
      expect(await looks()).toEqual([{ ...seen!, at: at(500) }]);
      await cases.lookAgain({ ...seen!, at: at(500) });
      expect(await looks()).toEqual([]);
    });
  });
});
