import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { digestMessage } from "../../../functions/report/digest-message.ts";
import type { DigestView, MetricView } from "../../../functions/report/digest-view.ts";
import { checkMessage } from "../../../infra/local/slack/block-kit/check-view.ts";
import type { DigestRule } from "../../../shared/domain/digest-rule.ts";
import { type Tally, empty, figures, merge, of } from "../../../shared/domain/tally.ts";

const rule: DigestRule = { id: "weekly", every: "week", day: 1, at: "09:00", metrics: ["nps"], segment: "plan", language: "en" };
const window = { start: "2026-11-16", end: "2026-11-23" };
const tally = (promoters: number, passives: number, detractors: number): Tally =>
  [of("promoter", 10, promoters), of("passive", 8, passives), of("detractor", 3, detractors)].reduce(merge, empty);
const nps = (promoters: number, passives: number, detractors: number) => figures("nps", tally(promoters, passives, detractors));

const metric: MetricView = {
  metric: "nps",
  figures: nps(70, 34, 24),
  change: { kind: "moved", by: 12.4 },
  trend: [{ ...window, figures: nps(70, 34, 24) }],
  segments: [{ value: "Scale", figures: nps(18, 5, 2) }, { value: "Team", figures: nps(20, 12, 8) }, { value: "Starter", figures: nps(12, 14, 14) }],
};
const view: DigestView = {
  rule,
  window,
  metrics: [metric],
  causes: { resolved: 9, causes: [{ cause: "missing_feature", count: 5 }, { cause: "bug", count: 3 }, { cause: "price", count: 1 }] },
  overdue: { count: 2, isAtLeast: false, longest: [{ caseId: "case_1", account: "Acme", owner: "Mia Chen", late: 51 * 3_600_000 }, { caseId: "case_2", late: 25 * 60_000 }] },
  loop: { opened: 24, acknowledgedInTime: { share: 91.3, n: 23 }, timeToResolve: { median: 26.5 * 3_600_000, n: 9 } },
  voices: [
    { responseId: "rsp_1", comment: "Exports just work now. <!channel> *thank you*", account: "Acme & Sons" },
    { responseId: "rsp_2", comment: "快，而且稳定。" },
  ],
};
const picture = { fileId: "F0CHART", altText: "NPS over 13 weeks, from 20 to 36." };
const pictures = new Map([["nps", picture]]);

/** A message as one reads it: what each block says. */
function read(of: DigestView, charts = pictures): readonly string[] {
  const { text, blocks } = digestMessage(of, charts);
  checkMessage({ text, blocks: blocks.map((block) => block as Record<string, unknown>) });
  const words = (value: unknown): string => {
    if (typeof value !== "object" || value === null) return "";
    const here = value as Record<string, unknown>;
    if (here["type"] === "image") return `[${String(here["alt_text"])}]`;
    return typeof here["text"] === "string" ? here["text"] : Object.values(here).map(words).join("");
  };
  return [text, ...blocks.map(words)];
}

describe("a digest", () => {
  it("says in English how the week was", () => {
    expect(read(view)).toMatchInlineSnapshot(`
      [
        "The week in scores, 16 to 22 November 2026 · NPS +36 (n = 128, 95 % interval +22 to +48) Up 12 points on the week before. · 2 cases are overdue.",
        "The week in scores, 16 to 22 November 2026",
        "NPS +36 (n = 128, 95 % interval +22 to +48)
      Up 12 points on the week before.",
        "[NPS over 13 weeks, from 20 to 36.]",
        "Best: Scale at +64 (n = 25). Worst: Starter at −5 (n = 40).",
        "",
        "Causes of the 9 cases resolved: missing feature 5, bug 3, price 1.",
        "2 cases are overdue.
      • Acme, Mia Chen, by 2 d 3 h
      • case_2, nobody's, by 25 min",
        "24 cases were opened. 91 % of 23 were acknowledged in time. Resolving took 1 d 2 h at the median (n = 9).",
        "What promoters said",
        "Exports just work now. <!channel> *thank you*— Acme & Sons",
        "快，而且稳定。— A promoter",
      ]
    `);
  });

  it("says in Chinese how the week was", () => {
    expect(read({ ...view, rule: { ...rule, language: "zh", survey: "onboarding-30d" } })).toMatchInlineSnapshot(`
      [
        "一周评分：2026年11月16日至22日 · NPS +36（n = 128，95% 置信区间 +22 至 +48） 比前一周上升 12 分。 · 有 2 个个案逾期。",
        "一周评分：2026年11月16日至22日",
        "仅统计问卷 onboarding-30d 的答复。",
        "NPS +36（n = 128，95% 置信区间 +22 至 +48）
      比前一周上升 12 分。",
        "[NPS over 13 weeks, from 20 to 36.]",
        "最高：Scale，+64（n = 25）。最低：Starter，-5（n = 40）。",
        "",
        "已解决 9 个个案，原因：缺少功能 5、缺陷 3、价格 1。",
        "有 2 个个案逾期。
      • Acme，Mia Chen，已逾期 2 天 3 小时
      • case_2，无负责人，已逾期 25 分钟",
        "新增 24 个个案。23 个中有 91% 按时确认。解决用时中位数为 1 天 2 小时（n = 9）。",
        "推荐者的心声",
        "Exports just work now. <!channel> *thank you*— Acme & Sons",
        "快，而且稳定。— 一位推荐者",
      ]
    `);
  });

  it("says of a day how it was, across the end of a month and of a year", () => {
    const day = { ...view, rule: { ...rule, every: "day" as const, metrics: ["nps" as const] } as DigestRule, window: { start: "2026-12-31", end: "2027-01-01" } };
    expect(read(day)[1]).toBe("The day in scores, 31 December 2026");
    expect(read({ ...view, window: { start: "2026-12-28", end: "2027-01-04" } })[1]).toBe("The week in scores, 28 December 2026 to 3 January 2027");
    expect(read({ ...view, window: { start: "2026-11-30", end: "2026-12-07" }, rule: { ...rule, language: "zh" } })[1]).toBe("一周评分：2026年11月30日至12月6日");
  });

  it("speaks of a change only where there is one, and of little data where there is little", () => {
    const said = (parts: Partial<MetricView>) => read({ ...view, metrics: [{ ...metric, ...parts }] })[2]?.split("\n")[1];
    expect(said({ change: { kind: "moved", by: -8.6 } })).toBe("Down 9 points on the week before.");
    expect(said({ change: { kind: "none" } })).toBe("No real change from the week before.");
    expect(said({ change: { kind: "too few" }, figures: nps(2, 1, 0) })).toBe("Low data: fewer than 10 answers.");
    expect(said({ change: { kind: "nothing before" } })).toBe("Nobody answered in the week before.");
    expect(read({ ...view, metrics: [{ ...metric, figures: nps(0, 0, 0), change: { kind: "nothing before" } }] })[2]).toBe("NPS: nobody answered, so there is no score.");
  });

  it("names a best and a worst segment only where there are two", () => {
    const one = { ...view, metrics: [{ ...metric, segments: metric.segments.slice(0, 1) }] };
    expect(read(one).join("\n")).not.toMatch(/Best|Worst/);
  });

  it("goes without a chart where there is none, and without what did not happen", () => {
    const bare = { ...view, causes: { resolved: 0, causes: [] }, overdue: { count: 0, isAtLeast: false, longest: [] }, voices: [] };
    const { loop: _, ...quiet } = bare;
    expect(read(quiet, new Map()).slice(3)).toEqual(["Best: Scale at +64 (n = 25). Worst: Starter at −5 (n = 40).", "", "No case is overdue."]);
  });

  it("mentions nobody, and obeys nothing that was written", () => {
    const hostile = "<!channel> <@U0MIA> <https://evil.example|here> *b* `c` @here";
    const { text, blocks } = digestMessage(
      {
        ...view,
        metrics: [{ ...metric, segments: metric.segments.map((segment) => ({ ...segment, value: hostile })) }],
        overdue: { count: 1, isAtLeast: false, longest: [{ caseId: "case_1", account: hostile, owner: hostile, late: 1 }] },
        causes: { resolved: 1, causes: [{ cause: hostile, count: 1 }] },
        voices: [{ responseId: "rsp_1", comment: hostile, account: hostile }],
      },
      pictures,
    );
    expect(text).not.toMatch(/<[!@h]/);
    expect(JSON.stringify(blocks)).not.toMatch(/"(?:mrkdwn|user|usergroup|broadcast|link|channel|emoji)"(?!:)/);
  });

  it("keeps Slack's limits, whatever there is to say", () => {
    const word = fc.string({ unit: "grapheme", maxLength: 4_000 });
    const long = fc.record({ caseId: fc.constant("case_1"), account: word, owner: word, late: fc.nat() });
    fc.assert(
      fc.property(
        fc.array(word, { maxLength: 60 }), fc.array(long, { maxLength: 60 }), word, word, fc.constantFrom("en" as const, "zh" as const), fc.array(fc.nat({ max: 100_000 }), { minLength: 3, maxLength: 3 }),
        (names, longest, survey, alt, language, [promoters = 0, passives = 0, detractors = 0]) => {
          const much: DigestView = {
            ...view,
            rule: { ...rule, language, survey: survey || "s" },
            metrics: (["nps", "csat", "ces"] as const).map((each) => ({
              ...metric,
              metric: each,
              figures: figures(each, tally(promoters, passives, detractors)),
              segments: names.map((value) => ({ value, figures: nps(20, 0, 0) })),
            })),
            causes: { resolved: names.length, causes: names.map((cause) => ({ cause, count: 1 })) },
            overdue: { count: longest.length, isAtLeast: true, longest },
            voices: names.map((comment, at) => ({ responseId: `rsp_${at}`, comment, account: comment })),
          };
          read(much, new Map([["nps", { fileId: "F0", altText: alt || "a" }], ["csat", picture], ["ces", picture]]));
        },
      ),
      { numRuns: 60 },
    );
  });
});
