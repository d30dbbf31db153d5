import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { caseListView, casesAnswer } from "../../../../functions/interact/views/case-list.ts";
import type { ListedCase } from "../../../../functions/interact/views/case-rows.ts";
import { byDue } from "../../../../shared/domain/next-due.ts";
import { homeView } from "../../../../functions/interact/views/home-view.ts";
import type { Case } from "../../../../shared/domain/case.ts";
import { anyListed, obeyed, refusedBlocks, refusedView } from "../../../support/any-case.ts";
import { caseWith } from "../../../support/domain.ts";
import { mrkdwnIn, plainIn } from "../../../support/view-limits.ts";

const now = "2026-11-21T12:00:00.000Z";
const at = { now, timeZone: "Europe/Berlin" };
const lin = { key: "id:u_91", name: "Lin Wei", email: "lin@acme.example" };
const acme = { id: "acme", name: "Acme" };

/** A case whose next target is so many hours from now. */
const due = (id: string, hours: number, parts: Partial<Case> = {}): ListedCase => {
  const time = new Date(Date.parse(now) + hours * 3_600_000).toISOString();
  return {
    case: caseWith({ id, respondent: lin, account: acme, due: { acknowledgeBy: time, resolveBy: time }, snoozedUntil: time, ...parts }),
    answer: { metric: "nps", score: 3 },
  };
};
const home = (cases: readonly ListedCase[]) => homeView({ cases, areAll: true }, "U0MIA", now, "Europe/Berlin");
const idsIn = (view: { readonly blocks: readonly unknown[] }) =>
  (view.blocks as { type: string; elements: { value?: string; options?: { value: string }[] }[] }[])
    .filter(({ type }) => type === "actions")
    .map(({ elements }) => elements.at(-1)!.options![0]!.value.replace(/^\w+:/, ""));

describe("a list of cases", () => {
  test("says of each who it is about, the score, the state and by when, with the buttons of its card", () => {
    const [row, buttons] = caseListView([due("case_1", 2)], { ...at, title: "Cases" }, {}).blocks;
    expect(mrkdwnIn(row)).toEqual([
      "🟡 *Lin Wei, Acme* · NPS 3 of 10 · open\nacknowledge by <!date^1795269600^{date_short_pretty}, {time}|21 Nov 2026, 15:00 CET> · Case `case_1`",
    ]);
    expect(buttons).toMatchObject({
      type: "actions",
      elements: [
        { action_id: "case.acknowledge", value: "case_1" },
        { action_id: "case.resolve", value: "case_1" },
        { action_id: "case.more", options: expect.arrayContaining([expect.objectContaining({ value: "snooze:case_1" })]) as unknown[] },
      ],
    });
  });

  test.each([
    [{ state: "acknowledged" }, 2, /🟡 .* · acknowledged\nresolve by/],
    [{ state: "contacted", severity: "critical" }, 2, /🔴 .* · contacted\nresolve by/],
    [{ state: "snoozed" }, -2, /· snoozed\nsnoozed until/],
    [{ state: "open" }, -2, /\n:alarm_clock: overdue: acknowledge by/],
    [{ state: "acknowledged" }, -2, /\n:alarm_clock: overdue: resolve by/],
    [{ state: "resolved" }, -2, /✅ .* · resolved\nCase/],
    [{ test: true }, 2, /^🧪 TEST 🟡/],
  ] as const)("says what counts now: %j due in %d h", (parts, hours, said) => {
    expect(mrkdwnIn(home([due("case_1", hours, parts)])).join("\n")).toMatch(new RegExp(said.source, "m"));
  });

  test("has what is due first on top, so what is overdue leads, and of two the more urgent", () => {
    const cases = [
      due("case_later", 5), due("case_resolved", -9, { state: "resolved" }), due("case_soon", 1),
      due("case_soon_critical", 1, { severity: "critical" }), due("case_overdue", -3), due("case_snoozed", 3, { state: "snoozed" }),
    ];
    expect(cases.map((listed) => listed.case).toSorted(byDue).map(({ id }) => id)).toEqual(["case_overdue", "case_soon_critical", "case_soon", "case_snoozed", "case_later", "case_resolved"]);
  });

  test("does without a score that was erased", () => {
    const { answer: _, ...bare } = due("case_1", 1);
    expect(mrkdwnIn(home([bare])).join()).toContain("*Lin Wei, Acme* · open");
  });

  test("says how many more there are than it shows", () => {
    const many = Array.from({ length: 500 }, (_, index) => due(`case_${index}`, index));
    expect([idsIn(home(many)).length, plainIn(home(many)).at(-1)]).toEqual([40, "… and 460 more. They come up here as those above are done."]);
    const answer = casesAnswer({ cases: many, areAll: true }, at);
    expect([idsIn(answer).length, plainIn(answer.blocks).at(-1), answer.text]).toEqual([
      10, "… and 490 more. The Home tab of this app shows the first 40.", "500 cases wait for you",
    ]);
    const few = casesAnswer({ cases: many.slice(0, 11), areAll: true }, at);
    expect(plainIn(few.blocks).at(-1)).toBe("… and 1 more. The Home tab of this app shows all of them.");
  });

  test("says that there are more than could be read", () => {
    const many = Array.from({ length: 200 }, (_, index) => due(`case_${index}`, index));
    const said = casesAnswer({ cases: many, areAll: false }, at);
    expect([said.text, plainIn(said.blocks).at(-1)]).toEqual(["200 or more cases wait for you", "… and at least 190 more. The Home tab of this app shows the first 40."]);
    const shown = homeView({ cases: many, areAll: false }, "U0MIA", now, "Europe/Berlin");
    expect(mrkdwnIn(shown)[0]).toBe("Hi <@U0MIA>! 🟡 200 normal · these are the oldest 200, and there are more");
  });

  test("says so when nothing waits", () => {
    for (const said of [plainIn(home([])), plainIn(casesAnswer({ cases: [], areAll: true }, at).blocks), plainIn(caseListView([], { ...at, title: "Cases" }, {}))]) {
      expect(said.join()).toContain("Nothing waits for you.");
    }
  });

  test("remembers where it was opened", () => {
    expect(JSON.parse(caseListView([], { ...at, title: "Cases" }, { channel: "C0", ts: "1.2" }).private_metadata!)).toEqual({ channel: "C0", ts: "1.2" });
  });

  test("is within Slack's limits with none, one and 500 cases about anybody, and obeys nothing", () => {
    const cases = fc.oneof(
      fc.array(anyListed, { maxLength: 3 }),
      fc.tuple(anyListed, anyListed).map((pair) => Array.from({ length: 500 }, (_, index) => pair[index % 2]!)),
    );
    fc.assert(
      fc.property(cases, fc.string(), (listed, title) => {
        for (const view of [home(listed), caseListView(listed, { ...at, title }, { channel: "C0CUSTOME", ts: "1795426200.000100" })]) {
          expect(refusedView(view)).toEqual([]);
          expect(obeyed(view)).toEqual([]);
        }
        const answer = casesAnswer({ cases: listed, areAll: false }, at);
        expect(refusedBlocks(answer.blocks, "message")).toEqual([]);
        expect(obeyed(answer.blocks)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});

describe("App Home", () => {
  test("greets, and counts by severity", () => {
    const cases = [due("case_1", 1, { severity: "critical" }), due("case_2", 1), due("case_3", 1)];
    expect(mrkdwnIn(home(cases))[0]).toBe("Hi <@U0MIA>! 🔴 1 critical · 🟡 2 normal");
    expect(mrkdwnIn(homeView({ cases: [], areAll: true }, "not an id", now, "UTC"))[0]).toBe("Hi! ");
  });
});
