import { setTimeout as sleep } from "node:timers/promises";
import { Hono } from "hono";
import { describe, expect, it, onTestFinished } from "vitest";
import { isFromSlack } from "../../../../functions/interact/signature.ts";
import { CannotStart } from "../../../../infra/local/cannot-start.ts";
import type { SourceFailure } from "../../../../infra/local/event-sources/invocation.ts";
import { openSlackSocket } from "../../../../infra/local/socket-mode/slack-socket.ts";
import { appToken, fakeSlack, signingSecret, tooOften } from "./fake-slack.ts";

type Came = { readonly path: string; readonly type: string | undefined; readonly retry: string | undefined; readonly body: string };
type Reply = (path: string) => Response | Promise<Response>;

/** An app that takes only what Slack has signed, and notes it. */
function listeningApp(reply: Reply = () => new Response(null)) {
  const came: Came[] = [];
  const app = new Hono();
  app.post("/slack/*", async (c) => {
    const body = await c.req.text();
    const signed = { body: Buffer.from(body), timestamp: c.req.header("X-Slack-Request-Timestamp"), signature: c.req.header("X-Slack-Signature") };
    if (!isFromSlack([signingSecret], signed, Date.now())) return c.text("unsigned", 401);
    came.push({ path: c.req.path, type: c.req.header("Content-Type"), retry: c.req.header("X-Slack-Retry-Num"), body });
    return reply(c.req.path);
  });
  return { app, came };
}

async function connected(reply?: Reply, prepare: (slack: Awaited<ReturnType<typeof fakeSlack>>) => void = () => undefined, secret = signingSecret) {
  const slack = await fakeSlack();
  prepare(slack);
  const { app, came } = listeningApp(reply);
  const failures: (SourceFailure & { readonly error: unknown })[] = [];
  const onError = (error: unknown, failure: SourceFailure) => { failures.push({ ...failure, error }); };
  const socket = await openSlackSocket({ appToken, apiUrl: slack.apiUrl, app, url: "http://127.0.0.1:8787", signingSecret: secret, onError });
  onTestFinished(() => socket.stop());
  return { slack, came, failures, socket };
}

const click = { type: "block_actions", user: { id: "U0MIA" }, actions: [{ action_id: "case.acknowledge", value: "case_1" }], note: "50 % & more =é" };

describe("what people do in Slack comes to the app as Slack would have posted it, signed", () => {
  it("a click, and it is acknowledged with nothing", async () => {
    const { slack, came } = await connected();
    const id = slack.send("interactive", click);
    expect(await slack.answerTo(id)).toEqual({ envelope_id: id, payload: {} });
    expect(came).toMatchObject([{ path: "/slack/interactions", type: "application/x-www-form-urlencoded" }]);
    expect(JSON.parse(new URLSearchParams(came[0]?.body).get("payload") ?? "")).toEqual(click);
  });

  it("a command, and the app's answer goes back", async () => {
    const said = { response_type: "ephemeral", text: "Three cases are open." };
    const { slack, came } = await connected(() => Response.json(said));
    const id = slack.send("slash_commands", { command: "/afterscore", text: "cases all", is_enterprise_install: false, user_id: "U0MIA" }, { accepts_response_payload: true });
    expect((await slack.answerTo(id)).payload).toEqual(said);
    expect(came[0]?.path).toBe("/slack/commands");
    expect(Object.fromEntries(new URLSearchParams(came[0]?.body))).toEqual({ command: "/afterscore", text: "cases all", is_enterprise_install: "false", user_id: "U0MIA" });
  });

  it("a command that is answered in plain text", async () => {
    const { slack } = await connected(() => new Response("Hello!"));
    expect((await slack.answerTo(slack.send("slash_commands", { command: "/afterscore" }, { accepts_response_payload: true }))).payload).toEqual({ text: "Hello!" });
  });

  it("a form that is not filled in right, and what is wrong with it goes back", async () => {
    const errors = { response_action: "errors", errors: { until: "That is over." } };
    const { slack } = await connected(() => Response.json(errors));
    expect((await slack.answerTo(slack.send("interactive", { type: "view_submission" }, { accepts_response_payload: true }))).payload).toEqual(errors);
  });

  it("an event, also when it is sent again, and no answer goes back to it", async () => {
    const { slack, came } = await connected(() => Response.json({ ok: true }));
    const payload = { type: "event_callback", event: { type: "app_home_opened", user: "U0MIA", tab: "home" } };
    const [first, second] = [slack.send("events_api", payload, { retry_attempt: 0, retry_reason: "" }), slack.send("events_api", payload, { retry_attempt: 1, retry_reason: "timeout" })];
    expect((await slack.answerTo(first)).payload).toEqual({});
    await slack.answerTo(second);
    expect(came.map(({ path, type, retry }) => [path, type, retry])).toEqual([["/slack/events", "application/json", undefined], ["/slack/events", "application/json", "1"]]);
    expect(JSON.parse(came[0]?.body ?? "")).toEqual(payload);
  });

  it("what Slack never posts, and what cannot be read, is left alone", async () => {
    const { slack, came, failures } = await connected();
    slack.send("something_new", {});
    await slack.answerTo(slack.send("interactive", click));
    expect([came.length, failures]).toEqual([1, []]);
    expect(slack.acknowledgementOf("envelope-1")).toBeUndefined();
  });
});

describe("an app that fails", () => {
  it("is not acknowledged for, so that Slack says so to the person, and it is told here", async () => {
    const { slack, failures } = await connected((path) => (path === "/slack/commands" ? new Response("no", { status: 503 }) : new Response(null)));
    const id = slack.send("slash_commands", { command: "/afterscore" }, { accepts_response_payload: true });
    await slack.answerTo(slack.send("interactive", click));
    expect(slack.acknowledgementOf(id)).toBeUndefined();
    expect(failures).toMatchObject([{ functionName: "interact", kind: "invocation", records: [id] }]);
  });

  it("refuses everything where the signing secret is another app's", async () => {
    const { slack, came, failures } = await connected(undefined, undefined, "another");
    const id = slack.send("interactive", click);
    await expect.poll(() => failures.length, { timeout: 5_000 }).toBe(1);
    expect([came, slack.acknowledgementOf(id)]).toEqual([[], undefined]);
    expect(String(failures[0]?.error)).toContain("401");
  });

  it("and takes its time is acknowledged in time for a click, and left to Slack's own words where an answer is waited for", async () => {
    const { slack, failures } = await connected(async () => {
      await sleep(4_000);
      return Response.json({ text: "late" });
    });
    const begun = performance.now();
    const command = slack.send("slash_commands", { command: "/afterscore" }, { accepts_response_payload: true });
    await slack.answerTo(slack.send("interactive", click));
    expect(performance.now() - begun).toBeLessThan(3_000);
    await expect.poll(() => failures.map(({ records }) => records), { timeout: 3_000 }).toEqual([[command]]);
    expect(slack.acknowledgementOf(command)).toBeUndefined();
  });
});

describe("the connection", () => {
  it("is made anew when Slack asks for it, and goes on bringing clicks", async () => {
    const { slack, came, failures } = await connected();
    slack.sayDisconnect();
    await slack.connected(1, 2);
    await slack.answerTo(slack.send("interactive", click));
    expect([came.length, slack.asked(), failures]).toEqual([1, 2, []]);
  });

  it("is made anew when it breaks, however often Slack cannot be had in between, and that is told", async () => {
    const { slack, came, failures } = await connected();
    slack.refuse(new Response("upstream", { status: 503 }), Response.json({ ok: false, error: "internal_error" }), tooOften(1));
    slack.cut();
    await slack.connected(1, 5);
    await slack.answerTo(slack.send("interactive", click));
    expect(came.length).toBe(1);
    expect(failures.map(({ kind, source }) => [kind, source])).toEqual([1, 2, 3].map(() => ["poll", "Slack socket"]));
    expect(JSON.stringify(failures)).not.toContain(appToken);
  });

  it("outlives silence, since each side answers the other's pings", { timeout: 30_000 }, async () => {
    const { slack } = await connected();
    await sleep(12_000);
    expect([slack.connections(), slack.asked()]).toEqual([1, 1]);
  });

  it("is waited for when Slack asks to come back later", async () => {
    const { slack, failures } = await connected(undefined, (slack) => { slack.refuse(tooOften(1)); });
    await slack.connected(1, 2);
    await slack.answerTo(slack.send("interactive", click));
    expect(failures.map(({ kind }) => kind)).toEqual(["poll"]);
  });

  it.each(["invalid_auth", "not_allowed_token_type", "missing_scope", "internal_error"])("is not begun where Slack says %s, and that is one sentence", async (error) => {
    const opening = connected(undefined, (slack) => { slack.refuse(Response.json({ ok: false, error })); });
    await expect(opening).rejects.toThrow(CannotStart);
    await expect(opening).rejects.toThrow(new RegExp(`^Slack does not take the app token: \\S*${error}.*SLACK_APP_TOKEN.*connections:write.*$`));
  });

  it("ends when it is told to, after what has come in is answered", async () => {
    const { slack, socket } = await connected(async () => {
      await sleep(300);
      return new Response(null);
    });
    const id = slack.send("interactive", click);
    await expect.poll(() => slack.connections()).toBe(1);
    await sleep(100);
    await socket.stop();
    await slack.connected(0);
    expect(slack.acknowledgementOf(id)).toBeDefined();
    await sleep(1_500);
    expect([slack.connections(), slack.asked()]).toEqual([0, 1]);
  });
});
