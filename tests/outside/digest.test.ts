import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { openTable } from "../../shared/adapters/dynamodb/table.ts";
import { runCommandFile } from "../infra/commands/running.ts";
import { type Afterscore, startAfterscore } from "./support/afterscore.ts";
import { answer, fresh } from "./support/answers.ts";
import { changedPolicy } from "./support/policies.ts";
import { parsedText, saying } from "./support/slack.ts";
import { until } from "./support/until.ts";

vi.setConfig({ testTimeout: 240_000 });

const dayMs = 86_400_000;
const hostile = "Best tool we have. <!channel> *now*";
const folder = mkdtempSync(join(tmpdir(), "afterscore-digest-"));
let app: Afterscore;

/** A digest of yesterday, that was due an hour ago by the clocks of UTC. */
const hourAgo = new Date(Date.now() - 3_600_000).toISOString().slice(11, 16);
const policy = changedPolicy(folder, [["  - id: weekly          # keep", `  - { id: yesterday, every: day, at: "${hourAgo}", segment: plan }\n  - id: weekly          # keep`]]);

/** As if it had been running for a week. */
async function runningForLong({ local }: Afterscore): Promise<void> {
  const { endpoint, table } = local.dynamodb;
  const { client } = openTable(table, { endpoint, region: "us-east-1", credentials: { accessKeyId: "local", secretAccessKey: "local" } });
  await client.send(new PutCommand({ TableName: table, Item: { pk: "digest#yesterday", sk: "digest", type: "digest", since: new Date(Date.now() - 7 * dayMs).toISOString() } }));
}

const digestsIn = async ({ slack }: Afterscore) => saying(await slack.history(), "The day in scores");

beforeAll(async () => { app = await startAfterscore({ policy }); });
afterAll(async () => {
  await app.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe("a digest in Slack", () => {
  it("does not come for a time before it was heard of, and then once, whatever is killed", async () => {
    const day = new Date(Date.now() - 3_600_000 - dayMs).toISOString().slice(0, 10);
    const at = (minute: number) => `${day}T12:${String(minute).padStart(2, "0")}:00Z`;
    const post = (minute: number, score: number, plan: string, comment?: string) =>
      app.accepted(answer(score, { submittedAt: at(minute), backfill: true, account: { id: fresh("acme"), name: `Acme ${plan}`, plan }, ...(comment === undefined ? {} : { comment }) }));
    for (let minute = 0; minute < 12; minute += 1) await post(minute, 10, "Scale", minute === 11 ? hostile : undefined);
    for (let minute = 12; minute < 24; minute += 1) await post(minute, minute % 2 === 0 ? 3 : 9, "Starter");
    await until("everything is counted", async () => {
      const { body } = await app.get<{ total: { n: number } }>("/v1/scores?metric=nps");
      return body.total.n === 24 ? true : undefined;
    }, { within: 30_000 });
    // Two looks of the clock.
    await sleep(30_000);
    expect(await digestsIn(app)).toEqual([]);

    await runningForLong(app);
    await app.kill();
    app = await app.again();
    const [digest] = await until("the digest", async () => ((await digestsIn(app)).length > 0 ? digestsIn(app) : undefined), { within: 60_000 });
    await app.kill();
    app = await app.again();
    await sleep(30_000);
    expect(await digestsIn(app)).toHaveLength(1);

    const said = JSON.stringify(digest);
    expect(digest?.text).toContain("NPS +50 (n = 24");
    expect(said).toContain("Best: Scale at +100 (n = 12). Worst: Starter at 0 (n = 12).");
    expect(said).toContain(JSON.stringify(hostile).slice(1, -1));
    expect(parsedText(digest?.blocks)).toEqual([]);
    const chart = digest?.blocks?.find(({ type }) => type === "image") as { slack_file: { id: string }; alt_text: string } | undefined;
    expect(chart?.alt_text).toContain("NPS");
    const picture = await fetch(new URL(`../files/${chart?.slack_file.id ?? ""}`, app.local.slack.apiUrl));
    expect([picture.status, picture.headers.get("content-type")]).toEqual([200, "image/png"]);
    expect((await picture.arrayBuffer()).byteLength).toBeGreaterThan(5_000);
  });

  it("is previewed in files, and announced, by a command that sends nothing", async () => {
    const env = { AFTERSCORE_HOME: app.home, AFTERSCORE_POLICY: policy };
    const told = await runCommandFile("digest", [], env);
    expect(told.stdout).toMatch(/^yesterday +#customer-feedback +\w{3},? \d+ \w{3} \d{4}\D+\d\d:\d\d UTC +nps +en$/m);
    const out = join(folder, "preview");
    const previewed = await runCommandFile("digest", ["--preview", "--out", out, "--id", "yesterday", "--language", "zh"], env);
    expect([previewed.code, previewed.stderr]).toEqual([0, ""]);
    const { text, blocks } = JSON.parse(readFileSync(join(out, "message.json"), "utf8")) as { text: string; blocks: object[] };
    expect(text).toContain("NPS +50（n = 24");
    expect(JSON.stringify(blocks)).toContain("最高：Scale");
    expect(readFileSync(join(out, "nps.png")).subarray(1, 4).toString()).toBe("PNG");
    expect(await runCommandFile("digest", ["--preview", "--id", "monthly"], env)).toMatchObject({ code: 1, stderr: "The policy has no digest monthly: there is yesterday, weekly.\n" });
    expect((await runCommandFile("digest", ["--out", out], env)).stderr).toContain("are for a --preview");
    expect(await digestsIn(app)).toHaveLength(1);
  });

  it("is taken back when a promoter it quotes is erased", async () => {
    const { body } = await app.get<{ items: { comment?: string; respondent: { id: string } }[] }>("/v1/responses?band=promoter&limit=200");
    const { respondent } = body.items.find(({ comment }) => comment === hostile)!;
    expect((await app.ask("POST", "/v1/respondents/erase", JSON.stringify({ id: respondent.id }))).status).toBe(200);
    await until("the digest is taken back", async () => ((await digestsIn(app)).length === 0 ? true : undefined), { within: 60_000 });
    expect(saying(await app.slack.history(), hostile)).toEqual([]);
    expect(saying(await app.slack.history(), "Erased:")).toHaveLength(1);
  });
});
