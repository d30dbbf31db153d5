import type { Child } from "hono/jsx";
import type { AccountView } from "../../../../shared/domain/account.ts";
import type { ResponseBody } from "../../../../shared/domain/response.ts";
import { given } from "../../../../shared/http/given.ts";
import type { FoundResponse } from "../../../../shared/ports.ts";
import { hrefWith } from "../address.ts";
import type { Onlooker } from "../desk-env.ts";
import type { Formats } from "../formats.ts";
import { EffectsTable } from "./effects-table.tsx";
import { Moment, Tag, looks } from "../pieces.tsx";
import { commonWords } from "../words.ts";
import { Marks, ScoreOf } from "./response-pieces.tsx";
import { type ResponsesWords, responsesWords } from "./words.ts";

/** A response, what the directory knows of its account, and who looks at it. */
export type Shown = { readonly found: FoundResponse; readonly account: AccountView | undefined; readonly onlooker: Onlooker };

/** What `GET /desk/responses/{id}` shows below its title. */
export function ResponseDetails({ found: { response, effects, caseId }, account, onlooker }: Shown) {
  const { language, formats } = onlooker;
  const words = responsesWords[language];
  const { body } = response;
  const { respondent } = body;
  return (
    <>
      <section aria-labelledby="answer">
        <h2 id="answer">{words.answer}</h2>
        <p><ScoreOf response={response} language={language} formats={formats} /><Marks response={response} language={language} /></p>
        {body.comment === undefined || body.comment === "" ? <p class="soft">{words.noComment}</p> : <blockquote class="quote" dir="auto">{body.comment}</blockquote>}
        <p class="actions">
          {caseId === undefined ? null : <a class="button" href={`/desk/cases/${encodeURIComponent(caseId)}`}>{words.seeCase}</a>}
          <a class="button" href={hrefWith("/desk/responses", { respondent: respondent.id ?? respondent.email })}>{words.others}</a>
        </p>
      </section>
      <div class="columns">
        <section aria-labelledby="sent">
          <h2 id="sent">{words.sent}</h2>
          <Facts response={response} words={words} onlooker={onlooker} />
        </section>
        <section aria-labelledby="person">
          <h2 id="person">{words.person}</h2>
          <dl>
            <Fact name={words.name}>{respondent.name}</Fact>
            <Fact name={words.email}>{respondent.email}</Fact>
            <Fact name={words.id}>{respondent.id}</Fact>
            <Fact name={words.locale}>{respondent.locale}</Fact>
            <Fact name={words.timeZone}>{respondent.timeZone}</Fact>
          </dl>
          {body.account === undefined ? null : (
            <>
              <h3>{words.accountAsSent}</h3>
              <AccountFacts account={accountAsSent(body.account)} words={words} formats={formats} />
            </>
          )}
          {account === undefined ? null : (
            <>
              <h3>{words.accountNow}</h3>
              <AccountFacts account={account} words={words} formats={formats} />
            </>
          )}
        </section>
      </div>
      <Earlier response={response} words={words} onlooker={onlooker} />
      <section aria-labelledby="effects">
        <h2 id="effects">{words.effects}</h2>
        <EffectsTable effects={effects} onlooker={onlooker} />
      </section>
    </>
  );
}

type PartProps = { readonly response: FoundResponse["response"]; readonly words: ResponsesWords; readonly onlooker: Onlooker };

function Facts({ response, words, onlooker: { formats } }: PartProps) {
  const { body, id, source, submittedAt, receivedAt, revision, counted, about } = response;
  return (
    <dl>
      <Fact name={words.survey}>{body.survey.name === undefined ? body.survey.id : `${body.survey.name} (${body.survey.id})`}</Fact>
      <Fact name={words.submittedAt}><Moment at={submittedAt} formats={formats} /></Fact>
      <Fact name={words.receivedAt}><Moment at={receivedAt} formats={formats} /></Fact>
      <Fact name={words.channel}>{words.channels[body.channel ?? "other"]}</Fact>
      <Fact name={words.contactMe}>{body.contactMe === undefined ? undefined : body.contactMe ? words.yes : words.no}</Fact>
      <Fact name={words.tags}>{body.tags === undefined || body.tags.length === 0 ? undefined : body.tags.map((tag) => <>{" "}<Tag look="quiet">{tag}</Tag></>)}</Fact>
      {Object.entries(body.attributes ?? {}).map(([name, value]) => <Fact name={`${words.attributes}: ${name}`}>{typeof value === "boolean" ? (value ? words.yes : words.no) : String(value)}</Fact>)}
      <Fact name={words.counted}>{counted === undefined ? words.notCounted : words.countedOn(formats.day(counted.day))}</Fact>
      <Fact name={words.revision}>{formats.count(revision)}</Fact>
      <Fact name={words.id}>{id}</Fact>
      <Fact name={words.senderId}>{body.id}</Fact>
      <Fact name={words.source}>{source}</Fact>
      {about === undefined ? null : <Fact name={words.about}><a href={`/desk/cases/${encodeURIComponent(about)}`}>{about}</a></Fact>}
    </dl>
  );
}

/** What an answer said before it was corrected, the newest first. */
function Earlier({ response: { revisions, revision: current, body }, words, onlooker: { language, formats } }: PartProps) {
  const earlier = revisions.filter(({ revision }) => revision !== current).reverse();
  if (earlier.length === 0) return null;
  return (
    <section aria-labelledby="earlier">
      <h2 id="earlier">{words.earlier}</h2>
      <ol class="timeline">
        {earlier.map(({ revision, band, score, receivedAt, body: replaced }) => (
          <li>
            <p>{`${words.revision} ${formats.count(revision)} · `}<Moment at={receivedAt} formats={formats} />{` · ${commonWords[language].metric[replaced?.metric ?? body.metric]} ${formats.count(score)} `}<Tag look={looks.band[band]}>{commonWords[language].band[band]}</Tag></p>
            {replaced === undefined ? <p class="soft">{words.wordsNotKept}</p>
              : replaced.comment === undefined || replaced.comment === "" ? <p class="soft">{words.noComment}</p>
              : <blockquote class="quote" dir="auto">{replaced.comment}</blockquote>}
          </li>
        ))}
      </ol>
    </section>
  );
}

function AccountFacts({ account: { id, name, plan, mrr, renewsOn, owner }, words, formats }: { readonly account: AccountView; readonly words: ResponsesWords; readonly formats: Formats }) {
  return (
    <dl>
      <Fact name={words.name}>{name}</Fact>
      <Fact name={words.id}><a href={hrefWith("/desk/responses", { account: id })}>{id}</a></Fact>
      <Fact name={words.plan}>{plan}</Fact>
      <Fact name={words.mrr}>{mrr === undefined ? undefined : formats.money(mrr.amount, mrr.currency)}</Fact>
      <Fact name={words.renewsOn}>{renewsOn === undefined ? undefined : formats.day(renewsOn)}</Fact>
      <Fact name={words.owner}>{owner === undefined ? undefined : [owner.name, owner.email, owner.slackUserId].filter((said) => said !== undefined).join(", ")}</Fact>
    </dl>
  );
}

function accountAsSent({ id, mrr, currency, ...facts }: NonNullable<ResponseBody["account"]>): AccountView {
  return { id, ...given(facts), ...(mrr === undefined ? {} : { mrr: { amount: mrr, ...given({ currency }) } }) };
}

/** What was not said is not shown. */
function Fact({ name, children }: { readonly name: string; readonly children?: Child }) {
  return children === undefined ? null : <><dt>{name}</dt><dd>{children}</dd></>;
}
