import { randomUUID } from "node:crypto";
import { APP, type Person, TEAM } from "../directory.ts";
import type { Workspace } from "../slack-workspace.ts";
import { type Addresses, deliver } from "./deliver.ts";
import { VERIFICATION_TOKEN, filledView } from "./payload.ts";

/**
 * Tells the app that a person opened its Home: `app_home_opened` (docs.slack.dev/reference/events/app_home_opened).
 * Slack would send it again when the app fails; here opening it again is one click away.
 */
export const openHome = async (workspace: Workspace, person: Person, to: Addresses): Promise<void> => {
  const shown = workspace.views.homeOf(person.id);
  const seconds = workspace.now() / 1000;
  const body = JSON.stringify({
    token: VERIFICATION_TOKEN,
    team_id: TEAM.id,
    api_app_id: APP.id,
    event: {
      type: "app_home_opened", user: person.id, channel: workspace.channels.openDirect(person.id).channel.id, tab: "home",
      ...(shown === undefined ? {} : { view: filledView(workspace, shown) }),
      event_ts: seconds.toFixed(6),
    },
    type: "event_callback",
    event_id: `Ev${randomUUID().replaceAll("-", "").slice(0, 10).toUpperCase()}`,
    event_time: Math.floor(seconds),
    authorizations: [{ enterprise_id: null, team_id: TEAM.id, user_id: APP.userId, is_bot: true, is_enterprise_install: false }],
    is_ext_shared_channel: false,
  });
  await deliver(workspace, { type: "application/json", body }, to.eventsUrl);
};
