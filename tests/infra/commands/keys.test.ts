import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Afterscore, startAfterscore } from "../../outside/support/afterscore.ts";
import { type Ran, runCommandFile } from "./running.ts";
import { startStage } from "./stage.ts";

let app: Afterscore;
beforeAll(async () => { app = await startAfterscore(); });
afterAll(() => app.stop());

function keys(...words: readonly string[]): Promise<Ran> {
  return runCommandFile("keys", words, { AFTERSCORE_HOME: app.home });
}

async function create(source: string, scopes: string, ...more: readonly string[]): Promise<{ id: string; key: string; stdout: string }> {
  const { code, stdout, stderr } = await keys("create", "--name", `of ${source}`, "--source", source, "--scopes", scopes, ...more);
  expect(stderr).toBe("");
  expect(code).toBe(0);
  const [, key = "", id = ""] = /^ {2}(as_([A-Za-z0-9]{12})_[A-Za-z0-9]{40})$/m.exec(stdout) ?? [];
  expect(id).not.toBe("");
  return { id, key, stdout };
}

function post(key: string, body: object): Promise<Response> {
  return fetch(`${app.local.url}/v1/responses`, {
    method: "POST",
    headers: { Authorization: `Bearer ${key}`, "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
}

function read(key: string): Promise<Response> {
  return fetch(`${app.local.url}/v1/responses?limit=1`, { headers: { Authorization: `Bearer ${key}` } });
}

const answer = { survey: { id: "s" }, metric: "nps", respondent: { id: "u_1" } };

test("a new key works at once and can do what its scopes say, nothing else", async () => {
  const writer = await create("crm", "write");
  expect(writer.stdout).toContain("not shown again");
  expect((await post(writer.key, { ...answer, score: 9 })).status).toBe(202);
  expect((await read(writer.key)).status).toBe(403);
  const reader = await create("crm", "read");
  expect((await post(reader.key, { ...answer, score: 9 })).status).toBe(403);
  expect((await read(reader.key)).status).toBe(200);
});

test("two sources cannot correct each other's responses, two keys of one source can", async () => {
  const [typeform, zapier, zapierToo] = [await create("typeform", "write"), await create("zapier", "write,read"), await create("zapier", "write")];
  const revisionOf = async (answered: Response) => ((await answered.json()) as { revision: number }).revision;
  expect(await revisionOf(await post(typeform.key, { ...answer, id: "r1", score: 2 }))).toBe(1);
  expect(await revisionOf(await post(zapier.key, { ...answer, id: "r1", score: 10 }))).toBe(1);
  expect(await revisionOf(await post(zapierToo.key, { ...answer, id: "r1", score: 8 }))).toBe(2);
});

test("a key with a rate is held to it", async () => {
  const { key } = await create("slow", "write", "--rate", "1");
  const answers = await Promise.all([1, 2, 3, 4, 5, 6].map((score) => post(key, { ...answer, id: `slow ${score}`, score })));
  const limited = answers.filter(({ status }) => status === 429);
  expect(limited.length).toBeGreaterThanOrEqual(1);
  expect(Number(limited[0]?.headers.get("Retry-After"))).toBeGreaterThanOrEqual(1);
});

test("the list shows every key and no secret", async () => {
  const { id, key } = await create("listed", "read,write", "--rate", "50");
  const { stdout, code } = await keys("list");
  expect(code).toBe(0);
  expect(stdout.split("\n")[0]).toMatch(/^id +name +source +scopes +rate +created +revoked$/);
  expect(stdout).toMatch(new RegExp(`^${id} +of listed +listed +read,write +50/s +\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\dZ$`, "m"));
  expect(stdout).toMatch(/^local +this laptop +local +write,read/m);
  expect(stdout).not.toContain(key.split("_")[2]);
  expect(stdout).not.toMatch(/[0-9a-f]{64}/);
});

test("a revoked key stops within the time a key is believed", async () => {
  const { id, key } = await create("leaver", "read");
  expect((await read(key)).status).toBe(200);
  const { stdout, code } = await keys("revoke", id);
  expect(stdout).toBe(`Key ${id} is revoked. It stops working within a minute.\n`);
  expect(code).toBe(0);
  const deadline = Date.now() + 35_000;
  while ((await read(key)).status !== 401 && Date.now() < deadline) await sleep(500);
  expect((await read(key)).status).toBe(401);
  expect((await keys("list")).stdout).toMatch(new RegExp(`^${id} .*\\d\\dZ {2}\\d{4}-`, "m"));
});

test("a key that is revoked before it was ever used never works", async () => {
  const { id, key } = await create("stillborn", "read");
  await keys("revoke", id);
  expect((await read(key)).status).toBe(401);
});

test("revoking a key that is not there says so", async () => {
  const { code, stderr } = await keys("revoke", "nobody");
  expect(code).toBe(1);
  expect(stderr).toContain("There is no key nobody");
});

test("with a stage named, its keys are made and listed, and not this machine's", async () => {
  const stage = await startStage();
  const env = { ...stage.env, AFTERSCORE_HOME: app.home };
  const made = await runCommandFile("keys", ["create", "--name", "crm", "--source", "crm", "--scopes", "read"], env);
  expect(made.stdout).toMatch(/^Key [A-Za-z0-9]{12} is made at stage dev\./);
  const listed = await runCommandFile("keys", ["list"], env);
  expect(listed.stdout).toMatch(/ crm +crm +read /);
  expect(listed.stdout).not.toContain("this laptop");
  const missing = await runCommandFile("keys", ["list"], { ...env, AFTERSCORE_STAGE: "prod" });
  expect(missing).toMatchObject({ code: 1, stdout: "" });
  expect(missing.stderr).toBe("The stack afterscore-prod cannot be worked on (ValidationError: Stack with id afterscore-prod does not exist).\n");
  await stage.stop();
});

test.each([
  { lacking: "a region", env: { AWS_REGION: undefined }, todo: /\(Error: Region is missing\): set AWS_REGION\.\n$/ },
  { lacking: "credentials", env: { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined }, todo: /\(CredentialsProviderError: .*\): give it credentials as you would the AWS CLI, with aws configure or aws sso login\.\n$/ },
])("without $lacking to reach a stage with, one sentence says what to do", async ({ env, todo }) => {
  const nothing = { AWS_PROFILE: undefined, AWS_CONFIG_FILE: "/dev/null", AWS_SHARED_CREDENTIALS_FILE: "/dev/null", AWS_EC2_METADATA_DISABLED: "true" };
  const something = { AWS_REGION: "us-east-1", AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" };
  const { code, stderr } = await runCommandFile("keys", ["list"], { AFTERSCORE_STAGE: "prod", ...nothing, ...something, ...env });
  expect(code).toBe(1);
  expect(stderr).toMatch(todo);
});

test("without a laptop and without a stage, one sentence says what to do", async () => {
  const empty = await mkdtemp(join(tmpdir(), "afterscore-nobody-"));
  const { code, stderr } = await runCommandFile("keys", ["list"], { AFTERSCORE_HOME: empty });
  expect(code).toBe(1);
  expect(stderr).toMatch(/^No Afterscore is running on this machine .*AFTERSCORE_STAGE\.\n$/);
  await rm(empty, { recursive: true });
});
