import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addBusinessTime, businessTimeBetween, subtractBusinessTime } from "../../../shared/domain/calendar.ts";
import type { Case, TimelineEntry } from "../../../shared/domain/case.ts";
import { awake, isMarkedAway, nextRinging, standIn, stopped } from "../../../shared/domain/case-clock.ts";
import { ring, work } from "../../../shared/domain/work-case.ts";
import type { PolicySource } from "../../../shared/domain/policy.ts";
import { caseWith, policyWith } from "../../support/domain.ts";

const hour = 3_600_000;
const opened = "2026-11-23T10:00:00.000Z";
const at = (ms: number) => new Date(Date.parse(opened) + ms).toISOString();
const always = (change: Partial<PolicySource> = {}) => policyWith((source) => ({ ...source, ...change, sla: { ...source.sla, hours: "always" } }));
const escalating = always({ escalation: { backup: "U0JONAS", manager: "priya@us.example" } });
/** Critical: an hour to acknowledge, eight to resolve. */
const critical = caseWith({ severity: "critical", openedAt: opened, due: { acknowledgeBy: at(hour), resolveBy: at(8 * hour) }, account: { id: "acme", owner: { email: "Mia@us.example" } } });

/** Everything that time brings a case, one thing after the other, as it comes due. */
function story(subject: Case, policy = escalating): readonly string[] {
  const told: string[] = [];
  for (let now = subject, next = nextRinging(now, policy); next !== undefined; next = nextRinging(now, policy)) {
    const change = ring(now, next.at, policy);
    if (change === undefined) throw new Error("it did not ring when it was due");
    told.push(`${(Date.parse(next.at) - Date.parse(opened)) / hour} h ${change.entry.type} ${(change.entry["step"] as string | undefined) ?? ""}`.trim());
    now = change.after;
  }
  return told;
}

describe("what time brings to a case", () => {
  it("is a warning at three quarters of its target, and then the chain, half a target apart", () => {
    expect(story(critical)).toEqual(["0.75 h warn warn", "1 h escalate owner", "1.5 h escalate backup", "2 h escalate manager", "2.5 h escalate channel"]);
  });

  it("goes past those whom the policy does not name", () => {
    expect(story(critical, always())).toEqual(["0.75 h warn warn", "1 h escalate owner", "1.5 h escalate channel"]);
  });

  it("is nothing before it is due", () => {
    expect(ring(critical, at(0.75 * hour - 1), escalating)).toBeUndefined();
    expect(ring(critical, at(0.75 * hour), escalating)?.entry).toMatchObject({ type: "warn", at: at(0.75 * hour), actor: "afterscore" });
  });

  it("is nothing more once somebody has acknowledged it, but for a reminder when nobody has called", () => {
    const worked = work(critical, { type: "acknowledge" }, { actor: "U0MIA", source: "slack", at: at(1) }, escalating);
    if (worked.kind !== "change") throw new Error(worked.kind);
    expect(story(worked.change.after)).toEqual([`${(3 * 24 * hour + 1) / hour} h warn contact`]);
    const called = work(worked.change.after, { type: "contact", how: "call" }, { actor: "U0MIA", source: "slack", at: at(2) }, escalating);
    expect(called.kind === "change" && called.change.lookAt).toBeUndefined();
  });

  it("is told to nobody twice, also when the case is opened again", () => {
    const fired: TimelineEntry[] = [{ type: "warn", step: "warn", at: at(1), actor: "afterscore", source: "pipeline" }];
    expect(story({ ...critical, timeline: fired })[0]).toMatch(/escalate owner/);
  });

  it("is nothing for a case whose person was erased", () => {
    expect(nextRinging({ ...critical, respondent: { key: "erased" } }, escalating)).toBeUndefined();
  });

  it("is the end of a snooze, which gives the state and the time back that were left", () => {
    const snoozed = work(critical, { type: "snooze", until: at(10 * hour) }, { actor: "U0MIA", source: "slack", at: at(hour / 2) }, escalating);
    if (snoozed.kind !== "change") throw new Error(snoozed.kind);
    expect(snoozed.change).toMatchObject({ lookAt: at(10 * hour), after: { state: "snoozed", left: { acknowledge: hour / 2, resolve: 7.5 * hour } } });
    const woken = ring(snoozed.change.after, at(10 * hour), escalating);
    expect(woken?.after).toMatchObject({ state: "open", due: { acknowledgeBy: at(10.5 * hour), resolveBy: at(17.5 * hour) } });
    expect(woken?.after).not.toHaveProperty("left");
    expect(woken?.lookAt).toBe(at(10.25 * hour));
  });

  it("goes on where it was when the target had been missed before the snooze", () => {
    const late = stopped({ ...critical, state: "snoozed", before: "open" }, at(1.2 * hour), escalating);
    const woken = awake(late, at(5 * hour), escalating);
    expect(woken.due.acknowledgeBy).toBe(at(4.8 * hour));
  });
});

describe("the reminder that nobody has called", () => {
  const { remindAfter } = escalating.sla;
  const entry = (type: TimelineEntry["type"], ms: number, more: object = {}): TimelineEntry => ({ type, at: at(ms), actor: "U0MIA", source: "slack", ...more });
  const reminded = (...timeline: TimelineEntry[]) => nextRinging({ ...critical, state: "acknowledged", timeline }, escalating);
  it("counts from the end of the last snooze, which stopped the clock", () => {
    expect(reminded(entry("acknowledge", 0))).toEqual({ at: at(remindAfter), does: "remind" });
    expect(reminded(entry("acknowledge", 0), entry("wake", 5 * hour), entry("note", 6 * hour))).toEqual({ at: at(5 * hour + remindAfter), does: "remind" });
    expect(reminded(entry("acknowledge", 0), entry("note", 7 * hour, { endedSnooze: true }))).toEqual({ at: at(7 * hour + remindAfter), does: "remind" });
  });
});

describe("who stands in for an owner", () => {
  const policy = always({ escalation: { backup: "U0JONAS", people: [{ who: "MIA@us.example", away: true, backup: "U0PRIYA" }] } });
  it("is whom the policy names for them, else for everybody", () => {
    expect([standIn(critical, "backup", policy), standIn(critical, "manager", policy)]).toEqual(["U0PRIYA", undefined]);
    expect(standIn({ ...critical, owner: { slackUserId: "U0JONAS" } }, "backup", policy)).toBe("U0JONAS");
    expect([isMarkedAway(critical, policy), isMarkedAway(caseWith(), policy)]).toEqual([true, false]);
  });
});

describe("business time backwards", () => {
  const zones = ["Europe/Berlin", "America/St_Johns", "Asia/Kolkata", "America/Havana"];
  it("undoes business time forwards, wherever the clocks change", () => {
    const from = fc.integer({ min: Date.parse("2026-01-01"), max: Date.parse("2027-12-31") });
    fc.assert(
      fc.property(from, fc.integer({ min: 1, max: 200 * hour }), fc.constantFrom(...zones), (start, duration, timeZone) => {
        const hours = { timeZone, days: [1, 2, 3, 4, 5], start: "09:00", end: "18:00", holidays: ["2026-12-25"] };
        const due = addBusinessTime(start, duration, hours);
        const back = subtractBusinessTime(due, duration, hours);
        expect(businessTimeBetween(back, due, hours)).toBe(duration);
        expect(back).toBeGreaterThanOrEqual(start);
      }),
      { numRuns: 300 },
    );
  });
});
