import { PutCommand } from "@aws-sdk/lib-dynamodb";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeResponse } from "../../../../shared/adapters/dynamodb/codec.ts";
import { joinAddress } from "../../../../shared/adapters/dynamodb/persons.ts";
import { dynamoSecondThoughts } from "../../../../shared/adapters/dynamodb/second-thoughts.ts";
import type { Table } from "../../../../shared/adapters/dynamodb/table.ts";
import { dynamoTraces } from "../../../../shared/adapters/dynamodb/traces.ts";
import type { SecondThought } from "../../../../shared/domain/loop.ts";
import { personOfEmail, personOfId } from "../../../../shared/domain/respondent.ts";
import type { Response, ResponseBody } from "../../../../shared/domain/response.ts";
import { responseWith } from "../../../support/domain.ts";
import { overEachTable } from "../../../support/table.ts";

overEachTable((newTable) => {
  const at = (minutes: number) => new Date(Date.UTC(2026, 10, 21, 12, minutes)).toISOString();
  const said = (id: string, minutes: number, parts: Partial<ResponseBody> = {}): Response => responseWith({ respondent: { id: "u_91" }, ...parts }, { id: `rsp_${id}`, submittedAt: at(minutes) });
  const put = (table: Table, responses: readonly Response[]) =>
    Promise.all(responses.map((response) => table.client.send(new PutCommand({ TableName: table.name, Item: encodeResponse(response) }))));
  async function thoughtsOf(responses: readonly Response[], ids = responses.map(({ id }) => id)): Promise<Readonly<Record<string, string | undefined>>> {
    const table = await newTable();
    await put(table, responses);
    return briefly(await dynamoSecondThoughts(table).after(ids));
  }
  const briefly = (thoughts: readonly SecondThought[]) => Object.fromEntries(thoughts.map(({ responseId, next }) => [responseId, next?.submittedAt]));

  describe("a second thought", () => {
    it("is the next score of the same person on the same metric", async () => {
      const responses = [said("1", 0), said("2", 5, { score: 8 }), said("3", 9, { score: 10 }), said("other", 2, { respondent: { id: "u_92" }, score: 9 }), said("ces", 1, { metric: "ces", score: 7 })];
      const table = await newTable();
      await put(table, responses);
      expect(await dynamoSecondThoughts(table).after(["rsp_1", "rsp_1"])).toEqual([
        { responseId: "rsp_1", then: { metric: "nps", band: "detractor", submittedAt: at(0) }, next: { metric: "nps", band: "passive", submittedAt: at(5) } },
      ]);
    });

    it("is asked of detractors alone, and of nobody's rehearsal", async () => {
      expect(await thoughtsOf([said("1", 0, { score: 7 }), said("2", 1, { score: 10 }), said("3", 2, { test: true })])).toEqual({});
      expect(await thoughtsOf([said("1", 0), said("2", 1, { test: true, score: 9 }), said("3", 2, { backfill: true, score: 8 })])).toEqual({ rsp_1: at(2) });
    });

    it("is later: nothing of the same moment, and nothing before, whenever it was posted", async () => {
      expect(await thoughtsOf([said("1", 5), said("2", 5, { score: 9 }), said("3", 4, { score: 10 })])).toEqual({ rsp_1: undefined });
    });

    it("is found behind many answers of another kind", async () => {
      const others = Array.from({ length: 450 }, (_, n) => said(`ces-${n}`, 1 + n, { metric: "ces", score: 7 }));
      expect(await thoughtsOf([said("1", 0), ...others, said("2", 500, { score: 9 })], ["rsp_1"])).toEqual({ rsp_1: at(500) });
    });

    it("is found under every name of theirs", async () => {
      const table = await newTable();
      const email = "lin@acme.example";
      await put(table, [said("1", 0, { respondent: { email } }), said("2", 5, { respondent: { id: "u_91", email }, score: 9 }), said("3", 6), said("4", 7, { respondent: { email }, score: 10 })]);
      const thoughts = dynamoSecondThoughts(table);
      expect(briefly(await thoughts.after(["rsp_1", "rsp_3"]))).toEqual({ rsp_1: at(7), rsp_3: undefined });
      await joinAddress(table, { person: personOfId("u_91"), newAlias: personOfEmail(email) });
      expect(briefly(await thoughts.after(["rsp_1", "rsp_3"]))).toEqual({ rsp_1: at(5), rsp_3: at(7) });
    });

    it("is not of what was erased, or never was", async () => {
      const table = await newTable();
      await put(table, [said("1", 0), said("2", 5, { score: 9 })]);
      await dynamoTraces(table).eraseResponse("rsp_2", at(60));
      expect(briefly(await dynamoSecondThoughts(table).after(["rsp_1", "rsp_none"]))).toEqual({ rsp_1: undefined });
      await dynamoTraces(table).eraseResponse("rsp_1", at(61));
      expect(await dynamoSecondThoughts(table).after(["rsp_1"])).toEqual([]);
    });

    it("equals what going through all answers finds", async () => {
      const anyAnswer = fc.record({ person: fc.integer({ min: 0, max: 3 }), minutes: fc.nat(30), metric: fc.constantFrom("nps", "csat"), score: fc.integer({ min: 1, max: 5 }), test: fc.boolean() });
      await fc.assert(
        fc.asyncProperty(fc.array(anyAnswer, { maxLength: 40 }), async (answers) => {
          const responses = answers.map(({ person, minutes, ...parts }, n) => said(String(n), minutes, { respondent: { id: `u_${person}` }, ...parts }));
          const counting = responses.filter(({ body }) => body.test !== true);
          const expected = counting.filter(({ band }) => band === "detractor").map(({ id, submittedAt, body }) => {
            const later = counting.filter((next) => next.body.respondent.id === body.respondent.id && next.body.metric === body.metric && next.submittedAt > submittedAt);
            return [id, later.map((next) => next.submittedAt).sort()[0]];
          });
          expect(await thoughtsOf(responses)).toEqual(Object.fromEntries(expected));
        }),
        { numRuns: 15 },
      );
    });
  });
});
