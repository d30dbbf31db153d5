import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import { route } from "../../../../functions/route/route.ts";
import { dynamoAccounts } from "../../../../shared/adapters/dynamodb/accounts.ts";
import { dynamoCases, tellCase } from "../../../../shared/adapters/dynamodb/cases.ts";
import { transact } from "../../../../shared/adapters/dynamodb/conditions.ts";
import { dynamoErasures } from "../../../../shared/adapters/dynamodb/erasures.ts";
import { dynamoHistories } from "../../../../shared/adapters/dynamodb/histories.ts";
import { dynamoLedger } from "../../../../shared/adapters/dynamodb/ledger.ts";
import { dynamoPlans } from "../../../../shared/adapters/dynamodb/plans.ts";
import { dynamoResponses } from "../../../../shared/adapters/dynamodb/responses.ts";
import type { Table } from "../../../../shared/adapters/dynamodb/table.ts";
import { dynamoTraces } from "../../../../shared/adapters/dynamodb/traces.ts";
import { erasePeople } from "../../../../shared/delivery/erase-people.ts";
import { plan } from "../../../../shared/domain/plan.ts";
import type { Response } from "../../../../shared/domain/response.ts";
import { digest } from "../../../../shared/runtime/digest.ts";
import { pseudonymOf } from "../../../../shared/runtime/pseudonym.ts";
import { corrected, policyWith, responseWith } from "../../../support/domain.ts";
import { overEachTable } from "../../../support/table.ts";

const policy = policyWith();
const at = "2026-11-21T13:00:00.000Z";
const clock = { now: () => new Date(at) };
const canary = { id: "u-canary", email: "canary@quill.example", name: "Canary Quill" };
const people = ["id:u-canary"];

function storesOn(table: Table) {
  const [responses, cases, ledger] = [dynamoResponses(table), dynamoCases(table), dynamoLedger(table)];
  const erasures = dynamoErasures(table, { clock, pseudonymOf: (person) => Promise.resolve(pseudonymOf("a key of sixteen or more", person)) });
  const queues = { wake: () => Promise.resolve(), followUp: () => Promise.resolve() };
  const erasing = { erasures, traces: dynamoTraces(table), queues, digest, clock };
  return { table, responses, cases, ledger, erasing, plans: dynamoPlans(table), histories: dynamoHistories(table, { cases, responses }) };
}
type Stores = ReturnType<typeof storesOn>;

/** Plans a response by what is known now, and holds the plan back. */
async function prepare({ histories, plans }: Stores, response: Response) {
  const history = await histories.of(response);
  const decided = plan(response, history, policy);
  return () => plans.commit(decided, response, history);
}

/** The canary's answer, stored; planned unless told otherwise. */
async function answered(stores: Stores, id = "rsp_1", score = 2, isPlanned = true): Promise<Response> {
  const response = responseWith({ score, comment: "a canary sings", respondent: canary }, { id });
  await stores.responses.insert(response);
  if (isPlanned) expect(await (await prepare(stores, response))()).toBe("committed");
  return response;
}

/** Where the canary is still found. */
async function left({ table }: Stores): Promise<string[]> {
  const { Items = [] } = await table.client.send(new ScanCommand({ TableName: table.name }));
  return Items.filter((item) => /canary/i.test(JSON.stringify(item))).map(({ pk, sk }) => `${String(pk)} ${String(sk)}`);
}

overEachTable((newTable) => {
  const newStores = async () => storesOn(await newTable());

  describe("an erasure", () => {
    it("leaves a mark, the case and the ledger, and nothing of the person", async () => {
      const stores = await newStores();
      const first = await answered(stores);
      await stores.responses.revise(corrected(first, { comment: "the canary sings no more" }));
      await answered(stores, "rsp_2", 10);
      expect(await left(stores)).not.toEqual([]);
      await erasePeople(stores.erasing, people);
      expect(await left(stores)).toEqual([]);
      expect(await stores.responses.find("rsp_1")).toBeUndefined();
      expect(await stores.responses.insert(first)).toEqual({ kind: "erased" });
      expect(await stores.responses.revise(corrected(first, { comment: "again" }))).toEqual({ kind: "erased" });
      expect(await stores.cases.find("case_1")).toMatchObject({ state: "open", responses: ["rsp_1"], respondent: { key: "erased" }, timeline: [{ type: "open" }] });
      const fates = (await stores.ledger.ofResponse("rsp_1")).map(({ kind, state, detail }) => `${kind} ${state}: ${detail ?? ""}`);
      expect(fates).toEqual(["alert cancelled: erased", "follow_up cancelled: erased", "task cancelled: erased"]);
      expect(await stores.erasing.erasures.includes(["email:canary@quill.example"])).toBe(true);
    });

    it("finds the case of a rehearsal that a correction has made real", async () => {
      const stores = await newStores();
      const rehearsal = responseWith({ score: 2, respondent: canary, test: true });
      await stores.responses.insert(rehearsal);
      await (await prepare(stores, rehearsal))();
      const real = corrected(rehearsal, { score: 10, test: false });
      await stores.responses.revise(real);
      await (await prepare(stores, real))();
      expect((await left(stores)).join()).toContain("case_1 case");
      await erasePeople(stores.erasing, people);
      expect(await left(stores)).toEqual([]);
    });

    it("that is interrupted at any call is begun again and leaves nothing", async () => {
      for (let calls = 0, finished = false; !finished; calls += 1) {
        const stores = await newStores();
        await answered(stores);
        await answered(stores, "rsp_2", 9);
        const { client, name } = stores.table;
        let made = 0;
        const send = (command: never) => (made++ < calls ? client.send(command) : Promise.reject(new Error("interrupted")));
        const failing = storesOn({ name, client: Object.assign(Object.create(client) as Table["client"], { send }) });
        finished = await erasePeople(failing.erasing, people).then(() => true, () => false);
        await erasePeople(stores.erasing, people);
        expect([calls, await left(stores)]).toEqual([calls, []]);
        expect(await stores.erasing.erasures.includes([`email:${canary.email}`])).toBe(true);
        if (finished) expect(calls).toBeGreaterThan(20);
      }
    });

    it("is not undone by a plan that was made before it", async () => {
      const stores = await newStores();
      const response = await answered(stores, "rsp_1", 2, false);
      // The last moment: what is known is read, and what is decided not yet written.
      const plans = {
        commit: async (...decided: Parameters<Stores["plans"]["commit"]>) => {
          await erasePeople(stores.erasing, people);
          return stores.plans.commit(...decided);
        },
      };
      const metrics = { count: () => undefined, milliseconds: () => undefined };
      expect(await route({ ...stores, ...stores.erasing, plans, accounts: dynamoAccounts(stores.table), policy, metrics }, response)).toEqual([]);
      expect(await stores.ledger.ofResponse("rsp_1")).toEqual([]);
      expect(await stores.cases.find("case_1")).toBeUndefined();
      expect(await left(stores)).toEqual([]);
    });

    it("meets plans and corrections, and is never half", async () => {
      for (let round = 0; round < 10; round += 1) {
        const stores = await newStores();
        const response = await answered(stores, "rsp_1", 2, false);
        const commit = await prepare(stores, response);
        await Promise.all([commit(), stores.responses.revise(corrected(response, { score: 4 })), erasePeople(stores.erasing, people)]);
        await erasePeople(stores.erasing, people);
        expect(await left(stores)).toEqual([]);
        expect((await stores.ledger.ofResponse("rsp_1")).filter(({ state }) => state === "planned").map(({ kind }) => kind)).toEqual([]);
      }
    });

    it("takes back what was sent, and what is being sent", async () => {
      const stores = await newStores();
      await answered(stores);
      const lane = { channel: policy.slack.defaultChannel, rank: 9 };
      const [alert, mail] = await Promise.all(["rsp_1.alert", "rsp_1.follow_up"].map((id) => stores.ledger.find(id)));
      const taken = await stores.ledger.take([alert!], { at, until: at });
      await stores.ledger.sent(taken.kind === "taken" ? taken.effects : [], at, { receipt: { channel: "C1", ts: "1.1" } });
      await stores.ledger.take([mail!], { at, until: at });
      for (let repeated = 0; repeated < 2; repeated += 1) {
        const retractions = await stores.erasing.traces.eraseResponse("rsp_1", at);
        expect(retractions.map(({ id, kind, state, lane: waits }) => ({ id, kind, state, lane: waits }))).toEqual([
          { id: "rsp_1.erase-alert", kind: "erase", state: "planned", lane },
          { id: "rsp_1.erase-follow_up", kind: "erase", state: "planned", lane: undefined },
        ]);
      }
      expect((await stores.ledger.waiting(lane.channel, 10)).map(({ id }) => id)).toEqual(["rsp_1.erase-alert"]);
    });

    it("loses no line of the case that is written meanwhile", async () => {
      const stores = await newStores();
      await answered(stores);
      const note = (line: number) => ({ type: "note", at, actor: `m${line}`, source: "slack", note: "the canary called" }) as const;
      const lines = Array.from({ length: 10 }, (_, line) => transact(stores.table, [tellCase(stores.table, "case_1", note(line))]));
      await Promise.all([...lines, stores.erasing.traces.eraseResponse("rsp_1", at)]);
      await stores.erasing.traces.eraseResponse("rsp_1", at);
      const { timeline = [] } = (await stores.cases.find("case_1")) ?? {};
      expect(timeline.map(({ actor }) => actor).sort()).toEqual(["afterscore", ...Array.from({ length: 10 }, (_, line) => `m${line}`)]);
      expect(JSON.stringify(timeline)).not.toContain("canary called");
    });

    it("finds who is joined to a person only by what they said, and nobody who is somebody else", async () => {
      const stores = await newStores();
      await answered(stores, "rsp_1", 2, false);
      await stores.responses.insert(responseWith({ respondent: { email: "Canary@quill.example" } }, { id: "rsp_2" }));
      const other = responseWith({ respondent: { id: "u-other", email: "shared@quill.example" } }, { id: "rsp_3" });
      await stores.responses.insert(other);
      await (await prepare(stores, other))();
      await stores.responses.insert(responseWith({ respondent: { id: "u-canary", email: "shared@quill.example" } }, { id: "rsp_4" }));
      const traces = await stores.erasing.traces.of(people);
      expect([...traces.people].sort()).toEqual(["email:canary@quill.example", "id:u-canary"]);
      expect([...traces.responses].sort()).toEqual(["rsp_1", "rsp_2", "rsp_4"]);
    });
  });

  describe("who was erased", () => {
    it("is known by every key, for good, and by nobody's name", async () => {
      const { erasing, table } = await newStores();
      await erasing.erasures.add(["id:a", "email:a@b.example"], at);
      await erasing.erasures.add(["id:a", "id:b"], "2026-11-21T12:59:59.000Z");
      const anew = storesOn(table).erasing.erasures;
      expect(await Promise.all([["id:a"], ["id:c", "email:a@b.example"], ["id:b"], ["id:c"], []].map((asked) => anew.includes(asked)))).toEqual([true, true, true, false, false]);
      const { Items = [] } = await table.client.send(new ScanCommand({ TableName: table.name }));
      expect(Items).toHaveLength(3);
      expect(JSON.stringify(Items)).not.toContain("b.example");
    });

    it("is asked of the table once a second at most, and of nobody's key while nobody was", async () => {
      const { client, name } = await newTable();
      const asked = { table: 0, key: 0 };
      let now = Date.parse(at);
      const counting = { name, client: Object.assign(Object.create(client) as Table["client"], { send: (command: never) => { asked.table += 1; return client.send(command); } }) };
      const erasures = dynamoErasures(counting, { clock: { now: () => new Date(now) }, pseudonymOf: (person) => { asked.key += 1; return Promise.resolve(person); } });
      for (let tries = 0; tries < 100; tries += 1) expect(await erasures.includes(["id:a"])).toBe(false);
      now += 999;
      await Promise.all(Array.from({ length: 10 }, () => erasures.includes(["id:a"])));
      expect(asked).toEqual({ table: 1, key: 0 });
      await dynamoErasures({ client, name }, { clock, pseudonymOf: (person) => Promise.resolve(person) }).add(["id:a"], at);
      now += 1;
      expect(await erasures.includes(["id:a"])).toBe(true);
      // A clock that was put back is no reason to believe for longer.
      now -= 3_600_000;
      await erasures.includes(["id:a"]);
      expect(asked.table).toBe(3);
    });
  });
});
