import type { Metric } from "../../../../shared/domain/metric.ts";
import type { Bucket } from "../../../../shared/scoring/read-scores.ts";
import type { Formats } from "../formats.ts";
import type { Language } from "../language.ts";
import { Scrolling } from "../pieces.tsx";
import { ChangeCell, CountCell, IntervalText, ScoreCell } from "./bucket-cells.tsx";
import { TrendFigure } from "./trend-figure.tsx";
import type { OverviewWords } from "./words.ts";

type TrendProps = { readonly buckets: readonly Bucket[]; /** Whether a day needs its year. */ readonly isLong: boolean; readonly metric: Metric; readonly words: OverviewWords; readonly language: Language; readonly formats: Formats; readonly mayList: boolean };

/** How the score moved, as a picture and as the table behind it. */
export function TrendSection({ buckets, isLong, metric, words, language, formats, mayList }: TrendProps) {
  const points = buckets.map(({ start, n, score, interval, lowData }) => ({ label: (isLong ? formats.day : formats.shortDay)(start), n, score, interval, lowData }));
  const trend = { metric, language, title: words.trend, subtitle: "", points };
  return (
    <section aria-labelledby="trend">
      <h2 id="trend">{words.trend}</h2>
      <Scrolling label={words.picture(words.trend)}><TrendFigure trend={trend} formats={formats} /></Scrolling>
      <p class="soft small">{`${words.aboutMetric[metric]}. ${words.trendKey}`}</p>
      <details>
        <summary>{words.asTable}</summary>
        <Scrolling label={words.table(words.trend)}>
          <table>
            <caption>{words.trendCaption}</caption>
            <thead><tr><th scope="col">{words.from}</th><th scope="col" class="number">{words.score}</th><th scope="col" class="number">{words.intervalName}</th><th scope="col" class="number">{words.n}</th><th scope="col">{words.change}</th></tr></thead>
            <tbody>
              {buckets.map((bucket) => (
                <tr>
                  <th scope="row">{formats.day(bucket.start)}</th>
                  <ScoreCell bucket={bucket} metric={metric} formats={formats} />
                  <td class="number"><IntervalText bucket={bucket} metric={metric} formats={formats} /></td>
                  <CountCell bucket={bucket} formats={formats} mayList={mayList} />
                  <ChangeCell bucket={bucket} words={words} formats={formats} />
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolling>
      </details>
    </section>
  );
}
