import { storedBlocks } from "../block-kit/check-blocks.ts";
import { stateValues } from "../block-kit/state.ts";
import { APP, type Person, TEAM } from "../directory.ts";
import { type JsonObject, jsonObject } from "../json.ts";
import { viewJson } from "../methods/view-json.ts";
import { Refusal } from "../refusal.ts";
import type { Workspace } from "../slack-workspace.ts";
import type { View } from "../store/views.ts";

/** Slack's old way of saying who it is; apps that check signatures ignore it. */
export const VERIFICATION_TOKEN = "local-verification-token";

/** What every payload says about who did it and where. */
export const actorJson = (person: Person): JsonObject => ({
  user: { id: person.id, username: person.handle, name: person.handle, team_id: TEAM.id },
  api_app_id: APP.id,
  token: VERIFICATION_TOKEN,
  team: { id: TEAM.id, domain: TEAM.domain },
  enterprise: null,
  is_enterprise_install: false,
});

/** The draft a view's inputs are kept in. */
export const viewSubject = (view: View): string => `view:${view.id}`;

/** A view's blocks, for showing and using them. */
export const viewBlocks = (view: View) => storedBlocks(jsonObject.array().parse(view.sent["blocks"]));

/** A view with all that its person typed and chose. */
export const filledView = (workspace: Workspace, view: View): JsonObject =>
  viewJson(view, stateValues(viewBlocks(view), workspace.drafts.find(view.person, viewSubject(view)).typed));

/** An open view of a person; the one on top when none is named. @throws Refusal `view_not_found` */
export const openView = (workspace: Workspace, person: Person, id: string | undefined): View => {
  const view = id === undefined ? workspace.views.stackOf(person.id).at(-1) : workspace.views.find(id);
  if (view?.person !== person.id) throw new Refusal("view_not_found");
  return view;
};
