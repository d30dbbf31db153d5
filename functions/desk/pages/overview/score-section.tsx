import { benchmark } from "../../../../shared/domain/statistics.ts";
import type { Scored } from "../../../../shared/scoring/read-scores.ts";
import type { Metric } from "../../../../shared/domain/metric.ts";
import type { Formats } from "../formats.ts";
import { Tag } from "../pieces.tsx";
import { changeInWords } from "./change-in-words.ts";
import type { OverviewWords } from "./words.ts";

type ScoreProps = { readonly total: Scored; readonly metric: Metric; readonly words: OverviewWords; readonly formats: Formats };

/** The score itself, how sure it is, and whether it changed. */
export function ScoreCard({ total, metric, words, formats }: ScoreProps) {
  const { n, score, interval, lowData, mean, mrrWeighted, responseRate, invited } = total;
  const said = score === null ? null : benchmark(metric, score);
  const shown = (value: number) => formats.score(metric, value);
  return (
    <section class="card" aria-labelledby="score">
      <h2 id="score">{metric.toUpperCase()}</h2>
      <p class="soft small">{words.aboutMetric[metric]}</p>
      <p><data class="figure" value={String(score)} id="figure-score">{score === null ? words.noResponses : shown(score)}</data></p>
      <p>
        <data class="number" value={n} id="figure-n">{words.responses(formats.count(n))}</data>
        {interval === null ? null : <>{" · "}<data value={`${interval.low} ${interval.high}`} id="figure-interval">{words.intervalOf(shown(interval.low), shown(interval.high))}</data></>}
      </p>
      {lowData && n > 0 ? <p><Tag look="warn">{words.lowData}</Tag></p> : null}
      {score === null ? null : <ChangeLine total={total} metric={metric} words={words} formats={formats} />}
      {said === null || lowData ? null : <p class="soft small">{words.benchmark[said]}</p>}
      {metric === "csat" ? <p class="soft small">{words.csat}</p> : null}
      {mean === undefined || mean === null ? null : <p class="soft small"><data value={mean} id="figure-mean">{words.mean(formats.decimal(mean, 2))}</data></p>}
      {mrrWeighted === undefined || mrrWeighted === null ? null : <p class="soft small"><data value={mrrWeighted.score} id="figure-mrr-weighted">{words.mrrWeighted(shown(mrrWeighted.score), formats.count(mrrWeighted.n))}</data></p>}
      {responseRate === undefined || invited === undefined ? null : <p class="soft small"><data value={responseRate} id="figure-response-rate">{words.responseRate(formats.percent(responseRate), formats.count(invited))}</data></p>}
    </section>
  );
}

function ChangeLine({ total: { change }, metric, words, formats }: ScoreProps) {
  if (change === null) return <p class="soft small">{words.nothingBefore}</p>;
  const [by, before] = [changeInWords(change.value, formats), formats.score(metric, change.score)];
  const n = formats.count(change.n);
  if (change.lowData) return <p class="soft small">{words.tooFewToCompare(n)}</p>;
  return (
    <p class="small">
      <data value={change.value} id="figure-change">{change.significant ? words.changed(by, before, n) : words.unchanged(before, n)}</data>
      <br /><span class="soft">{words.changeInterval(changeInWords(change.interval.low, formats), changeInWords(change.interval.high, formats))}</span>
    </p>
  );
}
