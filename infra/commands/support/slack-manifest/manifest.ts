import { botScopes } from "../../../../shared/adapters/slack/bot-scopes.ts";
import type { Reach } from "./arguments.ts";

/**
 * The manifest of the Slack app (docs.slack.dev/reference/app-manifest): everything that would
 * otherwise be clicked together, page by page. Over a socket, Slack is given no addresses.
 */
export function slackManifest(reach: Reach) {
  const to =
    reach.by === "socket"
      ? { commands: {}, events: {}, interactions: {}, signIn: {} }
      : {
          commands: { url: `${reach.url}/slack/commands` },
          events: { request_url: `${reach.url}/slack/events` },
          interactions: { request_url: `${reach.url}/slack/interactions` },
          // Where Slack sends people back to who sign in at the desk. What they are asked to share, they are asked then.
          signIn: { redirect_urls: [`${reach.url}/desk/sign-in/slack`] },
        };
  return {
    _metadata: { major_version: 1, minor_version: 1 },
    display_information: {
      name: "Afterscore",
      description: "What happens after the score: unhappy customers reach the right person, and no case is forgotten.",
      long_description:
        "Afterscore brings every detractor of your NPS, CSAT and CES surveys to this workspace: one card with what they said, who they are, what is at stake and by when to answer. Work the case from the card, see yours in the app's Home tab, and look up cases and scores with /afterscore.",
    },
    features: {
      // Reminders come as direct messages, which nobody could read without the Messages tab; nobody reads what is written there.
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: true },
      bot_user: { display_name: "afterscore", always_online: true },
      slash_commands: [
        {
          command: "/afterscore",
          ...to.commands,
          description: "Look up cases and scores",
          usage_hint: "cases | case <id> | scores [survey] | help",
        },
      ],
    },
    oauth_config: { ...to.signIn, scopes: { bot: botScopes } },
    settings: {
      event_subscriptions: { ...to.events, bot_events: ["app_home_opened"] },
      interactivity: { is_enabled: true, ...to.interactions },
      org_deploy_enabled: false,
      socket_mode_enabled: reach.by === "socket",
      // A token that expires by itself is not renewed by anybody here, and this cannot be turned off again.
      token_rotation_enabled: false,
    },
  };
}
