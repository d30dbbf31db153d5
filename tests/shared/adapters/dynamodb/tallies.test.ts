import { PutCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Table } from "../../../../shared/adapters/dynamodb/table.ts";
import { dynamoTallies } from "../../../../shared/adapters/dynamodb/tallies.ts";
import { type Contribution, cells } from "../../../../shared/domain/contribution.ts";
import { classify } from "../../../../shared/domain/metric.ts";
import { type Tally, empty, merge, of } from "../../../../shared/domain/tally.ts";
import type { Counting, Tallies } from "../../../../shared/ports.ts";
import { overEachTable } from "../../../support/table.ts";

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

  const counting = (responseId: string, revision: number, contribution?: Contribution): Counting => ({ responseId, revision, ...(contribution === undefined ? {} : { contribution }) });

  /** The books as they stand in the table: each series, value and day with what is left in it. */
  async function books(table: Table): Promise<Record<string, Tally>> {
    const tallies = dynamoTallies(table);
    const { Items = [] } = await table.client.send(new ScanCommand({ TableName: table.name, ProjectionExpression: "pk" }));
    const series = new Set(Items.map(({ pk }) => String(pk)).filter((pk) => pk.startsWith("tally#")).map((pk) => pk.slice(6, pk.lastIndexOf("#"))));
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
      await dynamoTallies(table).count([counting("rsp_1", 1, lin)]);
      expect(await books(table)).toEqual(expected([lin]));
      const read = await dynamoTallies(table).read({ metric: "nps", scope: "=onboarding", dimension: "plan", from: "2026-11-21", to: "2026-11-22" });
      expect(read).toEqual([{ day: "2026-11-21", value: "Scale", tally: of("detractor", 3) }]);
    });

    it("a revision again, in the same batch or another, at once or later, adds nothing", async () => {
      const table = await newTable();
      const tallies = dynamoTallies(table);
      await tallies.count([counting("rsp_1", 1, lin), counting("rsp_1", 1, lin)]);
      await Promise.all(Array.from({ length: 6 }, () => tallies.count([counting("rsp_1", 1, lin), counting("rsp_2", 1, lin)])));
      await tallies.count([counting("rsp_2", 1, lin)]);
      expect(await books(table)).toEqual(expected([lin, lin]));
    });

    it("moves a correction up and down, and takes out what no longer counts", async () => {
      const table = await newTable();
      const tallies = dynamoTallies(table);
      const up: Contribution = { ...lin, band: "promoter", score: 9 };
      const elsewhere: Contribution = { ...lin, survey: "exit", day: "2026-11-22", segments: { plan: "Free", region: "apac" } };
      const steps = [lin, up, { ...lin, score: 0 }, elsewhere, undefined, lin];
      for (const [at, step] of steps.entries()) {
        await tallies.count([counting("rsp_1", at + 1, step)]);
        expect(await books(table)).toEqual(expected([step]));
      }
    });

    it("never goes back to an older revision, however late it comes", async () => {
      const table = await newTable();
      const tallies = dynamoTallies(table);
      const late = { ...lin, score: 9, band: "promoter" } as const;
      await tallies.count([counting("rsp_1", 3, lin), counting("rsp_1", 2, late)]);
      await tallies.count([counting("rsp_1", 2, late), counting("rsp_1", 1, late)]);
      expect(await books(table)).toEqual(expected([lin]));
    });

    it("counts nothing for a rehearsal, which may become a real answer and back", async () => {
      const table = await newTable();
      const tallies = dynamoTallies(table);
      await tallies.count([counting("rsp_1", 1)]);
      expect(await books(table)).toEqual({});
      await tallies.count([counting("rsp_1", 2, lin)]);
      expect(await books(table)).toEqual(expected([lin]));
      await tallies.count([counting("rsp_1", 3)]);
      expect(await books(table)).toEqual({});
    });

    it("takes out what was put in, whatever the policy says by now", async () => {
      const table = await newTable();
      const tallies = dynamoTallies(table);
      await tallies.count([counting("rsp_1", 1, { ...lin, band: "passive", segments: { old: "x" }, day: "2026-11-20" })]);
      await tallies.count([counting("rsp_1", 2, lin)]);
      expect(await books(table)).toEqual(expected([lin]));
    });

    it("holds values of any Unicode apart, and dimensions that look like something else", async () => {
      const table = await newTable();
      const values = ["", "|", "a|b", "🦊", "é", "e\u0301", "\u0000", "\n", "#0", "pk", '"', "x".repeat(200), "🦊".repeat(200)];
      const contributions = values.map((value): Contribution => ({ ...lin, survey: value, segments: { 'd"|#': value, __proto__x: value, pk: value } }));
      await dynamoTallies(table).count(contributions.map((contribution, at) => counting(`rsp_${at}`, 1, contribution)));
      expect(await books(table)).toEqual(expected(contributions));
    });
  });

  describe("the books of many", () => {
    it("balance in batches of any size, delivered with any borders, again and again", async () => {
      const table = await newTable();
      const tallies = dynamoTallies(table);
      const roll = dice(7);
      const stream = Array.from({ length: 260 }, (_, at) => counting(`rsp_${at}`, 1, contributionOf(roll)));
      const batches = [stream.slice(0, 130), stream.slice(60, 260), stream.slice(0, 7), stream];
      await Promise.all(batches.slice(0, 2).map((batch) => tallies.count(batch)));
      for (const batch of batches.slice(2)) await tallies.count(batch);
      expect(await books(table)).toEqual(expected(stream.map(({ contribution }) => contribution)));
    });

    it("balance when corrections overtake what they correct, in workers that run at once", async () => {
      const table = await newTable();
      const tallies = dynamoTallies(table);
      const roll = dice(11);
      const last = new Map<string, Contribution | undefined>();
      const stream: Counting[] = [];
      for (let at = 0; at < 40; at += 1) {
        const id = `rsp_${at}`;
        for (let revision = 1; revision <= 1 + roll(4); revision += 1) {
          const contribution = roll(6) === 0 ? undefined : contributionOf(roll);
          stream.push(counting(id, revision, contribution));
          last.set(id, contribution);
        }
      }
      const shuffled = stream.map((one) => ({ one, at: roll(1_000) })).sort((a, b) => a.at - b.at).map(({ one }) => one);
      const workers = [0, 1, 2].map((worker) => shuffled.filter((_, at) => at % 3 === worker || at % 5 === worker));
      await Promise.all(workers.map(async (work) => {
        for (let at = 0; at < work.length; at += 12) await tallies.count(work.slice(at, at + 12));
      }));
      expect(await books(table)).toEqual(expected(last.values()));
    });

    it("balance when each response has as many segments as a policy may declare, and corrections move all of them", async () => {
      const table = await newTable();
      const tallies = dynamoTallies(table);
      const dimensions = ["channel", "plan", "owner", "locale", ...Array.from({ length: 10 }, (_, at) => `declared${at}`)];
      const full = (at: number, day: string): Contribution => ({ ...lin, survey: `survey ${at}`, day, segments: Object.fromEntries(dimensions.map((dimension) => [dimension, `${at} ${day}`])) });
      const before = Array.from({ length: 8 }, (_, at) => full(at, "2026-11-20"));
      const after = Array.from({ length: 8 }, (_, at) => full(at + 3, "2026-11-21"));
      await tallies.count(before.map((contribution, at) => counting(`rsp_${at}`, 1, contribution)));
      await tallies.count(after.map((contribution, at) => counting(`rsp_${at}`, 2, contribution)));
      expect(await books(table)).toEqual(expected(after));
    });

    it("balance for any history that fast-check thinks of", async () => {
      const anyContribution = fc.option(fc.nat(2 ** 31).map((seed) => contributionOf(dice(seed))), { nil: undefined });
      const anyStep = fc.record({ response: fc.nat(3), contribution: anyContribution, again: fc.boolean() });
      const table = await newTable();
      const tallies: Tallies = dynamoTallies(table);
      let run = 0;
      const all = new Map<string, Contribution | undefined>();
      await fc.assert(
        fc.asyncProperty(fc.array(anyStep, { minLength: 1, maxLength: 8 }), fc.nat(8), async (steps, border) => {
          run += 1;
          const revisions = new Map<string, number>();
          const stream = steps.map(({ response, contribution }) => {
            const id = `rsp_${run}_${response}`;
            revisions.set(id, (revisions.get(id) ?? 0) + 1);
            all.set(id, contribution);
            return counting(id, revisions.get(id)!, contribution);
          });
          await tallies.count(stream.slice(0, border));
          await tallies.count(stream.slice(Math.max(0, border - 2)));
          await tallies.count(stream.filter((_, at) => steps[at]!.again));
        }),
        { numRuns: 30 },
      );
      expect(await books(table)).toEqual(expected(all.values()));
    });
  });

  describe("reading", () => {
    it("covers from the first day, included, to the last, excluded, over all lanes", async () => {
      const table = await newTable();
      const tallies = dynamoTallies(table);
      const list = Array.from({ length: 30 }, (_, at): Contribution => ({ ...lin, day: `2026-11-${String(at + 1).padStart(2, "0")}` }));
      for (const [at, contribution] of list.entries()) await tallies.count([counting(`rsp_${at}`, 1, contribution)]);
      const read = async (from: string, to: string) => (await tallies.read({ metric: "nps", scope: "*", dimension: "", from, to })).map(({ day }) => day).sort();
      expect(await read("2026-11-10", "2026-11-13")).toEqual(["2026-11-10", "2026-11-11", "2026-11-12"]);
      expect(await read("2026-11-30", "2026-12-31")).toEqual(["2026-11-30"]);
      expect([await read("2026-11-10", "2026-11-10"), await read("2026-12-01", "2027-01-01")]).toEqual([[], []]);
    });

    it("knows nothing of another metric, scope or dimension", async () => {
      const table = await newTable();
      const tallies = dynamoTallies(table);
      await tallies.count([counting("rsp_1", 1, lin)]);
      const span = { from: "2026-11-01", to: "2026-12-01" };
      for (const series of [{ metric: "csat", scope: "*", dimension: "" }, { metric: "nps", scope: "=exit", dimension: "" }, { metric: "nps", scope: "*", dimension: "region" }] as const) {
        expect(await tallies.read({ ...series, ...span })).toEqual([]);
      }
    });

    it("refuses what it cannot read rather than leave it out", async () => {
      const table = await newTable();
      const tallies = dynamoTallies(table);
      await tallies.count([counting("rsp_1", 1, lin)]);
      for (const lane of [0, 1, 2, 3]) {
        await table.client.send(new PutCommand({ TableName: table.name, Item: { pk: `tally#["nps","*",""]#${lane}`, sk: "2026-11-22", "3unhappy|": 1 } }));
      }
      await expect(tallies.read({ metric: "nps", scope: "*", dimension: "", from: "2026-11-22", to: "2026-11-23" })).rejects.toThrow("3unhappy");
    });
  });
});
