import type { Context, Hono } from "hono";
import { metricSchema } from "../../../../shared/domain/metric.ts";
import { builtInDimensions } from "../../../../shared/domain/dimensions.ts";
import { type Span, bucketLimit, periodSchema } from "../../../../shared/domain/window.ts";
import { given } from "../../../../shared/http/given.ts";
import { type LoopReading, readLoop } from "../../../../shared/scoring/read-loop.ts";
import { type Scores, type Scoring, readScores } from "../../../../shared/scoring/read-scores.ts";
import { addressOf, hrefWith } from "../address.ts";
import type { DeskEnv, Onlooker } from "../desk-env.ts";
import { filtersOf } from "../filters.ts";
import { framed } from "../frame.tsx";
import { allowed } from "../guard.tsx";
import type { Admitting } from "../looking.ts";
import { ChoiceFilter, TextFilter } from "../pieces.tsx";
import { refusal } from "../refusal.tsx";
import { surveysAnswered } from "../surveys.ts";
import { later, streamed } from "../streamed.ts";
import { commonWords } from "../words.ts";
import { DistributionSection } from "./distribution-section.tsx";
import { LoopSection } from "./loop-section.tsx";
import { type Question, hasOwnDates, periodFor, questionSchema, spanOf } from "./question.ts";
import { ScoreCard } from "./score-section.tsx";
import { SegmentsSection } from "./segments-section.tsx";
import { TrendSection } from "./trend-section.tsx";
import { overviewWords } from "./words.ts";

/** What the first page needs of the world. */
export type ShowingOverview = Admitting & Scoring & LoopReading;

/** `GET /desk`: the score, whether it changed, what drives it, and how well the loop is closed. */
export function addOverview(app: Hono<DeskEnv>, needs: ShowingOverview): void {
  const { policy, clock } = needs;
  const dimensions = [...builtInDimensions, ...policy.segments];
  const schema = questionSchema(dimensions);

  app.get("/", allowed(needs, "see scores"), async (c) => {
    const asked = filtersOf(c, schema);
    if (!asked.ok) return refusal(c, needs, "badQuery", 400, asked.errors);
    const question = asked.value;
    const span = spanOf(question, clock.now(), policy.timeZone);
    if (span.start >= span.end) return refusal(c, needs, "badQuery", 400, [{ pointer: "/to", detail: `must be after ${span.start}` }]);
    const scope = { metric: question.metric, from: span.start, to: span.end, ...given({ survey: question.survey }) };
    const segment = question.survey !== undefined && question.segment === "survey" ? "plan" : question.segment;
    // What takes longest begins first, and is waited for last.
    const loop = loopOf(needs, span);
    const [trend, segments, surveys] = await Promise.all([
      readScores(needs, { ...scope, interval: question.interval ?? periodFor(span) }),
      readScores(needs, { ...scope, segment }),
      surveysAnswered(needs, question.metric, span),
    ]);
    if (trend === undefined) return refusal(c, needs, "badQuery", 400, [{ pointer: "/interval", detail: `must give at most ${bucketLimit} periods: choose a shorter span or a longer period` }]);
    const shown = { question: { ...question, segment, interval: question.interval ?? periodFor(span) }, dimensions, trend, segments, surveys: surveys.map(({ survey }) => survey) };
    return streamed(c, page(c, needs, shown), loop.then((figures) => loopSection(c.get("onlooker"), figures)));
  });
}

/** How long the page waits for the loop's figures, within what its function may take. Milliseconds. */
const patience = 6_000;

/** The loop's figures, or that there are none just now: the scores are there all the same. */
async function loopOf(needs: ShowingOverview, { start, end }: Span): Promise<Awaited<ReturnType<typeof readLoop>> | "failed"> {
  const waited = Promise.withResolvers<"failed">();
  const timer = setTimeout(() => {
    needs.log.warn("the loop's figures took too long");
    waited.resolve("failed");
  }, patience);
  try {
    return await Promise.race([readLoop(needs, { from: start, to: end }), waited.promise]);
  } catch (error) {
    needs.log.error("the loop's figures were not read", error);
    return "failed";
  } finally {
    clearTimeout(timer);
  }
}

type Shown = { readonly question: Question; readonly dimensions: readonly string[]; readonly trend: Scores; readonly segments: Scores | undefined; readonly surveys: readonly string[] };

function page(c: Context<DeskEnv>, { elsewhere, policy }: ShowingOverview, { question, dimensions, trend, segments, surveys }: Shown) {
  const onlooker = c.get("onlooker");
  const { language, formats } = onlooker;
  const words = overviewWords[language];
  const { metric } = question;
  const mayList = onlooker.rights.has("see customers");
  return framed({
    onlooker,
    at: "overview",
    title: commonWords[language].pages.overview,
    address: addressOf(c),
    elsewhere,
    children: (
      <>
        <h1>{commonWords[language].pages.overview}</h1>
        {question.days !== undefined && (question.from !== undefined || question.to !== undefined) ? <p class="notice warn" role="status">{words.datesPassedOver}</p> : null}
        <Filters question={question} dimensions={dimensions} surveys={surveys} onlooker={onlooker} />
        {trend.total.n === 0 ? <p class="empty">{words.noResponsesYet}</p> : (
          <>
            <div class="columns">
              <div>
                <ScoreCard total={trend.total} metric={metric} words={words} formats={formats} />
                <TrendSection buckets={trend.buckets} isLong={isLong(trend.buckets)} metric={metric} words={words} language={language} formats={formats} mayList={mayList} />
              </div>
              <DistributionSection total={trend.total} metric={metric} bands={policy.bands} words={words} language={language} formats={formats} />
            </div>
            <SegmentsSection buckets={segments?.buckets ?? []} metric={metric} dimension={question.segment} words={words} formats={formats} mayList={mayList} />
          </>
        )}
        {later}
      </>
    ),
  });
}

/** Whether so much time is shown that a day without its year may be meant twice. */
function isLong(buckets: Scores["buckets"]): boolean {
  const [first, last] = [buckets[0], buckets.at(-1)];
  return first !== undefined && last !== undefined && Date.parse(last.end) - Date.parse(first.start) > 366 * 86_400_000;
}

/** A piece of its own, since it is made later than the rest of its page. */
async function loopSection({ language, formats, rights }: Onlooker, loop: Awaited<ReturnType<typeof readLoop>> | "failed") {
  return <LoopSection loop={loop} words={overviewWords[language]} formats={formats} casesHref={rights.has("see customers") ? hrefWith("/desk/cases", { state: "unresolved" }) : undefined} />;
}

function Filters({ question, dimensions, surveys, onlooker: { language } }: { readonly question: Question; readonly dimensions: readonly string[]; readonly surveys: readonly string[]; readonly onlooker: Onlooker }) {
  const words = overviewWords[language];
  const choice = (value: string, label = value) => ({ value, label });
  const known = question.survey === undefined || surveys.includes(question.survey) ? surveys : [question.survey, ...surveys];
  return (
    <form class="filters" method="get" action="/desk">
      <ChoiceFilter name="metric" label={words.metric} value={question.metric} choices={metricSchema.options.map((metric) => choice(metric, commonWords[language].metric[metric]))} />
      <ChoiceFilter name="survey" label={words.survey} value={question.survey} any={words.allSurveys} choices={known.map((survey) => choice(survey))} />
      <ChoiceFilter name="days" label={words.span} value={question.days} any={words.ownDates} choices={["30", "90", "365"].map((days) => choice(days, words.lastDays(days)))} />
      <TextFilter name="from" label={words.from} type="date" value={hasOwnDates(question) ? question.from : undefined} />
      <TextFilter name="to" label={words.to} type="date" value={hasOwnDates(question) ? question.to : undefined} />
      <ChoiceFilter name="interval" label={words.interval} value={question.interval} choices={periodSchema.options.map((period) => choice(period, words.period[period]))} />
      <ChoiceFilter name="segment" label={words.breakBy} value={question.segment} choices={dimensions.map((dimension) => choice(dimension, words.dimension[dimension] ?? dimension))} />
      <button class="primary" type="submit">{words.show}</button>
      <a class="button" href="/desk">{commonWords[language].clear}</a>
    </form>
  );
}
