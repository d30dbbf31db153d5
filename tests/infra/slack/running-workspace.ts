import { mkdtemp, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createAdaptorServer } from "@hono/node-server";
import { LogLevel, type Logger, WebClient } from "@slack/web-api";
import { Hono } from "hono";
import { onTestFinished } from "vitest";
import { slackApi } from "../../../infra/local/slack/slack-api.ts";
import { slackPage } from "../../../infra/local/slack/slack-page.tsx";
import { type WorkspaceOptions, slackWorkspace } from "../../../infra/local/slack/slack-workspace.ts";

export const TOKEN = "xoxb-local-test";
export const SIGNING_SECRET = "local signing secret";

/** A folder that is gone when the test is over. */
export const temporaryFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), "afterscore-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
};

/** Serves an app on a free port of this machine until the test is over. */
export const served = async (app: Hono): Promise<string> => {
  const server = createAdaptorServer({ fetch: app.fetch });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        if ("closeAllConnections" in server) server.closeAllConnections();
        server.close(() => { resolve(); });
      }),
  );
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

/** Slack's client writes every refusal to the console, and refusals are what these tests provoke. */
const SILENT: Logger = {
  debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined,
  setLevel: () => undefined, getLevel: () => LogLevel.ERROR, setName: () => undefined,
};

/** A workspace behind real HTTP, with Slack's own client talking to it. */
export const runningWorkspace = async (options: Partial<WorkspaceOptions> & { interactionsUrl?: string } = {}) => {
  const file = options.file ?? join(await temporaryFolder(), "slack.db");
  const workspace = slackWorkspace({
    token: TOKEN, signingSecret: SIGNING_SECRET, channels: ["cs-alerts", "cs-enterprise"], ...options, file,
  });
  onTestFinished(() => { workspace.close(); });
  const app = new Hono();
  app.route("/local/slack/api", slackApi(workspace));
  app.route("/local/slack", slackPage(workspace, { interactionsUrl: options.interactionsUrl ?? "/slack/interactions" }));
  const url = await served(app);
  const clientWith = (token: string) =>
    new WebClient(token, {
      slackApiUrl: `${url}/local/slack/api/`, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true, timeout: 1_000, logger: SILENT,
    });
  return { workspace, app, file, url, pages: `${url}/local/slack`, slack: clientWith(TOKEN), clientWith, channel: workspace.defaultChannel.id };
};

/** The error code Slack's client reports for a refused call. */
export const errorOf = async (call: Promise<unknown>): Promise<string> => {
  try {
    await call;
  } catch (error) {
    const { data, code } = error as { data?: { error?: string }; code?: string };
    return data?.error ?? code ?? String(error);
  }
  return "accepted";
};
