import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readSuppressionsCommand } from "../../../infra/commands/support/suppressions/arguments.ts";
import { dynamoSuppressions } from "../../../shared/adapters/dynamodb/suppressions.ts";
import { pseudonymOf } from "../../../shared/runtime/pseudonym.ts";
import { type Afterscore, startAfterscore } from "../../outside/support/afterscore.ts";
import { policyText } from "../../support/domain.ts";
import { type Ran, runCommandFile } from "./running.ts";
import { startStage } from "./stage.ts";

let app: Afterscore;
beforeAll(async () => { app = await startAfterscore(); });
afterAll(() => app.stop());

function suppressions(words: readonly string[], more: Readonly<Record<string, string>> = {}): Promise<Ran> {
  return runCommandFile("suppressions", words, { AFTERSCORE_HOME: app.home, ...more });
}

const since = /^lin@acme\.example is not written to: suppressed, since \d{4}-\d\d-\d\d \d\d:\d\dZ\. \(.+\)\n$/;

test("an address is put on the list, looked up in any spelling, and taken off it, as often as one likes", async () => {
  expect((await suppressions(["show", "lin@acme.example"])).stdout).toMatch(/^lin@acme\.example is written to\. \(http:\/\/127\.0\.0\.1:\d+\)\n$/);
  for (let times = 0; times < 2; times += 1) expect((await suppressions(["add", "lin@acme.example"])).stdout).toMatch(since);
  expect((await suppressions(["show", "LIN@Acme.example"])).stdout).toContain("is not written to: suppressed");
  for (let times = 0; times < 2; times += 1) expect((await suppressions(["remove", "lin@acme.example"])).stdout).toContain("is written to.");
});

test("what the policy says stands beside the list, and taking an address off the list does not change it", async () => {
  const policy = join(app.home, "policy.yaml");
  await writeFile(policy, policyText.replace("suppressedDomains: []", "suppressedDomains: [acme.example]"));
  const { stdout } = await suppressions(["remove", "mia@mail.acme.example"], { AFTERSCORE_POLICY: policy });
  expect(stdout).toContain("is not written to: acme.example is among the policy's suppressedDomains.");
  await writeFile(policy, "nonsense: true");
  const refused = await suppressions(["show", "mia@acme.example"], { AFTERSCORE_POLICY: policy });
  expect([refused.code, refused.stdout]).toEqual([1, ""]);
  expect(refused.stderr).toContain("nonsense: unknown field");
});

test("with a stage named, its list is worked on by its own key, and nothing else is kept", async () => {
  const stage = await startStage();
  const { code, stdout } = await suppressions(["add", "Lin@acme.example"], stage.env);
  expect([code, stdout]).toEqual([0, expect.stringMatching(/suppressed, since .* \(stage dev\)\n$/)]);
  const kept = await dynamoSuppressions(stage.table).find(pseudonymOf("o".repeat(64), "lin@acme.example"));
  expect(kept?.reason).toBe("suppressed");
  stage.told.secrets.set("afterscore/dev/pseudonyms", JSON.stringify({ key: "not-set" }));
  const refused = await suppressions(["show", "lin@acme.example"], stage.env);
  expect(refused).toMatchObject({ code: 1, stderr: "The secret pseudonyms of stage dev cannot be used (not set): npm run doctor says what to do.\n" });
  await stage.stop();
});

describe("what npm run suppressions does not understand is answered with the reason and the usage", () => {
  test.each<[string, readonly string[], string]>([
    ["nothing", [], "Say what to do: add, remove or show."],
    ["an unknown verb", ["delete", "lin@acme.example"], "There is no 'delete'."],
    ["no address", ["add"], "add needs an address."],
    ["two addresses", ["add", "lin@acme.example", "mia@acme.example"], "One address at a time: 'mia@acme.example' is one word too many."],
    ["no address at all", ["show", "acme.example"], "'acme.example' is not an address"],
    ["an option", ["add", "--all"], "Unknown option '--all'"],
  ])("%s", (_, words, problem) => {
    expect(() => readSuppressionsCommand(words)).toThrow(problem);
    expect(() => readSuppressionsCommand(words)).toThrow("npm run suppressions -- remove <address>");
  });
});
