import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { caseDetails, noSuchCase } from "../../../../functions/interact/views/case-details.ts";
import { helpAnswer } from "../../../../functions/interact/views/help-answer.ts";
import { type ShownScore, scoresAnswer } from "../../../../functions/interact/views/scores-answer.ts";
import type { CardView } from "../../../../shared/chat/card-view.ts";
import type { TimelineEntry } from "../../../../shared/domain/case.ts";
import { anyCase, filled, obeyed, refusedBlocks } from "../../../support/any-case.ts";
import { quoted } from "../../../support/block-limits.ts";
import { caseWith, responseWith } from "../../../support/domain.ts";
import { mrkdwnIn } from "../../../support/view-limits.ts";

const noted = (note: string): TimelineEntry => ({ type: "note", at: "2026-11-21T12:30:00.000Z", actor: "U0MIA", source: "slack", note });
const viewOf = (changes: Partial<CardView> = {}): CardView => ({
  case: caseWith(),
  response: responseWith({ comment: "Exports fail every Monday." }),
  otherOpenCases: 0,
  owner: "U0MIA",
  money: { currency: "USD", rates: {}, highValueMrr: 2000 },
  timeZone: "UTC",
  now: "2026-11-21T12:31:00.000Z",
  ...changes,
});

describe("the answer about one case", () => {
  test("is its card with the last five lines of its history, each with its time", () => {
    const timeline = Array.from({ length: 7 }, (_, index) => noted(`Note ${index}`));
    const { blocks, text } = caseDetails(viewOf({ case: caseWith({ timeline }) }));
    expect(text).toContain("NPS 3 of 10");
    expect(quoted(blocks)).toBe("Exports fail every Monday.");
    expect(blocks.slice(-5).flatMap(mrkdwnIn)).toEqual(
      [2, 3, 4, 5, 6].map((index) => `<!date^1795264200^{date_short_pretty}, {time}|21 Nov 2026, 12:30 UTC> · :memo: Note by <@U0MIA>: “Note ${index}”`),
    );
  });

  test("shows a long comment in part, since the card in the channel has all of it", () => {
    const shown = (comment: string) => quoted(caseDetails(viewOf({ response: responseWith({ comment }) })).blocks);
    expect(shown("好".repeat(3000))).toBe("好".repeat(3000));
    expect(shown(`a${"😀".repeat(4999)}`)).toBe(`a${"😀".repeat(1499)}…`);
    expect(shown("好".repeat(3001))).toBe(`${"好".repeat(2999)}…`);
  });

  test("is within Slack's limits and obeys nothing, whoever wrote what", () => {
    const entry = fc.record({ note: filled(2000), actor: fc.oneof(fc.constant("U0MIA"), filled(100)) }).map(({ note, actor }) => ({ ...noted(note), actor }));
    fc.assert(
      fc.property(anyCase, filled(5000), fc.array(entry, { minLength: 5, maxLength: 6 }), (subject, comment, timeline) => {
        const { blocks } = caseDetails(viewOf({ case: { ...subject, timeline }, response: responseWith({ comment }) }));
        expect(refusedBlocks(blocks, "message")).toEqual([]);
        expect(obeyed(blocks)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test("says so when there is no such case", () => {
    expect(noSuchCase().text).toMatch(/^There is no such case\./);
    expect(refusedBlocks(noSuchCase().blocks, "message")).toEqual([]);
  });
});

describe("the answer about scores", () => {
  const nps: ShownScore = { metric: "nps", days: 90, n: 200, score: 40, interval: { low: 30.25, high: 48.57 }, lowData: false };
  const said = (...scores: ShownScore[]) => mrkdwnIn(scoresAnswer(scores).blocks);

  test("is whole numbers, each with its n, how sure it is and what it is of", () => {
    expect(said(nps)).toEqual(["*NPS +40* · n = 200 · 95 % interval +30 to +49 · all surveys, last 90 days"]);
    expect(said({ ...nps, metric: "csat", survey: "onboarding-30d", score: 79.6, interval: { low: 71.1, high: 86.7 }, days: 1 })).toEqual([
      "*CSAT (satisfaction) 80 %* · n = 200 · 95 % interval 71 to 87 % · onboarding-30d, last 1 day",
    ]);
    expect(scoresAnswer([nps, { ...nps, metric: "ces", n: 0, score: null, interval: null }]).text).toBe(
      "NPS +40 (n = 200) · CES (ease): no responses yet",
    );
  });

  test("keeps a minus apart from a dash, and knows no minus nought", () => {
    expect(said({ ...nps, score: -12.4, interval: { low: -30, high: -0.3 } })[0]).toContain("*NPS −12* · n = 200 · 95 % interval −30 to 0 ");
  });

  test("says when there is too little to conclude from, or nothing", () => {
    expect(said({ ...nps, n: 3, lowData: true })[0]).toContain("low data: too few responses");
    expect(said({ ...nps, n: 0, score: null, interval: null, lowData: true })).toEqual(["*NPS*: no responses yet · all surveys, last 90 days"]);
    expect(scoresAnswer([]).text).toContain("no scores yet");
  });

  test("is within Slack's limits and obeys nothing, whatever surveys are called and however many there are", () => {
    const score = fc.record({
      metric: fc.constantFrom("nps", "csat", "ces"), survey: filled(200), days: fc.constant(90), n: fc.nat(),
      score: fc.option(fc.double({ min: -100, max: 100, noNaN: true })), interval: fc.constant({ low: -100, high: 100 }), lowData: fc.boolean(),
    } as const);
    fc.assert(
      fc.property(fc.array(score, { maxLength: 60, size: "max" }), (scores) => {
        const { text, blocks } = scoresAnswer(scores);
        expect(refusedBlocks(blocks, "message")).toEqual([]);
        expect(obeyed(blocks)).toEqual([]);
        expect(text.length).toBeLessThanOrEqual(4000);
      }),
      { numRuns: 40 },
    );
  });
});

test("help names every command, within Slack's limits", () => {
  const { text, blocks } = helpAnswer();
  expect(refusedBlocks(blocks, "message")).toEqual([]);
  for (const command of ["cases", "case", "scores"]) expect(text).toContain(`/afterscore ${command}`);
  expect(text).not.toMatch(/[<>]/);
});
