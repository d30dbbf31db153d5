import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Case, CaseEvent } from "../../../shared/domain/case.ts";
import { targetsFrom } from "../../../shared/domain/case-clock.ts";
import { closingOf } from "../../../shared/domain/closing.ts";
import { withoutPerson } from "../../../shared/domain/erasure.ts";
import { isRepeatOf, ring, work } from "../../../shared/domain/work-case.ts";
import { caseWith, policyWith } from "../../support/domain.ts";

const hour = 3_600_000;
/** A Monday morning. */
const opened = Date.parse("2026-11-23T10:00:00.000Z");
const at = (hours: number) => new Date(opened + hours * hour).toISOString();
const always = policyWith((source) => ({ ...source, sla: { ...source.sla, hours: "always" } }));
/** 09:00 to 18:00, Monday to Friday. */
const office = policyWith();

type Step = readonly [hours: number, event: CaseEvent | "wake"];

/** A critical case, an hour to acknowledge and eight to resolve, as its events leave it. */
function worked(steps: readonly Step[], policy = always): Case {
  const openedAt = at(0);
  return steps.reduce<Case>((subject, [hours, event]) => {
    if (event === "wake") return ring(subject, at(hours), policy)!.after;
    const done = work(subject, event, { actor: "U0MIA", source: "slack", at: at(hours) }, policy);
    if (done.kind !== "change") throw new Error(`${event.type}: ${done.kind}`);
    return done.change.after;
  }, caseWith({ severity: "critical", openedAt, due: targetsFrom(opened, "critical", policy) }));
}

const acknowledge: CaseEvent = { type: "acknowledge" };
const contact: CaseEvent = { type: "contact", how: "call" };
const resolve: CaseEvent = { type: "resolve", outcome: "recovered", rootCause: "bug" };
const reopen: CaseEvent = { type: "reopen" };
const snooze = (hours: number): CaseEvent => ({ type: "snooze", until: at(hours) });
const closing = (steps: readonly Step[], nowAt: number, policy = always) => closingOf(worked(steps, policy), opened + nowAt * hour, policy.sla.hours);
const reached = (kept: boolean, took: number, tookBusiness = took) => ({ kind: "reached", kept, took: Math.round(took * hour), tookBusiness: Math.round(tookBusiness * hour) });

describe("a case's targets", () => {
  it("are pending until their time has passed, and then missed", () => {
    expect(closing([], 1)).toEqual({ acknowledge: { kind: "pending" }, resolve: { kind: "pending" } });
    expect(closing([], 1.01).acknowledge).toEqual({ kind: "missed" });
    expect(closing([], 8.01).resolve).toEqual({ kind: "missed" });
  });

  it("are kept up to their very end", () => {
    expect(closing([[1, acknowledge], [8, resolve]], 100)).toEqual({ acknowledge: reached(true, 1), resolve: reached(true, 8), outcome: "recovered", rootCause: "bug" });
    expect(closing([[1.01, acknowledge], [8.01, resolve]], 100)).toMatchObject({ acknowledge: { kept: false }, resolve: { kept: false } });
  });

  it.each([["acknowledge", acknowledge], ["contact", contact], ["resolve", resolve]] as const)("of acknowledging are reached by the first thing a person does: %s", (_, event) => {
    expect(closing([[0.5, event]], 100).acknowledge).toEqual(reached(true, 0.5));
  });

  it("are not reached by an assignment, a note or a snooze", () => {
    const steps: Step[] = [[0.1, { type: "assign", owner: "U0JONAS" }], [0.2, { type: "note", note: "mine?" }]];
    expect(closing(steps, 0.9).acknowledge).toEqual({ kind: "pending" });
    expect(closing(steps, 2).acknowledge).toEqual({ kind: "missed" });
  });

  it("stand still while it sleeps, as late as they were", () => {
    expect(closing([[0.5, snooze(50)]], 40)).toEqual({ acknowledge: { kind: "pending" }, resolve: { kind: "pending" } });
    expect(closing([[1.5, snooze(50)]], 40)).toEqual({ acknowledge: { kind: "missed" }, resolve: { kind: "pending" } });
  });

  it("are those of the moment when they were reached, wherever a snooze has moved them since", () => {
    // Acknowledged an hour late; the snooze that follows moves what the case says to long after.
    const late = worked([[2, acknowledge], [3, snooze(20)], [20, "wake"]]);
    expect(Date.parse(late.due.acknowledgeBy)).toBeGreaterThan(opened + 2 * hour);
    expect(closingOf(late, opened + 30 * hour, "always").acknowledge).toEqual(reached(false, 2));
  });

  it("give a snooze's time back: it is on the wall, and not on the clock", () => {
    expect(closing([[0.5, snooze(10)], [10, "wake"], [10.4, acknowledge]], 100).acknowledge).toEqual(reached(true, 10.4, 0.9));
    expect(closing([[0.5, snooze(10)], [4, snooze(12)], [12, "wake"], [12.6, acknowledge]], 100).acknowledge).toEqual(reached(false, 12.6, 1.1));
    expect(closing([[0.5, snooze(10)], [3, resolve]], 100).resolve).toEqual(reached(true, 3, 0.5));
  });

  it("of what was opened again: the first acknowledgement, the last resolution", () => {
    expect(closing([[2, acknowledge], [3, resolve], [20, reopen]], 21)).toEqual({ acknowledge: reached(false, 2), resolve: { kind: "pending" } });
    expect(closing([[2, acknowledge], [3, resolve], [20, reopen]], 29).resolve).toEqual({ kind: "missed" });
    const again = closing([[0.5, resolve], [20, reopen], [25, { type: "resolve", outcome: "churned", rootCause: "price" }]], 100);
    expect(again).toEqual({ acknowledge: reached(true, 0.5), resolve: reached(true, 25), outcome: "churned", rootCause: "price" });
  });

  it("pass in business hours, and on the wall", () => {
    // Monday 10:00 to Tuesday 10:00: 9 of 24 hours.
    expect(closing([[24, acknowledge], [24, resolve]], 100, office)).toMatchObject({ acknowledge: reached(false, 24, 9), resolve: reached(false, 24, 9) });
    // Slept from Monday 11:00 to Tuesday 09:30.
    expect(closing([[1, snooze(23.5)], [23.5, "wake"], [24, acknowledge]], 100, office).acknowledge).toEqual(reached(false, 24, 1.5));
  });

  it("are the same when its person has been erased", () => {
    const subject = worked([[2, acknowledge], [3, snooze(20)], [20, "wake"], [21, resolve]]);
    const erased = { ...subject, ...withoutPerson(subject) };
    expect(closingOf(erased, opened + 30 * hour, "always")).toEqual(closingOf(subject, opened + 30 * hour, "always"));
  });

  it("are no part of what an event says: a repeat is known", () => {
    const marked = work(worked([]), resolve, { actor: "crm", source: "api", at: at(1), mark: "crm:1" }, always);
    if (marked.kind !== "change") throw new Error(marked.kind);
    expect(isRepeatOf(marked.change.after, "crm:1", resolve)).toBe(true);
    expect(isRepeatOf(marked.change.after, "crm:1", { ...resolve, rootCause: "price" })).toBe(false);
  });

  it("never take less time than none, or more business time than there was", () => {
    const moves = fc.array(fc.tuple(fc.integer({ min: 1, max: 400 }), fc.constantFrom<"acknowledge" | "snooze" | "wake" | "resolve" | "reopen" | "note">("acknowledge", "snooze", "wake", "resolve", "reopen", "note")), { maxLength: 12 });
    fc.assert(
      fc.property(moves, fc.constantFrom(always, office), (steps, policy) => {
        let [subject, hours] = [worked([], policy), 0];
        for (const [more, name] of steps) {
          hours += more / 10;
          const event = { acknowledge, resolve, reopen, note: { type: "note", note: "x" } as const, snooze: snooze(hours + 5) };
          const done = name === "wake" ? undefined : work(subject, event[name], { actor: "U0MIA", source: "slack", at: at(hours) }, policy);
          const after = name === "wake" ? ring(subject, at(hours), policy)?.after : done?.kind === "change" ? done.change.after : undefined;
          subject = after ?? subject;
        }
        const found = closingOf(subject, opened + hours * hour, policy.sla.hours);
        for (const reach of [found.acknowledge, found.resolve]) {
          if (reach.kind !== "reached") continue;
          expect(reach.tookBusiness).toBeGreaterThanOrEqual(0);
          expect(reach.tookBusiness).toBeLessThanOrEqual(reach.took);
        }
        expect(found.resolve.kind === "reached").toBe(subject.state === "resolved");
      }),
      { numRuns: 300 },
    );
  });
});
