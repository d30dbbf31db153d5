/**
 * The trend of a score as a picture: its line, how sure one can be of it, and how many answers each point rests on.
 *
 *     trendChart({ metric: "nps", language: "en", title: "NPS", subtitle: "All surveys, by week", points })
 *
 * An SVG without script or reference, in which everything is said in more than colour.
 */
import type { Metric } from "../domain/metric.ts";
import { altText } from "./alt-text.ts";
import { type Axis, axisFor, labelled } from "./axis.ts";
import { cutTo, drawable, escaped, familyOf, widthOf } from "./chart-text.ts";
import { stretches } from "./stretches.ts";
import type { Trend, TrendPoint } from "./trend.ts";
import { type ChartLanguage, countInWords, scoreInWords, wordsIn } from "./chart-words.ts";

/** The picture's size in CSS pixels. */
export const chartSize = { width: 1200, height: 630 } as const;

const plot = { left: 84, right: 1090, top: 212, bottom: 532 } as const;
const usualFamily = familyOf("");
const ink = "#1b2330";
const quiet = "#566070";
const grid = "#e4e8ee";
const zeroLine = "#9aa4b2";
const line = "#1d5bb8";
const band = "#d5e4f8";
const edge = "#7fa8de";

/** Draws a trend. Well-formed whatever is in its texts. */
export function trendChart(trend: Trend): string {
  const { metric, language, points } = trend;
  const [least, most] = metric === "nps" ? [-100, 100] : [0, 100];
  const axis = axisFor(points.flatMap(({ score, interval }) => (score === null ? [] : [score, ...(interval === null ? [] : [interval.low, interval.high])])), least, most);
  const y = (value: number) => plot.bottom - ((Math.min(Math.max(value, axis.low), axis.high) - axis.low) / (axis.high - axis.low)) * (plot.bottom - plot.top);
  const spacing = (plot.right - plot.left) / points.length;
  const x = (at: number) => plot.left + spacing * (at + 0.5);
  const place: Places = { x, y, spacing };
  const words = wordsIn(language);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${chartSize.width}" height="${chartSize.height}" viewBox="0 0 ${chartSize.width} ${chartSize.height}" role="img" font-family="${usualFamily}">`,
    `<title>${escaped(`${trend.title} · ${trend.subtitle}`)}</title><desc>${escaped(altText(trend))}</desc>`,
    `<rect width="${chartSize.width}" height="${chartSize.height}" fill="#ffffff"/>`,
    ...heading(trend),
    ...legend(trend),
    text(plot.left - 44, plot.top - 26, words.scale(metric), { size: 17, fill: quiet }),
    ...gridLines(axis, metric, language, place),
    ...reference(trend, axis, place),
    ...bands(points, place),
    ...lines(points, place),
    ...marks(points, place),
    ...lastValue(trend, place),
    ...labels(points, place),
    "</svg>",
  ].join("\n");
}

type Places = { readonly x: (at: number) => number; readonly y: (value: number) => number; readonly spacing: number };
type Look = { readonly size: number; readonly fill?: string; readonly bold?: boolean; readonly anchor?: "start" | "middle" | "end" };

function text(x: number, y: number, said: string, { size, fill = ink, bold = false, anchor = "start" }: Look): string {
  const family = familyOf(said);
  const font = family === usualFamily ? "" : ` font-family="${family}"`;
  return `<text x="${round(x)}" y="${round(y)}" font-size="${size}" fill="${fill}"${bold ? ' font-weight="700"' : ""}${anchor === "start" ? "" : ` text-anchor="${anchor}"`}${font}>${escaped(said)}</text>`;
}

function round(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function heading({ metric, language, title, subtitle, points }: Trend): readonly string[] {
  const words = wordsIn(language);
  const last = points.at(-1);
  const said = last?.score ?? null;
  const score = said === null ? words.nobody : scoreInWords(metric, said, language);
  const size = said === null ? 40 : 64;
  const beside = 40 + widthOf(score, size) + 28;
  return [
    text(40, 58, cutTo(drawable(title) || words.name(metric), 30, 1120), { size: 30, bold: true }),
    text(40, 90, cutTo(drawable(subtitle), 20, 1120), { size: 20, fill: quiet }),
    text(40, 158, score, { size, bold: true }),
    ...(last === undefined || last.interval === null
      ? []
      : [text(beside, 130, words.count(last.n), { size: 20, bold: true }), text(beside, 158, words.interval(metric, last.interval), { size: 20, fill: quiet })]),
  ];
}

/** What line, band and hollow points mean, at the right, each as wide as it is. */
function legend({ language, points }: Trend): readonly string[] {
  const words = wordsIn(language);
  if (points.every(({ score }) => score === null)) return [];
  const entries = [
    { said: words.score, sign: (x: number) => `<line x1="${round(x)}" x2="${round(x + 26)}" y1="152" y2="152" stroke="${line}" stroke-width="4"/><circle cx="${round(x + 13)}" cy="152" r="6" fill="${line}"/>` },
    { said: words.band, sign: (x: number) => `<rect x="${round(x)}" y="144" width="26" height="16" fill="${band}" stroke="${edge}"/>` },
    ...(points.some(({ lowData, score }) => lowData && score !== null)
      ? [{ said: words.few, sign: (x: number) => `<circle cx="${round(x + 13)}" cy="152" r="6" fill="#ffffff" stroke="${line}" stroke-width="3"/>` }]
      : []),
  ];
  let right = 1160;
  return entries.toReversed().flatMap(({ said, sign }) => {
    const start = right - widthOf(said, 17) - 36;
    right = start - 26;
    return [sign(start), text(start + 36, 158, said, { size: 17, fill: quiet })];
  });
}

function gridLines({ ticks }: Axis, metric: Metric, language: ChartLanguage, { y }: Places): readonly string[] {
  return ticks.flatMap((value) => [
    `<line x1="${plot.left}" x2="${plot.right}" y1="${round(y(value))}" y2="${round(y(value))}" stroke="${value === 0 && metric === "nps" ? zeroLine : grid}" stroke-width="${value === 0 && metric === "nps" ? 2 : 1}"/>`,
    text(plot.left - 14, y(value) + 6, scoreInWords(metric, value, language), { size: 17, fill: quiet, anchor: "end" }),
  ]);
}

/** What the field calls good, where it lies in the picture and its words do not meet the last value's. */
function reference({ metric, language, points }: Trend, { low, high }: Axis, { y }: Places): readonly string[] {
  const words = wordsIn(language);
  const mark = metric === "nps" ? { value: 50, said: words.good } : metric === "csat" ? { value: 80, said: words.target } : undefined;
  if (mark === undefined || mark.value <= low || mark.value >= high) return [];
  const at = y(mark.value);
  const last = points.at(-1)?.score ?? null;
  const isFree = last === null || Math.abs(y(last) - at) > 26;
  return [
    `<line x1="${plot.left}" x2="${plot.right}" y1="${round(at)}" y2="${round(at)}" stroke="${quiet}" stroke-width="1.5" stroke-dasharray="7 6"/>`,
    ...(isFree ? [text(plot.right + 10, at + 6, cutTo(mark.said, 16, 104), { size: 16, fill: quiet })] : []),
  ];
}

function bands(points: readonly TrendPoint[], { x, y }: Places): readonly string[] {
  return stretches(points).flatMap((stretch) => {
    const [only] = stretch;
    if (stretch.length === 1 && only !== undefined) return [whisker(x(only.at), y(only.interval.low), y(only.interval.high))];
    const upper = stretch.map(({ at, interval }) => `${round(x(at))},${round(y(interval.high))}`);
    const lower = stretch.map(({ at, interval }) => `${round(x(at))},${round(y(interval.low))}`);
    return [
      `<polygon points="${[...upper, ...lower.toReversed()].join(" ")}" fill="${band}"/>`,
      ...[upper, lower].map((side) => `<polyline points="${side.join(" ")}" fill="none" stroke="${edge}" stroke-width="1.5"/>`),
    ];
  });
}

/** Of a period that stands alone there is no band to see. */
function whisker(x: number, low: number, high: number): string {
  const [left, right] = [round(x - 9), round(x + 9)];
  return `<path d="M${left} ${round(high)}H${right}M${round(x)} ${round(high)}V${round(low)}M${left} ${round(low)}H${right}" fill="none" stroke="${edge}" stroke-width="3"/>`;
}

function lines(points: readonly TrendPoint[], { x, y }: Places): readonly string[] {
  return stretches(points)
    .filter(({ length }) => length > 1)
    .map((stretch) => `<polyline points="${stretch.map(({ at, score }) => `${round(x(at))},${round(y(score))}`).join(" ")}" fill="none" stroke="${line}" stroke-width="4" stroke-linejoin="round" stroke-linecap="round"/>`);
}

function marks(points: readonly TrendPoint[], { x, y, spacing }: Places): readonly string[] {
  const usual = spacing > 24 ? 6 : 3.5;
  return points.flatMap(({ score, lowData }, at) => {
    if (score === null) return [];
    const radius = at === points.length - 1 ? 9 : usual;
    return [`<circle cx="${round(x(at))}" cy="${round(y(score))}" r="${radius}" fill="${lowData ? "#ffffff" : line}" stroke="${line}" stroke-width="${lowData ? 3 : 0}"/>`];
  });
}

function lastValue({ metric, language, points }: Trend, { y }: Places): readonly string[] {
  const score = points.at(-1)?.score ?? null;
  return score === null ? [] : [text(plot.right + 10, y(score) + 9, scoreInWords(metric, score, language), { size: 26, fill: line, bold: true })];
}

function labels(points: readonly TrendPoint[], { x, spacing }: Places): readonly string[] {
  const room = Math.max(40, ...points.map(({ label, n }) => Math.max(widthOf(label, 16), widthOf(countInWords(n), 15)))) + 14;
  const shown = labelled(points.length, spacing, room);
  return [
    ...points.flatMap(({ label, n }, at) =>
      shown.has(at) ? [text(x(at), plot.bottom + 30, drawable(label), { size: 16, anchor: "middle" }), text(x(at), plot.bottom + 56, countInWords(n), { size: 15, fill: quiet, anchor: "middle" })] : [],
    ),
    text(plot.left - 14, plot.bottom + 56, "n", { size: 15, fill: quiet, anchor: "end" }),
  ];
}
