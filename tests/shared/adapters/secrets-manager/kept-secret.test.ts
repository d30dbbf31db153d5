import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { type ServerType, serve } from "@hono/node-server";
import { Hono } from "hono";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { secretsApi } from "../../../../infra/local/secrets-api.ts";
import { type KeptSecret, UnusableSecret, keptSecret } from "../../../../shared/adapters/secrets-manager/kept-secret.ts";
import { type LinksSecret, linksSecretSchema, slackSecretSchema } from "../../../../shared/adapters/secrets-manager/schemas.ts";

const [first, second] = ["the first of all keys", "the second of all keys"];
const minutes = 60_000;
let server: ServerType;
let url: string;
let links: KeptSecret<LinksSecret>;
let now: number;
let secrets: Record<string, string>;
let calls: number;
let away: boolean;
let told: { event: string; error: string; details: unknown }[];

beforeEach(async () => {
  [now, calls, away, told] = [0, 0, false, []];
  secrets = { links: JSON.stringify({ key: first }) };
  const app = new Hono();
  app.use(async (c, next) => {
    calls += 1;
    if (away) return c.text("upstream connect error", 503);
    await next();
    return undefined;
  });
  app.route("/secrets", secretsApi(() => secrets));
  server = await new Promise<ServerType>((resolve) => {
    const started = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, () => { resolve(started); });
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/secrets`;
  links = kept("links");
});
afterEach(() => { server.close(); });

function kept(id: string): KeptSecret<LinksSecret> {
  const client = new SecretsManagerClient({
    endpoint: url, region: "us-east-1", credentials: { accessKeyId: "local", secretAccessKey: "local" }, maxAttempts: 1,
  });
  return keptSecret(() => client, id, linksSecretSchema, {
    clock: { now: () => new Date(now) },
    log: { error: (event, error, details) => { told.push({ event, error: String(error), details }); } },
  });
}

describe("a secret", () => {
  test("is read once and kept for five minutes; then a rotated one is taken up", async () => {
    expect(await links()).toEqual({ key: first, olderKeys: [] });
    secrets["links"] = JSON.stringify({ key: second, olderKeys: [first] });
    now = 5 * minutes - 1;
    expect(await links()).toEqual({ key: first, olderKeys: [] });
    expect(calls).toBe(1);
    now = 5 * minutes;
    expect(await links()).toEqual({ key: second, olderKeys: [first] });
  });

  test("is read once for all who ask at the same time", async () => {
    const answers = await Promise.all([links(), links(), links()]);
    expect([new Set(answers).size, calls]).toEqual([1, 1]);
  });

  test("is read anew at once when it was refused", async () => {
    await links();
    secrets["links"] = JSON.stringify({ key: second });
    expect((await links(true)).key).toBe(second);
    expect((await links()).key).toBe(second);
    expect(calls).toBe(2);
  });
});

describe("a secret that cannot be read", () => {
  test("goes on being what it was, which is told, and is looked for again in half a minute", async () => {
    await links();
    away = true;
    now = 5 * minutes;
    expect((await links()).key).toBe(first);
    expect(told).toEqual([{ event: "secret not read, the known one is used", error: expect.any(String) as string, details: { secret: "links" } }]);
    expect((await links()).key).toBe(first);
    expect(calls).toBe(2);
    away = false;
    secrets["links"] = JSON.stringify({ key: second });
    now += 30_000;
    expect((await links()).key).toBe(second);
  });

  test("is an error while there is none known, and the next call tries again", async () => {
    away = true;
    await expect(links()).rejects.toThrow();
    away = false;
    expect((await links()).key).toBe(first);
    expect(told).toEqual([]);
  });

  test("says which one is not there", async () => {
    await expect(kept("nowhere")()).rejects.toThrow("can't find the specified secret");
  });

  test.each([["xoxb-hush", "it is no JSON object"], ['{"key":"not-set"}', "key is missing or wrong"], ['{"key":7}', "key is missing or wrong"]])(
    "that is not as it must be is refused without being quoted: %j",
    async (value, reason) => {
      secrets["links"] = value;
      await expect(links()).rejects.toThrow(new UnusableSecret(`the secret links is not as it must be: ${reason}`));
    },
  );
});

test("an application in Slack may have more than one signing secret", () => {
  expect(slackSecretSchema.parse({ botToken: "xoxb-1", signingSecret: second, olderSigningSecrets: [first] }).olderSigningSecrets).toEqual([first]);
});

describe("the local endpoint", () => {
  const ask = (headers: Record<string, string>) =>
    fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": "secretsmanager.GetSecretValue", ...headers },
      body: JSON.stringify({ SecretId: "links" }),
    });

  test.each(["http://evil.example", "null"])("answers no page, such as one of %s", async (Origin) => {
    expect((await ask({})).status).toBe(200);
    const answer = await ask({ Origin });
    expect(answer.status).toBe(403);
    expect(await answer.text()).not.toContain(first);
    expect(answer.headers.get("Access-Control-Allow-Origin")).toBeNull();
  });

  test("only reads", async () => {
    expect((await ask({ "X-Amz-Target": "secretsmanager.PutSecretValue" })).status).toBe(400);
  });
});
