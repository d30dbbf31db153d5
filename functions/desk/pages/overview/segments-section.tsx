import type { Metric } from "../../../../shared/domain/metric.ts";
import type { Bucket } from "../../../../shared/scoring/read-scores.ts";
import { drillHref } from "./drill-href.ts";
import type { Formats } from "../formats.ts";
import { Scrolling, Tag } from "../pieces.tsx";
import { IntervalBar } from "./bars.tsx";
import { changeInWords } from "./score-section.tsx";
import type { OverviewWords } from "./words.ts";

type SegmentsProps = { readonly buckets: readonly Bucket[]; readonly metric: Metric; readonly dimension: string; readonly words: OverviewWords; readonly formats: Formats; readonly mayList: boolean };

/** The score by the values of a segment, most responses first. */
export function SegmentsSection({ buckets, metric, dimension, words, formats, mayList }: SegmentsProps) {
  const name = words.dimension[dimension] ?? dimension;
  const [least, most] = metric === "nps" ? [-100, 100] : [0, 100];
  return (
    <section aria-labelledby="segments">
      <h2 id="segments">{words.segments(name)}</h2>
      {buckets.length === 0 ? <p class="empty">{words.noSegments}</p> : (
        <>
          <Scrolling label={words.table(words.segments(name))}>
            <table>
              <thead><tr><th scope="col">{name}</th><th scope="col" class="number">{words.score}</th><th scope="col">{words.intervalName}</th><th scope="col" class="number">{words.n}</th><th scope="col">{words.change}</th></tr></thead>
              <tbody>
                {buckets.map(({ segment = "", score, interval, n, lowData, change, href }) => (
                  <tr>
                    <th scope="row">{segment}</th>
                    <td class="number"><data value={String(score)}>{score === null ? "–" : formats.score(metric, score)}</data></td>
                    <td>{score === null || interval === null ? "–" : (
                      <>
                        <IntervalBar score={score} low={interval.low} high={interval.high} least={least} most={most} few={lowData} />
                        <span class="soft small">{`${formats.score(metric, interval.low)} – ${formats.score(metric, interval.high)}`}</span>
                      </>
                    )}</td>
                    <td class="number">{mayList ? <a href={drillHref(href)}>{formats.count(n)}</a> : formats.count(n)}</td>
                    <td>{lowData ? <Tag look="warn">{words.lowData}</Tag> : change === null || change.lowData ? "–" : `${changeInWords(change.value, formats)} (${change.significant ? words.clear : words.notClear})`}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scrolling>
          <p class="soft small">{words.segmentsLeftOut}</p>
        </>
      )}
    </section>
  );
}
