import { type ServerType, serve } from "@hono/node-server";
import { Hono } from "hono";
import type { AddressInfo } from "node:net";
import { slackApi } from "../../../../infra/local/slack/slack-api.ts";
import { type Workspace, slackWorkspace } from "../../../../infra/local/slack/slack-workspace.ts";
import { botScopes } from "../../../../shared/adapters/slack/bot-scopes.ts";

/** A workspace that answers over HTTP, and a clock that both sides go by. */
export type ServedWorkspace = {
  readonly workspace: Workspace;
  readonly apiUrl: string;
  readonly token: () => Promise<string>;
  readonly clock: { at: number };
  /** How often each method was called. */
  readonly calls: Map<string, number>;
  close(): void;
};

export async function serveWorkspace(channels: readonly string[] = ["customer-feedback", "escalations"]): Promise<ServedWorkspace> {
  const clock = { at: Date.parse("2026-11-21T09:30:00Z") };
  const calls = new Map<string, number>();
  const token = "xoxb-test";
  const workspace = slackWorkspace({ file: ":memory:", token, signingSecret: "secret", channels, scopes: botScopes, now: () => clock.at });
  const app = new Hono();
  app.use("/api/:method", async (c, next) => {
    const method = c.req.param("method");
    calls.set(method, (calls.get(method) ?? 0) + 1);
    await next();
  });
  app.route("/api", slackApi(workspace));
  const server = await new Promise<ServerType>((resolve) => {
    const started = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, () => { resolve(started); });
  });
  const { port } = server.address() as AddressInfo;
  return {
    workspace, token: () => Promise.resolve(token), clock, calls,
    apiUrl: `http://127.0.0.1:${port}/api/`,
    close() {
      server.close();
      workspace.close();
    },
  };
}
