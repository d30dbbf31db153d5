import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { timelineLine } from "../../../shared/chat/timeline-line.ts";
import { literalLine } from "../../../shared/chat/mrkdwn.ts";
import type { TimelineEntry } from "../../../shared/domain/case.ts";

const entry = (parts: Record<string, unknown>) =>
  ({ at: "2026-11-21T10:00:00.000Z", actor: "U0MIA", source: "slack", ...parts }) as unknown as TimelineEntry;
const lineOf = (parts: Record<string, unknown>) => timelineLine(entry(parts), "Europe/Berlin");

describe("a line of a case's history", () => {
  test.each([
    [{ type: "open", actor: "afterscore" }, ":new: The case was opened"],
    [{ type: "join", actor: "afterscore" }, ":speech_balloon: The customer answered again"],
    [{ type: "join", score: 0 }, ":speech_balloon: The customer answered again: 0"],
    [{ type: "correction", scoreBefore: 3, score: 5 }, ":pencil2: The answer was corrected: 3 → 5"],
    [{ type: "warn", step: "warn" }, ":hourglass_flowing_sand: Nobody has acknowledged this yet, and the time for it is running out"],
    [{ type: "warn", step: "contact" }, ":bell: Its owner was reminded that nobody has contacted the customer"],
    [{ type: "escalate", step: "owner" }, ":rotating_light: Overdue: nobody has acknowledged this in time"],
    [{ type: "escalate", step: "backup" }, ":rotating_light: Still not acknowledged: the backup is asked to step in"],
    [{ type: "escalate", step: "channel" }, ":rotating_light: Still not acknowledged: whoever is here, please take it"],
    [{ type: "message" }, ":envelope: A message went to the customer"],
    [{ type: "acknowledge" }, ":eyes: Acknowledged by <@U0MIA>"],
    [{ type: "acknowledge", actor: "crm sync" }, ":eyes: Acknowledged by crm sync"],
    [{ type: "acknowledge", source: "desk" }, ":eyes: Acknowledged by <@U0MIA> at the desk"],
    [{ type: "note", note: "Called", actor: "local", source: "desk" }, ":memo: Note by local at the desk: “Called”"],
    [{ type: "assign", owner: "U0BEN" }, ":bust_in_silhouette: Assigned to <@U0BEN> by <@U0MIA>"],
    [{ type: "assign", owner: "ben@us.example" }, ":bust_in_silhouette: Assigned to ben@us.example by <@U0MIA>"],
    [{ type: "assign", owner: "U0MIA" }, ":bust_in_silhouette: Taken over by <@U0MIA>"],
    [{ type: "note", note: "Called,\nno answer" }, ":memo: Note by <@U0MIA>: “Called, no answer”"],
    [{ type: "contact", how: "call" }, ":telephone_receiver: Contacted by <@U0MIA> (call)"],
    [{ type: "contact", how: "email", message: "Dear Lin" }, ":telephone_receiver: Contacted by <@U0MIA> (email), with a message to the customer: “Dear Lin”"],
    [{ type: "snooze", until: "2026-11-23T08:00:00.000Z" }, ":zzz: Snoozed by <@U0MIA> until <!date^1795420800^{date_short_pretty}, {time}|23 Nov 2026, 09:00 CET>"],
    [{ type: "snooze", until: "some day" }, ":zzz: Snoozed by <@U0MIA>"],
    [{ type: "note", note: "Called", endedSnooze: true }, ":memo: Note by <@U0MIA>: “Called” · this ended the snooze"],
    [{ type: "wake" }, ":alarm_clock: The snooze is over"],
    [{ type: "resolve", outcome: "recovered", rootCause: "bug" }, ":white_check_mark: Resolved by <@U0MIA> as recovered, cause: bug."],
    [{ type: "resolve", outcome: "no_response", rootCause: "missing_feature", note: "Asked twice" }, ":white_check_mark: Resolved by <@U0MIA> as no response, cause: missing feature. “Asked twice”"],
    [{ type: "reopen" }, ":repeat: Reopened by <@U0MIA>"],
  ])("says in words: %j", (parts, said) => {
    expect(lineOf(parts)).toBe(said);
  });

  test("does without what an erasure has taken", () => {
    expect(lineOf({ type: "note" })).toBe(":memo: Note by <@U0MIA>");
    expect(lineOf({ type: "contact" })).toBe(":telephone_receiver: Contacted by <@U0MIA>");
  });

  test("is one line of bounded length that obeys nothing, whatever people and keys are called", () => {
    const hostile = fc.constantFrom("<!channel>", "<https://evil.example|here>", "*bold*", "_it_", "`code`", "&&&&", "@here", "\n", "\u202e", "好", "😀", "U0MIA> ");
    const text = fc.array(hostile, { maxLength: 40 }).chain((parts) => fc.constantFrom(parts.join(""), parts.join("").repeat(60).slice(0, 3000)));
    const type = fc.constantFrom("open", "join", "correction", "warn", "escalate", "message", "acknowledge", "assign", "note", "contact", "snooze", "wake", "resolve", "reopen");
    const field = fc.oneof(text, fc.anything());
    const any = fc.record({
      type, actor: text, owner: field, note: field, how: field, message: field, until: field, outcome: field, rootCause: field, mention: field, step: field, score: field,
    });
    fc.assert(
      fc.property(any, (parts) => {
        const said = lineOf(parts);
        expect(said.length).toBeLessThan(1000);
        expect(said).not.toMatch(/\n/);
        const rest = said.replace(/<@[UW][A-Z0-9]+>|<!date\^\d+\^\{date_short_pretty\}, \{time\}\|[^<>|]+>/g, "").replace(/^:[a-z_0-9]+:/, "");
        expect(rest).not.toMatch(/[<>*`~]|&(?!amp;|lt;|gt;)|(?<![\p{L}\p{N}])@(?:here|channel|everyone)\b/u);
      }),
      { numRuns: 500 },
    );
  });
});

test("foreign text keeps its bound also when all of it is escaped", () => {
  expect(literalLine("&".repeat(300), 200)).toBe(`${"&amp;".repeat(39)}…`);
  expect(literalLine("R&D", 200)).toBe("R&amp;D");
});
