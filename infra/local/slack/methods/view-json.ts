import { APP, TEAM } from "../directory.ts";
import type { JsonObject } from "../json.ts";
import type { View } from "../store/views.ts";

/** A view as Slack's API answers it and its payloads carry it; `values` is what the person typed and chose. */
export const viewJson = (shown: View, values: JsonObject = {}): JsonObject => ({
  id: shown.id,
  team_id: TEAM.id,
  private_metadata: "",
  callback_id: "",
  external_id: "",
  title: null,
  submit: null,
  close: null,
  clear_on_close: false,
  notify_on_close: false,
  ...shown.sent,
  state: { values },
  hash: shown.hash,
  root_view_id: shown.rootId,
  previous_view_id: shown.previousId ?? null,
  app_id: APP.id,
  app_installed_team_id: TEAM.id,
  bot_id: APP.botId,
});
