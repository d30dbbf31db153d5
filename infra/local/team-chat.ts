import type { Hono } from "hono";
import { botScopes } from "../../shared/adapters/slack/bot-scopes.ts";
import type { Policy } from "../../shared/domain/policy.ts";
import type { Secrets } from "./home.ts";
import { slackApi } from "./slack/slack-api.ts";
import { slackPage } from "./slack/slack-page.tsx";
import { slackWorkspace } from "./slack/slack-workspace.ts";

/** The workspace that alerts go to: this laptop's own, or a real one. */
export type TeamChat = {
  readonly token: string;
  readonly signingSecret: string;
  readonly apiUrl: string;
  /** How long after a send a post may still turn up; milliseconds. */
  readonly settleMs: number;
  readonly defaultChannel: string;
  /** Where it can be looked at here. */
  readonly page?: string;
  readonly add: (door: Hono) => void;
  readonly close: () => void;
};

/** The laptop's own workspace: how sure it is of a post is known at once, as soon as a lease is over. */
export function localSlack(url: string, file: string, secrets: Secrets, policy: Policy): TeamChat {
  const { defaultChannel, testChannel } = policy.slack;
  const channels = [defaultChannel, testChannel].map((channel) => channel.replace(/^#/, ""));
  const workspace = slackWorkspace({ file, token: secrets.slackToken, signingSecret: secrets.slackSigningSecret, channels, scopes: botScopes });
  return {
    token: secrets.slackToken,
    signingSecret: secrets.slackSigningSecret,
    apiUrl: `${url}/local/slack/api/`,
    settleMs: 11_000,
    defaultChannel: workspace.defaultChannel.id,
    page: `${url}/local/slack`,
    add: (door: Hono) => {
      door.route("/local/slack/api", slackApi(workspace));
      door.route("/local/slack", slackPage(workspace, { interactionsUrl: `${url}/slack/interactions` }));
    },
    close: () => { workspace.close(); },
  };
}

/** A real workspace, with the tokens of its app. */
export function realSlack(slack: Pick<TeamChat, "token" | "signingSecret">, policy: Policy): TeamChat {
  return {
    ...slack,
    apiUrl: "https://slack.com/api/",
    settleMs: 60_000,
    defaultChannel: policy.slack.defaultChannel,
    add: () => undefined,
    close: () => undefined,
  };
}
