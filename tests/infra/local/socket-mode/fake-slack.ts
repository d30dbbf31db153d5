import { once } from "node:events";
import { type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import { type WebSocket, WebSocketServer } from "ws";
import { onTestFinished } from "vitest";
import { slackApi } from "../../../../infra/local/slack/slack-api.ts";
import { slackWorkspace } from "../../../../infra/local/slack/slack-workspace.ts";
import { botScopes } from "../../../../shared/adapters/slack/bot-scopes.ts";
import { until } from "../../../outside/support/until.ts";

export const appToken = "xapp-1-A0LOCAL-1-test";
export const botToken = "xoxb-1-test";
export const signingSecret = "00112233445566778899aabbccddeeff";

/** What comes back for an envelope. */
export type Acknowledgement = { readonly envelope_id: string; readonly payload: Readonly<Record<string, unknown>> };

/** A Slack that apps connect to: its Web API over HTTP, and envelopes over real WebSockets. */
export async function fakeSlack() {
  const workspace = slackWorkspace({ file: ":memory:", token: botToken, signingSecret, channels: ["customer-feedback", "afterscore-test"], scopes: botScopes });
  const acknowledged: Acknowledgement[] = [];
  const sockets = new Set<WebSocket>();
  let [asked, envelopes] = [0, 0];
  const refusals: Response[] = [];

  const app = new Hono();
  app.post("/api/apps.connections.open", (c) => {
    asked += 1;
    const refusal = refusals.shift();
    if (refusal !== undefined) return refusal;
    if (c.req.header("Authorization") !== `Bearer ${appToken}`) return c.json({ ok: false, error: "invalid_auth" });
    return c.json({ ok: true, url: `ws://127.0.0.1:${port}/link/?ticket=${asked}` });
  });
  app.route("/api", slackApi(workspace));
  const respond = getRequestListener(app.fetch);
  const server: Server = createServer((request, response) => { void respond(request, response); }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;

  const webSockets = new WebSocketServer({ noServer: true });
  server.on("upgrade", (request, socket, head) => {
    webSockets.handleUpgrade(request, socket, head, (webSocket) => {
      sockets.add(webSocket);
      webSocket.on("message", (data: Buffer) => { acknowledged.push(JSON.parse(data.toString()) as Acknowledgement); });
      webSocket.on("close", () => { sockets.delete(webSocket); });
      webSocket.send(JSON.stringify({ type: "hello", num_connections: 1, connection_info: { app_id: "A0LOCAL" } }));
    });
  });
  onTestFinished(() => {
    for (const socket of sockets) socket.terminate();
    webSockets.close();
    server.close();
    server.closeAllConnections();
    workspace.close();
  });

  const say = (message: object) => { for (const socket of sockets) socket.send(JSON.stringify(message)); };
  const acknowledgementOf = (id: string) => acknowledged.find(({ envelope_id: of }) => of === id);
  return {
    apiUrl: `http://127.0.0.1:${port}/api/`,
    workspace,
    /** How often an address to connect to was asked for. */
    asked: () => asked,
    connections: () => sockets.size,
    acknowledgementOf,
    /** The next ones to ask for an address get this instead. */
    refuse: (...answers: readonly Response[]) => { refusals.push(...answers); },
    /** Sends an envelope to whoever is connected; answers its id. */
    send: (type: string, payload: object, more: object = {}): string => {
      envelopes += 1;
      const id = `envelope-${envelopes}`;
      say({ type, envelope_id: id, payload, accepts_response_payload: false, ...more });
      return id;
    },
    answerTo: (id: string): Promise<Acknowledgement> => until(`the acknowledgement of ${id}`, () => Promise.resolve(acknowledgementOf(id)), { within: 10_000, every: 10 }),
    /** What Slack says before it ends a connection. */
    sayDisconnect: () => { say({ type: "disconnect", reason: "refresh_requested", debug_info: { host: "wss-111.slack.com" } }); },
    /** Ends connections without a word. */
    cut: () => { for (const socket of sockets) socket.terminate(); },
    connected: (count: number, afterAsking = 0) =>
      until(`${count} connections`, () => Promise.resolve(sockets.size === count && asked >= afterAsking ? true : undefined), { within: 20_000, every: 10 }),
  };
}

/** Slack's answer that asks to wait. */
export function tooOften(seconds: number): Response {
  return Response.json({ ok: false, error: "ratelimited" }, { status: 429, headers: { "Retry-After": String(seconds) } });
}
