import { localDay, startOfDay } from "../../../../shared/domain/local-time.ts";
import { bandSchema, metricSchema } from "../../../../shared/domain/metric.ts";
import type { Response } from "../../../../shared/domain/response.ts";
import { hrefWith } from "../address.ts";
import type { Onlooker } from "../desk-env.ts";
import type { LookedThrough } from "../look-through.ts";
import { ChoiceFilter, Moment, Scrolling, TextFilter } from "../pieces.tsx";
import { commonWords } from "../words.ts";
import { accountIn, personIn } from "./person.ts";
import type { Question } from "./question.ts";
import { Marks, ScoreOf } from "./response-pieces.tsx";
import { responsesWords } from "./words.ts";

const path = "/desk/responses";
/** Characters of a comment that stand in a list. */
const longestComment = 200;

/** A page of responses; what was looked through is said where words were searched. */
export type Listed = { readonly question: Question; readonly found: LookedThrough<Response>; readonly onlooker: Onlooker };

/** What `GET /desk/responses` shows below its title. */
export function ResponseList({ question, found, onlooker }: Listed) {
  const { language, formats, rights } = onlooker;
  const { items, cursor, lookedThrough } = found;
  const words = responsesWords[language];
  const { said, query } = question;
  const isSearched = question.words !== undefined;
  return (
    <>
      <Filters question={question} onlooker={onlooker} />
      {rights.has("export") ? <p class="actions"><a class="button" href={hrefWith("/desk/responses.csv", said)}>{commonWords[language].exportCsv}</a></p> : null}
      {isSearched ? <p class="soft" role="status">{cursor === undefined ? words.lookedThroughAll(formats.count(lookedThrough)) : words.lookedThrough(formats.count(lookedThrough))}</p> : null}
      {items.length === 0 ? <p class="empty">{cursor === undefined ? words.none : words.noneSoFar}</p> : <ResponseTable items={items} onlooker={onlooker} />}
      {!isSearched && cursor !== undefined && items.length > 0 && items.length < query.limit ? <p class="soft">{words.shortPage}</p> : null}
      <div class="pages">
        {query.cursor === undefined ? null : <a href={hrefWith(path, said)}>{words.first}</a>}
        {cursor === undefined ? null : <a href={hrefWith(path, { ...said, cursor })} rel="next">{words.goOn}</a>}
      </div>
    </>
  );
}

function ResponseTable({ items, onlooker: { language, formats } }: { readonly items: readonly Response[]; readonly onlooker: Onlooker }) {
  const words = responsesWords[language];
  return (
    <Scrolling label={words.caption}>
      <table>
        <caption>{words.caption}</caption>
        <thead><tr><th scope="col">{words.when}</th><th scope="col">{words.score}</th><th scope="col">{words.comment}</th><th scope="col">{words.person}</th><th scope="col">{words.account}</th><th scope="col">{words.survey}</th></tr></thead>
        <tbody>
          {items.map((response) => {
            const { id, body, submittedAt } = response;
            const person = personIn(body);
            const account = accountIn(body);
            return (
              <tr>
                <td><a href={`${path}/${id}`} aria-label={`${words.open(person)}, ${formats.moment(submittedAt)}`}><Moment at={submittedAt} formats={formats} /></a></td>
                <td><ScoreOf response={response} language={language} formats={formats} /><Marks response={response} language={language} /></td>
                <td dir="auto">{body.comment === undefined || body.comment === "" ? <span class="soft">–</span> : beginningOf(body.comment)}</td>
                <td><a href={hrefWith(path, { respondent: body.respondent.id ?? body.respondent.email })}>{person}</a></td>
                <td>{account === undefined ? "–" : <a href={hrefWith(path, { account: body.account?.id })}>{account}</a>}</td>
                <td>{body.survey.name ?? body.survey.id}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Scrolling>
  );
}

function beginningOf(comment: string): string {
  const characters = Array.from(comment);
  return characters.length <= longestComment ? comment : `${characters.slice(0, longestComment).join("")}…`;
}

function Filters({ question: { query, said, words: searched }, onlooker: { language, formats } }: { readonly question: Question; readonly onlooker: Onlooker }) {
  const words = responsesWords[language];
  const common = commonWords[language];
  const { segment, counted } = query;
  return (
    <form class="filters" method="get" action={path}>
      <TextFilter name="respondent" label={words.respondent} value={query.respondent} />
      <TextFilter name="account" label={words.account} value={query.account} />
      <WhenFilter name="from" label={words.from} at={query.from} timeZone={formats.timeZone} />
      <WhenFilter name="to" label={words.to} at={query.to} timeZone={formats.timeZone} />
      <TextFilter name="survey" label={words.survey} value={query.survey} />
      <ChoiceFilter name="metric" label={words.metric} value={query.metric} any={common.anyValue} choices={metricSchema.options.map((value) => ({ value, label: common.metric[value] }))} />
      <ChoiceFilter name="band" label={words.band} value={query.band} any={common.anyValue} choices={bandSchema.options.map((value) => ({ value, label: common.band[value] }))} />
      <TextFilter name="q" label={words.search} type="search" value={searched} />
      {["counted", "segment", "value", "limit"].map((name) => (said[name] === undefined ? null : <input type="hidden" name={name} value={said[name]} />))}
      <button class="primary" type="submit">{common.filter}</button>
      <a class="button" href={path}>{common.clear}</a>
      {counted === undefined ? null : <p class="soft small">{counted ? words.countedOnly : words.notCountedOnly}</p>}
      {segment === undefined ? null : <p class="soft small">{words.segmentIs(segment.dimension, segment.value)}</p>}
    </form>
  );
}

/** A moment that is no day's beginning stays what it is: a field for days would lose its time. */
function WhenFilter({ name, label, at, timeZone }: { readonly name: "from" | "to"; readonly label: string; readonly at: string | undefined; readonly timeZone: string }) {
  const day = at === undefined ? undefined : localDay(Date.parse(at), timeZone);
  const isDay = at === undefined || day === undefined || startOfDay(day, timeZone) === Date.parse(at);
  return <TextFilter name={name} label={label} type={isDay ? "date" : "text"} value={isDay ? day : at} />;
}
