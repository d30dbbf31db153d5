import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { refusalText } from "../../../../functions/interact/views/refusal.ts";
import { agoInWords, spanInWords } from "../../../../functions/interact/views/time-in-words.ts";
import type { Case, CaseEvent, TimelineEntry } from "../../../../shared/domain/case.ts";
import { anyCase, filled } from "../../../support/any-case.ts";
import { caseWith } from "../../../support/domain.ts";

const told = { actor: "U0BEN", now: "2026-11-21T12:04:30.000Z" };
const entry = (type: TimelineEntry["type"], parts: Record<string, unknown> = {}): TimelineEntry => ({
  type, at: "2026-11-21T12:00:00.000Z", actor: "U0MIA", source: "slack", ...parts,
});
const found = (parts: Partial<Case>, event: CaseEvent) => refusalText(told, caseWith(parts), event);

const acknowledge: CaseEvent = { type: "acknowledge" };

describe("somebody whose click changed nothing", () => {
  test.each([
    ["acknowledged", [entry("acknowledge")], acknowledge, "Already acknowledged by <@U0MIA> 4 minutes ago. Nothing was changed."],
    ["acknowledged", [entry("acknowledge", { actor: "U0BEN" })], acknowledge, "Already acknowledged by you 4 minutes ago. Nothing was changed."],
    ["acknowledged", [entry("acknowledge", { actor: "crm <sync>" })], acknowledge, "Already acknowledged by crm &lt;sync&gt; 4 minutes ago. Nothing was changed."],
    ["contacted", [entry("contact")], { type: "contact", how: "call" }, "Already contacted by <@U0MIA> 4 minutes ago. Nothing was changed."],
    ["contacted", [entry("contact")], { type: "contact", how: "email", message: "Dear Lin" }, "Already contacted by <@U0MIA> 4 minutes ago. Nothing was changed, and your mail was not sent."],
    ["resolved", [entry("resolve", { outcome: "recovered" })], acknowledge, "Already resolved by <@U0MIA> 4 minutes ago (recovered). Nothing was changed. Reopen it if there is more to do."],
    ["resolved", [entry("resolve", { outcome: "no_response" }), entry("note")], { type: "snooze", until: told.now }, "Already resolved by <@U0MIA> 4 minutes ago (no response). Nothing was changed. Reopen it if there is more to do."],
    ["open", [entry("open")], { type: "reopen" }, "This case is open already. Nothing was changed."],
    ["open", [entry("open"), entry("resolve"), entry("reopen")], { type: "reopen" }, "Already reopened by <@U0MIA> 4 minutes ago. Nothing was changed."],
    ["resolved", [], acknowledge, "Already resolved. Nothing was changed. Reopen it if there is more to do."],
  ] as const)("is told what happened instead: %s", (state, timeline, event, said) => {
    expect(found({ state, timeline }, event)).toBe(said);
  });

  test("is told how long a snooze still lasts", () => {
    const snoozed = { state: "snoozed", timeline: [entry("snooze")], snoozedUntil: "2026-11-21T15:10:00.000Z" } as const;
    expect(found(snoozed, acknowledge)).toBe(
      "Snoozed by <@U0MIA> 4 minutes ago, for another 3 hours. Nothing was changed. A note, or marking it as contacted, ends the snooze.",
    );
    expect(found({ ...snoozed, snoozedUntil: told.now }, { type: "reopen" })).toBe("Snoozed by <@U0MIA> 4 minutes ago. Nothing was changed.");
  });

  test("is told of the last time, where something happened twice", () => {
    const timeline = [entry("resolve", { outcome: "churned", at: "2026-11-20T12:00:00.000Z" }), entry("reopen"), entry("resolve", { outcome: "recovered" })];
    expect(found({ state: "resolved", timeline }, acknowledge)).toContain("(recovered)");
  });

  test("is told something whatever the history holds, and nothing in it is obeyed", () => {
    fc.assert(
      fc.property(anyCase, filled(100), filled(100), (subject, actor, outcome) => {
        const timeline = (["open", "acknowledge", "contact", "snooze", "resolve"] as const).map((type) => entry(type, { actor, outcome }));
        expect(refusalText(told, { ...subject, timeline }, acknowledge).replace("<@U0MIA>", "")).not.toMatch(/[<>*`~]/);
      }),
    );
  });
});

test("time is told in its largest whole unit", () => {
  expect([0, 59_999, 60_000, 119_999, 3_600_000, 86_399_999, 86_400_000, 200_000_000, -5].map(spanInWords)).toEqual([
    "a moment", "a moment", "1 minute", "1 minute", "1 hour", "23 hours", "1 day", "2 days", "a moment",
  ]);
  expect(agoInWords("2026-11-21T12:05:00.000Z", told.now)).toBe("a moment ago");
});
