import type { Hono } from "hono";
import { botScopes } from "../../shared/adapters/slack/bot-scopes.ts";
import type { Visitor } from "../../shared/desk-ports.ts";
import type { Policy } from "../../shared/domain/policy.ts";
import type { OnError } from "./event-sources/invocation.ts";
import type { HttpApp } from "./functions.ts";
import type { Secrets } from "./home.ts";
import { HUMANS } from "./slack/directory.ts";
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
  /** Who may be looking at this laptop's desk; the first when nobody has chosen. */
  readonly people: readonly Visitor[];
  /** Where it can be looked at here. */
  readonly page?: string;
  readonly add: (door: Hono) => void;
  /** Brings what people do there to the app that answers it. @throws CannotStart when Slack refuses */
  readonly listen: (app: HttpApp, onError: OnError) => Promise<Listening>;
  readonly close: () => void;
};

/** What came of listening. */
export type Listening = { readonly warnings: readonly string[]; stop(): Promise<void> };

/** The tokens of a real workspace's app. */
export type RealSlack = {
  readonly token: string;
  readonly signingSecret: string;
  /** Without it, nothing that people do there reaches this machine. */
  readonly appToken?: string;
  /** Slack's own when absent. */
  readonly apiUrl?: string;
};

/** The humans of the laptop's own workspace; who leads the others first, since they have the most to look at. */
const visitors = HUMANS.toSorted((one, other) => Number(other.isAdmin) - Number(one.isAdmin)).map(
  ({ id, name, email }): Visitor => ({ id, name, ...(email === undefined ? {} : { email }) }),
);

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
    people: visitors,
    page: `${url}/local/slack`,
    add: (door: Hono) => {
      door.route("/local/slack/api", slackApi(workspace));
      door.route("/local/slack", slackPage(workspace, { interactionsUrl: `${url}/slack/interactions` }));
    },
    // Its clicks come to this machine's own address.
    listen: () => Promise.resolve({ warnings: [], stop: () => Promise.resolve() }),
    close: () => { workspace.close(); },
  };
}

const deaf =
  "SLACK_APP_TOKEN is not set: alerts go to your workspace, but clicks, commands and events from it do not reach this machine. Turn on Socket Mode for the app and set its app-level token, xapp-…; docs/slack.md says how.";

/** A real workspace, with the tokens of its app; the functions are at `url`. */
export function realSlack({ token, signingSecret, appToken, apiUrl = "https://slack.com/api/" }: RealSlack, url: string, policy: Policy): TeamChat {
  return {
    token,
    signingSecret,
    apiUrl,
    settleMs: 60_000,
    defaultChannel: policy.slack.defaultChannel,
    // Whoever works at this machine; nobody has to sign in to see what is on it.
    people: [{ id: "local", name: "This laptop" }],
    add: () => undefined,
    listen: async (app, onError) => {
      if (appToken === undefined) return { warnings: [deaf], stop: () => Promise.resolve() };
      // Loaded by whoever needs it: Slack's client brings a WebSocket of its own.
      const { openSlackSocket } = await import("./socket-mode/slack-socket.ts");
      const socket = await openSlackSocket({ appToken, apiUrl, signingSecret, url, app, onError });
      return { warnings: [], stop: () => socket.stop() };
    },
    close: () => undefined,
  };
}
