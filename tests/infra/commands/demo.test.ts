import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Afterscore, startAfterscore } from "../../outside/support/afterscore.ts";
import { runCommandFile } from "./running.ts";

let app: Afterscore;
beforeAll(async () => { app = await startAfterscore(); });
afterAll(() => app.stop());

const scoreOf = async (metric: string) => (await app.get<{ total: { n: number; score: number } }>(`/v1/scores?metric=${metric}`)).body.total;

test("the demo posts a week, says the score that the API says, and is a harmless replay when it is run again", { timeout: 180_000 }, async () => {
  const first = await runCommandFile("demo", [], { AFTERSCORE_HOME: app.home });
  expect(first.stderr).toBe("");
  expect(first.code).toBe(0);
  const [, posted, stored, corrected, replayed] = /Posted (\d+) in [\d.]+ s: (\d+) new, (\d+) corrected, (\d+) replayed/.exec(first.stdout) ?? [];
  expect(Number(stored) + Number(corrected)).toBe(Number(posted));
  expect(Number(stored)).toBeGreaterThan(330);
  expect(Number(corrected)).toBeGreaterThan(3);
  expect(replayed).toBe("0");

  const total = await scoreOf("nps");
  const others = await Promise.all(["csat", "ces"].map(scoreOf));
  const [, score, n] = /NPS {2}([+-]?\d+) {2}\(n = (\d+)/.exec(first.stdout) ?? [];
  expect(total.n).toBe(Number(n));
  expect(Math.round(total.score)).toBe(Number(score));
  // All but the one test response count.
  const counted = [total, ...others].reduce((sum, part) => sum + part.n, 0);
  expect(Number(stored) - counted).toBeLessThanOrEqual(1);

  const second = await runCommandFile("demo", [], { AFTERSCORE_HOME: app.home });
  expect(second.code).toBe(0);
  // Between the two runs, somebody's time may have come.
  const [replays] = /(?<=All )\d+(?= posts were here)|\d+(?= replayed)/.exec(second.stdout) ?? [];
  expect(replays).toBe(posted);
  expect((await scoreOf("nps")).n - total.n).toBeLessThanOrEqual(5);
});

test("plain lines take the bar's place where nothing can be written over", { timeout: 120_000 }, async () => {
  const { stdout } = await runCommandFile("demo", [], { AFTERSCORE_HOME: app.home });
  expect(stdout).toMatch(/^Posting a week \d+ of (\d+)\n(?:Posting a week \d+ of \1\n){3}/);
  expect(stdout).not.toMatch(/[\r█]/);
});

test("without a running Afterscore, one sentence says what to do", async () => {
  const empty = await mkdtemp(join(tmpdir(), "afterscore-nobody-"));
  const nobody = await runCommandFile("demo", [], { AFTERSCORE_HOME: empty });
  expect(nobody).toMatchObject({ code: 1, stdout: "" });
  expect(nobody.stderr).toBe(
    `No Afterscore is running on this machine (there is no ${empty}/local.json): start it with npm start in another terminal, then try again.\n`,
  );

  const left = { url: "http://127.0.0.1:9", apiKey: "as_local_x", mailbox: "http://127.0.0.1:9/m", desk: "http://127.0.0.1:9/desk", dynamodb: { endpoint: "http://127.0.0.1:9", table: "t" }, slack: { apiUrl: "http://127.0.0.1:9/", token: "t" }, sqs: { endpoint: "http://127.0.0.1:9" } };
  await writeFile(join(empty, "local.json"), JSON.stringify(left));
  const stale = await runCommandFile("demo", [], { AFTERSCORE_HOME: empty });
  expect(stale.code).toBe(1);
  expect(stale.stderr).toMatch(/^Afterscore does not answer at http:\/\/127\.0\.0\.1:9, .*npm start.*\n$/);
  await rm(empty, { recursive: true });
});
