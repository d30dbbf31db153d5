import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { dynamoParking } from "../../../shared/adapters/dynamodb/parking.ts";
import { startAfterscore } from "../../outside/support/afterscore.ts";
import { changedPolicy } from "../../outside/support/policies.ts";
import { newHome } from "../../outside/support/process.ts";
import { type Ran, runCommandFile } from "./running.ts";
import { type RunningStage, startStage } from "./stage.ts";

describe("the doctor of a stage", () => {
  let stage: RunningStage;
  beforeEach(async () => { stage = await startStage(); });
  afterEach(() => stage.stop());

  const doctor = (more: Readonly<Record<string, string>> = {}): Promise<Ran> => runCommandFile("doctor", [], { ...stage.env, ...more });
  /** What it found to be wrong; that there is something is in its exit code, too. */
  const wrongIn = ({ stdout, code, stderr }: Ran): readonly string[] => {
    expect(stderr).toBe("");
    const lines = stdout.trimEnd().split("\n");
    const wrong = lines.filter((line) => !line.startsWith("ok  "));
    expect(wrong.every((line) => line.startsWith("!!  "))).toBe(true);
    expect(code).toBe(wrong.length === 0 ? 0 : 1);
    return wrong.map((line) => line.slice(4));
  };
  const slackSecret = (value: unknown) => stage.told.secrets.set("afterscore/dev/slack", JSON.stringify(value));

  it("finds nothing where nothing is wrong, and says what it has looked at", async () => {
    const ran = await doctor();
    expect(wrongIn(ran)).toEqual([]);
    expect(ran.stdout.match(/^ok {2}\w+/gm)).toEqual(["Policy", "Afterscore", "Secret", "Secret", "Secret", "Secret", "Desk", "Slack", "Mail", "Event", "Keeping", "Table", "Queues", "Rollups", "Parked", "Desk"].map((name) => `ok  ${name}`));
    expect(ran.stdout).toContain("may send; 12 of 50000 mails a day are used.");
  });

  it("names a wrong token", async () => {
    slackSecret({ botToken: "xoxb-2-other", signingSecret: "0".repeat(32) });
    expect(wrongIn(await doctor())).toEqual(["Slack: Slack does not take the bot token: invalid_auth. Give it the one under OAuth & Permissions of the app: npm run secrets -- set slack."]);
  });

  it("names the scopes that are missing", async () => {
    expect(wrongIn(await doctor({ SLACK_API_URL: stage.narrowSlackUrl }))).toEqual([
      "Slack: @afterscore lacks the scopes files:write, channels:read, channels:history, groups:read, groups:history, users:read.email, im:write, im:history, commands, usergroups:read: add them under OAuth & Permissions of the app and install it anew.",
    ]);
  });

  it("names channels that are unknown, archived or not joined", async () => {
    const folder = await mkdtemp(join(tmpdir(), "afterscore-policy-"));
    const { id } = stage.workspace.channels.resolve("afterscore-test");
    await fetch(`${stage.env["SLACK_API_URL"] ?? ""}conversations.archive`, { method: "POST", headers: { Authorization: "Bearer xoxb-1-dev" }, body: new URLSearchParams({ channel: id }) });
    const policy = changedPolicy(folder, [["  routing: []", '  routing: [{ when: { metric: [csat] }, channel: "#nowhere" }]']]);
    expect(wrongIn(await doctor({ AFTERSCORE_POLICY: policy }))).toEqual([
      "Slack: The channel #afterscore-test is archived: unarchive it or name another in the policy.",
      "Slack: There is no channel #nowhere in Afterscore (local) that @afterscore can see: create it, or invite @afterscore if it is private.",
    ]);
    await rm(folder, { recursive: true });
  });

  it("names a sender that is not verified, by itself or by its domain", async () => {
    stage.told.identities.set("example.com", false);
    expect(wrongIn(await doctor())).toEqual([
      "Mail: the sender feedback@example.com is not verified; verify the address or example.com under Identities in SES.",
    ]);
    stage.told.identities.clear();
    expect(wrongIn(await doctor())).toHaveLength(1);
    stage.told.identities.set("feedback@example.com", true);
    expect(wrongIn(await doctor())).toEqual([]);
  });

  it("names each mistake of a bad policy with its line, and looks at the rest all the same", async () => {
    const folder = await mkdtemp(join(tmpdir(), "afterscore-policy-"));
    const policy = changedPolicy(folder, [["highValueMrr: 2000", "highValueMrr: lots"], ["timeZone: UTC", "timeZone: Mars/Base"]]);
    stage.told.identities.clear();
    slackSecret({ botToken: "xoxb-2-other", signingSecret: "0".repeat(32) });
    const wrong = wrongIn(await doctor({ AFTERSCORE_POLICY: policy }));
    expect(wrong.map((line) => line.replace(policy, "FILE"))).toEqual([
      expect.stringMatching(/^Policy: FILE:\d+: timeZone: /),
      expect.stringMatching(/^Policy: FILE:\d+: highValueMrr: /),
      expect.stringMatching(/^Slack: .*invalid_auth/),
      expect.stringMatching(/^Mail: the sender .* is not verified/),
    ]);
    await rm(folder, { recursive: true });
  });

  it("names secrets that nobody has set, that are no secrets, and that are not there", async () => {
    slackSecret({ botToken: "not-set", signingSecret: "not-set" });
    stage.told.secrets.set("afterscore/dev/links", "{}");
    stage.told.secrets.delete("afterscore/dev/pseudonyms");
    expect(wrongIn(await doctor())).toEqual([
      "Secret slack: not set yet; give it its values with npm run secrets -- set slack.",
      "Secret links: not as it must be (key is missing or wrong); put it right in Secrets Manager.",
      "Secret pseudonyms: not there; deploy again.",
    ]);
  });

  it("says that nobody can sign in at the desk yet, which is nothing wrong", async () => {
    stage.told.secrets.set("afterscore/dev/desk", JSON.stringify({ key: "k".repeat(64), clientId: "123.456" }));
    const { stdout, code } = await doctor();
    expect(code).toBe(0);
    expect(stdout).toMatch(/^-- {2}Desk: nobody can sign in yet\..*npm run secrets -- set desk/m);
    expect(stdout).toMatch(/^ok {2}Secret desk: set\.$/m);
  });

  it("names what keeps mails from going", async () => {
    stage.told.hasConfigurationSet = false;
    stage.told.account = { ProductionAccessEnabled: false, SendingEnabled: false, EnforcementStatus: "PROBATION", SendQuota: { Max24HourSend: 200, SentLast24Hours: 190 } };
    expect(wrongIn(await doctor())).toEqual([
      expect.stringContaining("sandbox"),
      expect.stringContaining("paused sending (PROBATION)"),
      expect.stringContaining("190 of 200"),
      expect.stringContaining("no configuration set afterscore-dev"),
    ]);
  });

  it("names event sources that are off, missing backups, dead letters and parked records", async () => {
    stage.told.sourceState = "Disabled";
    stage.told.recovery = "DISABLED";
    await stage.sqs.send(new SendMessageCommand({ QueueUrl: stage.queueUrl("follow-ups-dead"), MessageBody: "{}" }));
    const record = { consumer: "roll-up", key: "rsp_1@7", reason: "why", at: "2026-11-21T12:00:00.000Z" };
    const parking = dynamoParking(stage.table);
    await parking.strike(record);
    await parking.park(record);
    const wrong = wrongIn(await doctor());
    expect(wrong.slice(0, 5).join()).toMatch(/afterscore-dev-route is Disabled.*afterscore-dev-settle is Disabled/s);
    expect(wrong.slice(5)).toEqual([
      expect.stringMatching(/^Keeping: point-in-time recovery is off/),
      "Queues: 1 in follow-ups-dead; look with npm run dlq -- show follow-ups-dead, then redrive.",
      "Parked: 1 in all; look with npm run parked -- list, then retry.",
    ]);
  });

  it("says what it cannot look at, and looks at the rest", async () => {
    const wrong = wrongIn(await doctor({ AWS_ENDPOINT_URL_SESV2: "http://127.0.0.1:9", AWS_MAX_ATTEMPTS: "1" }));
    expect(wrong).toEqual([expect.stringMatching(/^Mail cannot be looked at: .*ECONNREFUSED/)]);
  });

  it("names a stage that is not there", async () => {
    expect(wrongIn(await doctor({ AFTERSCORE_STAGE: "prod" }))).toEqual([
      "The stack afterscore-prod cannot be worked on (ValidationError: Stack with id afterscore-prod does not exist).",
    ]);
  });
});

describe("the doctor on a laptop", () => {
  it("finds nothing, and does not miss what only AWS has", async () => {
    const home = newHome();
    const nobody = await runCommandFile("doctor", [], { AFTERSCORE_HOME: home });
    expect(nobody.code).toBe(1);
    expect(nobody.stdout).toMatch(/^ok {2}Policy.*\n!! {2}No Afterscore is running on this machine/);
    const app = await startAfterscore({ home });
    onTestFinished(() => app.stop());
    const { code, stdout } = await runCommandFile("doctor", [], { AFTERSCORE_HOME: home });
    expect(stdout).not.toContain("!!");
    expect(stdout).toContain("so any sender will do");
    expect(code).toBe(0);
  });
});
