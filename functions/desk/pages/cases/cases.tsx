import type { Context, Hono } from "hono";
import { isSlackUser, ownerOf } from "../../../../shared/domain/case.ts";
import { localDay } from "../../../../shared/domain/local-time.ts";
import type { CardlessCase } from "../../../../shared/ports.ts";
import { given } from "../../../../shared/http/given.ts";
import type { DeskEnv } from "../desk-env.ts";
import { filtersOf } from "../filters.ts";
import { allowed } from "../guard.tsx";
import { refusal } from "../refusal.tsx";
import { actOn, decideOn } from "./act.ts";
import { type CaseFilters, caseFiltersSchema, fits, gathered, pageOfCases } from "./case-filters.ts";
import { casePage } from "./case-page.tsx";
import { casesCsv, mostInFile } from "./cases-csv.ts";
import { findCases, longestId } from "./find-cases.ts";
import { listPage } from "./list-page.tsx";
import { namesOf, nameOfOwner } from "./people.ts";
import { namesOfSelf } from "./self.ts";
import { readCase } from "./read-case.ts";
import { doneOf } from "./read-action.ts";
import type { ShowingCases } from "./showing-cases.ts";

export type { ShowingCases };

/** How a file is gathered: at most so many cases are looked through for it, since somebody waits. */
const [readAtOnce, mostReads] = [200, 100];

/** `/desk/cases`: the list, its file, one case, and everything that is done with one. */
export function addCases(app: Hono<DeskEnv>, needs: ShowingCases): void {
  app.get("/cases", allowed(needs, "see customers"), async (c) => {
    const asked = filtersOf(c, caseFiltersSchema);
    if (!asked.ok) return refusal(c, needs, "badQuery", 400, asked.errors);
    const { find, ...others } = asked.value;
    if (find !== undefined && find !== "") return foundPage(c, needs, { ...others, find });
    const page = await pageOfCases(needs, others, namesOfSelf(c.get("onlooker").visitor));
    if (page === "foreign cursor") return refusal(c, needs, "badQuery", 400, [foreign]);
    return c.html(listPage(c, needs, { filters: others, cases: page.items, ...given({ cursor: page.cursor }), areAll: true, nameOf: await ownersOf(c, needs, page.items) }));
  });

  app.get("/cases.csv", allowed(needs, "export"), async (c) => {
    const asked = filtersOf(c, caseFiltersSchema);
    if (!asked.ok) return refusal(c, needs, "badQuery", 400, asked.errors);
    const all = await allOf(needs, { ...asked.value, self: namesOfSelf(c.get("onlooker").visitor) });
    if (all === "foreign cursor") return refusal(c, needs, "badQuery", 400, [foreign]);
    const cases = all.cases.slice(0, mostInFile);
    const isCut = all.isCut || all.cases.length > mostInFile;
    const name = `cases-${localDay(needs.clock.now().getTime(), needs.policy.timeZone)}${isCut ? `-first-${cases.length}` : ""}.csv`;
    if (isCut) c.header("X-Truncated", "true");
    return c.body(casesCsv(cases, needs.policy), 200, { "Content-Type": "text/csv; charset=utf-8", "Content-Disposition": `attachment; filename="${name}"` });
  });

  app.get("/cases/:id", allowed(needs, "see customers"), async (c) => {
    const id = c.req.param("id");
    const subject = id.length > longestId ? undefined : await needs.cases.find(id);
    if (subject === undefined) return refusal(c, needs, "notFound", 404);
    const done = doneOf(c.req.query("done"));
    return c.html(casePage(c, needs, await readCase(needs, c.get("onlooker"), subject), given({ done })));
  });

  app.post("/cases/:id/events", allowed(needs, "work cases"), (c) => actOn(c, needs, c.req.param("id")));
  app.post("/cases/:id/drafts", allowed(needs, "work cases"), (c) => decideOn(c, needs, c.req.param("id")));
}

const foreign = { pointer: "/cursor", detail: "must be one of this list: leave it out to begin with the newest" };

async function foundPage(c: Context<DeskEnv>, needs: ShowingCases, filters: CaseFilters & { readonly find: string }): Promise<Response> {
  const found = await findCases(needs, filters.find);
  if (found.kind === "one") return c.redirect(`/desk/cases/${encodeURIComponent(found.caseId)}`, 303);
  const cases = found.cases.filter((item) => fits(item, filters, namesOfSelf(c.get("onlooker").visitor)));
  return c.html(listPage(c, needs, { filters, cases, areAll: found.areAll, nameOf: await ownersOf(c, needs, cases) }));
}

async function allOf(needs: ShowingCases, { find, cursor: _, ...filters }: CaseFilters & { readonly self: readonly string[] }): Promise<{ readonly cases: readonly CardlessCase[]; readonly isCut: boolean } | "foreign cursor"> {
  if (find !== undefined && find !== "") {
    const found = await findCases(needs, find);
    const cases = found.kind === "one" ? await needs.cases.findAll([found.caseId]) : found.cases;
    return { cases: cases.filter((item) => fits(item, filters, filters.self)), isCut: found.kind === "several" && !found.areAll };
  }
  // One more than the file takes, so that it is known whether it takes them all.
  const page = await gathered(needs.cases, filters, { atOnce: readAtOnce, reads: mostReads, until: mostInFile + 1 });
  return page === "foreign cursor" ? page : { cases: page.items, isCut: page.cursor !== undefined };
}

function ownersOf(c: Context<DeskEnv>, needs: ShowingCases, cases: readonly CardlessCase[]) {
  return namesOf(needs, c.get("onlooker"), cases.flatMap((subject) => nameOfOwner(ownerOf(subject)) ?? []).filter(isSlackUser));
}
