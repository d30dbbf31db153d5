import { expect, it } from "vitest";
import { readClick } from "../../../functions/interact/read-click.ts";
import { askForCard, stormList } from "../../../functions/interact/storm-cases.ts";
import type { Effect } from "../../../shared/domain/effect.ts";
import type { Folded } from "../../../shared/domain/storm.ts";
import { caseWith, policyWith } from "../../support/domain.ts";

const now = "2026-11-21T12:00:00.000Z";
const clock = { now: () => new Date(now) };
const folded = Array.from({ length: 100 }, (_, at): Folded => ({ effectId: `rsp_${at}.alert`, caseId: `case_${at}`, severity: at === 99 ? "high" : "normal" }));
const card = { channel: "C1", ts: "1.1", effectId: "rsp_0.alert" };
const needs = {
  clock,
  policy: policyWith(),
  storms: { folded: () => Promise.resolve(folded) },
  responses: { find: () => Promise.resolve(undefined) },
  cases: {
    find: (id: string) => Promise.resolve(id === "case_gone" ? undefined : caseWith({ id, responses: [id.replace("case_", "rsp_")], ...(id === "case_0" ? { card } : {}) })),
    record: () => Promise.resolve(true),
    lookAgain: () => Promise.resolve(),
    owned: () => Promise.resolve([]),
    countOpen: () => Promise.resolve(0),
  },
};
const valuesOf = (view: object, actionId: string) => [...JSON.stringify(view).matchAll(new RegExp(`"action_id":"${actionId}"[^}]*}?,"value":"([^"]+)"`, "g"))].map(([, value]) => value);
const click = (action_id: string, value: string) => readClick({ type: "block_actions", user: { id: "U0MIA" }, actions: [{ action_id, value }] })?.wish;

it("the button of a storm's card asks for its list, and each row for a card", () => {
  expect(click("storm.list", "storm_1")).toEqual({ wants: "list", stormId: "storm_1", from: 0 });
  expect(click("storm.list", "storm_1:40")).toEqual({ wants: "list", stormId: "storm_1", from: 40 });
  expect(click("storm.card", "storm_1:case_7")).toEqual({ wants: "card", stormId: "storm_1", caseId: "case_7" });
  expect(click("storm.list", "case_1")).toBeUndefined();
  expect(click("storm.card", "storm_1")).toBeUndefined();
});

it("the list shows a page at a time, the most severe first, and offers a card where there is none", async () => {
  const first = await stormList(needs, { stormId: "storm_1", from: 0, asked: ["case_99"] }, {});
  expect(first.blocks.length).toBeLessThanOrEqual(100);
  expect(first.title.text).toBe("1–40 of 100 cases");
  const cards = valuesOf(first, "storm.card");
  expect(cards).toHaveLength(38);
  expect(cards).toContain("storm_1:case_38");
  const [mostSevere, carded] = [JSON.stringify(first.blocks[0]), JSON.stringify(first.blocks[2])];
  expect(mostSevere).toMatch(/case_99.*its card was asked for/);
  expect(carded).toMatch(/case_0.*its card is posted/);
  expect(valuesOf(first, "storm.list")).toEqual(["storm_1:40"]);
  expect(valuesOf(await stormList(needs, { stormId: "storm_1", from: 80, asked: [] }, {}), "storm.list")).toEqual([]);
});

it("asking for a card plans one alert and wakes its lane", async () => {
  const added: Effect[] = [];
  const woken: string[] = [];
  const asking = {
    ...needs,
    ledger: { add: (effect: Effect) => { const isNew = !added.some(({ id }) => id === effect.id); added.push(effect); return Promise.resolve(isNew); } },
    queues: { wake: (wakeUps: readonly { readonly channel: string }[]) => { woken.push(...wakeUps.map(({ channel }) => channel)); return Promise.resolve(); }, followUp: () => Promise.resolve() },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  };
  expect(await askForCard(asking, "case_7")).toEqual({ text: "Its card comes in a moment.", isComing: true });
  expect(await askForCard(asking, "case_7")).toEqual({ text: "Its card is on its way already.", isComing: true });
  expect(new Set(added.map(({ id }) => id))).toEqual(new Set(["rsp_7.alert-card"]));
  expect(woken).toEqual(["#customer-feedback", "#customer-feedback"]);
  expect(await askForCard(asking, "case_0")).toEqual({ text: "This case has its card already.", isComing: false });
  expect((await askForCard(asking, "case_gone")).text).toContain("not there any more");
});
