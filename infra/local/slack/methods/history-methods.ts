import * as z from "zod";
import { APP } from "../directory.ts";
import { Refusal } from "../refusal.ts";
import type { Channel } from "../store/channels.ts";
import type { Span } from "../store/messages.ts";
import type { Workspace } from "../slack-workspace.ts";
import { parseTs } from "../timestamp.ts";
import { flag, pageSize, string } from "./arguments.ts";
import { readCursor, writeCursor } from "./cursor.ts";
import { messageJson } from "./message-json.ts";
import { type Methods, reading } from "./method.ts";

const MOST_A_PAGE = 999;

const spanned = {
  channel: string, cursor: string.optional(), limit: string.optional(), oldest: string.optional(), latest: string.optional(),
  inclusive: flag.default(false), include_all_metadata: flag.default(false),
};

const edge = (ts: string, otherwise: string): number => {
  const micros = parseTs(ts);
  if (micros === undefined) throw new Refusal(otherwise);
  return micros;
};

/** `oldest` and `latest` themselves count only with `inclusive`. */
const spanOf = (args: { oldest?: string | undefined; latest?: string | undefined; inclusive: boolean }): Span => {
  const inset = args.inclusive ? 0 : 1;
  return {
    from: args.oldest === undefined || args.oldest === "0" ? 0 : edge(args.oldest, "invalid_ts_oldest") + inset,
    to: args.latest === undefined ? Number.MAX_SAFE_INTEGER : edge(args.latest, "invalid_ts_latest") - inset,
  };
};

const readable = (workspace: Workspace, reference: string): Channel => {
  const found = workspace.channels.resolve(reference);
  if (!found.members.includes(APP.userId)) throw new Refusal("not_in_channel");
  return found;
};

/** What was said: by channel, newest first, and by thread, parent first. */
export const historyMethods: Methods = {
  "conversations.history": reading(z.object(spanned), (args, { workspace }) => {
    const channel = readable(workspace, args.channel);
    const asked = spanOf(args);
    const to = args.cursor === undefined ? asked.to : Math.min(asked.to, readCursor("next_ts", args.cursor));
    const { messages, hasMore } = workspace.messages.history(channel.id, { from: asked.from, to }, pageSize(args.limit, 100, MOST_A_PAGE));
    const threads = workspace.messages.summaries(channel.id, messages);
    const last = messages.at(-1);
    return {
      messages: messages.map((message) => messageJson(message, { metadata: args.include_all_metadata, thread: threads.get(message.ts) })),
      has_more: hasMore, pin_count: 0, channel_actions_ts: null, channel_actions_count: 0,
      ...(hasMore && last !== undefined
        ? { response_metadata: { next_cursor: writeCursor("next_ts", (parseTs(last.ts) ?? 1) - 1) } }
        : {}),
    };
  }),
  "conversations.replies": reading(z.object({ ...spanned, ts: string }), (args, { workspace }) => {
    const channel = readable(workspace, args.channel);
    const named = workspace.messages.find(channel.id, args.ts);
    const parent = named?.threadTs === undefined ? named : workspace.messages.find(channel.id, named.threadTs);
    if (parent === undefined) throw new Refusal("thread_not_found");
    const asked = spanOf(args);
    const from = args.cursor === undefined ? asked.from : Math.max(asked.from, readCursor("next_ts", args.cursor));
    const size = pageSize(args.limit, MOST_A_PAGE, MOST_A_PAGE);
    const room = args.cursor === undefined ? Math.max(1, size - 1) : size;
    const { messages, hasMore } = workspace.messages.replies(channel.id, parent.ts, { from, to: asked.to }, room);
    const thread = workspace.messages.summaries(channel.id, [parent]).get(parent.ts);
    const shown = args.cursor === undefined ? [parent, ...messages] : messages;
    const last = messages.at(-1);
    return {
      messages: shown.map((message) =>
        messageJson(message, { metadata: args.include_all_metadata, thread: message === parent ? thread : undefined }),
      ),
      has_more: hasMore,
      ...(hasMore && last !== undefined
        ? { response_metadata: { next_cursor: writeCursor("next_ts", (parseTs(last.ts) ?? 0) + 1) } }
        : {}),
    };
  }),
};
