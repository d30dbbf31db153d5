import type { Metric } from "../../../../shared/domain/metric.ts";
import type { Bucket } from "../../../../shared/scoring/read-scores.ts";
import type { Formats } from "../formats.ts";
import { Scrolling } from "../pieces.tsx";
import { IntervalBar } from "./bars.tsx";
import { ChangeCell, CountCell, IntervalText, ScoreCell } from "./bucket-cells.tsx";
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
                {buckets.map((bucket) => (
                  <tr>
                    <th scope="row">{bucket.segment}</th>
                    <ScoreCell bucket={bucket} metric={metric} formats={formats} />
                    <td>
                      {bucket.score === null || bucket.interval === null ? null : <IntervalBar score={bucket.score} low={bucket.interval.low} high={bucket.interval.high} least={least} most={most} few={bucket.lowData} />}
                      <span class="soft small"><IntervalText bucket={bucket} metric={metric} formats={formats} /></span>
                    </td>
                    <CountCell bucket={bucket} formats={formats} mayList={mayList} />
                    <ChangeCell bucket={bucket} words={words} formats={formats} />
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
