import type { Context } from "hono";
import { type Case, isErased, ownerOf } from "../../../../shared/domain/case.ts";
import { scales } from "../../../../shared/domain/metric.ts";
import { isBlank } from "../../../../shared/chat/comment.ts";
import { shownName } from "../../../../shared/chat/mrkdwn.ts";
import { presentCase } from "../../present-case.ts";
import { hrefWith } from "../address.ts";
import type { DeskEnv, Onlooker } from "../desk-env.ts";
import { framed } from "../frame.tsx";
import type { Markup } from "../markup.ts";
import { Moment, Tag, looks } from "../pieces.tsx";
import { commonWords } from "../words.ts";
import { Drafts } from "./drafts.tsx";
import type { Forming, Tried } from "./forming.tsx";
import { Forms } from "./forms.tsx";
import type { Told } from "./instead.ts";
import { mrrOf } from "./money.ts";
import { nameOfOwner, personOfCase } from "./people.ts";
import type { Done } from "./read-action.ts";
import type { CaseShown } from "./read-case.ts";
import type { ShowingCases } from "./showing-cases.ts";
import { Timeline } from "./timeline.tsx";
import { caseWords } from "./words.ts";

/** What the page says of what was just asked: it was done, what happened instead, or what is wrong with a form. */
export type Saying = { readonly done?: Done; readonly instead?: (told: Told) => string; readonly tried?: Tried };

/** One case: who, what they said, what is at stake, what happened, and everything that can be done. */
export function casePage(c: Context<DeskEnv>, needs: ShowingCases, shown: CaseShown, saying: Saying): Markup {
  const onlooker = c.get("onlooker");
  const { language } = onlooker;
  const { subject, answers, effects, nameOf, now } = shown;
  const { page, done, mistakes } = caseWords[language];
  const common = commonWords[language];
  const { test, severity, state } = subject;
  const [newest] = answers;
  const name = personOfCase(subject) ?? common.erased;
  const address = `/desk/cases/${encodeURIComponent(subject.id)}`;
  const forming: Forming = { shown, needs, onlooker, tried: saying.tried };
  return framed({
    onlooker,
    at: "cases",
    title: `${name} · ${common.pages.cases}`,
    // Also where a form was answered: its own address takes no other visit.
    address,
    elsewhere: needs.elsewhere,
    children: (
      <>
        {saying.done === undefined ? null : <p class="notice good" role="status">{done[saying.done]}</p>}
        {saying.instead === undefined ? null : <p class="notice warn" role="alert">{saying.instead({ onlooker, nameOf, now })}</p>}
        {saying.tried === undefined ? null : <p class="notice bad" role="alert">{mistakes.title}</p>}
        <h1>{name}</h1>
        <p class="actions">
          <Tag look={looks.severity[severity]}>{common.severity[severity]}</Tag>
          <Tag look={looks.caseState[state]}>{common.state[state]}</Tag>
          {test ? <Tag look="quiet">{common.test}</Tag> : null}
          {newest === undefined ? null : <span>{scoreOf(newest.body, language)}</span>}
          <span class="soft small">{`${page.case} ${subject.id}`}</span>
          {shown.cardLink === undefined ? null : <a href={shown.cardLink}>{page.slackCard}</a>}
        </p>
        {test ? <p class="notice warn">{page.isTest}</p> : null}
        {isErased(subject) ? <p class="notice warn">{page.isErased}</p> : null}
        <p>{page.because(subject.reasons.length === 0 ? page.noReason : subject.reasons.join(", "))}</p>
        <div class="columns">
          <div>
            <Answers shown={shown} onlooker={onlooker} />
            <Facts shown={shown} needs={needs} onlooker={onlooker} />
          </div>
          <div>
            <section aria-labelledby="work">
              <h2 id="work">{page.workTitle}</h2>
              <Drafts forming={forming} />
              <Work forming={forming} />
            </section>
            <section aria-labelledby="history">
              <h2 id="history">{page.history}</h2>
              <Timeline entries={presentCase(subject, effects).timeline} telling={{ onlooker, nameOf }} />
            </section>
          </div>
        </div>
      </>
    ),
  });
}

function scoreOf({ metric, score }: { readonly metric: keyof typeof scales; readonly score: number }, language: Onlooker["language"]): string {
  return `${commonWords[language].metric[metric]} ${score} / ${scales[metric].max}`;
}

function Work({ forming }: { readonly forming: Forming }) {
  const { shown: { mayWork }, needs: { policy }, onlooker: { language } } = forming;
  const { page } = caseWords[language];
  switch (mayWork) {
    case "yes":
      return <Forms forming={forming} />;
    case "no right":
      return <p class="soft">{page.noRight}</p>;
    case "not in the group":
      return <p class="soft">{page.notWorker(policy.slack.workers ?? "")}</p>;
    case "unknown":
      return <p class="notice warn">{page.workerUnknown}</p>;
  }
}

function Facts({ shown: { subject, otherOpen, nameOf, now }, needs: { policy }, onlooker: { language, formats } }: { readonly shown: CaseShown; readonly needs: ShowingCases; readonly onlooker: Onlooker }) {
  const { page } = caseWords[language];
  const common = commonWords[language];
  const { respondent, account } = subject;
  const owner = nameOfOwner(ownerOf(subject));
  const handle = respondent.email ?? respondent.id;
  return (
    <>
      <section aria-labelledby="person">
        <h2 id="person">{page.personTitle}</h2>
        {isErased(subject) ? <p class="soft">{common.erased}</p> : (
          <>
            <dl>
              <dt>{page.name}</dt><dd>{shownName(respondent.name) ?? page.unknown}</dd>
              <dt>{page.address}</dt><dd>{respondent.email ?? page.unknown}</dd>
              {respondent.id === undefined ? null : <><dt>{page.theirId}</dt><dd>{respondent.id}</dd></>}
              <dt>{page.locale}</dt><dd>{respondent.locale ?? page.unknown}</dd>
            </dl>
            {handle === undefined ? null : <p class="small"><a href={hrefWith("/desk/cases", { find: handle })}>{page.otherCases}</a></p>}
          </>
        )}
      </section>
      <section aria-labelledby="account">
        <h2 id="account">{page.accountTitle}</h2>
        {account === undefined ? <p class="soft">{page.noAccount}</p> : (
          <>
            <dl>
              <dt>{page.accountTitle}</dt><dd>{shownName(account.name) ?? account.id}</dd>
              <dt>{page.plan}</dt><dd>{account.plan ?? page.unknown}</dd>
              <dt>{page.mrr}</dt><dd>{mrrOf(account, policy, formats) ?? page.unknown}</dd>
              <dt>{page.renewal}</dt><dd>{account.renewsOn === undefined ? page.unknown : formats.day(account.renewsOn)}</dd>
            </dl>
            <p class="small">{otherOpen === 0 ? page.noOthers : <a href={hrefWith("/desk/cases", { state: "unresolved", account: account.id })}>{otherOpen === 1 ? page.oneOther : page.others(formats.count(otherOpen))}</a>}</p>
          </>
        )}
        <dl><dt>{page.owner}</dt><dd>{owner === undefined ? common.nobody : nameOf(owner)}</dd></dl>
      </section>
      <section aria-labelledby="due">
        <h2 id="due">{page.dueTitle}</h2>
        <Due subject={subject} now={now} onlooker={{ language, formats }} />
      </section>
    </>
  );
}

function Due({ subject: { state, due, snoozedUntil, openedAt, previousScore }, now, onlooker: { language, formats } }: { readonly subject: Case; readonly now: string; readonly onlooker: Pick<Onlooker, "language" | "formats"> }) {
  const { page, due: words } = caseWords[language];
  const target = (at: string) => <dd><Moment at={at} formats={formats} />{at <= now ? <>{" "}<Tag look="bad">{words.overdue}</Tag></> : null}</dd>;
  const isRunning = state !== "resolved" && state !== "snoozed";
  return (
    <>
      <dl>
        <dt>{page.opened}</dt><dd><Moment at={openedAt} formats={formats} /></dd>
        {state === "open" ? <><dt>{page.acknowledgeBy}</dt>{target(due.acknowledgeBy)}</> : null}
        {isRunning ? <><dt>{page.resolveBy}</dt>{target(due.resolveBy)}</> : null}
        {state === "snoozed" && snoozedUntil !== undefined ? <><dt>{page.snoozedUntil}</dt><dd><Moment at={snoozedUntil} formats={formats} /></dd></> : null}
        {previousScore === undefined ? null : <><dt>{page.previousScore}</dt><dd>{previousScore}</dd></>}
      </dl>
      {state === "resolved" ? <p class="soft">{page.done}</p> : null}
    </>
  );
}

function Answers({ shown: { answers, olderAnswers }, onlooker: { language, formats } }: { readonly shown: CaseShown; readonly onlooker: Onlooker }) {
  const { page } = caseWords[language];
  const common = commonWords[language];
  return (
    <section aria-labelledby="responses">
      <h2 id="responses">{page.responses}</h2>
      {answers.length === 0 ? <p class="soft">{page.noResponses}</p> : null}
      {answers.map(({ id, band, submittedAt, body }) => (
        <article>
          <p><Tag look={looks.band[band]}>{common.band[band]}</Tag>{` ${scoreOf(body, language)} · ${body.survey.name ?? body.survey.id} · `}<Moment at={submittedAt} formats={formats} /></p>
          {isBlank(body.comment) ? <p class="soft">{page.noComment}</p> : <blockquote class="quote" dir="auto">{body.comment}</blockquote>}
          <p class="small"><a href={`/desk/responses/${encodeURIComponent(id)}`}>{page.seeResponse}</a></p>
        </article>
      ))}
      {olderAnswers === 0 ? null : <p class="soft small">{page.olderResponses(formats.count(olderAnswers))}</p>}
    </section>
  );
}
