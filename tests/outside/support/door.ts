import { createHmac } from "node:crypto";
import type { Local } from "./process.ts";

/** Somebody as Slack names them in what it sends; of the workspace on this machine unless it says otherwise. */
export type Actor = { readonly user: string; readonly team?: string };

/** Where a card stands, and whose case it shows. */
export type CardPlace = { readonly caseId: string; readonly channel: string; readonly ts: string };

/** What the product answered, and how long it took. */
export type Answered = { readonly status: number; readonly text: string; readonly ms: number };

/** How a delivery differs from an honest one. */
export type Posted = {
  /** Another secret than the workspace's. */
  readonly secret?: string;
  /** How long ago it was signed; seconds. */
  readonly age?: number;
  /** What Slack says with what it sends again. */
  readonly retry?: number;
};

/** What stands in a field of a modal, by the field's `block_id`. */
export type Filled = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

let count = 0;
const unique = () => `${process.pid}.${Date.now()}.${(count += 1)}`;

function actor({ user, team = "T0LOCAL" }: Actor) {
  return {
    user: { id: user, username: user.toLowerCase(), name: user.toLowerCase(), team_id: team },
    team: { id: team, domain: "somewhere" },
    api_app_id: "A0LOCAL",
    token: "not checked by anybody",
    enterprise: null,
    is_enterprise_install: false,
    trigger_id: unique(),
  };
}

/** A click on a card's button, or on an entry of its menu, as Slack sends it. */
export function click(who: Actor, { caseId, channel, ts }: CardPlace, wants: string) {
  const isButton = wants === "acknowledge" || wants === "resolve";
  const action = isButton
    ? { type: "button", action_id: `case.${wants}`, value: caseId }
    : { type: "overflow", action_id: "case.more", selected_option: { text: { type: "plain_text", text: wants }, value: `${wants}:${caseId}` } };
  return {
    type: "block_actions",
    ...actor(who),
    container: { type: "message", message_ts: ts, channel_id: channel, is_ephemeral: false },
    channel: { id: channel, name: "customer-feedback" },
    message: { type: "message", ts, text: "a card" },
    state: { values: {} },
    response_url: "https://hooks.slack.example/actions/T0/1/x",
    actions: [{ ...action, block_id: "b1", action_ts: unique() }],
  };
}

/** A modal that was submitted, as Slack sends it. */
export function submission(who: Actor, { caseId, channel, ts }: CardPlace, modal: string, fields: Filled, viewId = `V${unique()}`) {
  return {
    type: "view_submission",
    ...actor(who),
    view: {
      id: viewId,
      type: "modal",
      callback_id: `case.${modal}`,
      private_metadata: JSON.stringify({ caseId, channel, ts }),
      blocks: [],
      hash: "1.a",
      state: { values: Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, { value }])) },
    },
    response_urls: [],
  };
}

/** What is typed into a field. */
export const typed = (value: string) => ({ type: "plain_text_input", value });
/** What is chosen from a list. */
export const chosen = (value: string) => ({ type: "static_select", selected_option: { text: { type: "plain_text", text: value }, value } });
/** Who is chosen from the workspace's people. */
export const picked = (user: string) => ({ type: "users_select", selected_user: user });

/** The doors that Slack knocks at, with its signature on everything. */
export function doorOf({ url, slack }: Pick<Local, "url" | "slack">) {
  const post = async (path: string, body: string, type: string, { secret = slack.signingSecret, age = 0, retry }: Posted = {}): Promise<Answered> => {
    const at = String(Math.floor(Date.now() / 1000) - age);
    const signature = `v0=${createHmac("sha256", secret).update(`v0:${at}:${body}`).digest("hex")}`;
    const begun = performance.now();
    const answer = await fetch(new URL(path, url), {
      method: "POST",
      headers: {
        "Content-Type": type,
        "X-Slack-Request-Timestamp": at,
        "X-Slack-Signature": signature,
        ...(retry === undefined ? {} : { "X-Slack-Retry-Num": String(retry), "X-Slack-Retry-Reason": "http_timeout" }),
      },
      body,
    });
    const text = await answer.text();
    return { status: answer.status, text, ms: performance.now() - begun };
  };
  const form = "application/x-www-form-urlencoded";
  return {
    /** A click or a submitted modal. */
    interaction: (payload: unknown, how?: Posted) => post("/slack/interactions", new URLSearchParams({ payload: JSON.stringify(payload) }).toString(), form, how),
    /** `/afterscore …` */
    command: ({ user, team = "T0LOCAL" }: Actor, text: string, how?: Posted) =>
      post(
        "/slack/commands",
        new URLSearchParams({ team_id: team, user_id: user, channel_id: slack.defaultChannel, command: "/afterscore", text, trigger_id: unique() }).toString(),
        form,
        how,
      ),
    /** Something that happened, such as an opened Home. */
    event: ({ user, team = "T0LOCAL" }: Actor, event: Readonly<Record<string, unknown>>, how?: Posted) =>
      post("/slack/events", JSON.stringify({ type: "event_callback", team_id: team, event: { user, ...event } }), "application/json", how),
  };
}

export type Door = ReturnType<typeof doorOf>;
