import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { altText } from "../../../shared/charts/alt-text.ts";
import { axisFor, labelled } from "../../../shared/charts/axis.ts";
import { cutTo, drawable, escaped, familyOf, widthOf } from "../../../shared/charts/chart-text.ts";
import type { Trend, TrendPoint } from "../../../shared/charts/trend.ts";
import { trendChart } from "../../../shared/charts/trend-chart.ts";
import { bandSchema, metricSchema } from "../../../shared/domain/metric.ts";
import { figures, merge, of } from "../../../shared/domain/tally.ts";

const anyText = fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" }), fc.constantFrom("</text><script>alert(1)</script>", "a & b < c \"d\"", "\u202eעברית", "👩‍👩‍👧 ok", "企业版".repeat(120), "\ud800", "\u0000\u0007\ufffe", "]]>"));

const anyPoint = (metric: Trend["metric"]) =>
  fc.record({ label: anyText, counts: fc.tuple(fc.nat(400), fc.nat(400), fc.nat(400)) }).map(({ label, counts }): TrendPoint => {
    const tally = bandSchema.options.map((band, at) => of(band, at, counts[at])).reduce(merge);
    const { n, score, interval, lowData } = figures(metric, tally);
    return { label, n, score, interval, lowData };
  });

const anyTrend = fc.constantFrom(...metricSchema.options).chain((metric) =>
  fc.record({ metric: fc.constant(metric), language: fc.constantFrom("en" as const, "zh" as const), title: anyText, subtitle: anyText, points: fc.array(anyPoint(metric), { minLength: 1, maxLength: 30 }) }),
);

const week = (at: number, parts: Partial<TrendPoint> = {}): TrendPoint => ({ label: `W${at}`, n: 120, score: at, interval: { low: at - 10, high: at + 10 }, lowData: false, ...parts });
const trend = (points: readonly TrendPoint[], parts: Partial<Trend> = {}): Trend => ({ metric: "nps", language: "en", title: "NPS", subtitle: "by week", points, ...parts });

/** Tags closed in order, attributes quoted, and no character that XML has no place for. */
function isWellFormed(xml: string): boolean {
  const open: string[] = [];
  const rest = xml.replace(/<(\/?)([a-z]+)((?: [a-zA-Z0-9-]+="[^"<&]*(?:&(?:amp|lt|gt|quot);[^"<&]*)*")*)(\/?)>/g, (_, closes: string, name: string, __, alone: string) => {
    if (closes === "/") return open.pop() === name ? "" : "<";
    if (alone !== "/") open.push(name);
    return "";
  });
  return open.length === 0 && !/[<>\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/u.test(rest) && !/&(?!(?:amp|lt|gt|quot);)/.test(rest) && rest.isWellFormed();
}

describe("the chart of a trend", () => {
  it("is well-formed, refers to nothing and runs nothing, whatever is in its texts", () => {
    fc.assert(
      fc.property(anyTrend, (any) => {
        const svg = trendChart(any);
        expect(isWellFormed(svg)).toBe(true);
        expect(svg).not.toMatch(/<(?:script|image|use|foreignObject|style|a)\b|href|NaN|Infinity|undefined/);
      }),
    );
  });

  it("says in words what it shows, in at most 2,000 characters", () => {
    fc.assert(fc.property(anyTrend, (any) => { expect(altText(any).length).toBeLessThanOrEqual(2_000); }));
    expect(altText(trend([week(-12, { n: 40 }), week(31, { n: 1_200 })]))).toBe(
      "NPS: the trend over 2 periods. Latest, W31: +31 (n = 1,200, 95% interval +21 to +41). Lowest −12 (W-12), highest +31 (W31), 1,240 responses in all.",
    );
    expect(altText(trend([week(0, { n: 0, score: null, interval: null })], { language: "zh" }))).toBe("NPS：图中 1 个时段均无回复。");
  });

  it("draws higher scores higher, each inside its interval", () => {
    const points = [10, 20, 30, 40].map((score) => week(score));
    const circles = [...trendChart(trend(points)).matchAll(/<circle cx="[\d.]+" cy="([\d.]+)" r="(?:6|9)" fill="#1d5bb8"/g)].map(([, cy]) => Number(cy));
    // The first one is the legend's.
    const [, ...drawn] = circles;
    expect(drawn).toEqual(drawn.toSorted((a, b) => b - a));
    expect(new Set(drawn).size).toBe(4);
  });

  it("has no line through a period without responses, and hollow points for few", () => {
    const svg = trendChart(trend([week(10), week(20), week(0, { n: 0, score: null, interval: null }), week(30, { lowData: true }), week(40)]));
    expect(svg.match(/<polyline points="[^"]*" fill="none" stroke="#1d5bb8"/g)).toHaveLength(2);
    expect(svg.match(/fill="#ffffff" stroke="#1d5bb8" stroke-width="3"/g)).toHaveLength(2);
    expect(svg).toContain("fewer than 10 responses");
  });

  it("says that there are no responses rather than a score", () => {
    const svg = trendChart(trend([week(0, { n: 0, score: null, interval: null })]));
    expect(svg).toContain(">No responses<");
    expect(svg).not.toMatch(/<circle|<polyline/);
  });
});

describe("its scale", () => {
  it("holds every value, in round steps, and never leaves what a score can be", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 1 }), (values) => {
        const { low, high, ticks } = axisFor(values, -100, 100);
        for (const value of values) expect(low <= value && value <= high).toBe(true);
        expect(low >= -100 && high <= 100 && high - low >= 20).toBe(true);
        expect(ticks.length).toBeGreaterThanOrEqual(3);
        expect(ticks.length).toBeLessThanOrEqual(8);
        expect([ticks[0], ticks.at(-1)]).toEqual([low, high]);
      }),
    );
  });

  it("labels as many periods as have room, the last among them", () => {
    expect([...labelled(5, 50, 90)].sort()).toEqual([0, 2, 4]);
    expect([...labelled(3, 100, 90)].sort()).toEqual([0, 1, 2]);
  });
});

describe("text in a drawing", () => {
  it("is left out where no font has it, and cut where there is no room", () => {
    expect(drawable("Emoji 🎉 gone,\u202e direction too\u0000")).toBe("Emoji gone, direction too");
    expect(drawable("日本語のアンケート · 한국어 · Ελληνικά · Українська")).toBe("日本語のアンケート · 한국어 · Ελληνικά · Українська");
    expect(drawable("Team עברית 2")).toBe("Team … 2");
    expect(drawable("🎉🎉")).toBe("");
    expect(cutTo("onboarding".repeat(20), 20, 200)).toMatch(/^onboarding.*…$/);
    fc.assert(fc.property(anyText, (any) => { expect(widthOf(cutTo(any, 20, 300), 20)).toBeLessThanOrEqual(300); }));
  });

  it("is in one font, which holds all of it", () => {
    expect([familyOf("NPS −3"), familyOf("NPS（净推荐值）"), familyOf("한국어 設問")]).toEqual(["Noto Sans", "Noto Sans S Chinese", "Noto Sans Korean"]);
    expect(escaped('<b>&"')).toBe("&lt;b&gt;&amp;&quot;");
  });
});
