import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import { dynamoAccounts } from "../../../shared/adapters/dynamodb/accounts.ts";
import { dynamoCasework } from "../../../shared/adapters/dynamodb/casework.ts";
import { encodeCase, encodeResponse } from "../../../shared/adapters/dynamodb/codec.ts";
import { dynamoSecondThoughts } from "../../../shared/adapters/dynamodb/second-thoughts.ts";
import type { Table } from "../../../shared/adapters/dynamodb/table.ts";
import { tableDefinition } from "../../../shared/adapters/dynamodb/table-definition.ts";
import { memoryTable } from "../../../shared/adapters/memory/memory-table.ts";
import type { Case } from "../../../shared/domain/case.ts";
import { type Loop, type LoopQuery, mostCases, readLoop } from "../../../shared/scoring/read-loop.ts";
import { caseWith, policyWith, responseWith } from "../../support/domain.ts";
import { readMetered } from "../../support/table.ts";

const now = new Date("2026-11-21T12:00:00.000Z");

async function holding(...items: readonly object[]): Promise<Table> {
  const table = memoryTable({ definition: tableDefinition });
  await Promise.all(items.map((Item) => table.client.send(new PutCommand({ TableName: table.name, Item }))));
  return table;
}

function read(table: Table, query: LoopQuery, timeZone = "UTC") {
  const policy = policyWith((source) => ({ ...source, timeZone }));
  return readLoop({ cases: dynamoCasework(table), thoughts: dynamoSecondThoughts(table), accounts: dynamoAccounts(table), clock: { now: () => now }, policy }, query);
}

async function answered(table: Table, query: LoopQuery, timeZone?: string): Promise<Loop> {
  const loop = await read(table, query, timeZone);
  if (typeof loop === "string") throw new Error(loop);
  return loop;
}

const opened = (n: number, openedAt: string, more: Partial<Case> = {}) => encodeCase(caseWith({ id: `case_${n}`, openedAt, responses: [`rsp_${n}`], ...more }));

describe("the days of the loop", () => {
  it.each(["Asia/Kolkata", "America/St_Johns", "Europe/Berlin"])("are those of the reporting time zone, whatever its clocks do: %s", async (timeZone) => {
    // Every three hours and a half over both edges of daylight saving; the machine's own calendar says the days.
    const times = [Date.UTC(2026, 2, 6), Date.UTC(2026, 2, 27), Date.UTC(2026, 9, 23), Date.UTC(2026, 9, 30)].flatMap((from) => Array.from({ length: 30 }, (_, n) => new Date(from + n * 3.5 * 3_600_000)));
    const table = await holding(...times.map((at, n) => opened(n, at.toISOString())));
    const calendar = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
    const span = { from: "2026-03-07", to: "2026-11-02" };
    const within = times.map((at) => calendar.format(at)).filter((day) => span.from <= day && day < span.to);
    const { total, buckets } = await answered(table, { ...span, by: "day" }, timeZone);
    expect(total.opened).toBe(within.length);
    expect(buckets.filter((bucket) => bucket.opened > 0).map((bucket) => [bucket.start, bucket.opened])).toEqual([...Map.groupBy(within.sort(), (day) => day)].map(([day, all]) => [day, all.length]));
    for (const by of ["week", "month"] as const) {
      const parts = (await answered(table, { ...span, by }, timeZone)).buckets;
      for (const { start, end, opened: n } of parts) expect(n).toBe(within.filter((day) => start <= day && day < end).length);
      expect([parts[0]?.start, parts.at(-1)?.end]).toEqual([span.from, span.to]);
    }
  });

  it("are the last 90 when none are named", async () => {
    const table = await holding(opened(1, "2026-11-21T11:00:00.000Z"), opened(2, "2026-08-24T00:00:00.000Z"), opened(3, "2026-08-23T23:59:59.999Z"));
    expect(await answered(table, {})).toMatchObject({ total: { opened: 2 }, buckets: [{ start: "2026-08-24", end: "2026-11-22", opened: 2 }] });
  });

  it("may be any that the calendar has", async () => {
    const table = await holding(opened(1, "2026-11-21T11:00:00.000Z"));
    for (const timeZone of ["Pacific/Kiritimati", "Pacific/Pago_Pago"]) {
      expect((await answered(table, { from: "0000-01-01", to: "9999-12-31" }, timeZone)).total.opened).toBe(1);
      expect((await answered(table, { from: "0000-01-01", to: "0000-01-02" }, timeZone)).total.opened).toBe(0);
      expect((await answered(table, { from: "9999-12-30", to: "9999-12-31" }, timeZone)).total.opened).toBe(0);
    }
  });
});

describe("an answer", () => {
  it(`is made of ${mostCases} cases at most, and of more than one page of them`, async () => {
    const cases = Array.from({ length: mostCases }, (_, n) => opened(n, new Date(now.getTime() - n * 60_000).toISOString()));
    const table = await holding(...cases);
    expect((await answered(table, {})).total.opened).toBe(mostCases);
    await table.client.send(new PutCommand({ TableName: table.name, Item: opened(mostCases, now.toISOString()) }));
    expect(await read(table, {})).toBe("too many cases");
    expect((await answered(table, { from: "2026-11-21" })).total.opened).toBe(721 + 1);
  });

  it("has 740 buckets at most", async () => {
    expect(await read(await holding(), { from: "2024-01-01", to: "2026-11-21", by: "day" })).toBe("too many buckets");
  });

  it("names what is at stake of everybody whose cases are open, also of older ones", async () => {
    const acme = { id: "acme", owner: { email: "Mia@us.example", slackUserId: "U0MIA" } };
    const table = await holding(
      opened(1, "2026-11-20T11:00:00.000Z", { account: acme }),
      opened(2, "2026-01-02T11:00:00.000Z", { account: { id: "bolt" }, owner: { slackUserId: "U0JONAS" } }),
      opened(3, "2026-01-03T11:00:00.000Z", { account: { id: "acme" }, owner: { slackUserId: "U0MIA" }, state: "snoozed", before: "open" }),
      opened(4, "2026-11-20T12:00:00.000Z", { account: { id: "gone" }, state: "resolved", timeline: [{ type: "resolve", at: "2026-11-20T13:00:00.000Z", actor: "U0MIA", source: "slack" }] }),
      opened(5, "2026-11-20T12:00:00.000Z", { account: { id: "gone" }, test: true }),
    );
    await dynamoAccounts(table).merge({ id: "acme", mrr: { value: { amount: 100, currency: "EUR" }, asOf: now.toISOString() } });
    const { total, buckets } = await answered(table, { by: "owner" });
    expect(total).toMatchObject({ opened: 2, mrrAtRisk: { amount: 108, currency: "USD", accounts: 2, cases: 3, unknown: 1 } });
    expect(buckets).toMatchObject([
      { owner: null, opened: 1, resolved: 1, mrrAtRisk: { amount: 0, accounts: 0, cases: 0, unknown: 0 } },
      { owner: "mia@us.example", opened: 1, mrrAtRisk: { amount: 108, accounts: 1, cases: 2, unknown: 0 } },
      { owner: "U0JONAS", opened: 0, mrrAtRisk: { amount: null, accounts: 1, cases: 1, unknown: 1 } },
    ]);
    for (const owner of ["U0MIA", "mia@us.example", "MIA@us.example"]) expect(await answered(table, { owner })).toMatchObject({ total: { opened: 1, mrrAtRisk: { amount: 108, accounts: 1, cases: 2, unknown: 0 } } });
  });

  it("goes on counting a case whose person was erased, and says nothing of what they think", async () => {
    const table = await holding(encodeResponse(responseWith({}, { id: "rsp_1" })), opened(1, "2026-11-20T11:00:00.000Z"), opened(2, "2026-11-20T11:00:00.000Z", { respondent: { key: "erased" } }));
    expect((await answered(table, {})).total).toMatchObject({ opened: 2, recovery: { detractors: 1, answeredAgain: 0, recovered: 0, share: null } });
  });
});

describe("a thousand cases", () => {
  it("cost so many read units, and so many calls", async () => {
    const at = (n: number) => new Date(now.getTime() - (2_000 - n) * 60_000).toISOString();
    const person = (n: number) => ({ id: `u_${n}`, email: `u${n}@acme.example` });
    const items = Array.from({ length: 1_000 }, (_, n) => [
      encodeResponse(responseWith({ respondent: person(n), comment: "Exports fail every Monday." }, { id: `rsp_${n}`, submittedAt: at(n) })),
      { pk: `person#id:u_${n}`, sk: "person", type: "person", addresses: [`email:u${n}@acme.example`] },
      { pk: `person#email:u${n}@acme.example`, sk: "person", type: "person", respondent: `id:u_${n}` },
      opened(n, at(n), { account: { id: `acme-${n % 100}` }, ...(n % 2 === 0 ? { state: "resolved" } : {}) }),
    ]).flat();
    const metered = readMetered(await holding(...items));
    await answered(metered.table, {});
    expect({ readUnits: Math.round(metered.units() / 100) * 100, calls: Math.round(metered.calls() / 100) * 100 }).toMatchInlineSnapshot(`
      {
        "calls": 2100,
        "readUnits": 5600,
      }
    `);
  });
});
