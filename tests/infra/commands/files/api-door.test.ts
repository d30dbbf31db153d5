import { once } from "node:events";
import { createServer } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { askDoor } from "../../../../infra/commands/support/api-door.ts";
import { sendRows } from "../../../../infra/commands/support/import/send-rows.ts";

type Reply = { readonly status: number; readonly body: unknown; readonly headers?: Readonly<Record<string, string>> } | "cut off";

const closing: (() => void)[] = [];
afterEach(() => { for (const close of closing.splice(0)) close(); });

/** An API that answers as it is told, one reply after the other, and remembers what it was asked. */
async function apiWith(replies: readonly Reply[]) {
  const asked: string[] = [];
  const waits: number[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (chunk: string) => { body += chunk; });
    request.on("end", () => {
      const reply = replies[Math.min(asked.length, replies.length - 1)];
      asked.push(body);
      if (reply === undefined || reply === "cut off") request.socket.destroy();
      else response.writeHead(reply.status, { "Content-Type": "application/json", ...reply.headers }).end(JSON.stringify(reply.body));
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  closing.push(() => { server.closeAllConnections(); server.close(); });
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
  const asking = {
    fetch: (path: string, init: RequestInit) => fetch(path, init),
    wait: (ms: number) => {
      waits.push(ms);
      return Promise.resolve();
    },
  };
  return { door: { url, apiKey: "as_a_b", name: "there" }, asking, asked, waits };
}

const stored = { status: 202, body: { revision: 1 } };

describe("rows on their way", () => {
  it("wait as long as they are told to, and are posted again when the answer was lost", async () => {
    const api = await apiWith([
      { status: 429, body: {}, headers: { "Retry-After": "7" } },
      "cut off",
      { status: 503, body: {}, headers: { "Retry-After": "1" } },
      { status: 502, body: "no JSON at all" },
      { status: 207, body: [{ ...stored, replayed: true }, stored] },
    ]);
    const sent = await sendRows(api.door, api.asking, [{ line: 2, text: "A" }, { line: 3, text: "B" }]);
    expect(sent).toEqual({ counts: { stored: 1, corrected: 0, known: 1, refused: 0 }, refused: [] });
    expect(api.asked).toEqual(Array.from({ length: 5 }, () => "A\nB"));
    expect(api.waits).toEqual([7000, 1000, 2000, 4000]);
  });

  it("are posted again alone where only they could not be stored", async () => {
    const api = await apiWith([
      { status: 207, body: [stored, { status: 503, body: { detail: "away" } }, { status: 422, body: { detail: "bad", errors: [{ pointer: "/score", detail: "no" }] } }, { status: 429, body: {} }] },
      { status: 207, body: [{ status: 202, body: { revision: 2 } }, { status: 410, body: { detail: "erased" } }] },
    ]);
    const sent = await sendRows(api.door, api.asking, ["A", "B", "C", "D"].map((text, at) => ({ line: at + 2, text })));
    expect(api.asked).toEqual(["A\nB\nC\nD", "B\nD"]);
    expect(sent.counts).toEqual({ stored: 1, corrected: 1, known: 0, refused: 2 });
    expect(sent.refused).toEqual([{ line: 4, mistakes: [{ pointer: "/score", detail: "no" }] }, { line: 5, mistakes: [{ pointer: "", detail: "erased" }] }]);
  });

  it("are given up in words when the API stays away, and at once when it refuses", async () => {
    const away = await apiWith([{ status: 503, body: {} }]);
    await expect(askDoor(away.door, away.asking, "/")).rejects.toThrow(`${away.door.url} does not answer (503), and was asked 12 times.`);
    expect(away.waits).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000, 30_000, 30_000]);
    const full = await apiWith([{ status: 207, body: [{ status: 503, body: {} }] }]);
    await expect(sendRows(full.door, full.asking, [{ line: 2, text: "A" }])).rejects.toThrow(/cannot store anything for now/);
    const forbidden = await apiWith([{ status: 403, body: { detail: "This key may not write." } }]);
    await expect(askDoor(forbidden.door, forbidden.asking, "/")).rejects.toThrow(/answered 403: This key may not write\.$/);
    expect(forbidden.asked).toHaveLength(1);
    const other = await apiWith([{ status: 207, body: [] }]);
    await expect(sendRows(other.door, other.asking, [{ line: 2, text: "A" }])).rejects.toThrow(/answered 0 of 1 rows/);
  });
});
