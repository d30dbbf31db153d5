import { altText } from "../../../../shared/charts/alt-text.ts";
import { axisFor, labelled } from "../../../../shared/charts/axis.ts";
import { stretches } from "../../../../shared/charts/stretches.ts";
import type { Trend, TrendPoint } from "../../../../shared/charts/trend.ts";
import type { Metric } from "../../../../shared/domain/metric.ts";
import type { Formats } from "../formats.ts";

const size = { width: 540, height: 264 } as const;
const plot = { left: 46, right: 496, top: 14, bottom: 204 } as const;
/** Room for a label on the axis of days: about so much for each of its letters. */
const letter = 7.5;

const round = (value: number) => Math.round(value * 10) / 10;

/** A trend as a picture: its line, the interval around it, and how many answers each point rests on, told on hover as well. */
export function TrendFigure({ trend, formats }: { readonly trend: Trend; readonly formats: Formats }) {
  const { metric, points } = trend;
  const [least, most] = metric === "nps" ? [-100, 100] : [0, 100];
  const axis = axisFor(points.flatMap(({ score, interval }) => (score === null || interval === null ? [] : [score, interval.low, interval.high])), least, most);
  const spacing = (plot.right - plot.left) / Math.max(points.length, 1);
  const x = (at: number) => round(plot.left + spacing * (at + 0.5));
  const y = (value: number) => round(plot.bottom - ((Math.min(Math.max(value, axis.low), axis.high) - axis.low) / (axis.high - axis.low)) * (plot.bottom - plot.top));
  const shown = labelled(points.length, spacing, letter * Math.max(...points.map(({ label }) => label.length), 4) + 12);
  return (
    <svg class="trend" viewBox={`0 0 ${size.width} ${size.height}`} width={size.width} height={size.height} role="img" aria-label={altText(trend)}>
      {axis.ticks.map((value) => (
        <g>
          <line class={value === 0 && metric === "nps" ? "zero" : "grid"} x1={plot.left} x2={plot.right} y1={y(value)} y2={y(value)} />
          <text class="mark end" x={plot.left - 8} y={y(value) + 4}>{formats.score(metric, value)}</text>
        </g>
      ))}
      {stretches(points).map((stretch) => {
        const sides = [...stretch.map(({ at, interval }) => `${x(at)},${y(interval.high)}`), ...stretch.toReversed().map(({ at, interval }) => `${x(at)},${y(interval.low)}`)];
        const [only] = stretch;
        return stretch.length === 1 && only !== undefined
          ? <line class="whisker" x1={x(only.at)} x2={x(only.at)} y1={y(only.interval.low)} y2={y(only.interval.high)} />
          : <g><polygon class="band" points={sides.join(" ")} /><polyline class="line" points={stretch.map(({ at, score }) => `${x(at)},${y(score)}`).join(" ")} /></g>;
      })}
      {points.map((point, at) => <Point point={point} metric={metric} x={x(at)} spacing={spacing} y={point.score === null ? undefined : y(point.score)} label={shown.has(at)} formats={formats} />)}
      <text class="mark end" x={plot.left - 8} y={plot.bottom + 44}>n</text>
    </svg>
  );
}

type PointProps = { readonly point: TrendPoint; readonly metric: Metric; readonly x: number; readonly y: number | undefined; readonly spacing: number; readonly label: boolean; readonly formats: Formats };

function Point({ point: { label: name, n, score, interval, lowData }, metric, x, y, spacing, label, formats }: PointProps) {
  const said = score === null || interval === null ? "" : ` ${formats.score(metric, score)} (${formats.score(metric, interval.low)} – ${formats.score(metric, interval.high)})`;
  return (
    <g class="point">
      <rect class="reach" x={round(x - spacing / 2)} y={plot.top} width={round(spacing)} height={plot.bottom - plot.top}><title>{`${name}:${said} n = ${formats.count(n)}`}</title></rect>
      {y === undefined ? null : <circle class={lowData ? "few" : "dot"} cx={x} cy={y} r={spacing > 16 ? 4.5 : 2.5} />}
      {label ? <text class="mark middle" x={x} y={plot.bottom + 22}>{name}</text> : null}
      {label ? <text class="mark middle" x={x} y={plot.bottom + 44}>{formats.count(n)}</text> : null}
    </g>
  );
}
