import { beforeAll, describe, expect, it } from "vitest";
import { dynamoPlans } from "../../../../shared/adapters/dynamodb/plans.ts";
import { dynamoResponses } from "../../../../shared/adapters/dynamodb/responses.ts";
import type { Table } from "../../../../shared/adapters/dynamodb/table.ts";
import type { Response } from "../../../../shared/domain/response.ts";
import type { ResponseQuery } from "../../../../shared/domain/list-query.ts";
import type { Page, Responses } from "../../../../shared/ports.ts";
import { plan } from "../../../../shared/domain/plan.ts";
import { bodyWith, corrected, historyWith, policyWith, responseWith } from "../../../support/domain.ts";
import { overEachTable } from "../../../support/table.ts";

overEachTable((newTable) => {
  async function responsesIn(list: readonly Response[] = []): Promise<{ table: Table; responses: Responses }> {
    const table = await newTable();
    const responses = dynamoResponses(table);
    await Promise.all(list.map((response) => responses.insert(response)));
    return { table, responses };
  }

  /** A page of a list that knows its cursor. */
  async function pageOf(responses: Responses, query: ResponseQuery): Promise<Page<Response>> {
    const page = await responses.list(query);
    if (page === "foreign cursor") throw new Error(`${query.cursor} is foreign`);
    return page;
  }

  /** Every page of a list, each as ids; fails on a page that never ends. */
  async function pages(responses: Responses, query: ResponseQuery): Promise<readonly string[][]> {
    const found: string[][] = [];
    let page: Page<Response> | undefined;
    do {
      page = await pageOf(responses, { ...query, ...(page?.cursor === undefined ? {} : { cursor: page.cursor }) });
      found.push(page.items.map(({ id }) => id));
      expect(found.length).toBeLessThan(100);
    } while (page.cursor !== undefined);
    return found;
  }

  describe("touching a response", () => {
    it("changes nothing of it, and is refused where there is none", async () => {
      const { responses } = await responsesIn([responseWith()]);
      const { id } = responseWith();
      expect(await responses.touch(id, "2026-11-21T12:00:00.000Z")).toBe(true);
      expect((await responses.find(id))?.response).toEqual(responseWith());
      await responses.claimKey("rsp_key", "digest");
      expect([await responses.touch("rsp_key", "2026-11-21"), await responses.touch("rsp_none", "2026-11-21")]).toEqual([false, false]);
      expect(await responses.find("rsp_none")).toBeUndefined();
    });
  });

  describe("inserting a response", () => {
    it("keeps it to the letter, whatever its body holds", async () => {
      const { responses } = await responsesIn();
      const odd = responseWith({ comment: "\u0000 \"}{\\ 🦊 e\u0301", tags: ["", " "].slice(1), attributes: { "a.b": 0, "#c": -0.5, "": true, type: "x", pk: "y" } });
      await responses.insert(odd);
      expect((await responses.find(odd.id))?.response).toEqual(odd);
    });

    it("happens once, and answers what is there to everybody else", async () => {
      const { responses } = await responsesIn();
      const attempts = Array.from({ length: 50 }, (_, at) => responseWith({ comment: `attempt ${at}` }));
      const outcomes = await Promise.all(attempts.map((response) => responses.insert(response)));
      const winners = attempts.filter((_, at) => outcomes[at]?.kind === "inserted");
      expect(winners).toHaveLength(1);
      const others = outcomes.filter(({ kind }) => kind !== "inserted");
      for (const other of others) expect(other).toEqual({ kind: "exists", response: winners[0] });
    });

    it("finds nothing where nothing is", async () => {
      const { responses } = await responsesIn();
      expect(await responses.find("rsp_none")).toBeUndefined();
      expect(await responses.list({ limit: 10 })).toEqual({ items: [] });
    });
  });

  describe("revising a response", () => {
    it("puts the next revision in the place of the one before it and keeps what it replaced", async () => {
      const first = responseWith({ score: 3 });
      const { responses } = await responsesIn([first]);
      const second = corrected(first, { score: 9 });
      expect(await responses.revise(second)).toEqual({ kind: "inserted" });
      expect((await responses.find(first.id))?.response).toEqual(second);
      expect(second.revisions[0]?.body?.score).toBe(3);
    });

    it("is refused to all but one who saw the same revision, and they are told what is there now", async () => {
      const first = responseWith({ score: 3 });
      const { responses } = await responsesIn([first]);
      const rivals = [4, 5, 6, 7, 8].map((score) => corrected(first, { score }));
      const outcomes = await Promise.all(rivals.map((rival) => responses.revise(rival)));
      const winner = rivals[outcomes.findIndex(({ kind }) => kind === "inserted")];
      expect(outcomes.filter(({ kind }) => kind === "inserted")).toHaveLength(1);
      const told = { ...winner, revisions: winner!.revisions.map(({ body: _, ...revision }) => revision) };
      for (const outcome of outcomes.filter(({ kind }) => kind !== "inserted")) expect(outcome).toEqual({ kind: "exists", response: told });
    });

    it("twelve times with long comments keeps every word of every revision", async () => {
      let response = responseWith({ comment: "0".repeat(49_000) });
      const { responses } = await responsesIn([response]);
      for (let revision = 2; revision <= 12; revision += 1) {
        response = corrected(response, { comment: String(revision % 10).repeat(49_000) });
        expect(await responses.revise(response)).toEqual({ kind: "inserted" });
      }
      expect((await responses.find(response.id))?.response).toEqual(response);
    });

    it("never skips one", async () => {
      const first = responseWith({ score: 3 });
      const { responses } = await responsesIn([first]);
      const third = corrected(corrected(first, { score: 4 }), { score: 5 });
      expect(await responses.revise(third)).toEqual({ kind: "exists", response: first });
      expect((await responses.find(first.id))?.response).toEqual(first);
    });

    it("moves it in every list it stands in", async () => {
      const first = responseWith({ respondent: { id: "old" }, account: { id: "old" } }, { submittedAt: "2026-11-01T00:00:00.000Z" });
      const { responses } = await responsesIn([first]);
      await responses.revise({ ...corrected(first, { respondent: { id: "new" }, account: { id: "new" } }), submittedAt: "2026-11-20T00:00:00.000Z" });
      const found = async (query: Partial<ResponseQuery>) => (await pageOf(responses, { limit: 10, ...query })).items.length;
      expect([await found({ respondent: "old" }), await found({ account: "old" }), await found({ to: "2026-11-10" })]).toEqual([0, 0, 0]);
      expect([await found({ respondent: "new" }), await found({ account: "new" }), await found({ from: "2026-11-10" })]).toEqual([1, 1, 1]);
    });
  });

  describe("an idempotency key", () => {
    it("is tied to the first content it comes with, for everybody", async () => {
      const { responses } = await responsesIn();
      const claims = await Promise.all(Array.from({ length: 20 }, (_, at) => responses.claimKey("rsp_key", `digest-${at}`)));
      expect(claims.filter(({ kind }) => kind === "claimed")).toHaveLength(1);
      const winner = `digest-${claims.findIndex(({ kind }) => kind === "claimed")}`;
      expect(await responses.claimKey("rsp_key", winner)).toEqual({ kind: "tied", digest: winner });
      expect(claims.filter(({ kind }) => kind === "tied")).toEqual(Array.from({ length: 19 }, () => ({ kind: "tied", digest: winner })));
    });

    it("holds its place against a response, and a response holds it against the key", async () => {
      const { responses } = await responsesIn();
      await responses.claimKey("rsp_1", "digest-9");
      expect(await responses.insert(responseWith())).toEqual({ kind: "key", digest: "digest-9" });
      expect(await responses.find("rsp_1")).toBeUndefined();
      await responses.insert(responseWith({}, { id: "rsp_2" }));
      expect(await responses.claimKey("rsp_2", "digest-9")).toEqual({ kind: "tied", digest: "digest-1" });
    });

    it("is in no list", async () => {
      const { responses } = await responsesIn();
      await responses.claimKey("rsp_key", "digest");
      expect(await responses.list({ limit: 10 })).toEqual({ items: [] });
    });
  });

  describe("a response that is found", () => {
    it("comes with its case and every effect, those that were cancelled as they were planned too", async () => {
      const { table, responses } = await responsesIn();
      const response = responseWith({ score: 2, respondent: { id: "u_91" } });
      await responses.insert(response);
      const history = historyWith(response);
      await dynamoPlans(table).commit(plan(response, history, policyWith()), response, history);
      const found = await responses.find(response.id);
      expect(found?.caseId).toBe("case_1");
      expect(found?.effects.map(({ id, state, detail }) => [id, state, detail])).toEqual([
        ["rsp_1.alert", "planned", undefined],
        ["rsp_1.follow_up", "cancelled", "no address"],
        ["rsp_1.task", "planned", undefined],
      ]);
    });
  });

  describe("listed responses", () => {
    it("come with the case and the effects that each is found with, in their order", async () => {
      const list = [responseWith(), responseWith({ score: 10 }, { id: "rsp_2" }), responseWith({ test: true }, { id: "rsp_3", quiet: { reason: "test", kinds: ["alert", "follow_up"] } })];
      const { table, responses } = await responsesIn(list);
      for (const response of list.slice(0, 2)) {
        const history = historyWith(response);
        await dynamoPlans(table).commit(plan(response, history, policyWith()), response, history);
      }
      const found = await Promise.all(list.map(({ id }) => responses.find(id)));
      const asked = [...list].reverse();
      expect(await responses.withEffects(asked)).toEqual(found.reverse());
      expect(found.map((one) => one?.effects.length)).toEqual([2, expect.toSatisfy((n: number) => n > 0), expect.toSatisfy((n: number) => n > 1)]);
      expect(await responses.withEffects([])).toEqual([]);
    });
  });

  describe("lists", () => {
    const day = (at: number) => new Date(Date.UTC(2026, 0, 1) + at * 86_400_000).toISOString();
    const year = Array.from({ length: 40 }, (_, at) =>
      responseWith(
        {
          metric: at % 2 === 0 ? "nps" : "csat",
          score: at % 5,
          survey: { id: at % 4 === 0 ? "exit" : "onboarding" },
          respondent: at % 3 === 0 ? { id: "lin", email: "lin@acme.example" } : at % 3 === 1 ? { email: "LIN@acme.example" } : { id: "ann" },
          ...(at % 2 === 0 ? { account: { id: "acme" } } : {}),
        },
        // Ten days apart, every fourth at the very moment of the one before it.
        { id: `rsp_${String(at).padStart(2, "0")}`, submittedAt: day(10 * (at % 4 === 3 ? at - 1 : at)) },
      ),
    );
    const newestFirst = [...year].sort((a, b) => (`${a.submittedAt}#${a.id}` < `${b.submittedAt}#${b.id}` ? 1 : -1));
    let responses: Responses;
    let table: Table;

    const expected = (wanted: (response: Response) => boolean) => newestFirst.filter(wanted).map(({ id }) => id);

    beforeAll(async () => {
      ({ responses, table } = await responsesIn(year));
      // What route writes when it first sees id and address side by side.
      const response = year[0]!;
      const history = historyWith(response, { person: "id:lin", keys: ["id:lin", "email:lin@acme.example"], newAlias: "email:lin@acme.example" });
      await dynamoPlans(table).commit(plan(response, history, policyWith()), response, history);
    });

    it("hold everything, newest first, each once, however old and in pages of any size", async () => {
      for (const limit of [3, 40, 200]) {
        const found = await pages(responses, { limit });
        expect(found.flat()).toEqual(newestFirst.map(({ id }) => id));
        for (const page of found) expect(page.length).toBeLessThanOrEqual(limit);
      }
    });

    it("hold what lies in a span, its start included and its end not", async () => {
      const within = expected(({ submittedAt }) => day(100) <= submittedAt && submittedAt < day(200));
      expect((await pages(responses, { limit: 3, from: day(100), to: day(200) })).flat()).toEqual(within);
      expect(within).toHaveLength(10);
      expect((await pages(responses, { limit: 50, from: day(370) })).flat()).toEqual(expected(({ submittedAt }) => submittedAt >= day(370)));
      expect((await pages(responses, { limit: 50, to: day(20) })).flat()).toEqual(expected(({ submittedAt }) => submittedAt < day(20)));
      expect(await responses.list({ limit: 5, from: day(200), to: day(100) })).toEqual({ items: [] });
      expect(await responses.list({ limit: 5, from: day(200), to: day(200) })).toEqual({ items: [] });
    });

    it.each(["lin", "lin@acme.example", "LIN@ACME.EXAMPLE"])("of the respondent %s hold their answers by id and by address", async (respondent) => {
      const hers = expected(({ id }) => Number(id.slice(4)) % 3 !== 2);
      expect((await pages(responses, { limit: 4, respondent })).flat()).toEqual(hers);
      expect((await pages(responses, { limit: 4, respondent, from: day(100), to: day(200) })).flat()).toEqual(
        expected(({ id, submittedAt }) => hers.includes(id) && day(100) <= submittedAt && submittedAt < day(200)),
      );
    });

    it("of one respondent never hold another's", async () => {
      expect((await pages(responses, { limit: 4, respondent: "ann" })).flat()).toEqual(expected(({ body }) => body.respondent.id === "ann"));
      expect(await responses.list({ limit: 4, respondent: "nobody" })).toEqual({ items: [] });
      expect(await responses.list({ limit: 4, respondent: "id:lin" })).toEqual({ items: [] });
    });

    it("of an account hold its answers, in a span too", async () => {
      const theirs = ({ body }: Response) => body.account?.id === "acme";
      expect((await pages(responses, { limit: 6, account: "acme" })).flat()).toEqual(expected(theirs));
      expect((await pages(responses, { limit: 6, account: "acme", from: day(100) })).flat()).toEqual(expected((response) => theirs(response) && response.submittedAt >= day(100)));
    });

    it("that are filtered come in short pages that go on, and miss nothing", async () => {
      const filters = { survey: "exit", metric: "nps", band: "detractor" } as const;
      const found = await pages(responses, { limit: 5, ...filters });
      expect(found.flat()).toEqual(expected(({ body, band }) => body.survey.id === "exit" && body.metric === "nps" && band === "detractor"));
      expect(found.length).toBeGreaterThan(7);
      expect(found.some((page) => page.length < 5)).toBe(true);
    });

    it("say of a cursor that somebody made up, or that is another list's, that it is foreign", async () => {
      const { cursor = "" } = await pageOf(responses, { limit: 1 });
      const ofCase = Buffer.from(Buffer.from(cursor, "base64url").toString().replace(/#.*/, "#case_Zx81kd9QpTw4aa")).toString("base64url");
      for (const made of [ofCase, `${cursor}!`, `${cursor}=`, cursor.slice(0, 12), ""]) expect(await responses.list({ limit: 5, cursor: made })).toBe("foreign cursor");
      for (const made of ["x", "🦊", "2026", Buffer.from("zzz").toString("base64url"), Buffer.from("2026-".padEnd(900, "\u0000")).toString("base64url"), "_".repeat(1000)]) {
        for (const by of [{}, { respondent: "lin" }, { account: "acme" }]) expect(await responses.list({ limit: 5, cursor: made, ...by })).toBe("foreign cursor");
      }
    });

    it("say nothing about what came in later while somebody was turning pages", async () => {
      const { responses: other } = await responsesIn(year.slice(0, 10));
      const first = await pageOf(other, { limit: 4 });
      await other.insert(responseWith({}, { id: "rsp_new", submittedAt: day(390) }));
      const rest = await pageOf(other, { limit: 40, cursor: first.cursor! });
      expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual(expected(({ id }) => Number(id.slice(4)) < 10));
    });
  });

  it("a body may be as large as the contract allows and be corrected", async () => {
    const { responses } = await responsesIn();
    const attributes = Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`${at}-`.padEnd(100, "x"), "🦊".repeat(200)]));
    const first = responseWith(bodyWith({ comment: "🦊".repeat(1000), attributes }));
    expect(await responses.insert(first)).toEqual({ kind: "inserted" });
    expect(await responses.revise(corrected(first, { score: 9 }))).toEqual({ kind: "inserted" });
  });
});
