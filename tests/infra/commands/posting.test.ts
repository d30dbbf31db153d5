import { createServer, type RequestListener } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { apiOf } from "../../../infra/commands/demo/api.ts";
import { postWeek } from "../../../infra/commands/demo/post-week.ts";
import { type Dated, weekUpTo } from "../../../infra/commands/demo/week.ts";
import { barLine, progressOn } from "../../../infra/commands/support/progress.ts";

const week = weekUpTo("2026-11-20", Date.parse("2026-11-20T12:00:00Z"));
const [one] = week as readonly [Dated, ...Dated[]];
const receipt = { id: "rsp_1", band: "promoter", revision: 1, href: "/v1/responses/rsp_1" };

async function apiAnswering(listener: RequestListener) {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => { server.closeAllConnections(); server.close(); });
  return apiOf({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, apiKey: "as_x_y" });
}

test.each([429, 503])("after a %s, the demo waits as long as it is told to and tries again", async (status) => {
  const arrivals: number[] = [];
  const api = await apiAnswering((_, response) => {
    arrivals.push(Date.now());
    if (arrivals.length === 1) response.writeHead(status, { "Retry-After": "1" }).end("{}");
    else response.writeHead(202).end(JSON.stringify(receipt));
  });
  expect(await api.post(one.body)).toMatchObject({ id: "rsp_1", replayed: false });
  expect(arrivals[1]! - arrivals[0]!).toBeGreaterThanOrEqual(990);
});

test("what the API refuses is said in its own words and not tried again", async () => {
  let posts = 0;
  const api = await apiAnswering((_, response) => {
    posts += 1;
    response.writeHead(422).end('{"detail":"no"}');
  });
  await expect(api.post(one.body)).rejects.toThrow('answered 422: {"detail":"no"}');
  expect(posts).toBe(1);
});

test("eight are on their way at a time at most, and never two of one person", async () => {
  const underWay: string[] = [];
  let most = 0;
  const started: Dated["body"][] = [];
  const posted = await postWeek(
    week,
    {
      post: async (body) => {
        const person = body.respondent.id ?? body.respondent.email ?? "";
        expect(underWay).not.toContain(person);
        underWay.push(person);
        started.push(body);
        most = Math.max(most, underWay.length);
        await new Promise((resolve) => setImmediate(resolve));
        underWay.splice(underWay.indexOf(person), 1);
        const revision = started.filter(({ id }) => id === body.id).length;
        return { id: body.id, band: "promoter", revision, replayed: false };
      },
    },
    () => undefined,
  );
  expect(most).toBe(8);
  const ids = new Set(week.map(({ body }) => body.id));
  expect(posted).toMatchObject({ stored: ids.size, corrected: week.length - ids.size, replayed: 0, bands: { promoter: ids.size } });
  for (const versions of Map.groupBy(started, ({ id }) => id).values()) {
    expect(versions).toEqual(week.filter(({ body }) => body.id === versions[0]?.id).map(({ body }) => body));
  }
});

test.each([20, 40, 60, 80, 200])("in %i columns the bar stays on one line", (columns) => {
  for (const done of [0, 7, 210, 420]) {
    const line = barLine({ label: "Posting a week", done, total: 420, note: "Wed, 18 Nov", columns });
    expect(line.length).toBeLessThan(columns);
    expect(line).toContain("Posting a week");
  }
});

test("in a terminal, one line is written over", () => {
  const written: string[] = [];
  const progress = progressOn({ isTTY: true, columns: 60, write: (text) => written.push(text) }, "Posting", 4);
  progress.show(1, "Mon");
  progress.show(4, "Fri");
  progress.end();
  expect(written.join("").split("\n")).toHaveLength(2);
  expect(written.every((text) => text === "\n" || text.startsWith("\r\u001B[2K"))).toBe(true);
  expect(written.at(-2)).toMatch(/^\r\u001B\[2KPosting █+ 4 of 4 {2}Fri$/);
});
