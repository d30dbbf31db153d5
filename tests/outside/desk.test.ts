/** The desk's pages as a browser without script gets them: whose numbers they show, and who is let in. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Afterscore, startAfterscore } from "./support/afterscore.ts";
import { answer } from "./support/answers.ts";
import { until } from "./support/until.ts";

type Bucket = { readonly score: number | null; readonly interval: { readonly low: number; readonly high: number } | null; readonly n: number; readonly lowData: boolean; readonly change: { readonly value: number; readonly lowData: boolean } | null };
type Scores = { readonly total: Bucket & { readonly promoters: number; readonly passives: number; readonly detractors: number; readonly histogram: Readonly<Record<string, number>>; readonly mrrWeighted: { readonly score: number } }; readonly buckets: readonly Bucket[] };
type Reach = { readonly share: number | null; readonly medianMinutes: number | null };
type Loop = { readonly total: { readonly opened: number; readonly open: number; readonly acknowledge: Reach; readonly resolve: Reach; readonly recovery: { readonly share: number | null }; readonly rootCauses: Readonly<Record<string, number>>; readonly mrrAtRisk: { readonly amount: number } } };

let app: Afterscore;
beforeAll(async () => { app = await startAfterscore(); });
afterAll(() => app.stop());

const page = async (path: string, init: RequestInit = {}) => {
  const response = await fetch(`${app.local.url}${path}`, { redirect: "manual", ...init });
  return { status: response.status, headers: response.headers, html: await response.text() };
};

/** What stands in `<data value="…">`, by its id. */
function figuresIn(html: string): ReadonlyMap<string, string> {
  return new Map([...html.matchAll(/<data(?=[^>]* value="([^"]*)")[^>]* id="figure-([^"]*)"/g)].map(([, value = "", id = ""]) => [id, value]));
}

/** The values of a section in their order. */
function rowsIn(html: string, section: string): readonly string[] {
  const body = html.slice(html.indexOf(`aria-labelledby="${section}"`)).split("</section>")[0] ?? "";
  return [...body.matchAll(/<data value="([^"]*)"/g)].map(([, value = ""]) => value);
}

const rowOf = ({ score, interval, n, lowData, change }: Bucket) => [
  String(score),
  ...(interval === null ? [] : [`${interval.low} ${interval.high}`]),
  String(n),
  ...(change === null || change.lowData || lowData ? [] : [String(change.value)]),
];

describe("the overview", () => {
  beforeAll(async () => {
    const day = 86_400_000;
    const bodies = Array.from({ length: 120 }, (_, at) =>
      answer((at * 7) % 11, {
        id: `a-${at}`, backfill: at >= 12, submittedAt: new Date(Date.now() - ((at * 5) % 170) * day - 60_000).toISOString(),
        respondent: { id: `u-${at % 90}` }, account: { id: `acc-${at % 9}`, plan: ["Free", "Scale & <b>more</b>", "企业版"][at % 3]!, mrr: 100 * (at % 9) + 0.5, currency: "EUR" },
      }));
    expect((await app.ask("POST", "/v1/responses/batch", JSON.stringify(bodies))).status).toBe(207);
    // A batch is counted in pieces, and the parts of a segment may stand in another than the whole.
    await until("all counted", async () => {
      const parts = await Promise.all(["plan", "channel"].map(async (segment) => (await app.get<Scores>(`/v1/scores?metric=nps&from=2026-01-01&segment=${segment}`)).body.buckets));
      return parts.every((buckets) => buckets.reduce((sum, { n }) => sum + n, 0) === 120) ? true : undefined;
    }, { within: 30_000 });
    const open = await until("cases", async () => {
      const { body } = await app.get<{ items: { readonly id: string }[] }>("/v1/cases?state=open");
      return body.items.length >= 3 ? body.items : undefined;
    }, { within: 30_000 });
    await app.ask("POST", `/v1/cases/${open[0]!.id}/events`, JSON.stringify({ type: "acknowledge" }));
    await app.ask("POST", `/v1/cases/${open[1]!.id}/events`, JSON.stringify({ type: "resolve", outcome: "recovered", rootCause: "bug" }));
  }, 60_000);

  it.each([
    ["", "", "week", "plan"],
    ["?days=30&segment=channel", `from=${daysAgo(29)}&to=${daysAgo(-1)}`, "day", "channel"],
    [`?from=${daysAgo(150)}&to=${daysAgo(20)}&interval=month&segment=owner`, `from=${daysAgo(150)}&to=${daysAgo(20)}`, "month", "owner"],
    ["?days=365&survey=nobody-answers-this", `from=${daysAgo(364)}&to=${daysAgo(-1)}&survey=nobody-answers-this`, "month", "plan"],
  ])("shows the API's own numbers at /desk%s", async (query, span, interval, segment) => {
    const and = span === "" ? "" : `&${span}`;
    const [{ status, html }, total, trend, parts, loop] = await Promise.all([
      page(`/desk${query}`),
      app.get<Scores>(`/v1/scores?metric=nps${and}`),
      app.get<Scores>(`/v1/scores?metric=nps${and}&interval=${interval}`),
      app.get<Scores>(`/v1/scores?metric=nps${and}&segment=${segment}`),
      app.get<Loop>(`/v1/loop?${span.replace(/&survey=.*/, "")}`),
    ]);
    expect(status).toBe(200);
    const shown = figuresIn(html);
    const { total: score } = total.body;
    const { total: closing } = loop.body;
    expect(Object.fromEntries([...shown].filter(([id]) => !id.endsWith("median")))).toMatchObject({
      "at-risk": String(closing.mrrAtRisk.amount), opened: String(closing.opened), open: String(closing.open),
      acknowledge: String(closing.acknowledge.share), resolve: String(closing.resolve.share), recovery: String(closing.recovery.share),
      ...Object.fromEntries(Object.entries(closing.rootCauses).map(([cause, cases]) => [`cause-${cause}`, String(cases)])),
      ...(score.n === 0 ? {} : {
        score: String(score.score), n: String(score.n), interval: `${score.interval!.low} ${score.interval!.high}`, "mrr-weighted": String(score.mrrWeighted.score),
        promoter: String(score.promoters), passive: String(score.passives), detractor: String(score.detractors),
        ...Object.fromEntries(Array.from({ length: 11 }, (_, at) => [`score-${at}`, String(score.histogram[at] ?? 0)])),
      }),
    });
    if (score.n === 0) return;
    expect(rowsIn(html, "trend")).toEqual(trend.body.buckets.flatMap(rowOf));
    expect(rowsIn(html, "segments")).toEqual(parts.body.buckets.flatMap(rowOf));
  });

  it("leads from each number to the responses behind it, and shows a plan's name as it is", async () => {
    const { html } = await page("/desk");
    expect(html).toContain("Scale &amp; &lt;b&gt;more&lt;/b&gt;");
    expect(html).not.toContain("<b>more");
    expect(html).toMatch(/href="\/desk\/responses\?counted=true&amp;metric=nps&amp;from=/);
  });

  it("says what is wrong with an address that asks for what cannot be", async () => {
    const { status, html } = await page("/desk?metric=smile&colour=red");
    expect(status).toBe(400);
    expect(html).toContain("metric: must be one of nps, csat, ces");
    expect(html).toContain("unknown field &#39;colour&#39;");
  });
});

describe("who is let in", () => {
  const cookieOf = (headers: Headers) => headers.get("set-cookie")?.split(";")[0] ?? "";

  it("is this laptop's own person, unless they say that they are somebody else", async () => {
    const { status, html, headers } = await page("/desk/sign-in", { method: "POST", body: new URLSearchParams({ person: "U0JONAS", to: "/desk/setup" }) });
    expect([status, headers.get("location"), html]).toEqual([303, "/desk/setup", ""]);
    const seen = await page("/desk", { headers: { Cookie: cookieOf(headers) } });
    expect(seen.html).toContain("Jonas Weber");
    expect((await page("/desk")).html).toContain("Priya Nair");
    expect((await page("/desk/sign-in", { method: "POST", body: new URLSearchParams({ person: "U0NOBODY" }) })).status).toBe(403);
  });

  it("is nobody with a session that was made up, changed, or made for something else", async () => {
    const [name = "", sealed = ""] = cookieOf((await page("/desk")).headers).split("=");
    const [head = "", body = "", seal = ""] = sealed.split(".");
    const other = Buffer.from(Buffer.from(body, "base64url").toString().replace("U0PRIYA", "U0MIA")).toString("base64url");
    const none = Buffer.from('{"alg":"none"}').toString("base64url");
    for (const forged of [`${head}.${other}.${seal}`, `${none}.${other}.`, `${head}.${body}.${seal.slice(0, -2)}AA`, "nonsense", ""]) {
      const { status, html } = await page("/desk/setup", { headers: { Cookie: `${name}=${forged}` } });
      expect([forged, status]).toEqual([forged, 401]);
      expect(html).not.toContain("<nav");
    }
  });

  it("changes nothing without the token of its session's forms, from another page, or by another name", async () => {
    const { headers, html } = await page("/desk");
    const Cookie = cookieOf(headers);
    const token = /name="formToken" value="([^"]+)"/.exec(html)?.[1] ?? "";
    const post = async (fields: Readonly<Record<string, string>>, more: Readonly<Record<string, string>> = {}) => (await page("/desk/sign-out", { method: "POST", headers: { Cookie, ...more }, body: new URLSearchParams(fields) })).status;
    const stranger = /name="formToken" value="([^"]+)"/.exec((await page("/desk")).html)?.[1] ?? "";
    expect([await post({}), await post({ formToken: "" }), await post({ formToken: stranger })]).toEqual([403, 403, 403]);
    expect(await post({ formToken: token }, { Origin: "https://evil.example" })).toBe(403);
    expect(await post({ formToken: token }, { "Sec-Fetch-Site": "cross-site" })).toBe(403);
    expect(await post({ formToken: token })).toBe(200);
    expect((await page("/desk", { headers: { Origin: "https://evil.example" } })).status).toBe(403);
  });

  it("is not whoever calls this machine by a name of their own", async () => {
    const { request } = await import("node:http");
    const status = await new Promise((resolve, reject) => {
      const { hostname, port } = new URL(app.local.url);
      request({ hostname, port, path: "/desk", headers: { Host: "evil.example" } }, ({ statusCode }) => { resolve(statusCode); }).on("error", reject).end();
    });
    expect(status).toBe(403);
  });

  it("runs, loads and frames nothing, and is kept by nobody", async () => {
    const { headers, html } = await page("/desk/setup");
    expect(headers.get("content-security-policy")).toMatch(/^default-src 'none'; style-src 'self'; .*form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/);
    expect([headers.get("cache-control"), headers.get("x-content-type-options")]).toEqual(["no-store", "nosniff"]);
    expect(html).not.toMatch(/<script|style="|https:\/\//);
  });
});

describe("a reader", () => {
  it("is answered in the language they read, or ask for, and in their manner of writing dates", async () => {
    const said = async (path: string, language: string) => (await page(path, { headers: { "Accept-Language": language } })).html;
    expect(await said("/desk/setup", "zh-CN,zh;q=0.9,en;q=0.5")).toContain('<html lang="zh-Hans">');
    expect(await said("/desk/setup", "fr,en-GB;q=0.5")).toContain('<html lang="en">');
    expect(await said("/desk/setup?lang=zh", "en")).toContain("设置");
    expect(await said("/desk/setup", "*;q=nonsense, \u00ff\u00fe, -, x-y")).toContain('<html lang="en">');
  });

  it("is told which of two spans it is that is shown", async () => {
    expect((await page("/desk?days=30&from=2026-11-01&to=2026-11-05")).html).toContain("The dates were passed over");
    expect((await page("/desk?from=2026-11-01&to=2026-11-05")).html).not.toContain("passed over");
  });

  it("comes to the same page with a slash too many", async () => {
    const { status, headers } = await page("/desk/cases/");
    expect([status, new URL(headers.get("location") ?? "", app.local.url).pathname]).toEqual([301, "/desk/cases"]);
  });

  it("is told where there is nothing, in words", async () => {
    const { status, html } = await page("/desk/nothing-here?lang=zh");
    expect([status, html.includes("未找到")]).toEqual([404, true]);
  });
});

function daysAgo(days: number): string {
  return new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
}
