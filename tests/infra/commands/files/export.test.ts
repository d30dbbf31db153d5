import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, expect, it, test } from "vitest";
import { readExportCommand } from "../../../../infra/commands/support/export/arguments.ts";
import { type Afterscore, startAfterscore } from "../../../outside/support/afterscore.ts";
import { answer, fresh, person } from "../../../outside/support/answers.ts";
import type { Shown } from "../../../outside/support/api.ts";
import { until } from "../../../outside/support/until.ts";
import { runCommandFile, startCommandFile } from "../running.ts";

let app: Afterscore;
let other: Afterscore;
beforeAll(async () => { [app, other] = [await startAfterscore(), await startAfterscore()]; });
afterAll(async () => {
  await app.stop();
  await other.stop();
});

const folder = mkdtempSync(join(tmpdir(), "afterscore-export-test-"));
const run = (command: "export" | "import", at: Afterscore, ...words: readonly string[]) => runCommandFile(command, words, { AFTERSCORE_HOME: at.home });

type Row = Readonly<Record<string, string>>;
const rowsOf = (csv: string): Row[] => parse(csv, { columns: true, record_delimiter: "\r\n" });

const full = {
  comment: '=cmd|"/c calc"!A1\r\n<script>alert(1)</script> 非常慢 👩‍💻, "quoted"; \'tis',
  respondent: { ...person(), name: "@lin", locale: "zh-CN", timeZone: "Asia/Shanghai" },
  account: { id: "acme", name: "+Acme", plan: "Scale", mrr: 2000.5, currency: "USD", renewsOn: "2027-01-15", owner: { email: "mia@us.example", slackUserId: "U0MIA", name: "Mia" } },
  channel: "in_app",
  submittedAt: "2026-01-31T09:30:00+08:00",
  contactMe: false,
  backfill: true,
  tags: ["q4", "a;b", "c\\d", "-minus"],
  attributes: { region: "apac", seats: 40, delta: -5, "looks.like": "40", minus: "-5", flag: true, word: "true", "＝wide": "＝1", constructor: "x", zip: "01234" },
};

/** What of a response was sent: what both installations show alike. */
function sent({ id: _, senderId: __, receivedAt: ___, revisions: ____, source: _____, ...rest }: Shown) {
  return rest;
}

it("writes responses that another Afterscore takes in and shows alike, from CSV and from NDJSON", { timeout: 120_000 }, async () => {
  const survey = { id: fresh("export"), name: "=1+1" };
  await app.accepted(answer(3, { ...full, survey, id: "own-1" }));
  await app.accepted(answer(9, { survey, backfill: true, submittedAt: "2026-02-01T00:00:00Z" }));
  await app.accepted(answer(7, { survey, backfill: true, submittedAt: "2026-02-02T00:00:00Z", attributes: { region: "emea", later: "'=x" }, comment: "'" }));
  const listed = await app.all<Shown>(`/v1/responses?survey=${survey.id}`);

  const out = join(folder, "responses.csv");
  const { code, stderr, stdout } = await run("export", app, "responses", "--survey", survey.id, "--out", out, "--bom");
  expect([code, stderr, stdout]).toEqual([0, `3 responses in ${out}\n`, ""]);
  expect(readdirSync(folder)).toEqual(["responses.csv"]);
  const text = readFileSync(out, "utf8");
  expect(text.startsWith("\uFEFFid,survey.id,survey.name,metric,score,comment,respondent.id,")).toBe(true);
  const rows = rowsOf(text.slice(1));
  const mine = rows.find(({ id }) => id === "own-1")!;
  expect(mine).toMatchObject({ "survey.name": "'=1+1", "account.name": "'+Acme", "respondent.name": "'@lin", score: "3", "account.mrr": "2000.5", tags: String.raw`q4;a\;b;c\\d;-minus`, contactMe: "false" });
  expect(mine).toMatchObject({ "attributes.delta": "-5", "attributes.minus": "''-5", "attributes.looks.like": "'40", "attributes.＝wide": "'＝1", comment: `'${full.comment}`, response: expect.stringMatching(/^rsp_/) as string });
  for (const cell of rows.flatMap((row) => Object.entries(row).flatMap(([title, value]) => (title === "attributes.delta" ? [] : [value])))) expect(cell).not.toMatch(/^[=+\-@\t\r＝＋－＠]/);

  const there = async () => (await other.all<Shown>(`/v1/responses?survey=${survey.id}`)).map(sent);
  expect((await run("import", other, out)).stdout).toContain("3 new, 0 corrections, 0 there already, 0 refused.");
  expect(await there()).toEqual(listed.map(sent));
  expect((await run("import", other, out)).stdout).toContain("0 new, 0 corrections, 3 there already, 0 refused.");

  const second = join(folder, "again.csv");
  await run("export", other, "responses", "--survey", survey.id, "--out", second);
  const comparable = (csv: string) => rowsOf(csv).map(({ response: _, receivedAt: __, ...row }) => row);
  expect(comparable(readFileSync(second, "utf8"))).toEqual(comparable(text.slice(1)));

  // Every line of NDJSON is all that the API shows; imported, it is what was sent.
  const lines = await run("export", app, "responses", "--survey", survey.id, "--format", "ndjson");
  expect(lines.stdout.trimEnd().split("\n").map((line) => JSON.parse(line) as Shown)).toEqual(listed);
  const file = join(folder, "lines.ndjson");
  writeFileSync(file, lines.stdout);
  expect((await run("import", other, file)).stdout).toMatch(/0 refused\.\n$/);
  expect(await other.all(`/v1/responses?survey=${survey.id}`)).toHaveLength(3);
});

it("writes cases and scores as tables, filtered as the API filters", { timeout: 120_000 }, async () => {
  const survey = { id: fresh("cases") };
  const account = { id: fresh("acc"), name: "=Acme", mrr: 5000, currency: "USD" };
  const { id } = await app.accepted(answer(2, { survey, account, attributes: { region: "=apac" } }));
  const { caseId } = await app.settled(id);
  const cases = rowsOf((await run("export", app, "cases", "--account", account.id)).stdout);
  expect(cases).toMatchObject([{ id: caseId, state: "open", severity: "critical", "account.name": "'=Acme", "account.mrr": "5000", responses: id, "due.resolveBy": expect.stringMatching(/^20/) as string }]);
  expect(Object.keys(cases[0]!)).not.toContain("timeline");
  expect((await run("export", app, "cases", "--account", account.id, "--state", "resolved")).stdout).toBe("");

  const words = ["scores", "--metric", "nps", "--survey", survey.id, "--segment", "region"];
  const [scores] = await until("counted", async () => {
    const found = rowsOf((await run("export", app, ...words)).stdout);
    return found.length > 0 ? found : undefined;
  });
  expect(scores).toMatchObject({ metric: "nps", timeZone: "UTC", segment: "'=apac", n: "1", score: "-100", "histogram.2": "1", lowData: "true" });
  const lines = (await run("export", app, ...words, "--format", "ndjson")).stdout;
  expect(JSON.parse(lines)).toMatchObject({ metric: "nps", segment: "=apac", n: 1 });
});

it("leaves nothing behind when it is stopped half-way", async () => {
  const temporary = join(folder, "temporary");
  mkdirSync(temporary);
  // An API that answers one page and then nothing more.
  const server = createServer((request, response) => {
    if (request.url?.includes("cursor") !== true) response.end(JSON.stringify({ items: [{ id: "rsp_1", comment: "secret" }], cursor: "next" }));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const out = join(folder, "stopped.csv");
  const child = startCommandFile("export", ["responses", "--url", `http://127.0.0.1:${port}`, "--out", out], { TMPDIR: temporary, AFTERSCORE_API_KEY: "as_a_b" });
  const ended = once(child, "exit");
  await until("the first page waits", () => Promise.resolve(readdirSync(temporary).some((name) => name.startsWith("afterscore-export-")) || undefined));
  child.kill("SIGTERM");
  expect(await ended).toEqual([1, null]);
  expect(readdirSync(temporary).filter((name) => name.startsWith("afterscore"))).toEqual([]);
  expect(readdirSync(folder).filter((name) => name.includes("stopped"))).toEqual([]);
  server.closeAllConnections();
  server.close();
});

it("leaves no half of a file, and says what the API refuses", async () => {
  const out = join(folder, "never.csv");
  const { code, stderr } = await run("export", app, "responses", "--band", "sad", "--out", out);
  expect([code, stderr]).toEqual([1, expect.stringContaining("band: must be one of detractor, passive, promoter") as string]);
  expect(readdirSync(folder).filter((name) => name.includes("never"))).toEqual([]);
  expect((await run("export", app, "responses", "--out", join(folder, "no", "such.csv"))).stderr).toMatch(/such\.csv cannot be written/);
});

test.each([
  [[], /^Say what: responses, cases or scores/],
  [["people"], /^There is no 'people'/],
  [["cases", "scores"], /^One list at a time/],
  [["cases", "--metric", "nps"], /^cases cannot be filtered by metric: they can by state, owner, account, severity\./],
  [["cases", "--format", "xlsx"], /^--format is csv or ndjson, not xlsx/],
  [["cases", "--color", "red"], /^Unknown option '--color'/],
])("what was not meant is answered with what is allowed: %j", (words, said) => { expect(() => readExportCommand(words)).toThrow(said); });
