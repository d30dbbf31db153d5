import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dynamoAccounts } from "../../../../shared/adapters/dynamodb/accounts.ts";
import { type Account, mergeAccounts, observedAccount, viewAccount, writtenAccount } from "../../../../shared/domain/account.ts";
import { metered, overEachTable } from "../../../support/table.ts";

overEachTable((newTable) => {
  const minute = (at: number) => new Date(Date.UTC(2026, 10, 21, 12, at)).toISOString();

  describe("the account directory", () => {
    it("knows nothing of an account before anybody speaks of it", async () => {
      expect(await dynamoAccounts(await newTable()).find("acme")).toBeUndefined();
    });

    it("keeps what it is told to the letter and answers it", async () => {
      const accounts = dynamoAccounts(await newTable());
      const said = observedAccount("acme/✓ #1", { name: "Acme", mrr: 0, currency: "EUR", owner: { email: "mia@us.example", slackUserId: "U0MIA" } }, minute(0));
      expect(await accounts.merge(said)).toEqual(said);
      expect(await accounts.find("acme/✓ #1")).toEqual(said);
    });

    it("is found among many, each once, whatever is not there", async () => {
      const accounts = dynamoAccounts(await newTable());
      const said = [1, 2].map((n) => observedAccount(`acme-${n}`, { mrr: n }, minute(0)));
      for (const account of said) await accounts.merge(account);
      expect(await accounts.findAll(["acme-2", "nobody", "acme-1", "acme-2"])).toEqual([said[1], said[0]]);
      expect(await accounts.findAll([])).toEqual([]);
    });

    it("comes to the same whoever of twenty writes first, and loses nothing", async () => {
      const table = await newTable();
      const accounts = dynamoAccounts(table);
      const facts: Account[] = Array.from({ length: 20 }, (_, at) => {
        const fields = { plan: `plan ${at}`, ...(at % 2 === 0 ? { mrr: at } : {}), ...(at % 5 === 0 ? { name: `name ${at}` } : {}) };
        return (at % 7 === 0 ? writtenAccount : observedAccount)("acme", fields, minute((at * 11) % 20));
      });
      await Promise.all(facts.map((fact) => accounts.merge(fact)));
      const expected = facts.reduce(mergeAccounts);
      expect(await accounts.find("acme")).toEqual(expected);
      expect(viewAccount(expected).plan).toBe("plan 9");
    });

    it("answers each writer with what holds at least what they said", async () => {
      const accounts = dynamoAccounts(await newTable());
      const answers = await Promise.all(Array.from({ length: 10 }, (_, at) => accounts.merge(observedAccount("acme", { name: `name ${at}` }, minute(at)))));
      for (const [at, answer] of answers.entries()) expect(answer.name!.asOf >= minute(at)).toBe(true);
    });

    it("costs nothing to hear what it knows already, or what is older", async () => {
      const { table, units } = metered(await newTable());
      const accounts = dynamoAccounts(table);
      const owner = { slackUserId: "U0MIA", name: "Mia", email: "mia@us.example" };
      await accounts.merge(observedAccount("acme", { plan: "Scale", owner }, minute(5)));
      const written = units();
      expect(written).toBe(1);
      await accounts.merge(observedAccount("acme", { plan: "Scale", owner }, minute(5)));
      await accounts.merge(observedAccount("acme", { plan: "Free" }, minute(1)));
      expect(units()).toBe(written);
    });

    it("ends where merging in any order ends", async () => {
      const accounts = dynamoAccounts(await newTable());
      const anyFact = fc.record({ plan: fc.constantFrom("Free", "Scale"), at: fc.nat(3), whole: fc.boolean() });
      let run = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(anyFact, { minLength: 1, maxLength: 5 }), async (list) => {
          run += 1;
          const facts = list.map(({ plan, at, whole }) => (whole ? writtenAccount : observedAccount)(`acme-${run}`, { plan }, minute(at)));
          for (const fact of facts.toReversed()) await accounts.merge(fact);
          expect(await accounts.find(`acme-${run}`)).toEqual(facts.reduce(mergeAccounts));
        }),
        { numRuns: 25 },
      );
    });
  });
});
