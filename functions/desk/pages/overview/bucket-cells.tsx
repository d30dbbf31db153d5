import type { Metric } from "../../../../shared/domain/metric.ts";
import type { Bucket } from "../../../../shared/scoring/read-scores.ts";
import type { Formats } from "../formats.ts";
import { Tag } from "../pieces.tsx";
import { changeInWords } from "./change-in-words.ts";
import { drillHref } from "./drill-href.ts";
import type { OverviewWords } from "./words.ts";

type CellProps = { readonly bucket: Bucket; readonly metric: Metric; readonly words: OverviewWords; readonly formats: Formats };

/** A score in a table; a dash where nobody answered. */
export function ScoreCell({ bucket: { score }, metric, formats }: Omit<CellProps, "words">) {
  return <td class="number"><data value={String(score)}>{score === null ? "–" : formats.score(metric, score)}</data></td>;
}

/** An interval as text. */
export function IntervalText({ bucket: { interval }, metric, formats }: Omit<CellProps, "words">) {
  return interval === null ? <>–</> : <data value={`${interval.low} ${interval.high}`}>{`${formats.score(metric, interval.low)} – ${formats.score(metric, interval.high)}`}</data>;
}

/** How many answered, with the way to them for who may see them. */
export function CountCell({ bucket: { n, href }, formats, mayList }: Pick<CellProps, "bucket" | "formats"> & { readonly mayList: boolean }) {
  const count = <data value={n}>{formats.count(n)}</data>;
  return <td class="number">{mayList && n > 0 ? <a href={drillHref(href)}>{count}</a> : count}</td>;
}

/** How it differs from the window before; of few answers nothing is said. */
export function ChangeCell({ bucket: { n, lowData, change }, words, formats }: Omit<CellProps, "metric">) {
  if (lowData && n > 0) return <td><Tag look="warn">{words.lowData}</Tag></td>;
  if (change === null || change.lowData) return <td>–</td>;
  return <td><data value={change.value}>{`${changeInWords(change.value, formats)} (${change.significant ? words.clear : words.notClear})`}</data></td>;
}
