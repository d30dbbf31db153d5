import type { ModalView } from "@slack/types";

/** When everything in these tests happens. */
export const now = "2026-11-21T12:00:00.000Z";

/** The form that Slack posts for an interaction. */
export const form = (payload: unknown) => new URLSearchParams({ payload: JSON.stringify(payload) }).toString();

/** A click on the card in the channel. */
export const cardClick = {
  type: "block_actions",
  user: { id: "U0MIA", username: "mia", name: "mia", team_id: "T0LOCAL" },
  api_app_id: "A0AFTERSCORE",
  container: { type: "message", message_ts: "1795426200.000100", channel_id: "C0CUSTOME", is_ephemeral: false },
  trigger_id: "12345.98765.abcd2358fdea",
  team: { id: "T0LOCAL", domain: "local" },
  enterprise: null,
  channel: { id: "C0CUSTOME", name: "customer-feedback" },
  message: { type: "message", ts: "1795426200.000100", text: "NPS 3 of 10" },
  response_url: "https://hooks.slack.com/actions/T0/1/x",
  actions: [{ type: "button", action_id: "case.acknowledge", block_id: "Kx1", value: "case_1", text: { type: "plain_text", text: "Acknowledge" }, action_ts: "1795426300.1" }],
};

/** A modal as it comes back: what was filled in, by field. */
export const submitted = (view: ModalView, fields: Record<string, unknown>) => ({
  type: "view_submission",
  team: { id: "T0LOCAL", domain: "local" },
  user: { id: "U0MIA", username: "mia", name: "mia", team_id: "T0LOCAL" },
  trigger_id: "12345.98765.abcd2358fdea",
  view: {
    ...view,
    id: "V0MODAL",
    state: { values: Object.fromEntries(Object.entries(fields).map(([id, value]) => [id, { value }])) },
  },
  response_urls: [],
});

/** What of a policy the dialog for resolving goes by: these causes, and nobody is asked afterwards. */
export const ending = (...rootCauses: readonly string[]) => ({ rootCauses: [...rootCauses], messages: { afterResolution: "off" as const } });
