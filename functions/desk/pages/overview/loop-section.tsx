import type { TargetFigures } from "../../../../shared/domain/loop.ts";
import { type Loop, mostCases } from "../../../../shared/scoring/read-loop.ts";
import type { Formats } from "../formats.ts";
import { isLowData } from "../../../../shared/domain/statistics.ts";
import { Tag } from "../pieces.tsx";
import { Bar } from "./bars.tsx";
import type { OverviewWords } from "./words.ts";

type LoopProps = {
  readonly loop: Loop | "too many cases" | "too many buckets" | "failed";
  readonly words: OverviewWords;
  readonly formats: Formats;
  /** Where its cases are listed, for who may see them. */
  readonly casesHref: string | undefined;
};

/** How well the loop is closed, and what is at stake now. */
export function LoopSection({ loop, words, formats, casesHref }: LoopProps) {
  return (
    <section aria-labelledby="loop">
      <h2 id="loop">{words.loop}</h2>
      {loop === "failed" ? <p class="notice bad">{words.loopFailed}</p>
        : typeof loop === "string" ? <p class="notice warn">{words.tooManyCases(formats.count(mostCases))}</p>
        : <LoopFigures loop={loop} words={words} formats={formats} casesHref={casesHref} />}
    </section>
  );
}

function LoopFigures({ loop: { total, currency }, words, formats, casesHref }: Omit<LoopProps, "loop"> & { readonly loop: Loop }) {
  const { mrrAtRisk: stake, recovery, rootCauses } = total;
  const causes = Object.entries(rootCauses).sort(([, a], [, b]) => b - a);
  const count = formats.count;
  return (
    <>
      <p class="soft small">{words.loopAbout}</p>
      <div class="cards">
        <div class="card">
          <h3>{words.atRisk}</h3>
          <p><data class="figure" value={String(stake?.amount ?? null)} id="figure-at-risk">{typeof stake?.amount === "number" ? formats.money(stake.amount, currency) : "–"}</data></p>
          <p class="small">{stake === null ? words.atRiskTooMany : words.atRiskOf(count(stake.cases), count(stake.accounts))}</p>
          {stake === null || stake.unknown === 0 ? null : <p class="soft small">{words.atRiskUnknown(count(stake.unknown))}</p>}
          {casesHref === undefined ? null : <p class="small"><a href={casesHref}>{words.seeCases}</a></p>}
        </div>
        <div class="card">
          <h3>{words.opened}</h3>
          <p><data class="figure" value={total.opened} id="figure-opened">{count(total.opened)}</data></p>
          <p class="small"><data value={total.open} id="figure-open">{count(total.open)}</data>{` ${words.stillOpen}`}</p>
          <p class="small">{total.resolutionRate === null ? words.noCases : `${words.resolutionRate}: ${formats.percent(total.resolutionRate)}, ${words.ofOpened(count(total.resolved), count(total.opened))}`}</p>
        </div>
        <Target id="acknowledge" title={words.acknowledged} figures={total.acknowledge} words={words} formats={formats} />
        <Target id="resolve" title={words.resolvedInTime} figures={total.resolve} words={words} formats={formats} />
        <div class="card">
          <h3>{words.recovery}</h3>
          <p><data class="figure" value={String(recovery.share)} id="figure-recovery">{recovery.share === null ? "–" : formats.percent(recovery.share)}</data></p>
          <p class="small">{recovery.share === null ? words.nobodyAnsweredAgain : words.ofAnswered(count(recovery.recovered), count(recovery.answeredAgain))}</p>
          {recovery.share !== null && isLowData(recovery.answeredAgain) ? <p><Tag look="warn">{words.lowData}</Tag></p> : null}
        </div>
      </div>
      <h3>{words.causes}</h3>
      {causes.length === 0 ? <p class="empty">{words.noCauses}</p> : (
        <table class="distribution">
          <tbody>
            {causes.map(([cause, cases]) => (
              <tr><th scope="row">{cause.replaceAll("_", " ")}</th><td class="wide"><Bar share={(100 * cases) / total.resolved} band="passive" /></td><td class="number"><data value={cases} id={`figure-cause-${cause}`}>{count(cases)}</data></td></tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

function Target({ id, title, figures: { due, kept, share, medianMinutes }, words, formats }: { readonly id: string; readonly title: string; readonly figures: TargetFigures; readonly words: OverviewWords; readonly formats: Formats }) {
  return (
    <div class="card">
      <h3>{title}</h3>
      <p><data class="figure" value={String(share)} id={`figure-${id}`}>{share === null ? "–" : formats.percent(share)}</data></p>
      <p class="small">{share === null ? words.nothingDue : words.ofDue(formats.count(kept), formats.count(due))}</p>
      {medianMinutes === null ? null : <p class="soft small"><data value={medianMinutes} id={`figure-${id}-median`}>{words.median(formats.minutes(medianMinutes))}</data></p>}
    </div>
  );
}
