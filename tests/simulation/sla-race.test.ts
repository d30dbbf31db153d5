import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import { strayed } from "../../infra/simulate/case-history.ts";
import { chanceOf } from "../../infra/simulate/chance.ts";
import { enginesOf } from "../../infra/simulate/engines.ts";
import { theseFaults } from "../../infra/simulate/faults.ts";
import { logLines } from "../../infra/simulate/log-lines.ts";
import { processesIn } from "../../infra/simulate/processes.ts";
import { programsOn } from "../../infra/simulate/programs.ts";
import { timelineFrom } from "../../infra/simulate/timeline.ts";
import { dynamoCasework } from "../../shared/adapters/dynamodb/casework.ts";
import { encodeCase } from "../../shared/adapters/dynamodb/codec.ts";
import { dynamoLedger } from "../../shared/adapters/dynamodb/ledger.ts";
import { encodePlanned, unplanned } from "../../shared/adapters/dynamodb/plan-codec.ts";
import type { Case } from "../../shared/domain/case.ts";
import { nextRinging } from "../../shared/domain/case-clock.ts";
import { caseWith, policyWith } from "../support/domain.ts";

const start = Date.parse("2026-11-23T08:00:00.000Z");
const minute = 60_000;
const [openedWithin, lasts] = [60 * minute, 4 * 60 * minute];
const policy = policyWith((source) => ({ ...source, sla: { ...source.sla, hours: "always" }, escalation: { manager: "U0PRIYA" } }));
const { acknowledge, resolve } = policy.sla.targets.critical;
/** When each step of a critical case is due after it was opened; milliseconds. */
const steps = { warn: acknowledge * 0.75, owner: acknowledge, manager: acknowledge * 1.5, channel: acknowledge * 2 } as const;
const names = ["warn", "owner", "manager", "channel"] as const;

const iso = (ms: number) => new Date(ms).toISOString();

/** So many cases whose clocks run, and somebody who acknowledges each in the very moment in which a step is told. */
async function race(count: number) {
  const timeline = timelineFrom(start);
  const drawn = chanceOf(1);
  // Every call is answered within 20 ms: how slow calls may be before a sweep does not get through is another question.
  const chance: typeof drawn = (name) => (name.startsWith("latency of ") ? drawn(name) * 0.9 : drawn(name));
  const trace = { note: () => undefined, tell: () => undefined, story: () => [], digest: () => "" };
  const world = { timeline, chance, policy, trace, logs: logLines(), faults: theseFaults([]) };
  const invoke = processesIn(world);
  const engines = enginesOf(world, true, { queued: () => undefined, mailed: () => undefined });
  const { table } = engines;
  const [ledger, cases] = [dynamoLedger(table), dynamoCasework(table)];
  const told: string[] = [];
  // Whoever tells is quick here: what is queued is told at once.
  const wake: typeof engines.queues.wake = async (wakeUps) => {
    for (const id of wakeUps.flatMap(({ effectIds }) => effectIds)) {
      const effect = await ledger.find(id);
      if (effect !== undefined && (await ledger.handOver(effect, iso(timeline.now())))) told.push(id);
    }
  };
  const programs = programsOn(world, { ...engines, queues: { ...engines.queues, wake }, mailboxIsOurs: true, tableChanged: () => undefined }, undefined);
  const answers: string[] = [];

  const put = async (at: number) => {
    const opened = start + Math.floor(chance(`case ${at}`) * openedWithin);
    const subject: Case = caseWith({
      id: `case_${at}`,
      severity: "critical",
      responses: [`rsp_${at}`],
      openedAt: iso(opened),
      due: { acknowledgeBy: iso(opened + acknowledge), resolveBy: iso(opened + resolve) },
      timeline: [{ type: "open", at: iso(opened), actor: "afterscore", source: "pipeline", responseId: `rsp_${at}` }],
    });
    const looks = { [subject.id]: nextRinging(subject, policy)!.at };
    for (const Item of [encodeCase(subject), encodePlanned({ ...unplanned(`rsp_${at}`), revision: 1, version: 1, caseId: subject.id, looks })]) {
      await table.client.send(new PutCommand({ TableName: table.name, Item }));
    }
    // The sweep that tells of a step runs on the minute.
    const due = opened + steps[names[Math.floor(chance(`step ${at}`) ** 2 * names.length)]!];
    const sweepAt = start + Math.ceil((due - start) / minute) * minute;
    timeline.after(sweepAt - start + chance(`beside ${at}`) * 4_000, () => {
      void invoke(programs.desk, { caseId: subject.id, event: { type: "acknowledge" }, actor: "U0MIA" }).then((ended) => {
        answers.push(ended.kind === "answered" ? ended.answer.kind : ended.kind);
      });
    });
  };
  for (let at = 0; at < count; at += 1) await put(at);
  for (let at = minute; at <= lasts; at += minute) timeline.after(at, () => { void invoke(programs.sweep, undefined); });
  await timeline.runUntil(start + lasts);
  return { answers, told, found: await Promise.all(Array.from({ length: count }, async (_, at) => (await cases.find(`case_${at}`))!)) };
}

describe("the steps of an SLA", () => {
  it("come once each and within 90 s of their time against 10,000 acknowledgements, and never after one", async () => {
    const { answers, told, found } = await race(10_000);
    expect(new Set(answers)).toEqual(new Set(["done"]));
    expect(answers).toHaveLength(10_000);
    const wrong: string[] = [];
    let closest = 0;
    for (const subject of found) {
      wrong.push(...strayed(subject));
      const opened = Date.parse(subject.openedAt);
      const acknowledged = Date.parse(subject.timeline.findLast(({ type }) => type === "acknowledge")!.at);
      for (const step of names) {
        const lines = subject.timeline.filter((entry) => entry["step"] === step);
        const due = opened + steps[step];
        const [line] = lines;
        if (lines.length > 1) wrong.push(`${subject.id}: ${step} came ${lines.length} times`);
        if (line === undefined && due + 90_000 < acknowledged) wrong.push(`${subject.id}: ${step} never came`);
        if (line === undefined) continue;
        const at = Date.parse(line.at);
        if (at < due || at - due > 90_000) wrong.push(`${subject.id}: ${step} came ${at - due} ms after its time`);
        if (Math.abs(acknowledged - at) < 100) closest += 1;
      }
    }
    expect(wrong).toEqual([]);
    // What was written down was told, once; and some of it in the same moment as the acknowledgement.
    expect(told).toHaveLength(found.reduce((sum, { timeline }) => sum + timeline.length - 1, 0));
    expect(new Set(told).size).toBe(told.length);
    expect(closest).toBeGreaterThan(100);
  }, 900_000);
});
