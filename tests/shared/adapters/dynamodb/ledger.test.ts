import { describe, expect, it } from "vitest";
import { dynamoLedger } from "../../../../shared/adapters/dynamodb/ledger.ts";
import type { Effect } from "../../../../shared/domain/effect.ts";
import type { Ledger, Slot, Taking } from "../../../../shared/ports.ts";
import { effectWith } from "../../../support/domain.ts";
import { putEffects } from "../../../support/planned.ts";
import { overEachTable } from "../../../support/table.ts";

overEachTable((newTable) => {
  const noon = "2026-11-21T12:00:00.000Z";
  const after = (seconds: number) => new Date(Date.parse(noon) + seconds * 1_000).toISOString();
  const lease = { at: noon, until: after(10) };

  async function ledgerOf(...effects: readonly Effect[]): Promise<Ledger> {
    const table = await newTable();
    await putEffects(table, ...effects);
    return dynamoLedger(table);
  }

  const thank = effectWith({ id: "rsp_1.thank", kind: "thank" });
  const reward = effectWith({ id: "rsp_1.reward", kind: "reward" });
  const slot = (name: string, seconds = 3_600): Slot => ({ key: name, until: after(seconds) });

  /** The effects of a taking that held. */
  function taken(taking: Taking): readonly Effect[] {
    if (taking.kind !== "taken") throw new Error(`expected it to be taken, but ${taking.kind}`);
    return taking.effects;
  }

  describe("an effect in the ledger", () => {
    it("is kept to the letter", async () => {
      const alert = effectWith({ id: "rsp_1.alert", kind: "alert", caseId: "case_1", lane: { channel: "#café 🦊", rank: 2 }, detail: "why" });
      const ledger = await ledgerOf(alert, thank);
      expect(await ledger.find("rsp_1.alert")).toEqual(alert);
      expect(await ledger.ofResponse("rsp_1")).toEqual([alert, thank]);
      expect([await ledger.find("rsp_1.none"), await ledger.ofResponse("rsp_2")]).toEqual([undefined, []]);
    });

    it("goes from planned over sending to sent, with what the receiver gave", async () => {
      const ledger = await ledgerOf(thank);
      const effects = taken(await ledger.take([thank], lease));
      expect(effects).toEqual([{ ...thank, state: "sending", at: noon, leaseUntil: after(10), attempts: 1 }]);
      expect(await ledger.find(thank.id)).toEqual(effects[0]);
      expect(await ledger.sent(effects, after(1), { receipt: { messageId: "m1" }, detail: "ok" })).toBe(true);
      const { dueAt: _, ...rest } = thank;
      expect(await ledger.find(thank.id)).toEqual({ ...rest, state: "sent", at: after(1), attempts: 1, receipt: { messageId: "m1" }, detail: "ok" });
    });

    it("that is in doubt says why and when it is looked at again, and may still turn out sent", async () => {
      const ledger = await ledgerOf(thank);
      const effects = taken(await ledger.take([thank], lease));
      expect(await ledger.doubt(effects, after(8), after(10), "timeout")).toBe(true);
      const unknown = (await ledger.find(thank.id))!;
      expect(unknown).toMatchObject({ state: "unknown", at: after(8), dueAt: after(10), detail: "timeout", attempts: 1 });
      expect(unknown).toMatchObject({ leaseUntil: after(10) });
      expect(await ledger.postpone(unknown, after(40))).toBe(true);
      expect(await ledger.find(thank.id)).toMatchObject({ leaseUntil: after(10), dueAt: after(40) });
      expect(await ledger.doubt([unknown], after(8), after(20), "still")).toBe(true);
      expect(await ledger.sent([unknown], after(21), { receipt: { messageId: "m1" } })).toBe(true);
      expect((await ledger.find(thank.id))?.state).toBe("sent");
    });

    it("that waits for longer than the next look is not looked at before", async () => {
      const ledger = await ledgerOf({ ...thank, notBefore: after(90), dueAt: after(90) });
      expect(await ledger.postpone(thank, after(30))).toBe(true);
      expect((await ledger.find(thank.id))?.dueAt).toBe(after(90));
    });

    it("that is released can be taken again, as the next attempt", async () => {
      const ledger = await ledgerOf(thank);
      const first = taken(await ledger.take([thank], lease));
      expect(await ledger.release(first, after(1), after(30), "busy")).toBe(true);
      const released = (await ledger.find(thank.id))!;
      expect(released).toMatchObject({ state: "planned", notBefore: after(30), dueAt: after(30), detail: "busy", attempts: 1 });
      expect(taken(await ledger.take([released], { at: after(30), until: after(40) }))[0]).toMatchObject({ state: "sending", attempts: 2 });
    });

    it("that has arrived does not say why it once had not, unless something is said of its arrival", async () => {
      for (const detail of [undefined, "found by its mark"]) {
        const ledger = await ledgerOf(thank, reward);
        await ledger.release(taken(await ledger.take([thank], lease)), after(1), after(2), "the receiver never got it");
        const again = taken(await ledger.take([(await ledger.find(thank.id))!], { at: after(2), until: after(12) }));
        await ledger.sent(again, after(3), { receipt: { messageId: "m1" }, ...(detail === undefined ? {} : { detail }) });
        await ledger.release(taken(await ledger.take([reward], lease)), after(1), after(2), "busy");
        await ledger.handOver((await ledger.find(reward.id))!, after(3), detail);
        for (const { id } of [thank, reward]) {
          const found = (await ledger.find(id))!;
          expect([found.state, found.detail]).toEqual(["sent", detail]);
        }
      }
    });

    it("that is failed or cancelled keeps the reason", async () => {
      const ledger = await ledgerOf(thank, reward);
      expect(await ledger.fail([thank], after(1), "its response is gone")).toBe(true);
      expect(await ledger.cancel([reward], after(2), "frequency cap")).toBe(true);
      expect(await ledger.find(thank.id)).toMatchObject({ state: "failed", at: after(1), detail: "its response is gone" });
      expect(await ledger.find(reward.id)).toMatchObject({ state: "cancelled", at: after(2), detail: "frequency cap" });
    });

    it("is begun by one of many who try at once", async () => {
      const ledger = await ledgerOf(thank, reward);
      const takings = await Promise.all(Array.from({ length: 12 }, (_, at) => ledger.take(at % 2 === 0 ? [thank, reward] : [reward, thank], lease, [slot("s")])));
      expect(takings.filter(({ kind }) => kind === "taken")).toHaveLength(1);
      expect(takings.filter(({ kind }) => kind === "lost")).toHaveLength(11);
      expect((await ledger.ofResponse("rsp_1")).map(({ attempts }) => attempts)).toEqual([1, 1]);
    });
  });

  describe("a move of the ledger", () => {
    type Step = (ledger: Ledger, effects: readonly Effect[]) => Promise<boolean>;
    const steps: Record<string, Step> = {
      doubt: (ledger, effects) => ledger.doubt(effects, noon, after(5), "why"),
      sent: (ledger, effects) => ledger.sent(effects, noon, {}),
      release: (ledger, effects) => ledger.release(effects, noon, after(5), "why"),
      fail: (ledger, effects) => ledger.fail(effects, noon, "why"),
      cancel: (ledger, effects) => ledger.cancel(effects, noon, "corrected"),
      postpone: (ledger, effects) => ledger.postpone(effects[0]!, after(5)),
      take: async (ledger, effects) => (await ledger.take(effects, lease)).kind === "taken",
    };
    /** Which moves each state allows. */
    const allowed: Record<Effect["state"], readonly string[]> = {
      planned: ["fail", "cancel", "postpone", "take"],
      sending: ["doubt", "sent", "release", "fail", "postpone"],
      unknown: ["doubt", "sent", "release", "fail", "postpone"],
      sent: [],
      cancelled: [],
      failed: [],
    };
    const matrix = Object.entries(allowed).flatMap(([state, may]) => Object.keys(steps).map((step) => ({ state: state as Effect["state"], step, holds: may.includes(step) })));

    it("is allowed exactly from the states before it, and changes nothing from any other", async () => {
      const effects = matrix.map(({ state, step }) => effectWith({ id: `rsp_${state}_${step}.thank`, responseId: `rsp_${state}_${step}`, state, attempts: 3 }));
      const ledger = await ledgerOf(...effects);
      for (const [at, { state, step, holds }] of matrix.entries()) {
        const effect = effects[at]!;
        expect([state, step, await steps[step]!(ledger, [effect])]).toEqual([state, step, holds]);
        if (!holds) expect(await ledger.find(effect.id)).toEqual(effect);
      }
    });

    it("of an attempt that somebody else has replaced is nothing", async () => {
      const ledger = await ledgerOf(thank);
      const stale = taken(await ledger.take([thank], lease));
      await ledger.release(stale, after(10), after(10), "the receiver never got it");
      const [current] = taken(await ledger.take([(await ledger.find(thank.id))!], { at: after(10), until: after(20) }));
      for (const [name, step] of Object.entries(steps)) expect([name, await step(ledger, stale)]).toEqual([name, false]);
      expect(await ledger.find(thank.id)).toEqual(current);
    });

    it("settles two effects together or not at all", async () => {
      const ledger = await ledgerOf(thank, reward);
      const both = taken(await ledger.take([thank, reward], lease));
      await ledger.sent([both[1]!], after(1), {});
      expect(await ledger.release(both, after(2), after(5), "why")).toBe(false);
      expect(await ledger.sent(both, after(2), {})).toBe(false);
      expect((await ledger.find(thank.id))?.state).toBe("sending");
    });

    it("of no effects is done", async () => {
      const ledger = await ledgerOf();
      expect(await ledger.cancel([], noon, "corrected")).toBe(true);
    });
  });

  describe("a slot", () => {
    const other = effectWith({ id: "rsp_2.follow_up", responseId: "rsp_2" });

    it("is held by one effect, and the other is told which one it was, untouched", async () => {
      const ledger = await ledgerOf(thank, other);
      taken(await ledger.take([thank], lease, [slot("free"), slot("address")]));
      expect(await ledger.take([other], lease, [slot("another"), slot("address")])).toEqual({ kind: "slot taken", slot: "address" });
      expect(await ledger.find(other.id)).toEqual(other);
      expect((await ledger.take([other], lease, [slot("another")])).kind).toBe("taken");
    });

    it("is given to one of many who want it at once", async () => {
      const rivals = Array.from({ length: 10 }, (_, at) => effectWith({ id: `rsp_${at}.thank`, responseId: `rsp_${at}` }));
      const ledger = await ledgerOf(...rivals);
      const takings = await Promise.all(rivals.map((rival) => ledger.take([rival], lease, [slot("address")])));
      expect(takings.filter(({ kind }) => kind === "taken")).toHaveLength(1);
      expect(takings.filter(({ kind }) => kind === "slot taken")).toHaveLength(9);
    });

    it("is free when its time is over, at that very moment and not before", async () => {
      const ledger = await ledgerOf(thank, other);
      taken(await ledger.take([thank], lease, [slot("address", 60)]));
      expect((await ledger.take([other], { at: after(59), until: after(69) }, [slot("address", 120)])).kind).toBe("slot taken");
      expect((await ledger.take([other], { at: after(60), until: after(70) }, [slot("address", 120)])).kind).toBe("taken");
    });

    it("stays held while nobody knows, and once it is sent", async () => {
      const ledger = await ledgerOf(thank, other);
      const effects = taken(await ledger.take([thank], lease, [slot("address")]));
      await ledger.doubt(effects, noon, after(5), "why");
      expect((await ledger.take([other], lease, [slot("address")])).kind).toBe("slot taken");
      await ledger.sent(effects, after(6), {});
      expect((await ledger.take([other], lease, [slot("address")])).kind).toBe("slot taken");
    });

    it.each(["fail", "release"] as const)("is free again after a %s: nothing arrived", async (end) => {
      const ledger = await ledgerOf(thank, reward, other);
      const both = taken(await ledger.take([thank, reward], lease, [slot("address"), slot("reward")]));
      const slots = [slot("address"), slot("reward")];
      expect(await (end === "fail" ? ledger.fail(both, after(1), "rejected", slots) : ledger.release(both, after(1), after(5), "busy", slots))).toBe(true);
      expect((await ledger.take([other], { at: after(2), until: after(12) }, slots)).kind).toBe("taken");
    });

    it.each(["fail", "release"] as const)("that ran out and is somebody else's by now is theirs after a %s", async (end) => {
      const third = effectWith({ id: "rsp_3.thank", responseId: "rsp_3" });
      const ledger = await ledgerOf(thank, other, third);
      const mine = taken(await ledger.take([thank], lease, [slot("short", 5), slot("long")]));
      taken(await ledger.take([other], { at: after(6), until: after(16) }, [slot("short", 60)]));
      const slots = [slot("short"), slot("long")];
      expect(await (end === "fail" ? ledger.fail(mine, after(7), "rejected", slots) : ledger.release(mine, after(7), after(9), "busy", slots))).toBe(true);
      expect((await ledger.find(thank.id))?.state).toBe(end === "fail" ? "failed" : "planned");
      expect(await ledger.take([third], { at: after(8), until: after(18) }, [slot("short")])).toEqual({ kind: "slot taken", slot: "short" });
      expect((await ledger.take([third], { at: after(8), until: after(18) }, [slot("long")])).kind).toBe("taken");
    });

    it("is not lost to a stale attempt", async () => {
      const ledger = await ledgerOf(thank, other);
      const stale = taken(await ledger.take([thank], lease, [slot("address")]));
      await ledger.release(stale, after(10), after(10), "absent", [slot("address")]);
      taken(await ledger.take([(await ledger.find(thank.id))!], { at: after(10), until: after(20) }, [slot("address")]));
      expect(await ledger.fail(stale, after(11), "late", [slot("address")])).toBe(false);
      expect((await ledger.take([other], { at: after(12), until: after(22) }, [slot("address")])).kind).toBe("slot taken");
    });
  });

  describe("handing over what has arrived", () => {
    const task = effectWith({ id: "rsp_1.task", kind: "task", caseId: "case_1" });

    it("settles it, however many do it at once and however often", async () => {
      const ledger = await ledgerOf(task);
      const handed = await Promise.all(Array.from({ length: 8 }, () => ledger.handOver(task, after(1))));
      expect(handed.filter(Boolean)).toHaveLength(1);
      const settled = (await ledger.find(task.id))!;
      expect(settled).toMatchObject({ state: "sent", at: after(1), attempts: 1, caseId: "case_1" });
      expect(await ledger.handOver(settled, after(2))).toBe(false);
      expect((await ledger.due(after(99), 10)).effects).toEqual([]);
    });

    it("leaves its neighbours where they are, and they it", async () => {
      const alert = effectWith({ id: "rsp_1.alert", kind: "alert", caseId: "case_1", lane: { channel: "#c", rank: 0 } });
      const ledger = await ledgerOf(alert, task);
      const [taking, handed] = await Promise.all([ledger.take([alert], lease), ledger.handOver(task, after(1))]);
      expect([taking.kind, handed]).toEqual(["taken", true]);
      expect((await ledger.ofResponse("rsp_1")).map(({ kind, state }) => `${kind} ${state}`)).toEqual(["alert sending", "task sent"]);
      expect((await ledger.waiting("#c", 10)).map(({ id }) => id)).toEqual([alert.id]);
    });
  });

  describe("what is due", () => {
    it("comes soonest first, as many as asked for, and nothing of the future", async () => {
      const effects = Array.from({ length: 30 }, (_, at) => effectWith({ id: `rsp_${at}.thank`, responseId: `rsp_${at}`, dueAt: after((at * 7) % 30) }));
      const ledger = await ledgerOf(...effects);
      const { effects: due } = await ledger.due(after(19), 100);
      expect(due.map(({ dueAt }) => dueAt)).toEqual(Array.from({ length: 20 }, (_, at) => after(at)));
      expect((await ledger.due(after(19), 5)).effects.map(({ dueAt }) => dueAt)).toEqual([0, 1, 2, 3, 4].map(after));
      expect((await ledger.due(after(-1), 5)).effects).toEqual([]);
    });

    it("is put off by postponing, and gone once it is settled", async () => {
      const ledger = await ledgerOf(thank, reward);
      expect(await ledger.postpone(thank, after(60))).toBe(true);
      expect((await ledger.due(after(30), 10)).effects.map(({ id }) => id)).toEqual([reward.id]);
      expect((await ledger.due(after(60), 10)).effects.map(({ id }) => id)).toEqual([reward.id, thank.id]);
      await ledger.sent(taken(await ledger.take([(await ledger.find(thank.id))!], lease)), after(1), {});
      await ledger.cancel([reward], after(1), "corrected");
      expect((await ledger.due(after(99), 10)).effects).toEqual([]);
    });

    it("holds an effect that is being sent, so that a sender who dies is noticed", async () => {
      const ledger = await ledgerOf(thank);
      taken(await ledger.take([thank], lease));
      expect((await ledger.due(after(1), 10)).effects.map(({ id, state }) => `${id} ${state}`)).toEqual([`${thank.id} sending`]);
    });
  });

  describe("what waits in a lane", () => {
    const alertAt = (id: string, channel: string, rank: number, seconds: number) => effectWith({ id: `${id}.alert`, responseId: id, kind: "alert", lane: { channel, rank }, plannedAt: after(seconds) });

    it("comes most severe first, then in the order it was planned, and only from this lane", async () => {
      const ledger = await ledgerOf(alertAt("a", "#x", 2, 0), alertAt("b", "#x", 0, 9), alertAt("c", "#x", 0, 3), alertAt("d", "#x", 1, 1), alertAt("e", "#xy", 0, 0), alertAt("f", "#x", 2, 1));
      expect((await ledger.waiting("#x", 10)).map(({ responseId }) => responseId)).toEqual(["c", "b", "d", "a", "f"]);
      expect((await ledger.waiting("#x", 2)).map(({ responseId }) => responseId)).toEqual(["c", "b"]);
      expect((await ledger.waiting("#xy", 2)).map(({ responseId }) => responseId)).toEqual(["e"]);
    });

    it("stays there until it is settled, however", async () => {
      const alerts = ["a", "b", "c", "d"].map((id) => alertAt(id, "#x", 0, 0));
      const ledger = await ledgerOf(...alerts);
      const [a, b, c] = await Promise.all(alerts.slice(0, 3).map(async (alert) => taken(await ledger.take([alert], lease))[0]!));
      await ledger.release([a!], after(1), after(5), "busy");
      await ledger.doubt([b!], after(1), after(5), "timeout");
      expect((await ledger.waiting("#x", 10)).map(({ responseId, state }) => `${responseId} ${state}`)).toEqual(["a planned", "b unknown", "c sending", "d planned"]);
      await ledger.sent([b!], after(2), {});
      await ledger.fail([c!], after(2), "rejected");
      await ledger.cancel([alerts[3]!], after(2), "corrected");
      expect((await ledger.waiting("#x", 10)).map(({ responseId }) => responseId)).toEqual(["a"]);
    });
  });
});
