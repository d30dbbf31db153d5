import { marshall } from "@aws-sdk/util-dynamodb";
import { describe, expect, it } from "vitest";
import { restoredItem } from "../../../infra/commands/support/restore/restored-item.ts";
import { encodeResponse } from "../../../shared/adapters/dynamodb/codec.ts";
import { decodeEntryChange } from "../../../shared/adapters/dynamodb/entry-codec.ts";
import { entryOf } from "../../../shared/domain/counting.ts";
import { decodePlanned } from "../../../shared/adapters/dynamodb/plan-codec.ts";
import { type Effect, nextStep } from "../../../shared/domain/effect.ts";
import { effectWith, responseWith } from "../../support/domain.ts";
import { planItems } from "../../support/planned.ts";

/** A day after the effects were planned. */
const now = new Date("2026-11-22T12:00:00.000Z");
const planOf = (parts: Partial<Effect>) => planItems(effectWith(parts))[0]!;
const restoredEffect = (parts: Partial<Effect>) => decodePlanned(restoredItem(planOf(parts), now) ?? {}).effects[0]!;

describe("an effect that was open at the moment of the backup", () => {
  it.each<[Partial<Effect>, number]>([
    [{ state: "planned", attempts: 0 }, 1],
    [{ state: "planned", attempts: 3 }, 3],
    [{ state: "sending", attempts: 1, leaseUntil: "2026-11-21T12:00:10.000Z" }, 1],
    [{ state: "unknown", attempts: 2, leaseUntil: "2026-11-23T12:00:00.000Z", detail: "outcome unknown" }, 2],
  ])("is looked up at once and never blindly sent: %j", (parts, attempts) => {
    const before = effectWith(parts);
    const restored = restoredEffect(parts);
    expect(restored).toEqual({
      ...before,
      state: "unknown",
      attempts,
      detail: "restored from a backup: whether it was sent is being found out",
      leaseUntil: now.toISOString(),
      dueAt: now.toISOString(),
    });
    expect(nextStep(restored, now.toISOString())).toEqual({ do: "look up" });
    // The look-up goes back to when it came into its state, before which it was not sent.
    expect(restored.at).toBe(before.at);
  });

  it("stands in the indexes by which sweep and lane find it", () => {
    const alert = planOf({ kind: "alert", id: "rsp_1.alert", lane: { channel: "#c", rank: 0 } });
    expect(restoredItem(alert, now)).toMatchObject({ gsi1sk: `${now.toISOString()}#rsp_1`, gsi2pk: "lane##c" });
  });

  it("stays planned while its time has not come, and while it has no receiver but this table", () => {
    const later = planOf({ notBefore: "2026-11-22T12:00:00.001Z" });
    expect(restoredItem(later, now)).toEqual(later);
    const task = planOf({ kind: "task", id: "rsp_1.task" });
    expect(restoredItem(task, now)).toEqual(task);
  });
});

describe("what is put back as it was", () => {
  it.each<Partial<Effect>>([{ state: "sent", receipt: { messageId: "m" } }, { state: "cancelled", detail: "corrected" }, { state: "failed" }])("a settled effect: %j", (parts) => {
    const item = planOf(parts);
    expect(restoredItem(item, now)).toEqual(item);
  });

  it("a response, marked as one that is in the scores already", () => {
    const item = encodeResponse(responseWith());
    expect(restoredItem(item, now)).toEqual({ ...item, restoredAt: now.toISOString() });
    const { NewImage } = { NewImage: marshall({ ...restoredItem(item, now) }, { removeUndefinedValues: true }) };
    expect(decodeEntryChange({ NewImage })).toEqual({ before: entryOf(responseWith()), after: entryOf(responseWith()), response: responseWith() });
  });

  it("everything else, a tally that has no type among it, unless its time is over", () => {
    const seconds = now.getTime() / 1000;
    for (const item of [{ pk: "tally#x#0", sk: "2026-11-21", "3detractor|": 1 }, { pk: "slot#a", sk: "slot", type: "slot", expires: seconds + 1 }]) {
      expect(restoredItem(item, now)).toBe(item);
    }
    expect(restoredItem({ pk: "slot#a", sk: "slot", type: "slot", expires: seconds }, now)).toBeUndefined();
  });
});
