import { PutCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Table } from "../../../../shared/adapters/dynamodb/table.ts";
import { dynamoBookshelf } from "../../../../shared/adapters/dynamodb/bookshelf.ts";
import { dynamoTallies } from "../../../../shared/adapters/dynamodb/tallies.ts";
import { type Contribution, cells } from "../../../../shared/domain/contribution.ts";
import { classify } from "../../../../shared/domain/metric.ts";
import { type Tally, empty, merge, of } from "../../../../shared/domain/tally.ts";
import type { Counting, Tallies } from "../../../../shared/ports.ts";
import { metered, overEachTable } from "../../../support/table.ts";

overEachTable((newTable) => {
  const surveys = ["onboarding", "exit", "*", "=a"];
  const days = ["2026-11-20", "2026-11-21", "2026-11-22"];

  /** A small pseudo-random stream: the same every time. */
  function dice(seed: number): (sides: number) => number {
    let state = seed;
    return (sides) => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return Math.floor((state / 2 ** 32) * sides);
    };
  }

  function contributionOf(roll: (sides: number) => number, segments = true): Contribution {
    const score = roll(11);
    return {
      metric: "nps",
      survey: surveys[roll(surveys.length)]!,
      day: days[roll(days.length)]!,
      band: classify("nps", score),
      score,
      segments: segments ? { channel: ["email", "web"][roll(2)]!, ...(roll(2) === 0 ? {} : { plan: ["Free", "Scale"][roll(2)]! }), region: `r${roll(3)}` } : {},
    };
  }

  /** A stream of changes: each takes out what its response added before. */
  function streamFrom(first = 1) {
    const added = new Map<string, Contribution>();
    let position = first;
    return (responseId: string, after?: Contribution): Counting => {
      const before = added.get(responseId);
      if (after === undefined) added.delete(responseId);
      else added.set(responseId, after);
      return { position: String(position++), ...(before && { before }), ...(after && { after }) };
    };
  }

  /** The books as they stand in the table: each series, value and day with what is left in it. */
  async function books(table: Table): Promise<Record<string, Tally>> {
    const tallies = dynamoTallies(table);
    const { Items = [] } = await table.client.send(new ScanCommand({ TableName: table.name, ProjectionExpression: "pk" }));
    const series = new Set(Items.map(({ pk }) => String(pk)).filter((pk) => pk.startsWith("tally#")).map((pk) => pk.slice(pk.indexOf("["))));
    const sums: Record<string, Tally> = {};
    for (const name of series) {
      const [metric, scope, dimension] = JSON.parse(name) as ["nps", string, string];
      for (const { day, value, tally } of await tallies.read({ metric, scope, dimension, from: "0000-00-00", to: "9999-99-99" })) {
        const key = JSON.stringify([metric, scope, dimension, value, day]);
        sums[key] = merge(sums[key] ?? empty, tally);
      }
    }
    return Object.fromEntries(Object.entries(sums).filter(([, tally]) => JSON.stringify(tally) !== JSON.stringify(empty)).sort());
  }

  /** The books as they must stand: every response's last contribution, added up one by one. */
  function expected(last: Iterable<Contribution | undefined>): Record<string, Tally> {
    const sums: Record<string, Tally> = {};
    for (const contribution of last) {
      for (const { metric, scope, dimension, value, day, tally } of contribution === undefined ? [] : cells(contribution)) {
        const key = JSON.stringify([metric, scope, dimension, value, day]);
        sums[key] = merge(sums[key] ?? empty, tally);
      }
    }
    return Object.fromEntries(Object.entries(sums).sort());
  }

  const lin: Contribution = { metric: "nps", survey: "onboarding", day: "2026-11-21", band: "detractor", score: 3, segments: { plan: "Scale" } };

  describe("counting", () => {
    it("adds a response to every cell it belongs to", async () => {
      const table = await newTable();
      await dynamoTallies(table).count("shard-1", [streamFrom()("rsp_1", lin)]);
      expect(await books(table)).toEqual(expected([lin]));
      const read = await dynamoTallies(table).read({ metric: "nps", scope: "=onboarding", dimension: "plan", from: "2026-11-21", to: "2026-11-22" });
      expect(read).toEqual([{ day: "2026-11-21", value: "Scale", tally: of("detractor", 3) }]);
    });

    it("a change again, at once or later, alone or among others, adds nothing", async () => {
      const table = await newTable();
      const tallies = dynamoTallies(table);
      const next = streamFrom();
      const [first, second] = [next("rsp_1", lin), next("rsp_2", lin)];
      await tallies.count("shard-1", [first]);
      await Promise.all(Array.from({ length: 6 }, () => tallies.count("shard-1", [first, second])));
      await tallies.count("shard-1", [second]);
      await tallies.count("shard-1", [first]);
      expect(await books(table)).toEqual(expected([lin, lin]));
    });

    it("goes by the number of a position, however many digits it has", async () => {
      const table = await newTable();
      const tallies = dynamoTallies(table);
      const next = streamFrom(9);
      await tallies.count("shard-1", [next("rsp_1", lin)]);
      await tallies.count("shard-1", [next("rsp_2", lin)]);
      await tallies.count("shard-1", [{ position: "9".repeat(40), after: lin }]);
      expect(await books(table)).toEqual(expected([lin, lin, lin]));
    });

    it("keeps shards apart, whose positions say nothing of each other", async () => {
      const table = await newTable();
      const tallies = dynamoTallies(table);
      for (const shard of Array.from({ length: 9 }, (_, at) => `shard-${at}`)) {
        await tallies.count(shard, [streamFrom(100)(`rsp_${shard}`, lin)]);
        await tallies.count(shard, [streamFrom(100)(`rsp_${shard}`, lin)]);
      }
      expect(await books(table)).toEqual(expected(Array.from({ length: 9 }, () => lin)));
    });

    it("moves a correction up and down, and takes out what no longer counts", async () => {
      const table = await newTable();
      const tallies = dynamoTallies(table);
      const next = streamFrom();
      const up: Contribution = { ...lin, band: "promoter", score: 9 };
      const elsewhere: Contribution = { ...lin, survey: "exit", day: "2026-11-22", segments: { plan: "Free", region: "apac" } };
      for (const step of [lin, up, { ...lin, score: 0 }, elsewhere, undefined, lin]) {
        await tallies.count("shard-1", [next("rsp_1", step)]);
        expect(await books(table)).toEqual(expected([step]));
      }
    });

    it("holds what cancels out for counted, of which a part may come again", async () => {
      const table = await newTable();
      const tallies = dynamoTallies(table);
      const next = streamFrom();
      const changes = [next("rsp_1", lin), next("rsp_1")];
      await tallies.count("shard-1", changes);
      for (const change of changes) await tallies.count("shard-1", [change]);
      expect(await books(table)).toEqual({});
    });

    it("adds up what accounts pay by band, and takes it out again", async () => {
      const table = await newTable();
      const tallies = dynamoTallies(table);
      const next = streamFrom();
      for (const [id, mrr] of [["rsp_1", 200_050], ["rsp_2", 1], ["rsp_3", undefined]] as const) {
        await tallies.count("shard-1", [next(id, { ...lin, ...(mrr === undefined ? {} : { mrr }) })]);
      }
      expect(Object.values(await books(table))[0]?.revenue).toEqual({ detractor: 200_051, passive: 0, promoter: 0, n: 2 });
      await tallies.count("shard-1", [next("rsp_1", { ...lin, band: "promoter", score: 9, mrr: 70 }), next("rsp_2")]);
      expect(await books(table)).toEqual(expected([{ ...lin, band: "promoter", score: 9, mrr: 70 }, lin]));
    });

    it("keeps books apart, and reads from the open one", async () => {
      const table = await newTable();
      const tallies = dynamoTallies(table);
      const shelf = dynamoBookshelf(table);
      const week = { metric: "nps", scope: "*", dimension: "", from: "2026-11-16", to: "2026-11-23" } as const;
      const change = streamFrom()("rsp_1", lin);
      await tallies.count("shard-1", [change]);
      const { written } = await shelf.begin("2026-11-22T12:00:00.000Z");
      expect(await shelf.begin("2026-11-22T13:00:00.000Z")).toEqual({ open: { id: 1 }, written: { id: 2, since: "2026-11-22T12:00:00.000Z" } });
      await tallies.count("shard-1", [change], 2);
      await tallies.count("shard-1", [change, streamFrom(2)("rsp_2", lin)], 2);
      expect((await tallies.read(week))[0]?.tally).toEqual(of("detractor", 3));
      expect((await tallies.read({ ...week, book: 2 }))[0]?.tally).toEqual(of("detractor", 3, 2));
      expect([await shelf.open(written!), await shelf.open(written!)]).toEqual([true, false]);
      const next = await shelf.begin("2026-11-23T12:00:00.000Z");
      expect([next.written?.id, await shelf.abandon(next.written!), await shelf.abandon(next.written!)]).toEqual([3, true, false]);
      expect((await shelf.begin("2026-11-24T12:00:00.000Z")).written?.id).toBe(4);
      expect(await shelf.abandon({ id: 4 })).toBe(true);
      expect(await shelf.read()).toEqual({ open: written, newest: 4 });
      expect((await tallies.read(week))[0]?.tally).toEqual(of("detractor", 3, 2));
    });

    it("writes nothing for a change that changes no score", async () => {
      const { table, units } = metered(await newTable());
      await dynamoTallies(table).count("shard-1", [{ position: "1", before: lin, after: lin }, { position: "2" }]);
      expect(units()).toBe(0);
    });

    it("holds values of any Unicode apart, and dimensions that look like something else", async () => {
      const table = await newTable();
      const values = ["", "|", "a|b", "🦊", "é", "e\u0301", "\u0000", "\n", "#0", "pk", "upTo#", '"', "x".repeat(200), "🦊".repeat(200)];
      const contributions = values.map((value): Contribution => ({ ...lin, survey: value, segments: { 'd"|#': value, __proto__x: value, pk: value } }));
      const next = streamFrom();
      await dynamoTallies(table).count("shard-1", contributions.map((contribution, at) => next(`rsp_${at}`, contribution)));
      expect(await books(table)).toEqual(expected(contributions));
    });
  });

  describe("the books of many", () => {
    it("balance in batches of any size, delivered with any borders, again and again, by shards at once", async () => {
      const table = await newTable();
      const tallies = dynamoTallies(table);
      const roll = dice(7);
      const shards = ["shard-1", "shard-2", "shard-3"].map((name) => {
        const next = streamFrom();
        const contributions = Array.from({ length: 90 }, () => contributionOf(roll));
        return { name, contributions, changes: contributions.map((contribution, at) => next(`${name} rsp_${at}`, contribution)) };
      });
      await Promise.all(shards.map(async ({ name, changes }) => {
        for (const [from, to] of [[0, 40], [20, 90], [0, 7], [0, 90]]) await tallies.count(name, changes.slice(from, to));
      }));
      expect(await books(table)).toEqual(expected(shards.flatMap(({ contributions }) => contributions)));
    });

    it("balance when a batch touches more values than are written at a time", async () => {
      const table = await newTable();
      const tallies = dynamoTallies(table);
      const next = streamFrom();
      const full = Array.from({ length: 400 }, (_, at): Contribution => ({ ...lin, score: at % 7, segments: { owner: `owner ${at}` } }));
      const changes = full.map((contribution, at) => next(`rsp_${at}`, contribution));
      await tallies.count("shard-1", changes.slice(0, 150));
      await tallies.count("shard-1", changes);
      expect(await books(table)).toEqual(expected(full));
    });

    it("balance for any history that fast-check thinks of", async () => {
      const anyContribution = fc.option(fc.nat(2 ** 31).map((seed) => contributionOf(dice(seed))), { nil: undefined });
      const anyStep = fc.record({ response: fc.nat(3), contribution: anyContribution });
      const table = await newTable();
      const tallies: Tallies = dynamoTallies(table);
      let run = 0;
      const all = new Map<string, Contribution | undefined>();
      await fc.assert(
        fc.asyncProperty(fc.array(anyStep, { minLength: 1, maxLength: 8 }), fc.nat(8), fc.nat(8), async (steps, border, again) => {
          run += 1;
          const next = streamFrom();
          const stream = steps.map(({ response, contribution }) => {
            const id = `rsp_${run}_${response}`;
            all.set(id, contribution);
            return next(id, contribution);
          });
          await tallies.count(`shard-${run}`, stream.slice(0, border));
          await tallies.count(`shard-${run}`, stream.slice(Math.max(0, border - 2)));
          await tallies.count(`shard-${run}`, stream.slice(again));
        }),
        { numRuns: 30 },
      );
      expect(await books(table)).toEqual(expected(all.values()));
    });
  });

  describe("reading", () => {
    it("covers from the first day, included, to the last, excluded", async () => {
      const table = await newTable();
      const tallies = dynamoTallies(table);
      const list = Array.from({ length: 30 }, (_, at): Contribution => ({ ...lin, day: `2026-11-${String(at + 1).padStart(2, "0")}` }));
      for (const [at, after] of list.entries()) await tallies.count(`shard-${at}`, [{ position: "1", after }]);
      const read = async (from: string, to: string) => (await tallies.read({ metric: "nps", scope: "*", dimension: "", from, to })).map(({ day }) => day).sort();
      expect(await read("2026-11-10", "2026-11-13")).toEqual(["2026-11-10", "2026-11-11", "2026-11-12"]);
      expect(await read("2026-11-30", "2026-12-31")).toEqual(["2026-11-30"]);
      expect([await read("2026-11-10", "2026-11-10"), await read("2026-12-01", "2027-01-01")]).toEqual([[], []]);
    });

    it("knows nothing of another metric, scope or dimension", async () => {
      const table = await newTable();
      const tallies = dynamoTallies(table);
      await tallies.count("shard-1", [{ position: "1", after: lin }]);
      const span = { from: "2026-11-01", to: "2026-12-01" };
      for (const series of [{ metric: "csat", scope: "*", dimension: "" }, { metric: "nps", scope: "=exit", dimension: "" }, { metric: "nps", scope: "*", dimension: "region" }] as const) {
        expect(await tallies.read({ ...series, ...span })).toEqual([]);
      }
    });

    it("refuses what it cannot read rather than leave it out", async () => {
      const table = await newTable();
      const tallies = dynamoTallies(table);
      await tallies.count("shard-1", [{ position: "1", after: lin }]);
      await table.client.send(new PutCommand({ TableName: table.name, Item: { pk: `tally#1#["nps","*",""]`, sk: "2026-11-22#", "3x": 1 } }));
      await expect(tallies.read({ metric: "nps", scope: "*", dimension: "", from: "2026-11-22", to: "2026-11-23" })).rejects.toThrow("3x");
    });
  });
});
