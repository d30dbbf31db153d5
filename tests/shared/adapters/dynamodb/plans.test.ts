import { BatchGetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import { dynamoCasework } from "../../../../shared/adapters/dynamodb/casework.ts";
import { dynamoHistories } from "../../../../shared/adapters/dynamodb/histories.ts";
import { dynamoLedger } from "../../../../shared/adapters/dynamodb/ledger.ts";
import { dynamoPlans } from "../../../../shared/adapters/dynamodb/plans.ts";
import { dynamoResponses } from "../../../../shared/adapters/dynamodb/responses.ts";
import type { Table } from "../../../../shared/adapters/dynamodb/table.ts";
import type { AccountView } from "../../../../shared/domain/account.ts";
import type { Case } from "../../../../shared/domain/case.ts";
import { plan } from "../../../../shared/domain/plan.ts";
import type { Response } from "../../../../shared/domain/response.ts";
import { work } from "../../../../shared/domain/work-case.ts";
import type { Commitment } from "../../../../shared/ports.ts";
import { corrected, policyWith, responseWith } from "../../../support/domain.ts";
import { overEachTable } from "../../../support/table.ts";

overEachTable((newTable) => {
  const policy = policyWith();

  function storesOn(table: Table) {
    const responses = dynamoResponses(table);
    const cases = dynamoCasework(table);
    return { table, responses, cases, ledger: dynamoLedger(table), plans: dynamoPlans(table), histories: dynamoHistories(table, { cases, responses }) };
  }
  type Stores = ReturnType<typeof storesOn>;

  const newStores = async () => storesOn(await newTable());

  /** Stores a response as receive does. */
  async function store({ responses }: Stores, response: Response): Promise<Response> {
    await (response.revision === 1 ? responses.insert(response) : responses.revise(response));
    return response;
  }

  /** Plans a response by what is known now, and holds the plan back. */
  async function prepare({ histories, plans }: Stores, response: Response): Promise<() => Promise<Commitment>> {
    const history = await histories.of(response);
    const decided = plan(response, history, policy);
    return () => plans.commit(decided, response, history);
  }

  /** As route does: plans anew for as long as the history changes. */
  async function settle(stores: Stores, response: Response): Promise<Commitment> {
    for (let tries = 0; tries < 20; tries += 1) {
      const outcome = await (await prepare(stores, response))();
      if (outcome !== "stale") return outcome;
    }
    throw new Error(`${response.id} stays stale`);
  }

  async function casesIn({ cases }: Stores): Promise<readonly Case[]> {
    const page = await cases.list({ limit: 100 });
    return page === "foreign cursor" ? [] : page.items;
  }

  /** Moves a case as somebody in Slack would. */
  async function setState({ table }: Stores, id: string, state: Case["state"], before?: Case["state"]): Promise<void> {
    await table.client.send(
      new UpdateCommand({
        TableName: table.name,
        Key: { pk: id, sk: "case" },
        UpdateExpression: before === undefined ? "SET #state = :state" : "SET #state = :state, #before = :before, snoozedUntil = :until",
        ExpressionAttributeNames: { "#state": "state", ...(before && { "#before": "before" }) },
        ExpressionAttributeValues: { ":state": state, ...(before && { ":before": before, ":until": "2027-01-01T00:00:00.000Z" }) },
      }),
    );
  }

  describe("committing a plan", () => {
    it("writes case, effects and marker down at once", async () => {
      const stores = await newStores();
      const response = await store(stores, responseWith({ score: 1, account: { id: "acme" } }));
      expect(await (await prepare(stores, response))()).toBe("committed");
      const found = await stores.responses.find("rsp_1");
      expect(found?.effects.map(({ id }) => id)).toEqual(["rsp_1.alert", "rsp_1.follow_up", "rsp_1.task"]);
      expect(found?.caseId).toBe("case_1");
      expect(await stores.cases.find("case_1")).toMatchObject({ state: "open", responses: ["rsp_1"], respondent: { key: "id:u_91" } });
    });

    it("twice is committing it once", async () => {
      const stores = await newStores();
      for (const score of [1, 8, 10]) {
        const response = await store(stores, responseWith({ score, respondent: { id: `u_${score}`, email: `u_${score}@acme.example` } }, { id: `rsp_${score}` }));
        const commit = await prepare(stores, response);
        const outcomes = await Promise.all([commit(), commit(), commit(), commit()]);
        expect(outcomes.filter((outcome) => outcome === "committed")).toHaveLength(1);
        expect(outcomes.filter((outcome) => outcome === "already")).toHaveLength(3);
        expect(await settle(stores, response)).toBe("already");
      }
      expect(await casesIn(stores)).toHaveLength(1);
    });

    it("of a response that brings nothing about is remembered all the same", async () => {
      const stores = await newStores();
      const response = await store(stores, responseWith({ score: 8, respondent: { id: "u" } }));
      expect([await settle(stores, response), await settle(stores, response)]).toEqual(["committed", "already"]);
      expect((await stores.responses.find("rsp_1"))?.effects).toMatchObject([{ id: "rsp_1.follow_up", state: "cancelled", detail: "no address" }]);
    });

    it("of an old revision does nothing once a newer one is planned", async () => {
      const stores = await newStores();
      const first = await store(stores, responseWith({ score: 8 }));
      const second = await store(stores, corrected(first, { score: 2 }));
      expect(await settle(stores, second)).toBe("committed");
      expect(await settle(stores, first)).toBe("already");
      expect((await stores.responses.find("rsp_1"))?.caseId).toBe("case_1r2");
    });
  });

  describe("answers of one person that arrive at once", () => {
    const answer = (at: number, respondent: Response["body"]["respondent"]) => responseWith({ score: at % 7, respondent }, { id: `rsp_${at}` });

    it("open one case, and every one of them is in it", async () => {
      const stores = await newStores();
      const answers = Array.from({ length: 8 }, (_, at) => answer(at, { id: "u_91" }));
      await Promise.all(answers.map((response) => store(stores, response)));
      const commits = await Promise.all(answers.map((response) => prepare(stores, response)));
      const outcomes = await Promise.all(commits.map((commit) => commit()));
      expect(outcomes.filter((outcome) => outcome === "committed")).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === "stale")).toHaveLength(7);

      await Promise.all(answers.map((response) => settle(stores, response)));
      const found = await casesIn(stores);
      expect(found).toHaveLength(1);
      expect([...found[0]!.responses].sort()).toEqual(answers.map(({ id }) => id).sort());
      expect(found[0]!.timeline.map(({ type }) => type).sort()).toEqual(["join", "join", "join", "join", "join", "join", "join", "open"]);
      for (const { id } of answers) expect((await stores.responses.find(id))?.caseId).toBe(found[0]!.id);
    });

    it("open one case, by whatever name each knows the person, in whatever order they are written", async () => {
      const both = { id: "u_91", email: "Lin@acme.example" };
      const names = [{ id: "u_91" }, { email: "lin@ACME.example" }];
      for (const order of [[0, 1, 2], [2, 1, 0], [1, 0, 2], [1, 2, 0]]) {
        const stores = await newStores();
        // The first answer that names both joins the two, while the others are being planned without knowing.
        const answers = [answer(0, both), answer(1, names[1]!), answer(2, both)];
        await Promise.all(answers.map((response) => store(stores, response)));
        const commits = await Promise.all(answers.map((response) => prepare(stores, response)));
        for (const at of order) await commits[at]!();
        for (const at of order) await settle(stores, answers[at]!);
        await settle(stores, await store(stores, answer(3, names[0]!)));
        const found = await casesIn(stores);
        expect(found.map(({ responses }) => [...responses].sort())).toEqual([["rsp_0", "rsp_1", "rsp_2", "rsp_3"]]);
      }
    });

    it("stay two persons' when nothing has ever named both", async () => {
      const stores = await newStores();
      for (const [at, respondent] of [{ id: "u_91" }, { email: "lin@acme.example" }].entries()) await settle(stores, await store(stores, answer(at, respondent)));
      expect(await casesIn(stores)).toHaveLength(2);
    });

    it("join the case that was opened under the address before the id was known", async () => {
      const stores = await newStores();
      await settle(stores, await store(stores, answer(1, { email: "lin@acme.example" })));
      await settle(stores, await store(stores, answer(2, { id: "u_91", email: "lin@acme.example" })));
      await settle(stores, await store(stores, answer(3, { id: "u_91" })));
      expect((await casesIn(stores)).map(({ responses }) => responses)).toEqual([["rsp_1", "rsp_2", "rsp_3"]]);
    });

    it.each(["id", "email"])("join that case also when the address joins between two reads, of which that of the %s is the later", async (later) => {
      const stores = await newStores();
      const both = { id: "u_91", email: "lin@acme.example" };
      const [first, second, third] = await Promise.all([answer(1, { email: both.email }), answer(2, both), answer(3, both)].map((response) => store(stores, response)));
      let joined: Promise<unknown> | undefined;
      const send = async (command: Parameters<Table["client"]["send"]>[0]) => {
        const wanted = command instanceof BatchGetCommand ? Object.values(command.input.RequestItems ?? {}).flatMap(({ Keys = [] }) => Keys) : [];
        if (joined !== undefined || wanted.length < 2) return stores.table.client.send(command);
        // A batch is read item by item, and between two items anything may happen.
        const read = async (isLater: boolean) => {
          const Keys = wanted.filter(({ pk }) => String(pk).startsWith(`person#${later}:`) === isLater);
          return (await stores.table.client.send(new BatchGetCommand({ RequestItems: { [stores.table.name]: { Keys } } }))).Responses?.[stores.table.name] ?? [];
        };
        const earlier = await read(false);
        joined = settle(stores, first!).then(() => settle(stores, second!));
        await joined;
        return { Responses: { [stores.table.name]: [...earlier, ...(await read(true))] } };
      };
      const client = new Proxy(stores.table.client, { get: (target, name) => (name === "send" ? send : Reflect.get(target, name)) as unknown });
      const history = await dynamoHistories({ name: stores.table.name, client }, stores).of(third!);
      expect(history.openCase?.id).toBe("case_1");
    });

    it("leave an address with the respondent it joined first", async () => {
      const stores = await newStores();
      await settle(stores, await store(stores, answer(1, { id: "u_1", email: "shared@acme.example" })));
      await settle(stores, await store(stores, answer(2, { id: "u_2", email: "shared@acme.example" })));
      await settle(stores, await store(stores, answer(3, { email: "shared@acme.example" })));
      const found = await casesIn(stores);
      expect(found.map(({ responses }) => responses).sort()).toEqual([["rsp_1", "rsp_3"], ["rsp_2"]]);
    });

    it("keep rehearsals apart from the real case", async () => {
      const stores = await newStores();
      await settle(stores, await store(stores, answer(1, { id: "u_91" })));
      await settle(stores, await store(stores, responseWith({ test: true, respondent: { id: "u_91" } }, { id: "rsp_t" })));
      expect((await casesIn(stores)).map(({ id }) => id)).toEqual(["case_1"]);
      expect(await stores.cases.find("case_t")).toMatchObject({ test: true, responses: ["rsp_t"] });
    });
  });

  describe("an answer that joins a case", () => {
    it("brings what is known of the account now, also where cases are found by it, and nothing to whoever was assigned", async () => {
      const stores = await newStores();
      const arrive = async (id: string, score: number, account: AccountView) => {
        const response = await store(stores, responseWith({ score }, { id, receivedAt: `2026-11-21T12:00:0${score}.000Z` }));
        const history = { ...(await stores.histories.of(response)), account };
        return stores.plans.commit(plan(response, history, policy), response, history);
      };
      await arrive("rsp_1", 3, { id: "acme", owner: { email: "mia@us.example" } });
      await arrive("rsp_2", 4, { id: "acme", plan: "Scale", owner: { email: "jonas@us.example" } });
      expect(await stores.cases.find("case_1")).toMatchObject({ account: { plan: "Scale" }, previousScore: 3, responses: ["rsp_1", "rsp_2"] });
      expect([await stores.cases.owned(["mia@us.example"], 9), await stores.cases.owned(["jonas@us.example"], 9)]).toMatchObject([[], [{ id: "case_1" }]]);
      expect(await stores.cases.countOpen("acme", "")).toBe(1);
    });

    it("is planned anew when the case is assigned meanwhile", async () => {
      const stores = await newStores();
      await settle(stores, await store(stores, responseWith({ score: 3 })));
      const commit = await prepare(stores, await store(stores, responseWith({ score: 2 }, { id: "rsp_2" })));
      const casework = dynamoCasework(stores.table);
      const worked = work((await casework.find("case_1"))!, { type: "assign", owner: "U0MIA" }, { actor: "U0MIA", source: "slack", at: "2026-11-21T12:01:00.000Z" }, policy);
      if (worked.kind !== "change" || !(await casework.record(worked.change))) throw new Error("expected a change");
      expect(await commit()).toBe("stale");
      await settle(stores, (await stores.responses.find("rsp_2"))!.response);
      expect(await stores.cases.owned(["U0MIA"], 9)).toMatchObject([{ owner: { slackUserId: "U0MIA" }, responses: ["rsp_1", "rsp_2"] }]);
    });

    async function withCase() {
      const stores = await newStores();
      await settle(stores, await store(stores, responseWith()));
      const second = await store(stores, responseWith({ score: 4 }, { id: "rsp_2" }));
      return { stores, second };
    }

    it("is planned anew when the case was resolved in the meantime, and does not touch it", async () => {
      const { stores, second } = await withCase();
      const commit = await prepare(stores, second);
      await setState(stores, "case_1", "resolved");
      expect(await commit()).toBe("stale");
      expect(await stores.cases.find("case_1")).toMatchObject({ state: "resolved", responses: ["rsp_1"] });
      expect(await stores.ledger.ofResponse("rsp_2")).toEqual([]);
    });

    it("leaves the state alone that somebody gave the case", async () => {
      const { stores, second } = await withCase();
      const commit = await prepare(stores, second);
      await setState(stores, "case_1", "acknowledged");
      expect(await commit()).toBe("stale");
      await settle(stores, second);
      expect(await stores.cases.find("case_1")).toMatchObject({ state: "acknowledged", responses: ["rsp_1", "rsp_2"] });
    });

    it("wakes a case that sleeps, to what it was before", async () => {
      const { stores, second } = await withCase();
      await setState(stores, "case_1", "snoozed", "contacted");
      await settle(stores, second);
      const woken = await stores.cases.find("case_1");
      expect(woken).toMatchObject({ state: "contacted", responses: ["rsp_1", "rsp_2"] });
      expect(woken).not.toHaveProperty("snoozedUntil");
      expect(woken).not.toHaveProperty("before");
    });
  });

  describe("a correction", () => {
    it("there and back settles each time, with one message left to be sent", async () => {
      const stores = await newStores();
      let response = await store(stores, responseWith({ score: 3 }));
      expect(await settle(stores, response)).toBe("committed");
      for (const score of [10, 2, 9, 8, 1]) {
        response = await store(stores, corrected(response, { score }));
        expect(await settle(stores, response)).toBe("committed");
        const planned = (await stores.ledger.ofResponse("rsp_1")).filter(({ state, kind }) => state === "planned" && ["follow_up", "thank", "reward"].includes(kind));
        expect(planned.map(({ kind }) => kind)).toEqual(score >= 9 ? ["reward", "thank"] : ["follow_up"]);
      }
      const log = (await stores.cases.find("case_1"))!.timeline;
      expect(log.map(({ type, score }) => [type, score])).toEqual([["open", undefined], ["correction", 10], ["correction", 2], ["correction", 9], ["correction", 8], ["correction", 1]]);
    });

    it("that is a rehearsal in between finds the case again that the response has opened", async () => {
      const stores = await newStores();
      const real = await store(stores, responseWith({ score: 2 }));
      await settle(stores, real);
      const rehearsed = await store(stores, corrected(real, { score: 9, test: true }));
      await settle(stores, rehearsed);
      expect(await settle(stores, await store(stores, corrected(rehearsed, { score: 1, test: false })))).toBe("committed");
      expect((await stores.cases.find("case_1"))?.timeline.map(({ type }) => type)).toEqual(["open", "correction"]);
      expect((await stores.responses.find("rsp_1"))?.caseId).toBe("case_1");
    });

    it("takes back a message at its own time, out of everybody's sight", async () => {
      const stores = await newStores();
      const first = await store(stores, responseWith({ score: 3 }));
      await settle(stores, first);
      await settle(stores, await store(stores, corrected(first, { score: 10 })));
      expect(await stores.ledger.find("rsp_1.follow_up")).toMatchObject({ state: "cancelled", detail: "corrected", at: "2026-11-21T12:01:00.000Z" });
      const { effects: due } = await stores.ledger.due("2026-12-31T00:00:00.000Z", 50);
      expect(due.map(({ id }) => id).sort()).toEqual(["rsp_1.alert", "rsp_1.note2", "rsp_1.reward", "rsp_1.task", "rsp_1.thank"]);
    });

    it("settles after a person's action has ended the message", async () => {
      const stores = await newStores();
      const first = await store(stores, responseWith({ score: 3 }));
      await settle(stores, first);
      const mail = await stores.ledger.find("rsp_1.follow_up");
      await stores.ledger.cancel([mail!], "2026-11-21T12:00:30.000Z", "handled by a person");
      expect(await settle(stores, await store(stores, corrected(first, { score: 4 })))).toBe("committed");
      expect(await stores.ledger.find("rsp_1.follow_up")).toMatchObject({ state: "cancelled", detail: "handled by a person" });
    });

    it("is planned anew when the message it wanted to take back has begun", async () => {
      const stores = await newStores();
      const first = await store(stores, responseWith({ score: 3 }));
      await settle(stores, first);
      const second = await store(stores, corrected(first, { score: 10 }));
      const commit = await prepare(stores, second);
      await stores.ledger.take([(await stores.ledger.find("rsp_1.follow_up"))!], { at: "2026-11-21T12:30:00.000Z", until: "2026-11-21T12:30:10.000Z" });
      expect(await commit()).toBe("stale");
      expect(await settle(stores, second)).toBe("committed");
      const { effects } = (await stores.responses.find("rsp_1"))!;
      expect(effects.filter(({ kind }) => ["thank", "reward"].includes(kind)).map(({ state, detail }) => `${state} ${detail ?? ""}`)).toEqual(["cancelled frequency cap", "cancelled frequency cap"]);
      expect(await stores.ledger.find("rsp_1.follow_up")).toMatchObject({ state: "sending" });
    });

    it("to detractor opens a case even while the person's other answer opens theirs", async () => {
      const stores = await newStores();
      const first = await store(stores, responseWith({ score: 9 }));
      await settle(stores, first);
      const second = await store(stores, corrected(first, { score: 1 }));
      const other = await store(stores, responseWith({ score: 2 }, { id: "rsp_2" }));
      const commits = await Promise.all([second, other].map((response) => prepare(stores, response)));
      await Promise.all(commits.map((commit) => commit()));
      await Promise.all([second, other].map((response) => settle(stores, response)));
      const found = await casesIn(stores);
      expect(found).toHaveLength(1);
      expect([...found[0]!.responses].sort()).toEqual(["rsp_1", "rsp_2"]);
    });
  });

  describe("what is known around a response", () => {
    it("are the person's earlier answers under every name, newest first, neither rehearsals nor later ones nor itself", async () => {
      const stores = await newStores();
      const at = (day: number) => `2026-11-0${day}T00:00:00.000Z`;
      const answers = [
        responseWith({ score: 9, respondent: { email: "lin@acme.example" } }, { id: "rsp_a", submittedAt: at(1) }),
        responseWith({ score: 8, respondent: { id: "u_91", email: "lin@acme.example" } }, { id: "rsp_b", submittedAt: at(2) }),
        responseWith({ score: 1, test: true }, { id: "rsp_c", submittedAt: at(3) }),
        responseWith({ score: 2, metric: "csat" }, { id: "rsp_d", submittedAt: at(4) }),
        responseWith({ score: 0 }, { id: "rsp_e", submittedAt: at(6) }),
        responseWith({ score: 0, respondent: { id: "somebody else" } }, { id: "rsp_f", submittedAt: at(1) }),
      ];
      for (const answer of answers) await settle(stores, await store(stores, answer));
      const asked = await store(stores, responseWith({ score: 3 }, { id: "rsp_x", submittedAt: at(5) }));
      const history = await stores.histories.of(asked);
      expect(history.earlier.map(({ id, metric, score, band }) => `${id} ${metric} ${score} ${band}`)).toEqual(["rsp_d csat 2 detractor", "rsp_b nps 8 passive", "rsp_a nps 9 promoter"]);
      expect(history.person).toBe("id:u_91");
      expect([...history.keys].sort()).toEqual(["email:lin@acme.example", "id:u_91"]);
    });
  });
});
