import { describe, expect, test } from "vitest";
import { responseWith } from "../../support/domain.ts";
import { acme, deskPolicy, lead, mia, monday, openCases, operator } from "./cases-desk.ts";

const workers = deskPolicy((source) => ({ ...source, slack: { ...source.slack, workers: "S0CSM" } }));
const resolution = { outcome: "recovered", rootCause: "bug", note: "Shipped" };
const chinese = { "Accept-Language": "zh-CN" };

/** A second case, of Bo at Globex, who is nobody's; it came later. */
const bo = responseWith(
  { score: 1, respondent: { id: "u_92", email: "bo@globex.example", name: "<b>Bo</b>" }, account: { id: "globex" }, comment: "<script>alert(1)</script>\n  twice" },
  { id: "rsp_2", receivedAt: "2026-11-23T10:05:00.000Z", submittedAt: "2026-11-23T10:05:00.000Z" },
);

async function openTwo(policy = deskPolicy()) {
  const desk = await openCases(policy);
  await desk.arrive(bo, { id: "globex", name: "=Globex" });
  return desk;
}

/** The cases that a page of the list links to. */
const listed = (page: string) => [...page.matchAll(/href="\/desk\/cases\/(case_\d)"/g)].map(([, id]) => id);

/** Where the page behind this one is. */
const olderIn = (page: string) => /rel="next" href="([^"]+)"/.exec(page)?.[1]?.replaceAll("&amp;", "&") ?? "";

describe("the list of cases", () => {
  test("shows who, what, whose and by when, the newest first", async () => {
    const { textOf } = await openTwo();
    const page = await textOf("/desk/cases");
    expect(listed(page)).toEqual(["case_2", "case_1"]);
    expect(page).toMatch(/Lin<\/a> · Acme/);
    expect(page).toContain("Mia Berg");
    expect(page).toContain("$1,080");
    expect(page).toContain("Acknowledge by");
    expect(page).not.toContain("overdue");
    expect(page).toContain("&lt;b&gt;Bo&lt;/b&gt;");
  });

  test("marks in words what is overdue", async () => {
    const { textOf, clock } = await openTwo();
    clock.at += 3 * 86_400_000;
    expect(await textOf("/desk/cases?account=acme")).toContain("overdue");
  });

  test.each([
    ["account=acme", ["case_1"]],
    ["owner=mia%40us.example", ["case_1"]],
    ["state=open", ["case_2"]],
    ["state=resolved", ["case_1"]],
    ["state=unresolved", ["case_2"]],
    ["severity=normal&state=&owner=&lang=en", ["case_1"]],
  ])("is narrowed by its address: %s", async (query, cases) => {
    const { textOf, act } = await openTwo();
    await act("resolve", resolution);
    expect(listed(await textOf(`/desk/cases?${query}`))).toEqual(cases);
  });

  test.each(["state=closed", "colour=red", "cursor=nonsense", "state=open&state=resolved"])("refuses an address that asks for what cannot be: %s", async (query) => {
    const { get } = await openTwo();
    expect((await get(`/desk/cases?${query}`)).status).toBe(400);
  });

  test("goes on with older cases", async () => {
    const { textOf, arriveMany } = await openCases();
    await arriveMany(70);
    const second = await textOf(olderIn(await textOf("/desk/cases")));
    expect(second).toContain("/desk/cases/case_1");
    expect(second).not.toContain('rel="next"');
    expect(listed(await textOf("/desk/cases?account=acme"))).toEqual(["case_1"]);
  });

  test("says where no case of a page fits, and leads on to where one does", async () => {
    const { textOf, arriveMany } = await openCases();
    await arriveMany(450);
    const first = await textOf("/desk/cases?account=acme");
    expect(first).toContain("Look further");
    expect(listed(await textOf(olderIn(first)))).toEqual(["case_1"]);
  });

  test("is good news when it is empty", async () => {
    const { textOf, act } = await openCases();
    await act("resolve", resolution);
    expect(await textOf("/desk/cases?state=unresolved")).toContain("every case is resolved");
    expect(await textOf("/desk/cases?account=nobody")).toContain("No case fits these filters");
  });

  test("is for those who may see customers", async () => {
    const { get } = await openCases();
    expect((await get("/desk/cases", operator)).status).toBe(403);
    expect((await get("/desk/cases/case_1", operator)).status).toBe(403);
  });

  test("leads one to their own cases, by whatever name they have them", async () => {
    const { textOf, act } = await openTwo();
    expect(await textOf("/desk/cases", mia)).toContain('href="/desk/cases?state=unresolved&amp;owner=me"');
    const mine = async (visitor = mia) => listed(await textOf("/desk/cases?state=unresolved&owner=me", visitor));
    // By the address that their account has them by, and, once they have taken it, by their Slack id.
    expect(await mine()).toEqual(["case_1"]);
    await act("take", {}, mia);
    expect([await mine(), await mine(lead)]).toEqual([["case_1"], []]);
  });

  test("speaks Chinese", async () => {
    const { textOf } = await openTwo();
    const page = await textOf("/desk/cases", mia, chinese);
    expect(page).toContain('lang="zh-Hans"');
    for (const word of ["个案", "负责人", "须在", "未解决"]) expect(page).toContain(word);
  });
});

describe("a search", () => {
  test.each(["case_1", "rsp_1"])("for %s leads to its case", async (what) => {
    const { get } = await openTwo();
    const answer = await get(`/desk/cases?find=${what}`);
    expect([answer.status, answer.headers.get("Location")]).toEqual([303, "/desk/cases/case_1"]);
  });

  test.each(["Lin%40acme.example", "u_91"])("for %s lists the cases of that person", async (what) => {
    const { textOf } = await openTwo();
    expect(listed(await textOf(`/desk/cases?find=${what}`))).toEqual(["case_1"]);
  });

  test("that finds nothing says what was looked for, and obeys nothing of it", async () => {
    const { textOf } = await openTwo();
    const page = await textOf(`/desk/cases?find=${encodeURIComponent("<i>rsp_9</i>")}`);
    expect(page).toContain("“&lt;i&gt;rsp_9&lt;/i&gt;”");
    expect(page).not.toContain("<i>");
  });
});

describe("the file of the cases", () => {
  test("has a line for each, with what was written kept from being a formula", async () => {
    const { get, act } = await openTwo();
    await act("resolve", resolution);
    const answer = await get("/desk/cases.csv", lead);
    const lines = (await answer.text()).split("\r\n");
    expect(answer.headers.get("Content-Type")).toBe("text/csv; charset=utf-8");
    expect(answer.headers.get("Content-Disposition")).toBe('attachment; filename="cases-2026-11-23.csv"');
    expect(answer.headers.get("X-Truncated")).toBeNull();
    expect(lines[0]).toMatch(/^\uFEFF?case,state,severity,/);
    expect(lines[1]).toContain("globex,'=Globex");
    expect(lines[2]).toMatch(/^case_1,resolved,.*,acme,Acme,,1000,EUR,1080,.*,mia@us\.example,.*,recovered,bug$/);
  });

  test("holds what the page does, by the same filters", async () => {
    const { get } = await openTwo();
    const idsIn = async (query: string) => (await (await get(`/desk/cases.csv${query}`, lead)).text()).split("\r\n").slice(1, -1).map((line) => line.split(",")[0]);
    expect(await idsIn("?account=globex")).toEqual(["case_2"]);
    expect(await idsIn("?find=rsp_1")).toEqual(["case_1"]);
    expect(await idsIn("?state=resolved")).toEqual([]);
  });

  test("is for those who may export, and others see no link to it", async () => {
    const { get, textOf } = await openCases();
    expect((await get("/desk/cases.csv", mia)).status).toBe(403);
    expect(await textOf("/desk/cases", mia)).not.toContain("cases.csv");
    expect(await textOf("/desk/cases?account=acme", lead)).toContain("/desk/cases.csv?account=acme");
  });

  test("says that there are more than it holds", async () => {
    const { arriveMany, get } = await openCases();
    await arriveMany(2_000);
    const answer = await get("/desk/cases.csv", lead);
    expect(answer.headers.get("X-Truncated")).toBe("true");
    expect(answer.headers.get("Content-Disposition")).toContain("cases-2026-11-23-first-2000.csv");
    expect((await answer.text()).split("\r\n")).toHaveLength(2_002);
  });
});

describe("the page of a case", () => {
  test("shows who, what they said, what is at stake and what happened", async () => {
    const { textOf, arrive } = await openCases();
    await arrive(responseWith({ account: { id: "acme" }, respondent: { id: "u_93" } }, { id: "rsp_3", receivedAt: monday, submittedAt: monday }), acme);
    const page = await textOf("/desk/cases/case_1");
    for (const said of ["<h1>Lin</h1>", "lin@acme.example", "Acme", "$1,080", "NPS 3 / 10", "It is slow", "/desk/responses/rsp_1", "Acknowledge by", "1 other case is open", "The case was opened", "Mia Berg"]) expect(page).toContain(said);
  });

  test("shows what was written as it was written, and obeys none of it", async () => {
    const { textOf } = await openTwo();
    const page = await textOf("/desk/cases/case_2");
    expect(page).toContain("&lt;script&gt;alert(1)&lt;/script&gt;\n  twice");
    expect(page).not.toContain("<script");
    expect(page).not.toMatch(/ style=/);
  });

  test("links to its card in Slack", async () => {
    const { textOf, cases, chat } = await openCases();
    const posted = await chat.post({ effectId: "rsp_1.alert", channel: "#customer-feedback", message: { text: "", blocks: [] }, since: monday } as never);
    const card = { ...(posted as { receipt: { channel: string; ts: string } }).receipt, effectId: "rsp_1.alert" };
    const found = await cases.find("case_1");
    cases.find = () => Promise.resolve(found && { ...found, card });
    expect(await textOf("/desk/cases/case_1")).toContain(`https://chat.example/${card.channel}/${card.ts}`);
  });

  test("is shown although the chat does not answer, and the operator hears of it", async () => {
    const { textOf, chat, errors } = await openCases(workers);
    chat.isIn = () => Promise.reject(new Error("Slack is slow"));
    const page = await textOf("/desk/cases/case_1");
    expect(page).toContain("did not say whether you may work cases");
    expect(errors).toHaveLength(1);
  });

  test.each(["case_9", "x".repeat(500)])("is not there for a case that is not: %s", async (id) => {
    const { get, post } = await openCases();
    expect((await get(`/desk/cases/${id}`)).status).toBe(404);
    expect((await post(`/desk/cases/${id}/events`, { event: "acknowledge" })).status).toBe(404);
  });

  test("offers what the case allows, and nothing else", async () => {
    const { textOf, act } = await openCases();
    const offered = async () => [...(await textOf("/desk/cases/case_1")).matchAll(/name="event" value="(\w+)"/g)].map(([, event]) => event);
    expect(await offered()).toEqual(["acknowledge", "reply", "contact", "note", "assign", "snooze", "resolve"]);
    await act("acknowledge");
    expect(await offered()).not.toContain("acknowledge");
    expect(await textOf("/desk/cases/case_1", lead)).toContain('value="take"');
    await act("resolve", resolution);
    expect(await offered()).toEqual(["reopen", "note", "assign"]);
  });

  test("speaks Chinese", async () => {
    const { textOf, act } = await openCases();
    await act("acknowledge");
    await act("note", { note: "Called" });
    const page = await textOf("/desk/cases/case_1?done=note", mia, chinese);
    for (const word of ["备注已保存。", "Mia Berg已受理", "在工作台", "暂缓…", "解决…"]) expect(page).toContain(word);
  });
});
