import { existsSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { type Afterscore, startAfterscore } from "../../../outside/support/afterscore.ts";
import { fresh } from "../../../outside/support/answers.ts";
import type { Shown } from "../../../outside/support/api.ts";
import { until } from "../../../outside/support/until.ts";
import { runCommandFile } from "../running.ts";

let app: Afterscore;
beforeAll(async () => { app = await startAfterscore(); });
afterAll(() => app.stop());

const folder = mkdtempSync(join(tmpdir(), "afterscore-import-"));

function fileOf(name: string, lines: readonly string[], end = "\n"): string {
  const file = join(folder, name);
  writeFileSync(file, lines.map((line) => `${line}${end}`).join(""));
  return file;
}

const imported = (...words: readonly string[]) => runCommandFile("import", words, { AFTERSCORE_HOME: app.home });
const surveyed = (survey: string) => app.all<Shown>(`/v1/responses?limit=200&survey=${survey}`);

describe("a table of another tool", () => {
  it("is history in every field once it is imported, and adds nothing when it is imported again", async () => {
    const survey = fresh("delighted");
    const comment = 'Slow, "very" slow\r\n<b>&amp; *so*</b> 非常慢 🐌';
    const file = fileOf(
      "delighted.csv",
      [
        "\uFEFFScore;Email;Name;Comment;Created at;Tags;Company;Company ID;Seats;Vertical;Zip",
        `3;lin@a.example;Lin;"${comment.replaceAll('"', '""')}";2026-01-31 23:30:00;q4; vip;;Acme;acme;40;=SUM(A1);01234`.replace("q4; vip;", '"q4; vip"'),
        "9; kim@a.example ;;;31.01.2026;;;;;'@home;",
      ],
      "\r\n",
    );
    const words = [file, "--set", "metric=NPS", "--set", `survey.id=${survey}`, "--set", "account.id=none", "--timezone", "America/New_York"];
    const attributes = ["--map", "Seats=attributes.seats", "--map", "Vertical=attributes.vertical", "--map", "Zip=attributes.zip"];
    const first = await imported(...words, ...attributes);
    expect([first.code, first.stdout.split("\n").at(-2)]).toEqual([0, `2 rows of ${file} at ${app.local.url}: 2 new, 0 corrections, 0 there already, 0 refused.`]);
    expect(first.stdout).toContain("Times without an offset are read by the clocks of America/New_York.");
    const [late, early] = await surveyed(survey);
    expect(late).toMatchObject({
      metric: "nps", score: 3, comment, respondent: { email: "lin@a.example", name: "Lin" }, account: { id: "acme", name: "Acme" }, tags: ["q4", "vip"],
      attributes: { seats: 40, vertical: "=SUM(A1)", zip: "01234" }, submittedAt: "2026-02-01T04:30:00.000Z", backfill: true, revision: 1,
      senderId: expect.stringMatching(/^import-/) as string,
    });
    expect(early).toMatchObject({ score: 9, respondent: { email: "kim@a.example" }, account: { id: "none" }, submittedAt: "2026-01-31T17:00:00.000Z", attributes: { vertical: "@home" } });
    expect(early).not.toHaveProperty("comment");
    expect((await app.settled(late!.id)).effects.filter(({ state }) => state === "sent")).toEqual([]);

    const again = await imported(...words, ...attributes);
    expect(again.stdout).toContain("0 new, 0 corrections, 2 there already, 0 refused.");
    const corrected = await imported(...words);
    expect(corrected.stdout).toContain("0 new, 2 corrections, 0 there already, 0 refused.");
    expect(await surveyed(survey)).toHaveLength(2);
  });

  it("is told by line, field and column where a row cannot be taken, and the others are", async () => {
    const survey = fresh("bad");
    const rows = ["Rating,Mail,Note,When", '9,a@x.example,"two\nlines",2026-01-01', "11,b@x.example,,2026-01-01", "ten,not an address,,1/2/2026", "8,c@x.example", "7,d@x.example,,2026-01-01"];
    const file = fileOf("bad.csv", rows);
    const words = [file, "--map", "Mail=respondent.email", "--map", "When=submittedAt", "--set", "metric=nps", "--set", `survey.id=${survey}`];
    const told = [
      `${file}:4: score ('Rating'): must be from 0 to 10 for nps`,
      `${file}:5: submittedAt ('When'): may begin with its month or its day: say --dates mdy or --dates dmy, or write it as 2026-01-31`,
      `${file}:5: score ('Rating'): must be a number, such as 7`,
      `${file}:5: respondent.email ('Mail'): must be an e-mail address, such as lin@acme.example`,
      `${file}:6: has 2 cells, and the heading 4: a cell with the delimiter, a quote or a line break in it stands in quotes, and a quote in it is written twice`,
      `All of them: ${file}.errors.csv`,
    ];
    const dry = await imported(...words, "--dry-run");
    expect(dry.code).toBe(1);
    expect(dry.stdout).toContain("Passed over (take one with --map \"Title=attributes.name\"):\n  Note\n");
    expect(dry.stdout.split("\n").slice(-9)).toEqual([...told, `5 rows in ${file}: 2 can be imported, 3 cannot.`, "Nothing was posted: leave out --dry-run to do so.", ""]);
    expect(await surveyed(survey)).toEqual([]);
    const errors = readFileSync(`${file}.errors.csv`, "utf8").split("\r\n");
    expect(errors.slice(0, 2)).toEqual(["line,field,column,problem", "4,score,Rating,must be from 0 to 10 for nps"]);
    expect(errors).toHaveLength(7);

    const real = await imported(...words);
    expect(real.code).toBe(1);
    expect(real.stdout.split("\n").slice(-8)).toEqual([...told, `5 rows of ${file} at ${app.local.url}: 2 new, 0 corrections, 0 there already, 3 refused.`, ""]);
    expect(real.stdout).not.toContain("in a file of their own");
    expect((await surveyed(survey)).map(({ score }) => score).sort()).toEqual([7, 9]);

    // Mended and imported again, what was there is known.
    fileOf("bad.csv", [...rows.slice(0, 2), "10,b@x.example,,2026-01-01", rows.at(-1)!]);
    const mended = await imported(...words);
    expect([mended.code, mended.stdout.split("\n").at(-2)]).toEqual([0, expect.stringContaining("3 rows of") as string]);
    expect(mended.stdout).toContain("1 new, 0 corrections, 2 there already, 0 refused.");
    expect(existsSync(`${file}.errors.csv`)).toBe(false);
  });

  it("shows the first twenty mistakes, and keeps all of them", async () => {
    const file = fileOf("many.csv", ["score,respondent.id", ...Array.from({ length: 700 }, (_, at) => `x,u${at}`)]);
    const { stdout, stderr } = await imported(file, "--set", "metric=nps", "--set", "survey.id=s", "--dry-run");
    expect(stdout.match(/must be a number/g)).toHaveLength(20);
    expect(stdout).toContain(`… and 680 more\nAll of them: ${file}.errors.csv\n700 rows in`);
    expect(readFileSync(`${file}.errors.csv`, "utf8").match(/must be a number/g)).toHaveLength(700);
    expect(stderr).toBe("Checking 500 of 700\nChecking 700 of 700\n");
  });

  it("is read as live where that is asked for, with a word of what it brings", async () => {
    const survey = fresh("live");
    const file = fileOf("live.csv", ["score,respondent.id", `2,${fresh("u")}`]);
    const { stderr, stdout } = await imported(file, "--set", "metric=nps", "--set", `survey.id=${survey}`, "--live");
    expect(stderr).toContain("! --live: each row is taken as given now. Detractors are alerts in Slack and cases, and customers get mails.");
    expect(stdout).toContain("No column says when an answer was given (submittedAt): all of them count on the day of the import.");
    const [answer] = await surveyed(survey);
    expect((await app.settled(answer!.id)).effects.map(({ kind, state }) => [kind, state])).toContainEqual(["alert", "sent"]);
  });
});

describe("NDJSON", () => {
  it("is the API's own bodies; what is said holds where a line says nothing, and the later of two with one id is its correction", async () => {
    const survey = fresh("lines");
    const id = fresh("id");
    const line = (more: object) => JSON.stringify({ metric: "csat", score: 4, respondent: { id: "u1" }, ...more });
    const file = fileOf("lines.ndjson", [line({ id, comment: "\u2028 line" }), "", line({ id, score: 5, survey: { id: survey, name: "Own" } }), "{", line({ score: 6 }), line({ points: 1 })]);
    const { code, stdout } = await imported(file, "--set", `survey.id=${survey}`);
    expect(code).toBe(1);
    expect(stdout).toMatch(/:4: is not JSON: each line is one response/);
    expect(stdout).toContain(`${file}:5: score: must be from 1 to 5 for csat`);
    expect(stdout).toContain(`${file}:6: points: unknown field 'points'`);
    expect(stdout).toContain("5 rows of");
    expect(stdout).toContain("1 new, 1 corrections, 0 there already, 3 refused.");
    expect(await surveyed(survey)).toMatchObject([{ senderId: id, score: 5, revision: 2, survey: { id: survey, name: "Own" }, backfill: true }]);
  });
});

test("someone who was erased stays erased, and the others are imported", async () => {
  const survey = fresh("erased");
  const gone = fresh("u");
  await app.ask("POST", "/v1/respondents/erase", JSON.stringify({ id: gone }));
  const file = fileOf("erased.csv", ["score,respondent.id", `9,${gone}`, `9,${fresh("u")}`]);
  const { code, stdout } = await imported(file, "--set", "metric=nps", "--set", `survey.id=${survey}`);
  expect([code, stdout.includes("1 new, 0 corrections, 0 there already, 1 refused.")]).toEqual([1, true]);
  expect(stdout).toContain(`${file}:2: This respondent, or the response of this identity, was erased`);
  expect(stdout).toContain("Mend the refused rows in a file of their own: these rows have neither an id nor a time");
});

test("with an address and a key, it goes there; the key is no word of the command", async () => {
  const survey = fresh("there");
  const file = fileOf("there.csv", ["score,respondent.id", `9,${fresh("u")}`]);
  const elsewhere = { AFTERSCORE_HOME: join(folder, "elsewhere") };
  const words = [file, "--set", "metric=nps", "--set", `survey.id=${survey}`, "--url", app.local.url];
  const without = await runCommandFile("import", words, elsewhere);
  expect([without.code, without.stderr]).toEqual([1, `Give an API key of ${app.local.url} in AFTERSCORE_API_KEY; npm run keys -- create makes one.\n`]);
  const wrong = await runCommandFile("import", words, { ...elsewhere, AFTERSCORE_API_KEY: "as_x_y" });
  expect(wrong.stderr).toMatch(/answered 401: Send a valid API key/);
  const right = await runCommandFile("import", words, { ...elsewhere, AFTERSCORE_API_KEY: app.local.apiKey });
  expect([right.code, right.stdout.includes("1 new")]).toEqual([0, true]);
  expect(readdirSync(join(folder, "elsewhere", "imports"))).toEqual([]);
});

test.each([
  [["--help"], 0, /^Usage:\n {2}npm run import/],
  [[], 1, /^Say which file/],
  [["nowhere.csv"], 1, /^nowhere\.csv cannot be read/],
  [[tmpdir(), "--format", "csv"], 1, / is no file\.$/m],
])("%j is answered in words", async (words, code, said) => {
  const ran = await imported(...words);
  expect([ran.code, ran.stdout + ran.stderr]).toEqual([code, expect.stringMatching(said) as string]);
});

test("scores count what was imported", async () => {
  const survey = fresh("counted");
  const file = fileOf("counted.csv", ["score,respondent.id,submittedAt", ...[0, 6, 7, 9, 10].map((score) => `${score},${fresh("u")},2026-01-31`)]);
  await imported(file, "--set", "metric=nps", "--set", `survey.id=${survey}`);
  const total = await until("counted", async () => {
    const { body } = await app.get<{ total: { n: number } }>(`/v1/scores?metric=nps&survey=${survey}&from=2026-01-31&to=2026-02-01`);
    return body.total.n === 5 ? body.total : undefined;
  });
  expect(total).toMatchObject({ promoters: 2, passives: 1, detractors: 2, score: 0 });
});
