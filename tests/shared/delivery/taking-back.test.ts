import { describe, expect, it } from "vitest";
import { dynamoLedger } from "../../../shared/adapters/dynamodb/ledger.ts";
import { takeBack, withdraw } from "../../../shared/delivery/taking-back.ts";
import { retractionOf } from "../../../shared/domain/erasure.ts";
import type { Effect } from "../../../shared/domain/effect.ts";
import type { SendOutcome } from "../../../shared/ports.ts";
import { effectWith } from "../../support/domain.ts";
import { putEffects } from "../../support/planned.ts";
import { tableEngine } from "../../support/table.ts";

const newTable = tableEngine();
const noon = "2026-11-21T12:00:00.000Z";
const receipt = { channel: "C1", ts: "1.1" };

/** The ledger with one alert whose response was erased, and a clock that is moved by hand. */
async function world(parts: Partial<Effect>) {
  const alert = effectWith({ id: "rsp_1.alert", kind: "alert", lane: { channel: "#c", rank: 1 }, ...parts });
  const retraction = retractionOf(alert, noon);
  const { client, name } = await newTable();
  await putEffects({ client, name }, alert, retraction);
  const ledger = dynamoLedger({ client, name });
  let now = Date.parse(noon);
  const needs = { ledger, clock: { now: () => new Date(now) }, log: { info: () => undefined, warn: () => undefined, error: () => undefined } };
  const find = async (id: string) => (await ledger.find(id))!;
  return {
    wait: (ms: number) => { now += ms; },
    alert: () => find(alert.id),
    retraction: () => find(retraction.id),
    withdraw: async (lookUp: "found" | "absent" | "unsure") =>
      withdraw(needs, [await find(alert.id)], () => Promise.resolve(lookUp === "found" ? { kind: lookUp, receipt } : lookUp === "unsure" ? { kind: lookUp, reason: "?" } : { kind: lookUp })),
    takeBack: async (undo: SendOutcome["kind"]) => {
      const edited: unknown[] = [];
      const answer = undo === "sent" ? ({ kind: undo, receipt } as const) : ({ kind: undo, reason: "chat is away" } as const);
      await takeBack(needs, await find(retraction.id), (sent) => { edited.push(sent); return Promise.resolve(answer); });
      return edited;
    },
  };
}

describe("an effect whose response was erased", () => {
  it("is cancelled when it has not begun, also when it was to wait", async () => {
    const { withdraw: end, alert } = await world({ notBefore: "2026-11-22T12:00:00.000Z" });
    expect(await end("unsure")).toEqual({ kind: "settled" });
    expect(await alert()).toMatchObject({ state: "cancelled", detail: "erased" });
  });

  it("is looked up when it may have been sent, and never sent again", async () => {
    const begun = { state: "sending", attempts: 1, leaseUntil: noon } as const;
    const arrived = await world(begun);
    await arrived.withdraw("unsure");
    expect((await arrived.alert()).state).toBe("unknown");
    arrived.wait(60_000);
    await arrived.withdraw("found");
    expect(await arrived.alert()).toMatchObject({ state: "sent", receipt });
    const lost = await world(begun);
    await lost.withdraw("absent");
    expect((await lost.alert()).state).toBe("planned");
    await lost.withdraw("absent");
    expect(await lost.alert()).toMatchObject({ state: "cancelled", detail: "erased" });
  });
});

describe("a retraction", () => {
  it("takes back what was sent, however long the receiver is away", async () => {
    const { takeBack: go, retraction, wait } = await world({ state: "sent", attempts: 1, receipt });
    for (const answer of ["refused", "uncertain", "refused"] as const) {
      for (let looks = 0; looks < 2; looks += 1) {
        await go(answer);
        wait(20 * 60_000);
      }
      expect(["planned", "unknown"]).toContain((await retraction()).state);
    }
    const edited = [...(await go("sent")), ...(await go("sent"))];
    expect(edited).toEqual([{ id: "rsp_1.alert", receipt }]);
    expect((await retraction()).state).toBe("sent");
    expect(await go("sent")).toEqual([]);
  });

  it("waits until it is known what became of the send", async () => {
    const { takeBack: go, retraction } = await world({ state: "sending", attempts: 1, leaseUntil: noon });
    expect(await go("sent")).toEqual([]);
    expect((await retraction()).state).toBe("planned");
  });

  it("does not look again before somebody has asked the receiver again", async () => {
    const lookAt = "2026-11-21T12:15:00.000Z";
    const { takeBack: go, retraction } = await world({ state: "unknown", attempts: 1, leaseUntil: lookAt });
    await go("sent");
    expect((await retraction()).dueAt).toBe(lookAt);
  });

  it.each(["cancelled", "failed"] as const)("has nothing to do when it was %s", async (state) => {
    const { takeBack: go, retraction } = await world({ state });
    expect(await go("sent")).toEqual([]);
    expect(await retraction()).toMatchObject({ state: "cancelled", detail: "erased" });
  });
});
