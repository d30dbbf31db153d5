import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stormCard, stormLine } from "../../../shared/chat/storm-card.ts";
import type { Folded } from "../../../shared/domain/storm.ts";
import { brokenLimits, markupOf } from "../../support/block-limits.ts";

const folded = (at: number, name: string, severity: Folded["severity"] = "normal"): Folded => ({
  effectId: `rsp_${at}.alert`, caseId: `case_${at}`, severity, account: { id: `acc-${name}`, name },
});

describe("the card of a storm", () => {
  it("says how many, how urgent and whose, and its text stands alone", () => {
    const { text, blocks } = stormCard({ id: "storm_1", folded: [folded(1, "Acme"), folded(2, "Beta", "high"), folded(3, "Acme")], burst: 20 });
    expect(text).toBe("⛈️ 3 more cases, folded into one card: 🟠 1 high · 🟡 2 normal");
    expect(JSON.stringify(blocks)).toContain(JSON.stringify("2 × Acme\n1 × Beta").slice(1, -1));
    expect(blocks.at(-1)).toMatchObject({ elements: [{ action_id: "storm.list", value: "storm_1" }] });
  });

  it("says how many accounts it does not name", () => {
    const cases = Array.from({ length: 500 }, (_, at) => folded(at, `Account ${at}`));
    expect(JSON.stringify(stormCard({ id: "storm_1", folded: cases, burst: 20 }).blocks)).toContain("480 of 480 more accounts");
  });

  it("keeps Slack's limits for 500 accounts with names of 60 characters, in Chinese and in emoji, and nothing in them is obeyed", () => {
    const names = fc.oneof(
      fc.string({ unit: "binary", maxLength: 80 }), fc.constant("数".repeat(60)), fc.constant("👩‍👩‍👧‍👦".repeat(6)), fc.constant("😀".repeat(30)), fc.constant("<!channel> *@here*"),
    );
    fc.assert(
      fc.property(fc.array(names, { minLength: 1, maxLength: 6 }), (some) => {
        const cases = Array.from({ length: 500 }, (_, at) => folded(at, `${at % some.length === 0 ? "" : at}${some[at % some.length] ?? ""}`));
        const message = stormCard({ id: "storm_1", folded: cases, burst: 20 });
        expect(brokenLimits(message)).toEqual([]);
        for (const markup of markupOf(message)) expect(markup).not.toMatch(/[<>*`]/);
      }),
      { numRuns: 50 },
    );
  });

  it("says in its thread, to whom it is meant, that time runs out for its cases", () => {
    const words = ([["warn", "U0MIA"], ["manager", "S0LEADS"], ["channel", "here"], ["owner", undefined], ["owner", "<!here>"]] as const).map(([step, meant]) => {
      const message = stormLine(step, meant);
      expect(brokenLimits(message)).toEqual([]);
      return message.text;
    });
    expect(words).toEqual([
      ":hourglass_flowing_sand: Cases in this list are still not acknowledged, and the time for it is running out: <@U0MIA>",
      ":rotating_light: Cases in this list are still not acknowledged: the manager is asked to step in: <!subteam^S0LEADS>",
      ":rotating_light: Cases in this list are still not acknowledged: whoever is here, please take them: <!here>",
      ":rotating_light: Cases in this list are overdue: nobody has acknowledged them in time",
      ":rotating_light: Cases in this list are overdue: nobody has acknowledged them in time",
    ]);
  });
});
