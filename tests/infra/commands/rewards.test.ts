import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { readRewardsCommand } from "../../../infra/commands/support/rewards/arguments.ts";
import { readCodes } from "../../../infra/commands/support/rewards/read-codes.ts";
import { type Afterscore, startAfterscore } from "../../outside/support/afterscore.ts";
import { changedPolicy } from "../../outside/support/policies.ts";
import { newHome } from "../../outside/support/process.ts";
import { type Ran, runCommandFile } from "./running.ts";
import { startStage } from "./stage.ts";

const home = newHome();
const pools = "{ id: gift, kind: code_pool, title: A gift, terms: One each., budget: 100 }\n    - { id: other, kind: code_pool, title: Another, terms: One each. }";
const policy = changedPolicy(home, [["    - id: refer-a-friend\n", `    - ${pools}\n    - id: refer-a-friend\n`]]);
let app: Afterscore;
beforeAll(async () => { app = await startAfterscore({ home }); });
afterAll(() => app.stop());

const rewards = (...words: readonly string[]): Promise<Ran> => runCommandFile("rewards", words, { AFTERSCORE_HOME: home, AFTERSCORE_POLICY: policy });

function fileOf(name: string, lines: readonly string[]): string {
  const file = join(home, name);
  writeFileSync(file, `${lines.join("\n")}\n`);
  return file;
}

test("codes are imported once, and what is passed over is told, by its line and not by its code", async () => {
  const file = fileOf("codes.csv", ["code", "AAA-1", "AAA-2", "AAA-1", '"AAA-3"']);
  const dry = await rewards("import", file, "--program", "gift", "--dry-run");
  expect(dry.stdout).toBe(`line 4: twice in the file\n4 codes in ${file}: 3 would be added to gift at ${app.local.url}, 1 passed over.\nNothing was imported: leave out --dry-run to do so.\n`);
  expect((await rewards("stock", "--program", "gift")).stdout).toMatch(/^gift +code_pool +0 +0 +0 +100 of 100 +low$/m);
  expect((await rewards("import", file, "--program", "gift")).stdout).toMatch(/3 are added to gift at .*, 1 passed over\.\n$/);
  const again = await rewards("import", file, "--program", "gift");
  expect(again.stdout).toContain("line 2: known already\n");
  expect(again.stdout).toContain("0 are added to gift");
  expect((await rewards("import", fileOf("more.csv", ["AAA-3", "BBB-1"]), "--program", "other")).stdout).toContain("line 1: known already, of gift\n");
  const { stdout } = await rewards("stock");
  expect(stdout).toMatch(/^program +kind +codes +free +given +budget left$/m);
  expect(stdout).toMatch(/^gift +code_pool +3 +3 +0 +100 of 100 +low$/m);
  expect(stdout).toMatch(/^other +code_pool +1 +1 +0 +no budget +low$/m);
  expect(stdout).toMatch(/^refer-a-friend +referral +not counted +no budget$/m);
  expect(stdout).not.toContain("AAA");
});

test("100,000 codes are no trouble, and an import that is interrupted goes on where it stopped", async () => {
  const file = fileOf("many.csv", Array.from({ length: 100_000 }, (_, at) => `MANY-${at}`));
  await rewards("import", fileOf("some.csv", Array.from({ length: 600 }, (_, at) => `MANY-${at}`)), "--program", "other");
  const { stdout, stderr, code } = await rewards("import", file, "--program", "other");
  expect([code, stderr.split("\n").at(-2)]).toEqual([0, "Importing 99400 of 99400"]);
  expect(stdout).toContain("… and 590 more that are passed over\n100000 codes in");
  expect((await rewards("stock", "--program", "other")).stdout).toMatch(/^other +code_pool +100001 +100001 /m);
}, 120_000);

test.each([
  [["import", "nowhere.csv", "--program", "gift"], /^nowhere\.csv cannot be read/],
  [["import", "x.csv", "--program", "prize"], /^The policy has no reward program prize: there is gift, other, refer-a-friend\.\n$/],
  [["import", "x.csv", "--program", "refer-a-friend"], /^refer-a-friend is a program of kind referral, whose codes are made: only a code_pool takes codes\.\n$/],
])("what cannot be done is said in words: %j", async (words, said) => {
  const { code, stdout, stderr } = await rewards(...words);
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toMatch(said);
});

test.each([
  [["import", "x.csv"], /^--program is missing/],
  [["import"], /^import needs a file with codes/],
  [["import", "x.csv", "y.csv", "--program", "gift"], /^One file at a time: 'y\.csv'/],
  [["give"], /^There is no 'give'/],
  [[], /^Say what to do: import or stock\.\n\nUsage:/],
])("what was not meant is answered with what is allowed: %j", (words, said) => { expect(() => readRewardsCommand(words)).toThrow(said); });

test("with a stage named, its pools are filled", async () => {
  const stage = await startStage();
  const env = { ...stage.env, AFTERSCORE_HOME: home, AFTERSCORE_POLICY: policy };
  const file = fileOf("staged.csv", ["S-1", "S-2"]);
  expect((await runCommandFile("rewards", ["import", file, "--program", "gift"], env)).stdout).toContain("2 are added to gift at stage dev");
  expect((await runCommandFile("rewards", ["stock", "--program", "gift"], env)).stdout).toMatch(/^gift +code_pool +2 +2 /m);
  await stage.stop();
});

describe("a file of codes", () => {
  const codesIn = (text: string) => readCodes(text, "f.csv").map(({ line, code }) => `${line} ${code}`);

  it("has one a line, or a column that says so", () => {
    expect(codesIn("A-1\r\nA-2\n\n A-3 \n")).toEqual(["1 A-1", "2 A-2", "4 A-3"]);
    expect(codesIn("\uFEFFid,Code,value\n1,A-1,5\n2,\"A,2\",5\n")).toEqual(["2 A-1", "3 A,2"]);
    expect(codesIn('id;code\n1;"say ""hi"""\n')).toEqual(['2 say "hi"']);
    expect(codesIn("")).toEqual([]);
  });

  it("is refused where a line holds none, or nobody knows which column it is", () => {
    expect(() => codesIn("id,code\n1,\n")).toThrow("f.csv:2: not a code: 1 to 200 characters in one line\nNothing was imported.");
    expect(() => codesIn("1,A-1\n")).toThrow("f.csv:1: several columns, and none of them is named code");
  });
});
