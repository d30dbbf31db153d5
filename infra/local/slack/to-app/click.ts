import { storedBlocks } from "../block-kit/check-blocks.ts";
import { type Control, controlsIn, isStateful } from "../block-kit/controls.ts";
import { type Typed, heldBy, stateJson, stateValues } from "../block-kit/state.ts";
import { type Person, SLACKBOT } from "../directory.ts";
import { type JsonObject, jsonObject } from "../json.ts";
import { messageJson } from "../methods/message-json.ts";
import { Refusal } from "../refusal.ts";
import type { Workspace } from "../slack-workspace.ts";
import type { Channel } from "../store/channels.ts";
import type { Message } from "../store/messages.ts";
import type { Notice } from "../store/notices.ts";
import type { View } from "../store/views.ts";
import { type Addresses, asPayload, deliver, troubleOf } from "./deliver.ts";
import { actorJson, filledView, viewBlocks, viewSubject } from "./payload.ts";

/** What a click is on: a message everyone sees, a private one, or a modal or App Home. */
export type Clickable =
  | { readonly kind: "message"; readonly channel: Channel; readonly message: Message }
  | { readonly kind: "notice"; readonly channel: Channel; readonly notice: Notice }
  | { readonly kind: "view"; readonly view: View };

/** A person clicked, chose, or confirmed something. */
export type Click = {
  readonly person: Person;
  readonly on: Clickable;
  readonly blockId: string;
  readonly actionId: string;
  /** Which option of an overflow menu, by place. */
  readonly option?: number | undefined;
  /** All that stands in the form around it. */
  readonly typed: Typed;
};

/** The name of what was clicked on, as drafts know it. */
const subjectOf = (on: Clickable): string => {
  switch (on.kind) {
    case "message":
      return `message:${on.channel.id}:${on.message.ts}`;
    case "notice":
      return `notice:${on.notice.id}`;
    case "view":
      return viewSubject(on.view);
  }
};

const blocksOf = (on: Clickable) => {
  switch (on.kind) {
    case "message":
      return storedBlocks(on.message.content.blocks ?? []);
    case "notice":
      return storedBlocks(on.notice.content.blocks ?? []);
    case "view":
      return viewBlocks(on.view);
  }
};

const actionJson = ({ element, ...control }: Control, { option }: Click, typed: Typed): JsonObject => {
  const named = { action_id: control.actionId, block_id: control.blockId };
  if (isStateful(element)) return { ...named, ...stateJson(element, heldBy({ ...control, element }, typed)) };
  if (element.type === "button") {
    const { type, text, value, style } = element;
    return jsonObject.parse({
      ...named, type, text, ...(value === undefined ? {} : { value }), ...(style === undefined ? {} : { style }),
    });
  }
  const chosen = element.options[option ?? -1];
  if (chosen === undefined) throw new Refusal("message_not_found", ["[ERROR] no such option"]);
  return jsonObject.parse({ ...named, type: element.type, selected_option: chosen });
};

const inChannel = (channel: Channel): JsonObject => ({
  id: channel.id, name: channel.kind === "im" ? "directmessage" : channel.name,
});

const placeJson = (workspace: Workspace, { on, person }: Click, values: JsonObject, responseUrl: string): JsonObject => {
  if (on.kind === "view") return { container: { type: "view", view_id: on.view.id }, view: filledView(workspace, on.view) };
  const { channel } = on;
  const said = on.kind === "message" ? on.message : on.notice;
  const responseId = workspace.grants.issueResponse({
    channel: channel.id,
    person: person.id,
    on: on.kind === "message" ? { kind: "message", ts: said.ts } : { kind: "notice", id: on.notice.id },
    ...(said.threadTs === undefined ? {} : { threadTs: said.threadTs }),
  });
  return {
    container: {
      type: "message", message_ts: said.ts, channel_id: channel.id, is_ephemeral: on.kind === "notice",
      ...(said.threadTs === undefined ? {} : { thread_ts: said.threadTs }),
    },
    ...(on.kind === "message" ? { message: messageJson(on.message, { metadata: true }) } : {}),
    channel: inChannel(channel),
    state: { values },
    response_url: `${responseUrl}/${responseId}`,
  };
};

/** Tells the person alone that the app did not take their click, where they clicked. */
const report = (workspace: Workspace, { on, person }: Click, trouble: string): void => {
  if (on.kind === "view") {
    workspace.drafts.object(person.id, viewSubject(on.view), { trouble });
    return;
  }
  workspace.notices.post({
    channel: on.channel.id,
    person: person.id,
    author: SLACKBOT.id,
    threadTs: (on.kind === "message" ? on.message : on.notice).threadTs,
    content: { text: `:warning: Afterscore didn’t respond to your click. ${trouble}` },
  });
};

/**
 * Sends a click to the app as `block_actions` (docs.slack.dev/reference/interaction-payloads/block_actions-payload),
 * with a fresh `trigger_id`, and waits for the answer. An app that fails or takes longer than three seconds is
 * reported to the person who clicked, as Slack does.
 * @throws Refusal `message_not_found` when nothing is there to click any more
 */
export const sendClick = async (workspace: Workspace, click: Click, to: Addresses): Promise<void> => {
  const blocks = blocksOf(click.on);
  const control = controlsIn(blocks).find(({ blockId, actionId }) => blockId === click.blockId && actionId === click.actionId);
  if (control === undefined) throw new Refusal("message_not_found", ["[ERROR] nothing to click there any more"]);
  const { typed } = workspace.drafts.type(click.person.id, subjectOf(click.on), click.typed);
  const action = { ...actionJson(control, click, typed), action_ts: (workspace.now() / 1000).toFixed(6) };
  const payload = {
    type: "block_actions",
    ...actorJson(click.person),
    ...placeJson(workspace, click, stateValues(blocks, typed), to.responseUrl),
    trigger_id: workspace.grants.issueTrigger(click.person.id),
    actions: [action],
  };
  const trouble = troubleOf(await deliver(workspace, asPayload(payload), to.interactionsUrl));
  if (trouble !== undefined) report(workspace, click, trouble);
};
