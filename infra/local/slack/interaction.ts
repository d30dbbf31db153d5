import { createHmac } from "node:crypto";
import { storedBlocks } from "./block-kit/check-blocks.ts";
import type { ActionElement } from "./block-kit/elements.ts";
import { APP, type Person, SLACKBOT, TEAM } from "./directory.ts";
import type { Content } from "./content.ts";
import { type JsonObject, jsonObject } from "./json.ts";
import { messageJson } from "./methods/message-json.ts";
import { Refusal } from "./refusal.ts";
import type { Channel } from "./store/channels.ts";
import type { Message } from "./store/messages.ts";
import type { Notice } from "./store/notices.ts";
import type { Workspace } from "./slack-workspace.ts";

/** A person clicked something. */
export type Click = {
  readonly channel: Channel;
  readonly person: Person;
  readonly on: { readonly kind: "message"; readonly message: Message } | { readonly kind: "notice"; readonly notice: Notice };
  /** Which block, and which of its elements by place: 0 is also a section's accessory. */
  readonly blockId: string;
  readonly element: number;
  /** Which option of an overflow menu, by place. */
  readonly option?: number | undefined;
};

/** Where clicks go and where answers come back to. */
export type Addresses = {
  /** The app's endpoint. */
  readonly interactionsUrl: string;
  /** The address before the id of a `response_url`. */
  readonly responseUrl: string;
};

/** The app has this long to answer before Slack shows a warning. */
const ANSWER_WITHIN_MS = 3_000;

/** Slack's v0 signature over a raw body (docs.slack.dev/authentication/verifying-requests-from-slack). */
const slackSignature = (signingSecret: string, timestamp: string, body: string): string =>
  `v0=${createHmac("sha256", signingSecret).update(`v0:${timestamp}:${body}`).digest("hex")}`;

const clickableIn = (said: Content, blockId: string, element: number): ActionElement => {
  const block = storedBlocks(said.blocks ?? []).find(({ block_id: id }) => id === blockId);
  const elements: (ActionElement | undefined)[] =
    block?.type === "actions"
      ? block.elements
      : block?.type === "section" && block.accessory !== undefined && block.accessory.type !== "image"
        ? [block.accessory]
        : [];
  const found = elements[element];
  if (found === undefined) throw new Refusal("message_not_found", ["[ERROR] nothing to click there any more"]);
  return found;
};

const actionJson = (element: ActionElement, option: number | undefined): JsonObject => {
  const named = { action_id: element.action_id ?? "", type: element.type };
  if (element.type === "button") {
    return jsonObject.parse({
      ...named, text: element.text,
      ...(element.value === undefined ? {} : { value: element.value }),
      ...(element.style === undefined ? {} : { style: element.style }),
    });
  }
  if (element.type === "overflow") {
    const chosen = element.options[option ?? -1];
    if (chosen === undefined) throw new Refusal("invalid_arguments", ["[ERROR] no such option"]);
    return jsonObject.parse({ ...named, selected_option: chosen });
  }
  throw new Refusal("invalid_arguments", [`[ERROR] a ${element.type} cannot be used here`]);
};

const clickedOn = (click: Click): JsonObject => {
  if (click.on.kind === "message") {
    const { message } = click.on;
    return {
      container: {
        type: "message", message_ts: message.ts, channel_id: click.channel.id, is_ephemeral: false,
        ...(message.threadTs === undefined ? {} : { thread_ts: message.threadTs }),
      },
      message: messageJson(message, { metadata: true }),
    };
  }
  const { notice } = click.on;
  return { container: { type: "message", message_ts: notice.ts, channel_id: click.channel.id, is_ephemeral: true } };
};

/** The `block_actions` payload of a click, with a fresh `trigger_id` and `response_url`. @throws Refusal when nothing is there to click */
const clickPayload = (workspace: Workspace, click: Click, responseUrl: string): JsonObject => {
  const subject = click.on.kind === "message" ? click.on.message : click.on.notice;
  const action = actionJson(clickableIn(subject.content, click.blockId, click.element), click.option);
  const responseId = workspace.grants.issueResponse({
    channel: click.channel.id,
    person: click.person.id,
    on: click.on.kind === "message" ? { kind: "message", ts: subject.ts } : { kind: "notice", id: click.on.notice.id },
    ...(subject.threadTs === undefined ? {} : { threadTs: subject.threadTs }),
  });
  return {
    type: "block_actions",
    user: { id: click.person.id, username: click.person.handle, name: click.person.handle, team_id: TEAM.id },
    api_app_id: APP.id,
    token: "local-verification-token",
    ...clickedOn(click),
    trigger_id: workspace.grants.issueTrigger(click.person.id),
    team: { id: TEAM.id, domain: TEAM.domain },
    enterprise: null,
    is_enterprise_install: false,
    channel: { id: click.channel.id, name: click.channel.kind === "im" ? "directmessage" : click.channel.name },
    state: { values: {} },
    response_url: `${responseUrl}/${responseId}`,
    actions: [{ ...action, block_id: click.blockId, action_ts: (workspace.now() / 1000).toFixed(6) }],
  };
};

const deliver = async (workspace: Workspace, payload: JsonObject, url: string): Promise<string | undefined> => {
  const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  const timestamp = String(Math.floor(workspace.now() / 1000));
  try {
    const answer = await fetch(url, {
      method: "POST",
      headers: {
        "content-type": "application/x-www-form-urlencoded",
        "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
        "x-slack-request-timestamp": timestamp,
        "x-slack-signature": slackSignature(workspace.signingSecret, timestamp, body),
      },
      body,
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    await answer.arrayBuffer();
    return answer.ok ? undefined : `It answered HTTP ${answer.status}.`;
  } catch (error) {
    return error instanceof DOMException && error.name === "TimeoutError" ? "It took longer than 3 seconds." : "It could not be reached.";
  }
};

/**
 * Sends a click to the app, signed as Slack signs it, and waits for the answer. An app that fails or
 * takes longer than three seconds is reported privately to the person who clicked, as Slack does.
 */
export const sendClick = async (workspace: Workspace, click: Click, to: Addresses): Promise<void> => {
  const payload = clickPayload(workspace, click, to.responseUrl);
  const trouble = await deliver(workspace, payload, to.interactionsUrl);
  if (trouble === undefined) return;
  const subject = click.on.kind === "message" ? click.on.message : click.on.notice;
  workspace.notices.post({
    channel: click.channel.id,
    person: click.person.id,
    author: SLACKBOT.id,
    threadTs: subject.threadTs,
    content: { text: `:warning: Afterscore didn’t respond to your click. ${trouble}` },
  });
};
