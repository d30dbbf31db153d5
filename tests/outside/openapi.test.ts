/** Every example of the API's own document, carried out in order on a product that is empty. */
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { AnswerObject, OpenApi } from "../../infra/openapi/document.ts";
import { type Exchange, exchangesOf, textOf } from "../../infra/openapi/exchanges.ts";
import { localDay } from "../../shared/domain/local-time.ts";
import { lastDays } from "../../shared/domain/window.ts";
import { mistakesIn, resolve } from "../support/json-schema.ts";
import { type Afterscore, startAfterscore } from "./support/afterscore.ts";
import { createKey } from "./support/keys.ts";
import { rewardLink } from "./support/mailbox.ts";
import { until } from "./support/until.ts";

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

let app: Afterscore;
let document: OpenApi;
let examples: readonly Exchange[];
beforeAll(async () => {
  app = await startAfterscore();
  document = (await app.get<OpenApi>("/openapi.json", { apiKey: null })).body;
  examples = exchangesOf(document);
});
afterAll(() => app.stop());

/** What only a run can say: a code is drawn by chance, a moment to come passes, and the last days are others tomorrow. */
const [shownCode, shownMoment] = ["K7M3PX4Q", "2026-12-01T09:00:00+01:00"];
const shownDays = { start: "2026-08-24", end: "2026-11-22" };
let claimed: Promise<string> | undefined;

/** The code of the examples' promoter, claimed on the page that their mail leads to. */
async function claimedCode(): Promise<string> {
  const link = await until("the promoter's mail", async () => rewardLink((await app.mailbox.to("jo@globex.example"))[0] ?? { text: "" }));
  const page = await (await fetch(link, { method: "POST" })).text();
  return /\b[0-9A-HJKMNP-TV-Z]{8}\b(?=<\/strong>)/.exec(page)?.[0] ?? "";
}

async function asOfThisRun(text: string): Promise<string> {
  const { start, end } = lastDays(90, localDay(Date.now(), "UTC"));
  const timely = text
    .replaceAll(shownMoment, new Date(Date.now() + 7 * 86_400_000).toISOString())
    .replaceAll(`"start":"${shownDays.start}","end":"${shownDays.end}"`, `"start":"${start}","end":"${end}"`);
  return timely.includes(shownCode) ? timely.replaceAll(shownCode, await (claimed ??= claimedCode())) : timely;
}

type Told = { readonly status: number; readonly headers: Headers; readonly text: string };

async function carryOut({ method, address, headers, body, operation }: Exchange, key: string | null = app.local.apiKey): Promise<Told> {
  const answer = await fetch(new URL(await asOfThisRun(address), app.local.url), {
    method,
    headers: { ...headers, ...(operation.security.length === 0 || key === null ? {} : { Authorization: `Bearer ${key}` }) },
    ...(body === undefined ? {} : { body: await asOfThisRun(textOf(body)) }),
  });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

/** What is sent, to tell whether it was sent before. */
function sentBy({ method, address, headers, body }: Exchange): string {
  return JSON.stringify([method, address, headers, body]);
}

/** What the document says of an operation's answer with this status. */
function described({ operation }: Exchange, status: number): AnswerObject {
  const answer = operation.responses[status];
  if (answer === undefined) throw new Error(`${operation.operationId} does not say that it may answer ${status}`);
  return "$ref" in answer ? (resolve(document, answer.$ref) as AnswerObject) : answer;
}

/** Everything in an answer that the document does not say. */
function undocumented(exchange: Exchange, { status, headers, text }: Told): readonly string[] {
  const answer = described(exchange, status);
  const missing = Object.entries(answer.headers ?? {}).flatMap(([name, header]) => {
    const { schema } = "$ref" in header ? (resolve(document, header.$ref) as { schema: object }) : header;
    const value = headers.get(name);
    // A first answer does not say that it is a repeat.
    return value === null ? (name === "Idempotent-Replayed" ? [] : [`${name} is missing`]) : mistakesIn(document, schema, value, name);
  });
  const type = headers.get("Content-Type")?.split(";")[0]?.toLowerCase() ?? "";
  const content = answer.content?.[type];
  if (content === undefined) return [...missing, `${type} is none of its media types`];
  return [...missing, ...mistakesIn(document, content.schema, type.endsWith("json") ? (JSON.parse(text) as unknown) : text)];
}

/** What a value says at each place; of a list, what all its items say. Moments, and how long something took, differ from run to run. */
function saidIn(value: unknown, at = ""): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item) => saidIn(item, `${at}[]`));
  if (typeof value === "object" && value !== null) return Object.entries(value).flatMap(([name, member]) => saidIn(member, `${at}/${name}`));
  const said = JSON.stringify(value);
  return [`${at}: ${at.endsWith("Minutes") ? said.replace(/^\d.*$/, "so many") : said.replace(/^"\d{4}-\d\d-\d\dT.*"$/, "a moment")}`];
}

/** What is shown and not said, or is not so exact there as in the answer. */
function without(shown: readonly string[], said: readonly string[]): readonly string[] {
  return shown.filter((one) => !said.some((other) => other === one || (/\d\.\d+$/.test(one) && other.startsWith(one))));
}

it("answers each example as documented, with nothing that the document does not say", async () => {
  for (const [at, exchange] of examples.entries()) {
    const named = `${exchange.operation.operationId}.${exchange.name}`;
    // What somebody reads may take a moment to be there: effects, cases and tallies are the pipeline's work.
    const shown = saidIn(exchange.answer === undefined ? [] : (JSON.parse(await asOfThisRun(JSON.stringify(exchange.answer))) as unknown));
    const begun = performance.now();
    let told = await carryOut(exchange);
    let unlike: readonly string[] = [];
    for (;;) {
      expect([named, told.status === exchange.status ? undocumented(exchange, told) : []]).toEqual([named, []]);
      unlike = told.status === exchange.status && shown.length > 0 ? without(shown, saidIn(JSON.parse(told.text))) : [];
      if (exchange.method !== "GET" || (told.status === exchange.status && unlike.length === 0) || performance.now() - begun > 30_000) break;
      await sleep(250);
      told = await carryOut(exchange);
    }
    expect([named, told.status, told.status === exchange.status ? "" : told.text]).toEqual([named, exchange.status, ""]);
    expect([named, unlike]).toEqual([named, []]);
    if (described(exchange, told.status).headers?.["Idempotent-Replayed"] === undefined) continue;
    const isRepeat = examples.slice(0, at).some((earlier) => sentBy(earlier) === sentBy(exchange));
    expect([named, told.headers.get("Idempotent-Replayed")]).toEqual([named, isRepeat ? "true" : null]);
  }
});

it("leaves no example out", () => {
  const written = new Set<string>();
  const walk = (value: unknown, operation: string) => {
    if (typeof value !== "object" || value === null) return;
    for (const [name, member] of Object.entries(value)) {
      if (name === "examples") for (const example of Object.keys(member as object)) written.add(`${operation}.${example}`);
      else walk(member, operation);
    }
  };
  for (const methods of Object.values(document.paths)) for (const operation of Object.values(methods)) walk(operation, operation.operationId);
  walk(document.components, "components");
  const carriedOut = examples.map(({ operation, name }) => `${operation.operationId}.${name}`);
  expect([...written].filter((name) => !carriedOut.includes(name))).toEqual([]);
  const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId));
  expect(operations.filter((id) => !examples.some(({ operation }) => operation.operationId === id))).toEqual([]);
});

it("asks for the key, and the scope, that each operation says", async () => {
  const [reading, writing] = [await createKey(app.home, "local", "read"), await createKey(app.home, "local", "write")];
  const first = Object.values(Object.groupBy(examples, ({ operation }) => operation.operationId)).map((all) => all![0]!);
  for (const exchange of first) {
    const [scope] = exchange.operation.security.flatMap((scheme) => Object.values(scheme).flat());
    const without = await carryOut(exchange, null);
    const other = scope === undefined ? without : await carryOut(exchange, scope === "read" ? writing : reading);
    const wanted = scope === undefined ? [exchange.status, exchange.status] : [401, 403];
    expect([exchange.operation.operationId, without.status, other.status]).toEqual([exchange.operation.operationId, ...wanted]);
    expect([...undocumented(exchange, without), ...undocumented(exchange, other)]).toEqual([]);
  }
});

it("shows each example on the page as a command", async () => {
  const { text, headers } = await app.get("/docs", { apiKey: null });
  expect(headers.get("Content-Security-Policy")).toContain("default-src 'none'");
  const shown = [...text.matchAll(/data-example="([^"]+)"/g)].map(([, name]) => name);
  expect(shown).toEqual(document.tags.flatMap(({ name: tag }) => examples.filter(({ operation }) => operation.tags.includes(tag)).map(({ operation, name }) => `${operation.operationId}.${name}`)));
});
