import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { expect, it } from "vitest";
import { openGate } from "../../../functions/alert/gate.ts";
import { dynamoCases } from "../../../shared/adapters/dynamodb/cases.ts";
import { encodeCase } from "../../../shared/adapters/dynamodb/codec.ts";
import { dynamoLedger } from "../../../shared/adapters/dynamodb/ledger.ts";
import { dynamoStorms } from "../../../shared/adapters/dynamodb/storms.ts";
import type { Effect } from "../../../shared/domain/effect.ts";
import { cardOnRequest } from "../../../shared/domain/storm.ts";
import type { Ledger } from "../../../shared/ports.ts";
import { caseWith, effectWith, policyWith } from "../../support/domain.ts";
import { putEffects } from "../../support/planned.ts";
import { overEachTable } from "../../support/table.ts";

const channel = "#customer-feedback";
const policy = policyWith((source) => ({ ...source, slack: { ...source.slack, burst: 2 } }));

overEachTable((newTable) => {
  async function lane(count: number, critical: readonly number[] = []) {
    const table = await newTable();
    const alerts: Effect[] = [];
    for (let at = 0; at < count; at += 1) {
      const severity = critical.includes(at) ? "critical" : "normal";
      const subject = caseWith({ id: `case_${at}`, responses: [`rsp_${at}`], severity });
      const alert = effectWith({ id: `rsp_${at}.alert`, responseId: `rsp_${at}`, kind: "alert", caseId: subject.id, lane: { channel, rank: severity === "critical" ? 0 : 2 } });
      await table.client.send(new PutCommand({ TableName: table.name, Item: { ...encodeCase(subject) } }));
      await putEffects(table, alert);
      alerts.push(alert);
    }
    const ledger = dynamoLedger(table);
    const storms = dynamoStorms(table);
    let now = Date.parse("2026-11-21T12:00:00.000Z");
    const needs = { storms, ledger, cases: dynamoCases(table), policy, clock: { now: () => new Date(now) } };
    return {
      ledger, storms, needs,
      alerts: alerts.toSorted((a, b) => (a.lane?.rank ?? 0) - (b.lane?.rank ?? 0)),
      gate: (given: Partial<Ledger> = {}) => openGate({ ...needs, ledger: { ...ledger, ...given } }, channel),
      wait: (ms: number) => { now += ms; },
    };
  }
  const names = (effects: readonly Effect[]) => effects.map(({ id }) => id.split(".")[0]);

  it("lets through as many as the channel bears and whatever is critical, and folds the rest", async () => {
    const { gate, alerts, storms, ledger } = await lane(6, [4, 5]);
    const { through, folded } = await gate().admit(alerts);
    expect(names(through)).toEqual(["rsp_4", "rsp_5"]);
    expect(folded).toBe(4);
    expect((await storms.folded("storm_0")).map(({ caseId }) => caseId)).toEqual(["case_0", "case_1", "case_2", "case_3"]);
    expect(await ledger.find("rsp_3.alert")).toMatchObject({ state: "sent", detail: "folded into storm_0" });
    expect(await ledger.find("storm_0.storm")).toMatchObject({ kind: "storm", state: "planned", lane: { channel } });
  });

  it("remembers to whom it granted a card", async () => {
    const { gate, alerts, storms } = await lane(3);
    expect(names((await gate().admit(alerts)).through)).toEqual(["rsp_0", "rsp_1"]);
    expect(names((await gate().admit(alerts.slice(0, 2))).through)).toEqual(["rsp_0", "rsp_1"]);
    expect(await storms.folded("storm_2")).toHaveLength(1);
  });

  it("settles what was folded by somebody who was killed, and lists nothing twice", async () => {
    const { gate, alerts, storms, ledger } = await lane(6);
    const killed = gate({ handOver: () => Promise.reject(new Error("killed")) });
    await expect(killed.admit(alerts)).rejects.toThrow("killed");
    expect(await ledger.find("rsp_5.alert")).toMatchObject({ state: "planned" });
    const open = async () => (await Promise.all(alerts.map(({ id }) => ledger.find(id)))).filter((effect) => effect?.state === "planned");
    const next = gate();
    await next.look();
    expect(names((await next.admit((await open()) as Effect[])).through)).toEqual(["rsp_0", "rsp_1"]);
    expect(await open()).toHaveLength(2);
    expect(await storms.folded("storm_2")).toHaveLength(4);
  });

  it("folds nothing that it was shown before somebody else was quicker", async () => {
    const { gate, alerts, storms } = await lane(6);
    const [slow, quick] = [gate(), gate()];
    await slow.look();
    await quick.admit(alerts);
    expect(await slow.admit(alerts)).toEqual({ through: [], folded: 0 });
    expect(await storms.folded("storm_2")).toHaveLength(4);
  });

  it("begins another storm once a minute was quiet and the card of the last one says everything", async () => {
    const { gate, alerts, storms, wait } = await lane(8);
    await gate().admit(alerts.slice(0, 4));
    wait(61_000);
    await gate().admit(alerts.slice(4, 5));
    expect(await storms.folded("storm_2")).toHaveLength(3);
    await gate().shown(3);
    wait(61_000);
    const { through } = await gate().admit(alerts.slice(5));
    expect(names(through)).toEqual(["rsp_5", "rsp_6"]);
    expect(await storms.folded("storm_7")).toHaveLength(1);
  });

  it("makes one card of a folded case, however often it is asked for", async () => {
    const { gate, alerts, ledger, needs } = await lane(3);
    await gate().admit(alerts);
    const folded = (await needs.cases.find("case_2"))!;
    expect(folded.card).toBeUndefined();
    const asked = cardOnRequest(folded, "2026-11-21T12:00:01.000Z");
    expect(await ledger.add(asked)).toBe(true);
    expect(await ledger.add(asked)).toBe(false);
    expect(names((await gate().admit([asked])).through)).toEqual(["rsp_2"]);
    const taking = await ledger.take([asked], { at: asked.at, until: "2026-11-21T12:00:09.000Z" });
    if (taking.kind !== "taken") throw new Error(taking.kind);
    await ledger.sent(taking.effects, "2026-11-21T12:00:02.000Z", { receipt: { channel: "C1", ts: "1.1" } });
    expect((await needs.cases.find("case_2"))?.card).toEqual({ channel: "C1", ts: "1.1", effectId: "rsp_2.alert-card" });
  });
});
