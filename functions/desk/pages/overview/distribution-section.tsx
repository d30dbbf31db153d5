import { type Metric, type Thresholds, bandSchema, classify, scales } from "../../../../shared/domain/metric.ts";
import { share } from "../../../../shared/domain/statistics.ts";
import type { Figures } from "../../../../shared/domain/tally.ts";
import type { Formats } from "../formats.ts";
import { commonWords } from "../words.ts";
import type { Language } from "../language.ts";
import { Bar } from "./bars.tsx";
import type { OverviewWords } from "./words.ts";

type DistributionProps = {
  readonly total: Figures;
  readonly metric: Metric;
  readonly bands: Readonly<Record<Metric, Thresholds>>;
  readonly words: OverviewWords;
  readonly language: Language;
  readonly formats: Formats;
};

/** How many gave each score, and each band: a table whose bars are its picture. */
export function DistributionSection({ total, metric, bands, words, language, formats }: DistributionProps) {
  const { n, histogram } = total;
  const { min, max } = scales[metric];
  const scores = Array.from({ length: max - min + 1 }, (_, at) => max - at);
  const counts = { detractor: total.detractors, passive: total.passives, promoter: total.promoters };
  const inPercent = (count: number) => formats.percent(share(count, n) ?? 0);
  return (
    <section class="card" aria-labelledby="distribution">
      <h2 id="distribution">{words.distribution}</h2>
      <p class="small">
        {bandSchema.options.toReversed().map((band, at) => (
          <>{at === 0 ? "" : " · "}<data value={counts[band]} id={`figure-${band}`}>{`${commonWords[language].band[band]} ${formats.count(counts[band])} (${inPercent(counts[band])})`}</data></>
        ))}
      </p>
      <table class="distribution">
        <thead><tr><th scope="col">{words.score}</th><td class="wide" /><th scope="col" class="number">{words.n}</th><th scope="col" class="number">{words.share}</th></tr></thead>
        <tbody>
          {scores.map((score) => {
            const count = histogram[score] ?? 0;
            return (
              <tr title={commonWords[language].band[classify(metric, score, bands)]}>
                <th scope="row">{score}</th>
                <td class="wide"><Bar share={share(count, n) ?? 0} band={classify(metric, score, bands)} /></td>
                <td class="number"><data value={count} id={`figure-score-${score}`}>{formats.count(count)}</data></td>
                <td class="number">{inPercent(count)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
