import { once } from "node:events";
import { existsSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Afterscore, startAfterscore } from "./support/afterscore.ts";
import { answer } from "./support/answers.ts";
import { forget, launch, newHome } from "./support/process.ts";
import { raw } from "./support/raw.ts";
import { say } from "./support/say.ts";
import { strictTimes } from "./support/times.ts";
import { until } from "./support/until.ts";

describe("a laptop's Afterscore", () => {
  let app: Afterscore;
  beforeAll(async () => { app = await startAfterscore(); });
  afterAll(() => app.stop());

  it("is ready within ten seconds", () => {
    say(`ready after ${Math.round(app.readyMs)} ms`);
    expect(app.readyMs).toBeLessThan(strictTimes ? 10_000 : 40_000);
  });

  it("is not said to be well before its start is finished, and says when to ask again", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    server.close();
    const started = launch({ port });
    try {
      const early: (string | null)[] = [];
      await until("well", async () => {
        const answered = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => undefined);
        if (answered?.status === 503) early.push(answered.headers.get("Retry-After"));
        // Once it says so, everything can be found.
        if (answered?.status === 200) expect(existsSync(join(started.home, "local.json"))).toBe(true);
        return answered?.status === 200 ? true : undefined;
      }, { within: 60_000, every: 5 });
      expect(new Set(early)).toEqual(new Set(["1"]));
    } finally {
      process.kill(-started.child.pid!, "SIGKILL");
      await started.exited;
      forget(started.home);
    }
  });

  it("says in local.json where everything is, to the letter", () => {
    const { url } = app.local;
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(app.local).toMatchObject({
      url,
      apiKey: expect.stringMatching(/^\S{20,}$/),
      slack: {
        apiUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/.*api\/$/),
        token: expect.stringMatching(/^xoxb-/),
        signingSecret: expect.stringMatching(/^\S{16,}$/),
        defaultChannel: expect.stringMatching(/^C[A-Z0-9]+$/),
      },
      mailbox: `${url}/local/mailbox`,
      dynamodb: { endpoint: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+/), table: expect.stringMatching(/./) },
      sqs: {
        endpoint: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+/),
        queues: { alerts: expect.stringMatching(/^http:/), "follow-ups": expect.stringMatching(/^http:/) },
      },
      desk: `${url}/desk`,
    });
  });

  it("answers at every address it names", async () => {
    const { local } = app;
    expect(await raw(`${local.url}/healthz`)).toMatchObject({ status: 200 });
    expect(await raw(local.desk)).toMatchObject({ status: 200 });
    expect(JSON.parse((await raw(local.mailbox)).text)).toEqual([]);
    expect(await app.slack.call("auth.test")).toMatchObject({ ok: true });
    const table = await raw(local.dynamodb.endpoint, {
      method: "POST",
      headers: { ...signed, "X-Amz-Target": "DynamoDB_20120810.DescribeTable" },
      body: JSON.stringify({ TableName: local.dynamodb.table }),
    });
    expect(JSON.parse(table.text)).toMatchObject({ Table: { TableName: local.dynamodb.table, TableStatus: "ACTIVE" } });
    for (const queue of Object.values(local.sqs.queues)) {
      const told = await raw(local.sqs.endpoint, {
        method: "POST",
        headers: { ...signed, "X-Amz-Target": "AmazonSQS.GetQueueAttributes" },
        body: JSON.stringify({ QueueUrl: queue, AttributeNames: ["All"] }),
      });
      expect(told.status).toBe(200);
    }
  });

  it("has a workspace with at least three people and an empty default channel", async () => {
    const { members } = (await app.slack.call("users.list")) as unknown as { members: { is_bot: boolean }[] };
    expect(members.filter(({ is_bot: isBot }) => !isBot).length).toBeGreaterThanOrEqual(3);
    expect(await app.slack.history()).toEqual([]);
  });

  const pages = ["/desk", "/local/mailbox", "/local/slack", "/local/slack/api/auth.test", "/healthz", "/v1/responses", "/v1/scores?metric=nps", "/m/whatever", "/slack/events"];

  it.each(pages)("refuses a request for %s whose Host is no loopback name", async (path) => {
    for (const host of ["evil.example", "127.0.0.1.evil.example:8787", "localhost.evil.example"]) {
      const refused = await raw(app.local.url + path, { headers: { Host: host, Authorization: `Bearer ${app.local.apiKey}` } });
      expect(refused).toMatchObject({ status: 403 });
      expect(refused.text).not.toContain("xoxb");
    }
  });

  it("answers to localhost as well", async () => {
    expect(await raw(`${app.local.url}/healthz`, { headers: { Host: "localhost:8787" } })).toMatchObject({ status: 200 });
  });

  it.each(["dynamodb", "sqs"] as const)("refuses a foreign Host at the %s engine too", async (engine) => {
    const { status } = await raw(app.local[engine].endpoint, { headers: { Host: "evil.example" } });
    expect(status).toBe(403);
  });

  it.each(["/desk", "/local/mailbox", "/local/slack"])("refuses what another site's page asks of %s", async (path) => {
    for (const method of ["GET", "POST"]) {
      const foreign = await raw(app.local.url + path, { method, headers: { Origin: "https://evil.example", Accept: "text/html" } });
      expect(foreign.status).toBe(403);
    }
    const own = await raw(app.local.url + path, { headers: { Origin: app.local.url, Accept: "text/html" } });
    expect(own.status).toBe(200);
  });

  it("refuses a click that another site's page sends to Slack's page", async () => {
    const foreign = await raw(`${app.local.url}/local/slack/click`, { method: "POST", headers: { "Sec-Fetch-Site": "cross-site", Origin: "null" } });
    expect(foreign.status).toBe(403);
  });

  it("tells nobody who asks without a signature", async () => {
    for (const path of ["interactions", "commands", "events"]) {
      const { status } = await raw(`${app.local.url}/slack/${path}`, { method: "POST", body: "payload=%7B%7D" });
      expect(status).toBe(401);
    }
  });
});

/** Headers as the SDK signs them, for engines that look at the form alone. */
const signed = {
  "Content-Type": "application/x-amz-json-1.0",
  "X-Amz-Date": "20261121T000000Z",
  Authorization: "AWS4-HMAC-SHA256 Credential=local/20261121/us-east-1/dynamodb/aws4_request, SignedHeaders=host;x-amz-date, Signature=0",
};

describe("Ctrl-C", () => {
  it("stops it cleanly, removes local.json, and loses nothing", async () => {
    const app = await startAfterscore();
    try {
      const { id } = await app.accepted(answer(9));
      expect(await app.interrupt()).toBe(0);
      expect(existsSync(join(app.home, "local.json"))).toBe(false);
      const again = await app.again();
      const settled = await again.settled(id);
      expect(settled.effects.map(({ kind, state }) => `${kind} ${state}`)).toEqual(["reward sent", "thank sent"]);
      expect(await again.mailbox.all()).toHaveLength(1);
      expect(again.local.apiKey).toBe(app.local.apiKey);
      await again.stop();
    } finally {
      await app.stop();
    }
  });

  it("removes a stale local.json before it is ready", async () => {
    const home = newHome();
    const file = join(home, "local.json");
    writeFileSync(file, JSON.stringify({ url: "http://127.0.0.1:1" }));
    const { child, exited, printed } = launch({ home });
    try {
      await until("the stale one gone", () => Promise.resolve(existsSync(file) ? undefined : true), { every: 5 });
      expect(printed()).not.toContain("ready");
    } finally {
      child.kill("SIGKILL");
      process.kill(-(child.pid ?? 0), "SIGKILL");
      await exited;
      forget(home);
    }
  });
});
