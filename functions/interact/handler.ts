import { handle } from "hono/aws-lambda";
import { slackChat } from "../../shared/adapters/slack/slack-chat.ts";
import { variables } from "../../shared/environment.ts";
import { systemClock } from "../../shared/runtime/clock.ts";
import { optionally, readEnvironment } from "../../shared/runtime/env.ts";
import { jsonLog } from "../../shared/runtime/log.ts";
import { interactApp } from "./app.ts";

const env = readEnvironment(process.env, [variables.slackToken, variables.slackSigningSecret]);

/** What Slack calls, as an application, for hosts other than Lambda. */
export const app = interactApp({
  // Slack waits three seconds for the answer to a click.
  chat: slackChat({
    token: env[variables.slackToken],
    ...optionally(process.env, variables.slackApiUrl, "apiUrl"),
    timeoutMs: 2_000,
    now: systemClock.now,
    settleMs: 0,
  }),
  signingSecret: env[variables.slackSigningSecret],
  clock: systemClock,
  log: jsonLog("interact"),
});

/** Called by AWS for each request. */
export const handler = handle(app);
