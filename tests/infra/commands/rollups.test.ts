import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rollUpRecords } from "../../../functions/roll-up/record.ts";
import { dynamoAccounts } from "../../../shared/adapters/dynamodb/accounts.ts";
import { dynamoBookshelf } from "../../../shared/adapters/dynamodb/bookshelf.ts";
import { decodeEntryChange } from "../../../shared/adapters/dynamodb/entry-codec.ts";
import { dynamoParking } from "../../../shared/adapters/dynamodb/parking.ts";
import { dynamoResponses } from "../../../shared/adapters/dynamodb/responses.ts";
import { tableDefinition } from "../../../shared/adapters/dynamodb/table-definition.ts";
import type { Table } from "../../../shared/adapters/dynamodb/table.ts";
import { dynamoTallies } from "../../../shared/adapters/dynamodb/tallies.ts";
import { dynamoTraces } from "../../../shared/adapters/dynamodb/traces.ts";
import { memoryTable } from "../../../shared/adapters/memory/memory-table.ts";
import type { Policy } from "../../../shared/domain/policy.ts";
import type { ResponseBody } from "../../../shared/domain/response.ts";
import { empty, figures, merge } from "../../../shared/domain/tally.ts";
import { accept } from "../../../shared/intake/accept.ts";
import { readRollupsCommand } from "../../../infra/commands/support/rollups/arguments.ts";
import { workRollups } from "../../../infra/commands/support/rollups/work-rollups.ts";
import { bodyWith, policyWith } from "../../support/domain.ts";

const quiet = { info: () => undefined, warn: () => undefined, error: (event: string, error: unknown) => { throw new Error(event, { cause: error }); } };
const standing = (policy: Policy) => ({ ...policy, segments: ["region"] });
const berlin = standing(policyWith((source) => ({ ...source, timeZone: "Europe/Berlin" })));
const kolkata = standing(policyWith((source) => ({ ...source, timeZone: "Asia/Kolkata" })));

/** A product of a table, whoever takes responses in and whoever counts, on a clock that only these tests move. */
function productAt(start = "2026-11-20T00:00:00.000Z", pause = () => Promise.resolve()) {
  let now = Date.parse(start);
  let policy = berlin;
  let identities = 0;
  const clock = { now: () => new Date(now) };
  const table = memoryTable({ definition: tableDefinition, shards: 3, now: clock.now });
  const door = slowed(table, pause);
  const responses = dynamoResponses(door);
  const traces = dynamoTraces(door);
  const read = new Map<string, string | undefined>();
  const counting = rollUpRecords({
    tallies: dynamoTallies(table), bookshelf: dynamoBookshelf(table), accounts: dynamoAccounts(table), parking: dynamoParking(table),
    clock, log: quiet, metrics: { count: () => undefined, milliseconds: () => undefined }, decodeChange: decodeEntryChange,
  });
  const accepted = new Map<string, string>();
  return {
    table,
    clock,
    pass: (ms: number) => { now += ms; },
    goBy: (next: Policy) => { policy = next; },
    post: async (parts: Partial<ResponseBody>) => {
      const body = bodyWith({ respondent: { id: `u_${parts.id ?? ""}` }, ...parts });
      const accepting = { responses, erasures: { includes: () => Promise.resolve(false) }, clock, policy, digest: (text: string) => text.replace(/\W+/g, "-"), newIdentity: () => String(++identities) };
      const became = await accept(accepting, { source: "shop", body, json: JSON.parse(JSON.stringify(body)) });
      if ("receipt" in became && body.id !== undefined) accepted.set(body.id, became.receipt.id);
    },
    erase: async (id: string) => {
      const stored = accepted.get(id);
      if (stored !== undefined) await traces.eraseResponse(stored, clock.now().toISOString());
    },
    /** Counts so many records of every shard, as they come, the last of them once more. */
    count: async (most = Infinity) => {
      for (const shardId of table.stream.shards) {
        for (let records = table.stream.read(shardId, read.get(shardId), Math.min(most, 50)); records.length > 0; records = most === Infinity ? table.stream.read(shardId, read.get(shardId), 50) : []) {
          const Records = records.filter(({ dynamodb }) => ["response", "erased"].includes(dynamodb?.NewImage?.["type"]?.S ?? ""));
          await counting({ shardId, Records });
          await counting({ shardId, Records: Records.slice(-1) });
          read.set(shardId, records.at(-1)?.dynamodb?.SequenceNumber);
        }
      }
    },
    score: async (from: string, to: string) => {
      const days = await dynamoTallies(table).read({ metric: "nps", scope: "*", dimension: "", from, to });
      return figures("nps", days.reduce((sum, { tally }) => merge(sum, tally), empty));
    },
  };
}

/** A table whose every call takes a while to get there, so that those of several meet in any order. */
function slowed({ name, client }: Table, pause: () => Promise<void>): Table {
  const send = async (command: Parameters<Table["client"]["send"]>[0]): Promise<unknown> => {
    await pause();
    return client.send(command);
  };
  return { name, client: new Proxy(client, { get: (target, property): unknown => (property === "send" ? send : Reflect.get(target, property)) }) };
}

type Product = ReturnType<typeof productAt>;

const times = { skewMs: 5_000, flightMs: 11_000, patienceMs: 60_000, lagMs: 5_000, pauseMs: 1_000 };

function rollups(product: Product, what: "verify" | "rebuild", { policy = berlin, table = product.table, counts = Infinity, meanwhile = () => Promise.resolve() }: { policy?: Policy; table?: Table; counts?: number; meanwhile?: () => Promise<void> } = {}): Promise<string> {
  return workRollups(readRollupsCommand([what]), {
    place: "here", table, policy, clock: product.clock, times, tell: () => undefined,
    sleep: async (ms) => {
      await meanwhile();
      product.pass(ms);
      await product.count(counts);
    },
  });
}

async function spoil({ table }: Product, key: { pk: string; sk: string }, attribute: string): Promise<void> {
  await table.client.send(new UpdateCommand({ TableName: table.name, Key: key, UpdateExpression: "ADD #wrong :one", ExpressionAttributeNames: { "#wrong": attribute }, ExpressionAttributeValues: { ":one": 1 } }));
}

const wholeDay = { pk: 'tally#1#["nps","*",""]', sk: "2026-11-20#" };

describe("npm run rollups -- verify", () => {
  it("says that all tallies agree with the responses, corrections and erasures among them", async () => {
    const product = productAt();
    for (let at = 0; at < 40; at += 1) await product.post({ id: String(at), score: at % 11, account: { id: "acme", mrr: 100 }, attributes: { region: "apac" } });
    for (let at = 0; at < 10; at += 1) await product.post({ id: String(at), score: 10 });
    for (let at = 5; at < 15; at += 1) await product.erase(String(at));
    await product.count();
    expect(await rollups(product, "verify")).toMatch(/^40 responses counted one by one: all \d+ tallies agree/);
  });

  it("names the day and the segment where they do not, with both counts", async () => {
    const product = productAt();
    await product.post({ id: "1", score: 3 });
    await product.count();
    await spoil(product, wholeDay, "9p");
    product.pass(times.lagMs + 1);
    await expect(rollups(product, "verify")).rejects.toThrow(/1 of 5 tallies differ[^]*2026-11-20 +nps +all surveys +2 +1\s[^]*rebuild/);
  });

  it("waits for what has come in and is not counted yet", async () => {
    const product = productAt();
    await product.post({ id: "1", score: 3 });
    expect(await rollups(product, "verify")).toContain("all 5 tallies agree");
  });
});

describe("where responses never cease to come in", () => {
  /** Posts a response at every pause, and counts it at the next but one. */
  function busy(product: Product) {
    let posted = 0;
    return { meanwhile: () => product.post({ id: `busy-${posted++}`, score: 9 }) };
  }

  it("a rebuild ends all the same, and says what cannot be compared", async () => {
    const product = productAt();
    for (let at = 0; at < 12; at += 1) await product.post({ id: String(at), score: at % 11 });
    await product.count();
    product.pass(86_400_000);
    const { meanwhile } = busy(product);
    expect(await rollups(product, "rebuild", { meanwhile, counts: 1 })).toMatch(/tallies agree, and \d+ cannot be compared while responses come in there, and scores are read from them now/);
    await product.count();
    expect((await product.score("2026-11-20", "2026-11-21")).n).toBe(12);
    expect(await rollups(product, "verify")).toMatch(/all \d+ tallies agree/);
  });

  it("a wrong tally that rests is found all the same", async () => {
    const product = productAt();
    await product.post({ id: "1", score: 3 });
    await product.count();
    await spoil(product, wholeDay, "9p");
    product.pass(86_400_000);
    const { meanwhile } = busy(product);
    await expect(rollups(product, "verify", { meanwhile, counts: 1 })).rejects.toThrow(/1 of \d+ tallies differ[^]*2026-11-20 +nps/);
  });
});

describe("npm run rollups -- rebuild", () => {
  it("makes wrong tallies right, and throws the old ones away", async () => {
    const product = productAt();
    for (let at = 0; at < 12; at += 1) await product.post({ id: String(at), score: at % 11 });
    await product.erase("3");
    await product.count();
    await spoil(product, wholeDay, "9p");
    const { n } = await product.score("2026-11-20", "2026-11-21");
    expect(n).toBe(13);
    expect(await rollups(product, "rebuild")).toMatch(/^12 responses, 12 of them entered/);
    expect((await product.score("2026-11-20", "2026-11-21")).n).toBe(12);
    expect(await rollups(product, "verify")).toContain("12 responses");
    const old = await dynamoTallies(product.table).read({ metric: "nps", scope: "*", dimension: "", from: "2026-11-20", to: "2026-11-21", book: 1 });
    expect(old).toEqual([]);
  });

  it("counts by the days of another time zone once the policy says so", async () => {
    const product = productAt("2026-11-20T20:00:00.000Z");
    await product.post({ id: "1", score: 3 });
    await product.count();
    product.goBy(kolkata);
    await rollups(product, "rebuild", { policy: kolkata });
    expect([(await product.score("2026-11-20", "2026-11-21")).n, (await product.score("2026-11-21", "2026-11-22")).n]).toEqual([0, 1]);
  });

  it("goes on where it was interrupted, and can be run again and again", async () => {
    const product = productAt();
    for (let at = 0; at < 8; at += 1) await product.post({ id: String(at), score: 9 });
    await product.count();
    await expect(rollups(product, "rebuild", { meanwhile: () => Promise.reject(new Error("killed")) })).rejects.toThrow("killed");
    await product.post({ id: "late", score: 0 });
    expect((await product.score("2026-11-20", "2026-11-21")).n).toBe(8);
    expect(await rollups(product, "rebuild")).toContain("9 responses");
    expect(await rollups(product, "rebuild")).toContain("9 responses, 9 of them entered");
    expect((await product.score("2026-11-20", "2026-11-21")).n).toBe(9);
  });

  it("is exact beside traffic that meets its calls in any order: posts, corrections, rehearsals, erasures, batches that come again", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(2 ** 31), fc.array(fc.record({ what: fc.constantFrom("post", "post", "correct", "rehearse", "erase", "count"), id: fc.nat(14), score: fc.nat(10) }), { minLength: 20, maxLength: 80 }), async (seed, steps) => {
        let turns = seed;
        const pause = async () => {
          turns = (Math.imul(turns, 1_664_525) + 1_013_904_223) >>> 0;
          for (let left = turns >>> 29; left > 0; left -= 1) await Promise.resolve();
        };
        const product = productAt(undefined, pause);
        const last = new Map<number, { readonly score: number; readonly test: boolean; readonly erased: boolean }>();
        let step = 0;
        const act = async () => {
          const [{ what, id, score } = { what: "count", id: 0, score: 0 }] = steps.slice(step, step + 1);
          step += 1;
          product.pass(700);
          const known = last.get(id);
          if (what === "count") return product.count(3);
          if (what === "erase") {
            await product.erase(String(id));
            if (known !== undefined) last.set(id, { ...known, erased: true });
            return;
          }
          await product.post({ id: String(id), score, submittedAt: `2026-11-${10 + score}T23:30:00Z`, ...(what === "rehearse" && { test: true }), comment: `step ${step}` });
          if (known?.erased !== true) last.set(id, { score, test: what === "rehearse", erased: false });
          return undefined;
        };
        // One after the other, as they are expected; the command works on many at a time.
        let acting: Promise<void> = Promise.resolve();
        const next = () => (acting = acting.then(act));
        for (let at = 0; at < 10; at += 1) await next();
        await product.count();
        await spoil(product, wholeDay, "0d");
        const traffic = async () => { while (step < steps.length) await next(); };
        // What is on its way when the book is begun has arrived before it is filled.
        await Promise.all([rollups(product, "rebuild", { table: slowed(product.table, pause), meanwhile: () => acting }), traffic()]);
        await product.count();
        await rollups(product, "verify");
        expect((await dynamoBookshelf(product.table).read()).open.id).toBe(2);
        const { n } = await product.score("2026-11-01", "2026-12-01");
        expect(n).toBe([...last.values()].filter(({ test }) => !test).length);
      }),
      { numRuns: 200 },
    );
  });
});
