import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { answeredLine, correctionLine } from "../../../functions/alert/thread-line.ts";
import { filled } from "../../support/any-case.ts";
import { brokenLimits } from "../../support/block-limits.ts";

describe("a line in the thread", () => {
  test("tells that somebody has answered again", () => {
    expect(answeredLine({ metric: "nps", score: 2, band: "detractor", comment: "Still <broken> & slow" })).toMatchInlineSnapshot(`
      {
        "blocks": [
          {
            "elements": [
              {
                "elements": [
                  {
                    "text": "Answered again: NPS 2 of 10",
                    "type": "text",
                  },
                ],
                "type": "rich_text_section",
              },
              {
                "elements": [
                  {
                    "text": "Still <broken> & slow",
                    "type": "text",
                  },
                ],
                "type": "rich_text_quote",
              },
            ],
            "type": "rich_text",
          },
        ],
        "text": "Answered again: NPS 2 of 10 · “Still &lt;broken&gt; &amp; slow”",
      }
    `);
  });

  test("tells what a correction changed", () => {
    const three = { metric: "nps", score: 3, band: "detractor", comment: "Slow" } as const;
    expect(correctionLine({ ...three, score: 5 }, three).text).toBe("Corrected: NPS 3 → 5 of 10");
    expect(correctionLine({ ...three, score: 9, band: "promoter" }, three).text).toBe(
      "Corrected: NPS 3 → 9 of 10, now promoter. The case stays open",
    );
    expect(correctionLine({ ...three, comment: "Slow since May" }, three).text).toBe("Corrected: still NPS 3 of 10 · “Slow since May”");
    expect(correctionLine({ ...three, metric: "csat", score: 2 }, three).text).toBe("Corrected: NPS 3 of 10 → CSAT (satisfaction) 2 of 5");
    expect(correctionLine(three, undefined).text).toBe("Corrected: now NPS 3 of 10 · “Slow”");
  });

  test("stays within Slack's limits and obeys nothing, whatever people write", () => {
    const answer = fc.record({
      metric: fc.constantFrom("nps", "csat", "ces"), score: fc.integer({ min: 1, max: 5 }),
      band: fc.constantFrom("detractor", "passive", "promoter"), comment: filled(5000),
    } as const);
    fc.assert(
      fc.property(answer, fc.option(answer), (now, before) => {
        for (const message of [answeredLine(now), correctionLine(now, before ?? undefined)]) {
          expect(brokenLimits(message)).toEqual([]);
          expect(message.text).not.toMatch(/[<>*`~]/);
        }
      }),
    );
  });
});
