import type { Person } from "../directory.ts";
import type { Workspace } from "../slack-workspace.ts";
import type { View } from "../store/views.ts";
import { type Addresses, asPayload, deliver } from "./deliver.ts";
import { actorJson, filledView, viewSubject } from "./payload.ts";

/**
 * Closes a modal for its person, or with `all` the whole stack, as the cross at the top and `clear_on_close` do. Apps
 * that asked for it with `notify_on_close` get a `view_closed`; what they answer is of no interest to Slack.
 */
export const closeView = async (
  workspace: Workspace, person: Person, view: View, to: Addresses, { all = false } = {},
): Promise<void> => {
  const cleared = all || view.sent["clear_on_close"] === true;
  const closing = cleared ? workspace.views.stackOf(person.id).toReversed() : [view];
  const payloads = closing.flatMap((open) =>
    open.sent["notify_on_close"] === true
      ? [{ type: "view_closed", ...actorJson(person), view: filledView(workspace, open), is_cleared: cleared }]
      : [],
  );
  for (const open of closing) {
    workspace.views.close(open.id);
    workspace.drafts.drop(person.id, viewSubject(open));
  }
  for (const payload of payloads) await deliver(workspace, asPayload(payload), to.interactionsUrl);
};
