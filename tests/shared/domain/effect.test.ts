import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Effect, type EffectState, backoff, effectId, effectStateSchema, isSettled, mostAttempts, nextStep, splitEffectId } from "../../../shared/domain/effect.ts";
import { effectWith } from "../../support/domain.ts";

const earlier = "2026-11-21T11:59:59.999Z";
const now = "2026-11-21T12:00:00.000Z";
const later = "2026-11-21T12:00:00.001Z";

describe("what may be done with an effect", () => {
  const vectors: readonly [string, Partial<Effect>, ReturnType<typeof nextStep>][] = [
    ["planned and due is to be sent", { state: "planned", notBefore: now }, { do: "send" }],
    ["planned and overdue is to be sent", { state: "planned", notBefore: earlier }, { do: "send" }],
    ["planned for later waits", { state: "planned", notBefore: later }, { do: "wait", until: later }],
    ["being sent is left to its sender", { state: "sending", leaseUntil: later }, { do: "wait", until: later }],
    ["whose sender's lease ran out is looked up", { state: "sending", leaseUntil: now }, { do: "look up" }],
    ["being sent by nobody knows whom is looked up", { state: "sending" }, { do: "look up" }],
    ["unknown is looked up when the receiver may be asked again", { state: "unknown", leaseUntil: now }, { do: "look up" }],
    ["unknown waits until then", { state: "unknown", leaseUntil: later }, { do: "wait", until: later }],
    ["unknown is looked up although the sweep looks later", { state: "unknown", leaseUntil: now, dueAt: later }, { do: "look up" }],
    ["sent is left alone", { state: "sent" }, { do: "nothing" }],
    ["cancelled is left alone", { state: "cancelled" }, { do: "nothing" }],
    ["failed is left alone", { state: "failed" }, { do: "nothing" }],
  ];

  it.each(vectors)("that is %s", (_, parts, step) => {
    expect(nextStep(effectWith(parts), now)).toEqual(step);
  });

  it("is never to send what has been begun or settled, whatever the times say", () => {
    const moment = fc.option(fc.constantFrom(earlier, now, later), { nil: undefined });
    fc.assert(
      fc.property(fc.constantFrom(...effectStateSchema.options), moment, moment, (state, leaseUntil, dueAt) => {
        const { leaseUntil: _, dueAt: __, ...rest } = effectWith({ state });
        const effect: Effect = { ...rest, ...(leaseUntil && { leaseUntil }), ...(dueAt && { dueAt }) };
        const step = nextStep(effect, now).do;
        expect(step === "send").toBe(state === "planned");
        expect(step === "nothing").toBe(isSettled(effect));
      }),
    );
  });

  it("is settled exactly when it is sent, cancelled or failed", () => {
    const settled = effectStateSchema.options.filter((state: EffectState) => isSettled({ state }));
    expect(settled).toEqual(["sent", "cancelled", "failed"]);
  });
});

describe("the wait after a try that did not arrive", () => {
  it("starts at two seconds, doubles, and is never longer than fifteen minutes", () => {
    expect([1, 2, 3, 9, 10, 11].map(backoff)).toEqual([2_000, 4_000, 8_000, 512_000, 900_000, 900_000]);
    fc.assert(
      fc.property(fc.nat(10_000), (attempts) => {
        expect(backoff(attempts)).toBeGreaterThanOrEqual(2_000);
        expect(backoff(attempts)).toBeLessThanOrEqual(900_000);
        expect(backoff(attempts + 1)).toBeGreaterThanOrEqual(backoff(attempts));
      }),
    );
  });

  it("spans about a day before the last try", () => {
    const waits = Array.from({ length: mostAttempts - 1 }, (_, at) => backoff(at + 1));
    expect(Math.round(waits.reduce((sum, wait) => sum + wait, 0) / 60_000)).toBe(1367);
  });
});

describe("an effect's id", () => {
  it("holds its response and its name, and can be taken apart", () => {
    expect(effectId("rsp_1", "alert")).toBe("rsp_1.alert");
    fc.assert(
      fc.property(fc.stringMatching(/^rsp_[A-Za-z0-9_-]+$/), fc.string(), (responseId, name) => {
        expect(splitEffectId(effectId(responseId, name))).toEqual({ responseId, name });
      }),
    );
  });
});
