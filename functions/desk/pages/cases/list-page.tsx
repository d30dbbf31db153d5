import type { Context } from "hono";
import { type CaseState, caseStateSchema, isErased, ownerOf } from "../../../../shared/domain/case.ts";
import { nextDue } from "../../../../shared/domain/next-due.ts";
import { severitySchema } from "../../../../shared/domain/severity.ts";
import type { CardlessCase } from "../../../../shared/ports.ts";
import { addressOf, hrefWith } from "../address.ts";
import type { DeskEnv, Onlooker } from "../desk-env.ts";
import { framed } from "../frame.tsx";
import type { Markup } from "../markup.ts";
import { ChoiceFilter, Moment, Scrolling, Tag, TextFilter, looks } from "../pieces.tsx";
import { commonWords } from "../words.ts";
import { type CaseFilters, me } from "./case-filters.ts";
import { DueNext } from "./due-next.tsx";
import { mostResponses } from "./find-cases.ts";
import { mrrOf } from "./money.ts";
import { type Naming, nameOfOwner, personOfCase } from "./people.ts";
import type { ShowingCases } from "./showing-cases.ts";
import { type CaseWords, caseWords } from "./words.ts";

/** What the list shows. */
export type ListedCases = {
  readonly filters: CaseFilters;
  readonly cases: readonly CardlessCase[];
  /** Where more may follow. */
  readonly cursor?: string;
  /** Of what somebody was looked for by: whether all of their responses were looked through. */
  readonly areAll: boolean;
  readonly nameOf: Naming;
};

/** The list of cases. */
export function listPage(c: Context<DeskEnv>, needs: ShowingCases, listed: ListedCases): Markup {
  const onlooker = c.get("onlooker");
  const { language, formats, rights } = onlooker;
  const { filters, cases, cursor, areAll } = listed;
  const words = caseWords[language];
  const common = commonWords[language];
  const { cursor: from, ...named } = filters;
  return framed({
    onlooker,
    at: "cases",
    title: common.pages.cases,
    address: addressOf(c),
    elsewhere: needs.elsewhere,
    children: (
      <>
        <h1>{common.pages.cases}</h1>
        <Filters filters={filters} onlooker={onlooker} />
        {filters.find === undefined ? null : <p role="status">{cases.length === 0 ? words.list.notFound(filters.find) : words.list.foundOf(filters.find, formats.count(cases.length))}{areAll ? "" : ` ${words.list.mostFound(formats.count(mostResponses))}`}</p>}
        {cases.length > 0 ? <Table listed={listed} needs={needs} onlooker={onlooker} /> : filters.find !== undefined ? null : <p class="empty">{emptyWords(listed, words)}</p>}
        <nav class="pages">
          {from === undefined ? null : <a href={hrefWith("/desk/cases", named)}>{common.newest}</a>}
          {cursor === undefined ? null : <a rel="next" href={hrefWith("/desk/cases", { ...named, cursor })}>{common.older}</a>}
          {rights.has("export") && cases.length > 0 ? <a href={hrefWith("/desk/cases.csv", named)}>{common.exportCsv}</a> : null}
        </nav>
      </>
    ),
  });
}

function emptyWords({ filters: { cursor: from, ...filters }, cursor }: ListedCases, { list }: CaseWords): string {
  if (cursor !== undefined) return list.noneHere;
  const { state, ...others } = filters;
  const isFiltered = Object.values(others).some((value) => value !== undefined && value !== "") || from !== undefined;
  if (isFiltered || (state !== undefined && state !== "unresolved")) return list.noneFiltered;
  return state === "unresolved" ? list.noneUnresolved : list.none;
}

function Filters({ filters, onlooker: { language } }: { readonly filters: CaseFilters; readonly onlooker: Onlooker }) {
  const { list } = caseWords[language];
  const common = commonWords[language];
  const states = [{ value: "unresolved", label: list.unresolved }, ...caseStateSchema.options.map((state: CaseState) => ({ value: state, label: common.state[state] }))];
  const severities = severitySchema.options.map((severity) => ({ value: severity, label: common.severity[severity] }));
  return (
    <>
      <p class="actions">
        <a class="button" href={hrefWith("/desk/cases", { state: "unresolved" })}>{list.allUnresolved}</a>
        <a class="button" href={hrefWith("/desk/cases", { state: "unresolved", owner: me })}>{list.mine}</a>
      </p>
      <form class="filters" method="get" action="/desk/cases">
        <ChoiceFilter name="state" label={list.state} value={filters.state} choices={states} any={common.anyValue} />
        <ChoiceFilter name="severity" label={list.severity} value={filters.severity} choices={severities} any={common.anyValue} />
        <TextFilter name="owner" label={list.owner} value={filters.owner} />
        <TextFilter name="account" label={list.account} value={filters.account} />
        <button type="submit">{common.filter}</button>
        <a href="/desk/cases">{common.clear}</a>
      </form>
      <form class="filters" method="get" action="/desk/cases" role="search">
        <TextFilter name="find" label={list.find} value={filters.find} type="search" />
        <button type="submit">{list.search}</button>
      </form>
    </>
  );
}

function Table({ listed: { cases, nameOf }, needs: { policy, clock }, onlooker: { language, formats } }: { readonly listed: ListedCases; readonly needs: ShowingCases; readonly onlooker: Onlooker }) {
  const { list, due } = caseWords[language];
  const common = commonWords[language];
  const now = clock.now().toISOString();
  return (
    <Scrolling label={list.caption}>
      <table>
        <caption>{list.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{list.severity}</th><th scope="col">{list.person}</th><th scope="col">{list.state}</th><th scope="col">{list.ownerColumn}</th>
            <th scope="col">{list.opened}</th><th scope="col">{list.due}</th><th scope="col" class="number">{list.mrr}</th>
          </tr>
        </thead>
        <tbody>
          {cases.map((subject) => {
            const owner = nameOfOwner(ownerOf(subject));
            const account = subject.account === undefined ? undefined : (subject.account.name ?? subject.account.id);
            return (
              <tr>
                <td><Tag look={looks.severity[subject.severity]}>{common.severity[subject.severity]}</Tag>{subject.test ? <>{" "}<Tag look="quiet">{list.rehearsal}</Tag></> : null}</td>
                <th scope="row"><a href={`/desk/cases/${encodeURIComponent(subject.id)}`}>{isErased(subject) ? common.erased : personOfCase(subject)}</a>{account === undefined ? "" : ` · ${account}`}</th>
                <td><Tag look={looks.caseState[subject.state]}>{common.state[subject.state]}</Tag></td>
                <td>{owner === undefined ? common.nobody : nameOf(owner)}</td>
                <td><Moment at={subject.openedAt} formats={formats} /></td>
                <td><DueNext next={nextDue(subject)} now={now} words={due} formats={formats} /></td>
                <td class="number">{mrrOf(subject.account, policy, formats) ?? "–"}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Scrolling>
  );
}
