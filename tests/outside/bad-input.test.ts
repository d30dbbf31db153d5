import { createServer } from "node:http";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { DynamoDBClient, PutItemCommand, QueryCommand } from "@aws-sdk/client-dynamodb";
import { startAfterscore } from "./support/afterscore.ts";
import { answer, fresh, person } from "./support/answers.ts";
import { changedPolicy } from "./support/policies.ts";
import { type StartOptions, forget, launch, newHome } from "./support/process.ts";
import { saying } from "./support/slack.ts";
import { until } from "./support/until.ts";

/** Starts what cannot start, and answers what it said about it. */
async function refused(options: StartOptions): Promise<string> {
  const { exited, printed, child } = launch(options);
  const late = setTimeout(() => { process.kill(-(child.pid ?? 0), "SIGKILL"); }, 30_000);
  const code = await exited;
  clearTimeout(late);
  expect(code).toBe(1);
  expect(printed()).not.toMatch(/^\s+at /m); // A sentence, not a stack.
  expect(printed()).not.toContain("ready");
  return printed();
}

describe("a start that cannot go on says what to change", () => {
  it.each([
    { wrong: "highValueMrr: 2000", by: "highValueMrr: lots", line: true, field: "highValueMrr", allowed: /number/ },
    { wrong: "  targets:", by: "  targts:", line: true, field: "sla.targts", allowed: /unknown field/ },
    { wrong: "timeZone: UTC", by: "timeZone: Mars/Base", line: true, field: "timeZone", allowed: /time ?zone/i },
    { wrong: "promoter: auto }", by: "promoter: sometimes }", line: true, field: "messages.modes.promoter", allowed: /auto.*off/ },
    { wrong: "acknowledge: 1h", by: "acknowledge: soon", line: true, field: "sla.targets.critical.acknowledge", allowed: /1h|such as/ },
    { wrong: "rootCauses: [bug", by: "rootCauses: ][bug", line: true, field: "", allowed: /YAML/ },
  ])("a policy with $by: its line, its field and what is allowed", async ({ wrong, by, field, allowed }) => {
    const home = newHome();
    const policy = changedPolicy(home, [[wrong, by]]);
    const line = readFileSync(policy, "utf8").split("\n").findIndex((text) => text.includes(by)) + 1;
    const said = await refused({ home, policy });
    if (field !== "") expect(said).toContain(`${policy}:${line}: ${field}: `);
    expect(said).toContain(`${policy}:${line}`);
    expect(said).toMatch(allowed);
    forget(home);
  });

  it("a policy that is not there", async () => {
    const home = newHome();
    expect(await refused({ home, policy: join(home, "nowhere.yaml") })).toMatch(/nowhere\.yaml.*cannot be read/);
    forget(home);
  });

  it("a port that is taken", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const home = newHome();
    const said = await refused({ home, port });
    expect(said).toContain(`Port ${port} is taken`);
    expect(said).toContain("PORT=");
    server.close();
    forget(home);
  });

  it.each(["eighty", "70000", "-1"])("a port that is none: %s", async (port) => {
    const home = newHome();
    expect(await refused({ home, env: { PORT: port } })).toMatch(/PORT/);
    forget(home);
  });

  // Whether Slack says no or cannot be reached from here, this start is over and says why.
  it("a Slack token that is refused", async () => {
    const home = newHome();
    const said = await refused({ home, env: { SLACK_BOT_TOKEN: "xoxb-0-refused", SLACK_SIGNING_SECRET: "secret" } });
    expect(said).toMatch(/Slack does not take the bot token: \S.*SLACK_BOT_TOKEN/);
    expect(said).not.toContain("xoxb-0-refused");
    forget(home);
  });

  it("a data folder of a newer version, which is left as it is", async () => {
    const home = newHome();
    const file = join(home, "format.json");
    writeFileSync(file, JSON.stringify({ format: 999 }));
    const said = await refused({ home });
    expect(said).toMatch(/newer version/);
    expect(said).toMatch(/AFTERSCORE_HOME/);
    expect(readFileSync(file, "utf8")).toBe(JSON.stringify({ format: 999 }));
    forget(home);
  });

  it("a data folder that another one works on, which goes on", async () => {
    const app = await startAfterscore();
    try {
      expect(await refused({ home: app.home })).toMatch(/Another Afterscore.*AFTERSCORE_HOME/s);
      const { id } = await app.accepted(answer(9));
      expect((await app.settled(id)).effects.map(({ state }) => state)).toEqual(["sent", "sent"]);
      expect(JSON.parse(readFileSync(join(app.home, "local.json"), "utf8"))).toMatchObject({ url: app.local.url });
    } finally {
      await app.stop();
    }
  });
});

describe("a channel that does not exist", () => {
  it("is warned of at the start, and its alerts come to the default channel", async () => {
    const home = newHome();
    const app = await startAfterscore({
      home,
      policy: changedPolicy(home, [["  routing: []", '  routing: [{ when: { metric: [csat] }, channel: "#nowhere" }]']]),
    });
    try {
      expect(app.printed()).toMatch(/There is no channel #nowhere.*create it/);
      const who = person();
      const { id } = await app.accepted(answer(1, { metric: "csat", respondent: who }));
      const settled = await app.settled(id);
      expect(settled.effects.map(({ kind, state }) => `${kind} ${state}`)).toEqual(["alert sent", "follow_up sent", "task sent"]);
      expect(saying(await app.slack.history(), who.email)).toHaveLength(1);
      // The second answer finds its thread there, too.
      const second = await app.settled((await app.accepted(answer(2, { metric: "csat", respondent: who }))).id);
      expect(second.caseId).toBe(settled.caseId);
      const [card] = saying(await app.slack.history(), who.email);
      expect(await app.slack.thread(card!.ts)).toHaveLength(1);
      expect(app.printed()).toMatch(/channel refuses/);
    } finally {
      await app.stop();
    }
  });

  it("archived later on is no reason to lose an alert", async () => {
    const home = newHome();
    const app = await startAfterscore({
      home,
      policy: changedPolicy(home, [["  routing: []", '  routing: [{ when: { metric: [ces] }, channel: "#afterscore-test" }]']]),
    });
    try {
      const channel = await app.slack.channelId("afterscore-test");
      expect(await app.slack.call("conversations.archive", { channel })).toMatchObject({ ok: true });
      const who = person();
      const settled = await app.settled((await app.accepted(answer(1, { metric: "ces", respondent: who }))).id);
      expect(settled.effects.map(({ state }) => state)).toEqual(["sent", "sent", "sent"]);
      expect(saying(await app.slack.history(), who.email)).toHaveLength(1);
    } finally {
      await app.stop();
    }
  });
});

describe("a poison record in the stream", () => {
  it("is parked with its reason by both who read it, and the rest goes on", async () => {
    const app = await startAfterscore();
    try {
      const { endpoint, table: TableName } = app.local.dynamodb;
      const table = new DynamoDBClient({ endpoint, region: "us-east-1", credentials: { accessKeyId: "local", secretAccessKey: "local" } });
      const before = await app.accepted(answer(1));
      for (const pk of ["rsp_poison1", "rsp_poison2"]) {
        await table.send(new PutItemCommand({ TableName, Item: { pk: { S: pk }, sk: { S: "response" }, type: { S: "response" } } }));
      }
      const survey = fresh("after");
      const after = await app.accepted(answer(1, { survey: { id: survey } }));
      for (const { id } of [before, after]) {
        expect((await app.settled(id)).effects.map(({ state }) => state)).toEqual(["sent", "sent", "sent"]);
      }
      await until("the rest counted", async () => {
        const { body } = await app.get<{ total: { n: number } }>(`/v1/scores?metric=nps&survey=${survey}`);
        return body.total.n === 1 ? true : undefined;
      });
      for (const consumer of ["route", "roll-up"]) {
        const parked = await until(`parked by ${consumer}`, async () => {
          const { Items = [] } = await table.send(
            new QueryCommand({ TableName, KeyConditionExpression: "pk = :pk", ExpressionAttributeValues: { ":pk": { S: `parked#${consumer}` } } }),
          );
          return Items.length === 2 ? Items : undefined;
        });
        expect(parked.map(({ sk }) => sk?.S?.split("@")[0])).toEqual(["rsp_poison1", "rsp_poison2"]);
        for (const { reason } of parked) expect(reason?.S).toMatch(/\S{3,}/);
      }
      table.destroy();
    } finally {
      await app.stop();
    }
  });
});
