import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CaseEvent, type CaseState, type CaseStatus, caseStateSchema, transition, wake } from "../../../shared/domain/case.ts";

const until = "2026-11-23T09:00:00.000Z";
const events = {
  acknowledge: { type: "acknowledge" },
  assign: { type: "assign", owner: "mia@us.example" },
  note: { type: "note", note: "Called twice." },
  contact: { type: "contact", how: "phone" },
  snooze: { type: "snooze", until },
  resolve: { type: "resolve", outcome: "recovered", rootCause: "bug" },
  reopen: { type: "reopen" },
} as const satisfies Record<CaseEvent["type"], CaseEvent>;

const statuses: Record<CaseState, CaseStatus> = {
  open: { state: "open" },
  acknowledged: { state: "acknowledged" },
  contacted: { state: "contacted" },
  snoozed: { state: "snoozed", before: "contacted", snoozedUntil: "2026-11-22T09:00:00.000Z" },
  resolved: { state: "resolved" },
};

/** Where each event leads from each state, as the product says it; "-" is not allowed. */
const table: Record<CaseState, Record<CaseEvent["type"], CaseState | "-">> = {
  open: { acknowledge: "acknowledged", assign: "open", note: "open", contact: "contacted", snooze: "snoozed", resolve: "resolved", reopen: "-" },
  acknowledged: { acknowledge: "-", assign: "acknowledged", note: "acknowledged", contact: "contacted", snooze: "snoozed", resolve: "resolved", reopen: "-" },
  contacted: { acknowledge: "-", assign: "contacted", note: "contacted", contact: "-", snooze: "snoozed", resolve: "resolved", reopen: "-" },
  snoozed: { acknowledge: "-", assign: "contacted", note: "contacted", contact: "contacted", snooze: "snoozed", resolve: "resolved", reopen: "-" },
  resolved: { acknowledge: "-", assign: "resolved", note: "resolved", contact: "-", snooze: "-", resolve: "-", reopen: "open" },
};

const pairs = caseStateSchema.options.flatMap((state) => Object.values(events).map((event) => ({ state, event, type: event.type, to: table[state][event.type] })));

describe("a case", () => {
  it.each(pairs)("that is $state is $to after '$type'", ({ state, event, to }) => {
    const outcome = transition(statuses[state], event);
    expect(outcome.allowed ? outcome.status.state : "-").toBe(to);
  });

  it.each(pairs.filter(({ to }) => to === "-"))("that is $state says so when '$type' comes too late", ({ state, event, type }) => {
    const outcome = transition(statuses[state], event);
    expect(outcome).toMatchObject({ allowed: false });
    expect(outcome.allowed ? "" : outcome.because).toContain(state);
    expect(outcome.allowed ? "" : outcome.because).toContain(type);
  });

  it("is never brought back by a late click: only 'reopen' leads out of resolved", () => {
    const ways = pairs.filter(({ state, to }) => state === "resolved" && to !== "-" && to !== "resolved");
    expect(ways.map(({ type }) => type)).toEqual(["reopen"]);
    const undoing = pairs.filter(({ state, to }) => ["acknowledged", "contacted"].includes(state) && to === "open");
    expect(undoing).toEqual([]);
  });

  it.each(["open", "acknowledged", "contacted"] as const)("that was %s is so again when its snooze ends", (state) => {
    const snoozed = transition(statuses[state], events.snooze);
    expect(snoozed).toEqual({ allowed: true, status: { state: "snoozed", before: state, snoozedUntil: until } });
    expect(snoozed.allowed && wake(snoozed.status)).toEqual({ state });
  });

  it("that is snoozed again keeps what it was before, and sleeps until the new time", () => {
    expect(transition(statuses.snoozed, events.snooze)).toEqual({ allowed: true, status: { state: "snoozed", before: "contacted", snoozedUntil: until } });
  });

  it("remembers nothing of a snooze that has ended", () => {
    for (const event of [events.assign, events.contact, events.resolve]) {
      const outcome = transition(statuses.snoozed, event);
      expect(outcome.allowed && Object.keys(outcome.status)).toEqual(["state"]);
    }
    expect(wake(statuses.snoozed)).toEqual({ state: "contacted" });
  });

  it("that does not sleep is not changed by waking", () => {
    for (const state of ["open", "acknowledged", "contacted", "resolved"] as const) expect(wake(statuses[state])).toEqual({ state });
  });

  it("keeps its rules whatever is clicked in whatever order: what is refused changes nothing, what is asleep knows its state", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...Object.values(events)), { maxLength: 12 }), (clicks) => {
        let status: CaseStatus = { state: "open" };
        for (const click of clicks) {
          const outcome = transition(status, click);
          expect(outcome.allowed).toBe(table[status.state][click.type] !== "-");
          if (outcome.allowed) status = outcome.status;
          expect(status.state === "snoozed").toBe(status.before !== undefined && status.snoozedUntil !== undefined);
        }
      }),
    );
  });
});
