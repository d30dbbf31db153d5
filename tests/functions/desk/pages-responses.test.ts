import { describe, expect, it } from "vitest";
import { drillHref } from "../../../functions/desk/pages/overview/drill-href.ts";
import { dynamoTraces } from "../../../shared/adapters/dynamodb/traces.ts";
import { drillDown } from "../../../shared/scoring/drill-down.ts";
import { cancelReasons } from "../../../shared/domain/effect.ts";
import { whyOf } from "../../../functions/desk/pages/messages/why.ts";
import type { Response, ResponseBody } from "../../../shared/domain/response.ts";
import { corrected, effectWith, responseWith } from "../../support/domain.ts";
import { putEffects } from "../../support/planned.ts";
import { lead, mia, monday, openDesk, operator, rowsIn } from "./desk-pages.ts";

/** The nth response, so many minutes before noon. */
function nth(n: number, parts: Partial<ResponseBody> = {}, given: Partial<Response> = {}): Response {
  const at = new Date(Date.parse(monday) - n * 60_000).toISOString();
  return responseWith({ respondent: { id: `p${n}`, name: `Person ${n}` }, ...parts }, { id: `rsp_${n}`, submittedAt: at, receivedAt: at, ...given });
}

const people = (page: string) => rowsIn(page).map((row) => row[3]);

async function deskWith(...responses: readonly Response[]) {
  const desk = openDesk();
  for (const response of responses) await desk.responses.insert(response);
  return desk;
}

describe("the list of responses", () => {
  it("shows when, score, comment, person, account and survey, the newest first", async () => {
    const desk = await deskWith(
      nth(2, { score: 10, survey: { id: "s", name: "After onboarding" } }),
      nth(1, { comment: "Slow", account: { id: "acme", name: "Acme" }, test: true, backfill: true }),
    );
    expect(rowsIn(await desk.textOf("/desk/responses"))).toEqual([
      [expect.stringContaining("Nov 23, 2026, 11:59"), "NPS 3 Detractor Test Backfill", "Slow", "Person 1", "Acme", "onboarding-30d"],
      [expect.stringContaining("Nov 23, 2026, 11:58"), "NPS 10 Promoter", "–", "Person 2", "–", "After onboarding"],
    ]);
    expect(desk.errors).toEqual([]);
  });

  it("takes every filter of the API, and what its form left empty for nothing", async () => {
    const desk = await deskWith(
      nth(1, { account: { id: "acme" } }),
      nth(2, { metric: "csat", score: 5, survey: { id: "other" } }),
      nth(3, { respondent: { email: "lin@acme.example" } }),
    );
    const found = async (query: string) => people(await desk.textOf(`/desk/responses?${query}`));
    expect(await found("account=acme")).toEqual(["Person 1"]);
    expect(await found("survey=other&metric=&band=&from=&to=&q=&lang=en")).toEqual(["Person 2"]);
    expect(await found("metric=csat&band=promoter")).toEqual(["Person 2"]);
    expect(await found("respondent=LIN%40acme.example")).toEqual(["lin@acme.example"]);
    expect(await found(`from=${encodeURIComponent(nth(2).submittedAt)}&to=${encodeURIComponent(nth(1).submittedAt)}`)).toEqual(["Person 2"]);
  });

  it("takes a day for its beginning where scores are reckoned, and shows it as a day again", async () => {
    const at = (submittedAt: string, id: string) => nth(1, { respondent: { id } }, { id: `rsp_${id}`, submittedAt, receivedAt: submittedAt });
    const desk = await deskWith(at("2026-11-21T22:59:59.000Z", "before"), at("2026-11-21T23:00:00.000Z", "first"), at("2026-11-22T23:00:00.000Z", "after"));
    const page = await desk.textOf("/desk/responses?from=2026-11-22&to=2026-11-23");
    expect(people(page)).toEqual(["first"]);
    expect(page).toContain('name="from" type="date" value="2026-11-22"');
    expect(await desk.textOf("/desk/responses?from=2026-11-22T10:00:00Z")).toContain('name="from" type="text" value="2026-11-22T10:00:00.000Z"');
  });

  it("is where the overview's numbers lead to", async () => {
    const desk = await deskWith(
      ...["Scale", "Free"].map((name, at) => nth(at + 1, { account: { id: name, plan: name } }, { counted: { day: "2026-11-23", declared: {} } })),
      nth(3, { account: { id: "x", plan: "Scale" } }),
    );
    const address = drillHref(drillDown("Europe/Berlin", { metric: "nps", survey: undefined, window: { start: "2026-11-23", end: "2026-11-24" }, segment: "plan", value: "Scale" }));
    expect(address).toMatch(/^\/desk\/responses\?.*counted=true/);
    const page = await desk.textOf(address);
    expect(people(page)).toEqual(["Person 1"]);
    expect(page).toContain("Only those whose plan is Scale.");
    expect(page).toContain("Only responses that count in scores.");
    expect(page).toContain('<input type="hidden" name="segment" value="plan"');
  });

  it("says what is wrong with an address", async () => {
    const desk = await deskWith();
    for (const [query, said] of [["metric=x", "metric: must be one of"], ["from=yesterday", "from: must be a day"], ["from=2026-11-24&to=2026-11-23", "to: must not be before"], ["cursor=made-up", "cursor: must be"], ["value=Scale", "segment: is missing"], ["colour=red", "colour: unknown field"]] as const) {
      const answer = await desk.get(`/desk/responses?${query}`);
      expect([query, answer.status, (await answer.text()).includes(said)]).toEqual([query, 400, true]);
    }
  });

  it("goes on page by page, and a page that filters made short does not look like the end", async () => {
    const desk = await deskWith(...Array.from({ length: 5 }, (_, at) => nth(at, at % 2 === 0 ? {} : { score: 10 })));
    const first = await desk.textOf("/desk/responses?limit=2&band=detractor");
    expect(people(first)).toEqual(["Person 0"]);
    expect(first).toContain("The filters left out some responses of this page.");
    const next = /href="([^"]+)" rel="next"/.exec(first)?.[1]?.replaceAll("&amp;", "&");
    expect(next).toContain("band=detractor");
    expect(people(await desk.textOf(next!))).toEqual(["Person 2"]);
    const none = await desk.textOf("/desk/responses?limit=1&band=promoter");
    expect(none).toContain("Nothing that fits was among these.");
    expect(none).toContain('rel="next"');
  });

  it("finds words in comments and names in any case, and says that it looked through everything", async () => {
    const desk = await deskWith(nth(1, { comment: "The INVOICE was wrong" }), nth(2, { comment: "invoice" }), nth(3, { account: { id: "a", name: "Wrong Invoices Ltd" } }), nth(4, { respondent: { id: "x", name: "Zoë" } }));
    const page = await desk.textOf("/desk/responses?q=invoice+WRONG");
    expect(people(page)).toEqual(["Person 1", "Person 3"]);
    expect(page).toContain("Looked through all there are: 4.");
    expect(people(await desk.textOf("/desk/responses?q=zo%C3%AB"))).toEqual(["Zoë"]);
    expect(await desk.textOf("/desk/responses?q=nothing")).toContain("No response fits these filters.");
  });

  it("says how far it looked when it did not look through everything, and goes on from there", async () => {
    const desk = await deskWith(...Array.from({ length: 1_010 }, (_, at) => nth(at, at === 1_005 ? { comment: "needle" } : {})));
    const page = await desk.textOf("/desk/responses?q=needle");
    expect(page).toContain("Looked through 600 responses, the newest first.");
    expect(people(page)).toEqual([]);
    const next = /href="([^"]+)" rel="next"/.exec(page)?.[1]?.replaceAll("&amp;", "&");
    const rest = await desk.textOf(next!);
    expect(people(rest)).toEqual(["Person 1005"]);
    expect(rest).toContain("Looked through all there are: 410.");
  });

  it("shows the first 200 characters of a comment, and markup as what it is", async () => {
    const desk = await deskWith(nth(1, { comment: `<script>alert(1)</script>${"🦊".repeat(200)}`, respondent: { id: "x", name: '"><img src=x>' } }));
    const page = await desk.textOf("/desk/responses");
    expect(page).toContain(`&lt;script&gt;alert(1)&lt;/script&gt;${"🦊".repeat(175)}…<`);
    expect(page).not.toContain("<script");
    expect(page).not.toContain("<img");
    expect(page).not.toMatch(/ style=/);
  });

  it("is for whoever may see customers, and the file for whoever may take it with them", async () => {
    const desk = await deskWith(nth(1));
    expect([(await desk.get("/desk/responses", operator)).status, (await desk.get("/desk/responses/rsp_1", operator)).status, (await desk.get("/desk/responses.csv", mia)).status]).toEqual([403, 403, 403]);
    expect(await desk.textOf("/desk/responses?band=detractor", mia)).not.toContain("responses.csv");
    expect(await desk.textOf("/desk/responses?band=detractor", lead)).toContain('href="/desk/responses.csv?band=detractor"');
  });

  it("is written in Chinese for whoever reads it so", async () => {
    const desk = await deskWith(nth(1));
    const page = await desk.textOf("/desk/responses?lang=zh");
    expect(page).toContain("回复，最新的在前");
    expect(page).toContain("贬损者");
  });
});

describe("the file of responses", () => {
  it("holds what the filters ask for, guarded against formulas", async () => {
    const desk = await deskWith(nth(1, { comment: '=HYPERLINK("http://evil")', tags: ["a;b", "c"], attributes: { seats: 5 } }), nth(2, { score: 10 }));
    const answer = await desk.get("/desk/responses.csv?band=detractor");
    const bytes = new Uint8Array(await answer.arrayBuffer());
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const lines = new TextDecoder().decode(bytes).trimEnd().split("\r\n");
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain("response,id,source,submittedAt");
    expect(lines[1]).toContain(`"'=HYPERLINK(""http://evil"")"`);
    expect(lines[1]).toContain(String.raw`"a\;b;c","{""seats"":5}"`);
    expect(answer.headers.get("Content-Type")).toBe("text/csv; charset=utf-8");
    expect(answer.headers.get("Content-Disposition")).toBe('attachment; filename="responses-2026-11-23.csv"');
    expect(answer.headers.get("X-Truncated")).toBeNull();
    expect((await desk.get("/desk/responses.csv?band=x")).status).toBe(400);
  });

  it("that cannot hold everything says so in its name", async () => {
    const long = "\"".repeat(4_900);
    const desk = await deskWith(...Array.from({ length: 400 }, (_, at) => nth(at, { comment: long })));
    const answer = await desk.get("/desk/responses.csv");
    const rows = (await answer.text()).trimEnd().split("\r\n").length - 1;
    expect(rows).toBeGreaterThan(100);
    expect(rows).toBeLessThan(400);
    expect(answer.headers.get("X-Truncated")).toBe("true");
    expect(answer.headers.get("Content-Disposition")).toContain(`responses-2026-11-23-first-${rows}.csv`);
  });
});

describe("the page of a response", () => {
  it("shows everything that was sent, its case, and what came of it", async () => {
    const desk = openDesk();
    await desk.accounts.merge({ id: "acme", plan: { value: "Scale", asOf: monday } });
    await desk.arrive(nth(1, {
      comment: "Line one\n  <b>two</b>",
      respondent: { id: "u_1", email: "lin@acme.example", name: "Lin", locale: "zh-CN", timeZone: "Asia/Shanghai" },
      account: { id: "acme", name: "Acme", mrr: 1_200, currency: "EUR", owner: { email: "mia@us.example" } },
      channel: "in_app", contactMe: true, tags: ["vip"], attributes: { seats: 5, "<i>": "x", beta: true }, id: "mine-1",
    }));
    const page = await desk.textOf("/desk/responses/rsp_1");
    for (const said of ["Response of Lin", "Line one\n  &lt;b&gt;two&lt;/b&gt;", "lin@acme.example", "zh-CN", "Asia/Shanghai", "€1,200", "mia@us.example", "In the app", "vip", "seats", "&lt;i&gt;", "mine-1", "Account, as it is known now", "Scale", "Alert in Slack", "Follow-up mail", "Planned"]) expect(page).toContain(said);
    expect(page).toContain('href="/desk/cases/case_1"');
    expect(desk.errors).toEqual([]);
  });

  it("shows what an earlier revision said", async () => {
    const first = nth(1, { comment: "Bad" });
    const desk = await deskWith(first);
    await desk.responses.revise(corrected(first, { score: 9, comment: "Good after all" }));
    const page = await desk.textOf("/desk/responses/rsp_1");
    expect(page).toContain("Earlier revisions");
    expect(page).toContain(">Bad</blockquote>");
    expect(page).toContain(">Good after all</blockquote>");
  });

  it("says in words why something was not done", async () => {
    const desk = await deskWith(nth(1));
    await putEffects(desk.table, effectWith({ state: "cancelled", detail: "frequency cap" }), effectWith({ id: "rsp_1.alert", kind: "alert", state: "unknown", detail: "outcome unknown: timeout", attempts: 2 }));
    const page = await desk.textOf("/desk/responses/rsp_1");
    expect(rowsIn(page).map(([kind, state, , attempts, why]) => [kind, state, attempts, why])).toEqual([
      ["Alert in Slack", "Unknown", "2", "Nobody knows whether it arrived: timeout"],
      ["Follow-up mail", "Cancelled", "0", "The person has had one in the time for which the policy allows one"],
    ]);
  });

  it("words every reason in both languages", () => {
    const said = (["en", "zh"] as const).flatMap((language) => cancelReasons.map((reason) => whyOf({ kind: "thank", state: "cancelled", detail: reason }, language)));
    expect(new Set(said).size).toBe(2 * cancelReasons.length);
    expect(said.filter((words) => cancelReasons.some((reason) => reason === words))).toEqual([]);
  });

  it("is not there for what was erased, or never was", async () => {
    const desk = openDesk();
    await desk.arrive(nth(1));
    await dynamoTraces(desk.table).eraseResponse("rsp_1", monday);
    for (const id of ["rsp_1", "rsp_none", "a%00b", "x".repeat(2_000)]) {
      const answer = await desk.get(`/desk/responses/${id}`);
      expect([id.slice(0, 10), answer.status, (await answer.text()).includes("It may have been erased")]).toEqual([id.slice(0, 10), 404, true]);
    }
    expect(desk.errors).toEqual([]);
  });
});
