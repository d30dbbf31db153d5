import { Hono } from "hono";
import { html } from "hono/html";
import * as z from "zod";
import { metricSchema } from "../../shared/domain/metric.ts";

const figuresSchema = z.object({
  total: z.object({
    n: z.number(),
    score: z.number().nullable(),
    interval: z.object({ low: z.number(), high: z.number() }).nullable(),
    lowData: z.boolean(),
  }),
});

const casesSchema = z.object({
  items: z.array(z.object({ id: z.string(), state: z.string(), severity: z.string(), openedAt: z.string() })),
});

/** What the page is made from. */
export type DeskPage = {
  /** Asks the read API, with a key. */
  readonly read: (path: string) => Response | Promise<Response>;
  /** Where Slack's page is, if it is here. */
  readonly slack: string | undefined;
};

/** A first look at the scores and the open cases, on a laptop. */
export function deskPage({ read, slack }: DeskPage): Hono {
  const app = new Hono();
  app.get("/", async (c) => {
    const scores = await Promise.all(
      metricSchema.options.map(async (metric) => {
        const answer = await read(`/v1/scores?metric=${metric}`);
        return { metric, ...figuresSchema.parse(await answer.json()).total };
      }),
    );
    const cases = casesSchema.parse(await (await read("/v1/cases?state=open&limit=50")).json()).items;
    return c.html(html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Afterscore</title>
<style>
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .4rem .6rem; border-bottom: 1px solid #8884; }
td.n { text-align: right; font-variant-numeric: tabular-nums; }
</style></head>
<body>
<h1>Afterscore</h1>
<p>The last 90 days. <a href="/local/mailbox">Mailbox</a>${slack === undefined ? "" : html` · <a href="${slack}">Slack</a>`}</p>
<h2>Scores</h2>
<table><thead><tr><th>Metric</th><th>Score</th><th>95 % interval</th><th>n</th></tr></thead><tbody>
${scores.map(({ metric, n, score, interval, lowData }) => html`<tr><td>${metric.toUpperCase()}</td><td class="n">${score === null ? "no responses" : score.toFixed(0)}</td><td class="n">${interval === null ? "" : `${interval.low.toFixed(1)} to ${interval.high.toFixed(1)}`}</td><td class="n">${n}${lowData && n > 0 ? " (low data)" : ""}</td></tr>`)}
</tbody></table>
<h2>Open cases</h2>
${cases.length === 0
  ? html`<p>None: every detractor has been looked after.</p>`
  : html`<table><thead><tr><th>Case</th><th>Severity</th><th>Opened</th></tr></thead><tbody>
${cases.map(({ id, severity, openedAt }) => html`<tr><td>${id}</td><td>${severity}</td><td>${openedAt}</td></tr>`)}
</tbody></table>`}
</body></html>`);
  });
  return app;
}
