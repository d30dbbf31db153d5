import { APP, TEAM } from "../directory.ts";
import type { JsonObject } from "../json.ts";
import type { Message, ThreadSummary } from "../store/messages.ts";

const BOT_PROFILE = { id: APP.botId, app_id: APP.id, name: "Afterscore", team_id: TEAM.id, deleted: false, updated: 0, icons: {} };

const speaker = (author: string): JsonObject =>
  author === APP.userId ? { user: author, bot_id: APP.botId, app_id: APP.id, bot_profile: BOT_PROFILE } : { user: author };

const subtype = (message: Message): JsonObject => {
  if (message.tombstone) return { subtype: "tombstone", hidden: true };
  return message.broadcast ? { subtype: "thread_broadcast" } : {};
};

const threading = (message: Message, thread: ThreadSummary | undefined): JsonObject => {
  if (message.threadTs !== undefined) return { thread_ts: message.threadTs, parent_user_id: message.threadAuthor ?? APP.userId };
  if (thread === undefined) return {};
  return {
    thread_ts: message.ts, reply_count: thread.count, reply_users_count: thread.authors.length,
    reply_users: [...thread.authors], latest_reply: thread.latest, is_locked: false, subscribed: true,
  };
};

/** A message as the API answers it. Metadata is left out unless asked for, as Slack does. */
export const messageJson = (
  message: Message,
  shown: { readonly metadata: boolean; readonly thread?: ThreadSummary | undefined },
): JsonObject => {
  const { text, blocks, attachments, metadata } = message.content;
  return {
    type: "message",
    ...subtype(message),
    ...speaker(message.author),
    ts: message.ts,
    team: TEAM.id,
    text,
    ...(blocks === undefined ? {} : { blocks }),
    ...(attachments === undefined ? {} : { attachments }),
    ...(shown.metadata && metadata !== undefined ? { metadata } : {}),
    ...(message.edited === undefined ? {} : { edited: message.edited }),
    ...threading(message, shown.thread),
    ...(message.reactions.length === 0
      ? {}
      : { reactions: message.reactions.map(({ name, users }) => ({ name, users, count: users.length })) }),
  };
};
