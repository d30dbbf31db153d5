import { httpHandler } from "../../shared/runtime/http-handler.ts";
import { keptSecret, openSecrets } from "../../shared/adapters/secrets-manager/kept-secret.ts";
import { slackSecretSchema } from "../../shared/adapters/secrets-manager/schemas.ts";
import { slackChat } from "../../shared/adapters/slack/slack-chat.ts";
import { variables } from "../../shared/environment.ts";
import { systemClock } from "../../shared/runtime/clock.ts";
import { optionally, readEnvironment } from "../../shared/runtime/env.ts";
import { jsonLog } from "../../shared/runtime/log.ts";
import { interactApp } from "./app.ts";

const env = readEnvironment(process.env, [variables.slackSecret]);
const log = jsonLog("interact");
const slack = keptSecret(openSecrets(), env[variables.slackSecret], slackSecretSchema, { clock: systemClock, log });

/** What Slack calls, as an application, for hosts other than Lambda. */
export const app = interactApp({
  // Slack waits three seconds for the answer to a click.
  chat: slackChat({
    token: async (refused) => (await slack(refused)).botToken,
    ...optionally(process.env, variables.slackApiUrl, "apiUrl"),
    timeoutMs: 2_000,
    now: systemClock.now,
    settleMs: 0,
  }),
  signingSecrets: async () => {
    const { signingSecret, olderSigningSecrets } = await slack();
    return [signingSecret, ...olderSigningSecrets];
  },
  clock: systemClock,
  log,
});

/** Called by AWS for each request. */
export const handler = httpHandler(app);
