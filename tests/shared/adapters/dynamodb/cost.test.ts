/**
 * What one response costs in write units, as the engine reckons them. The figures are part of the
 * design: what makes one of them worse must say so here.
 */
import { describe, expect, it } from "vitest";
import { dynamoAccounts } from "../../../../shared/adapters/dynamodb/accounts.ts";
import { dynamoCases } from "../../../../shared/adapters/dynamodb/cases.ts";
import { dynamoHistories } from "../../../../shared/adapters/dynamodb/histories.ts";
import { dynamoLedger } from "../../../../shared/adapters/dynamodb/ledger.ts";
import { dynamoPlans } from "../../../../shared/adapters/dynamodb/plans.ts";
import { dynamoResponses } from "../../../../shared/adapters/dynamodb/responses.ts";
import { dynamoTallies } from "../../../../shared/adapters/dynamodb/tallies.ts";
import { observedAccount } from "../../../../shared/domain/account.ts";
import { contributionOf, countedBy } from "../../../../shared/domain/counting.ts";
import { plan } from "../../../../shared/domain/plan.ts";
import { type ResponseBody, needsPerson } from "../../../../shared/domain/response.ts";
import { policyWith, responseWith } from "../../../support/domain.ts";
import { metered, overEachTable } from "../../../support/table.ts";

overEachTable((newTable) => {
  const policy = policyWith();
  const account = { id: "acme", name: "Acme", plan: "Scale", mrr: 2000, currency: "USD", owner: { email: "mia@us.example" } };

  /** Write units of each stage of one response's life; counting is not among them. */
  async function costOf(parts: Partial<ResponseBody>) {
    const { table, units } = metered(await newTable());
    let before = 0;
    const spent = () => {
      const since = units() - before;
      before = units();
      return since;
    };
    const responses = dynamoResponses(table);
    const cases = dynamoCases(table);
    const ledger = dynamoLedger(table);
    const response = responseWith({ respondent: { id: "u_91" }, ...parts });

    await responses.insert(response);
    const receive = spent();
    if (response.body.account !== undefined) await dynamoAccounts(table).merge(observedAccount("acme", account, response.submittedAt));
    const directory = spent();
    const history = await dynamoHistories(table, { cases, responses }).of(response);
    await dynamoPlans(table).commit(plan(response, history, policy), response, history);
    const route = spent();

    const at = "2026-11-21T12:00:01.000Z";
    const of = async (...kinds: readonly string[]) => (await ledger.ofResponse(response.id)).filter(({ kind }) => kinds.includes(kind));
    const deliver = async (effects: Awaited<ReturnType<typeof of>>, slots: readonly string[] = []) => {
      if (effects.length === 0) return;
      const taking = await ledger.take(effects, { at, until: "2026-11-21T12:00:11.000Z" }, slots.map((key) => ({ key, until: "2026-11-28T12:00:00.000Z" })));
      if (taking.kind === "taken") await ledger.sent(taking.effects, at, { receipt: { messageId: "m1" } });
    };
    await deliver(await of("alert"));
    const [task] = await of("task");
    if (needsPerson(response)) await ledger.handOver(task!, at);
    const alert = spent();
    await deliver(await of("follow_up"), ["message#lin"]);
    await deliver(await of("thank", "reward"), ["message#lin", "reward#lin"]);
    const mail = spent();
    return { receive, directory, route, alert, mail, total: receive + directory + route + alert + mail };
  }

  describe("one response costs", () => {
    it("a passive's without address or account, the cheapest", async () => {
      expect(await costOf({ score: 8 })).toMatchInlineSnapshot(`
        {
          "alert": 0,
          "directory": 0,
          "mail": 0,
          "receive": 3,
          "route": 1,
          "total": 4,
        }
      `);
    });

    it("a passive's, with one mail", async () => {
      expect(await costOf({ score: 8, respondent: { email: "lin@acme.example" }, account })).toMatchInlineSnapshot(`
        {
          "alert": 0,
          "directory": 1,
          "mail": 6,
          "receive": 4,
          "route": 2,
          "total": 13,
        }
      `);
    });

    it("a promoter's, with thanks and a reward in one mail", async () => {
      expect(await costOf({ score: 10, respondent: { email: "lin@acme.example" }, account })).toMatchInlineSnapshot(`
        {
          "alert": 0,
          "directory": 1,
          "mail": 8,
          "receive": 4,
          "route": 2,
          "total": 15,
        }
      `);
    });

    it("a detractor's, with alert, case, task and mail", async () => {
      expect(await costOf({ score: 2, comment: "Exports fail every Monday.", respondent: { email: "lin@acme.example" }, account })).toMatchInlineSnapshot(`
        {
          "alert": 6,
          "directory": 1,
          "mail": 7,
          "receive": 4,
          "route": 9,
          "total": 27,
        }
      `);
    });
  });

  describe("counting one response costs", () => {
    async function countingCost(batch: number): Promise<number> {
      const { table, units } = metered(await newTable());
      const list = Array.from({ length: batch }, (_, at) => {
        const response = responseWith({ score: at % 11, channel: "email", account, respondent: { id: `u_${at}`, locale: "en" }, attributes: { region: "apac" } }, { id: `rsp_${at}` });
        const counted = countedBy(response, policy);
        const after = counted && contributionOf({ ...response, counted });
        return { position: String(at), ...(after && { after }) };
      });
      await dynamoTallies(table).count("shard-1", list);
      return Math.round((100 * units()) / batch) / 100;
    }

    it("less the more are counted together", async () => {
      expect([await countingCost(1), await countingCost(10), await countingCost(100), await countingCost(500)]).toMatchInlineSnapshot(`
        [
          13,
          1.3,
          0.13,
          0.03,
        ]
      `);
    });
  });
});
