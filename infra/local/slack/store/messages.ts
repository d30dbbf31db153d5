import type { DatabaseSync } from "node:sqlite";
import * as z from "zod";
import { APP } from "../directory.ts";
import { type Content, type SentContent, changedContent, content } from "../content.ts";
import { Refusal } from "../refusal.ts";
import { formatTs, parseTs } from "../timestamp.ts";
import { inTransaction } from "./database.ts";

const message = z.object({
  channel: z.string(),
  ts: z.string(),
  /** The thread it answers in; absent on a message of the channel itself, also when that has replies. */
  threadTs: z.string().optional(),
  /** Who began that thread; absent in files of before people could. */
  threadAuthor: z.string().optional(),
  author: z.string(),
  content,
  /** A reply that is shown in the channel too. */
  broadcast: z.boolean(),
  edited: z.object({ user: z.string(), ts: z.string() }).optional(),
  /** Deleted, but kept in place because it has replies. */
  tombstone: z.boolean(),
  reactions: z.array(z.object({ name: z.string(), users: z.array(z.string()) })),
});

/** A message everyone in its channel can see. */
export type Message = z.infer<typeof message>;

/** What a message with replies says about them. */
export type ThreadSummary = { readonly count: number; readonly latest: string; readonly authors: readonly string[] };

/** A stretch of time to read: microseconds, both ends inside. */
export type Span = { readonly from: number; readonly to: number };

/** The newest messages of a span, newest first, or the oldest, oldest first. */
type Slice = { readonly messages: Message[]; readonly hasMore: boolean };

const stored = z.object({ document: z.string() }).transform((row) => message.parse(JSON.parse(row.document)));
const replies = z.array(z.object({ thread: z.number(), count: z.number(), latest: z.number(), authors: z.string() }));

/** The messages of all channels. Every change is on disk when the call returns. */
export type Messages = {
  /** Stores a message and gives it its `ts`. @throws Refusal `thread_not_found` */
  post(post: {
    readonly channel: string;
    readonly author: string;
    readonly content: Content;
    readonly threadTs?: string | undefined;
    readonly broadcast?: boolean | undefined;
  }): Message;
  find(channel: string, ts: string): Message | undefined;
  /** Changes a message of the bot. @throws Refusal `message_not_found`, `cant_update_message`, and what the new content breaks */
  edit(channel: string, ts: string, sent: SentContent): Message;
  /** Takes a message of the bot away. @throws Refusal `message_not_found`, `cant_delete_message` */
  remove(channel: string, ts: string): void;
  /** @throws Refusal `message_not_found`, `already_reacted` */
  react(channel: string, ts: string, name: string, user: string): void;
  /** What the channel shows, newest first; replies only when broadcast. */
  history(channel: string, span: Span, limit: number): Slice;
  /** A thread's replies without its parent, oldest first. */
  replies(channel: string, threadTs: string, span: Span, limit: number): Slice;
  /** Thread figures by parent `ts`; parents without replies are absent. */
  summaries(channel: string, parents: readonly Message[]): ReadonlyMap<string, ThreadSummary>;
};

/** Messages in the workspace's database. */
export const messageStore = (database: DatabaseSync, issueTs: () => number): Messages => {
  const insert = database.prepare("INSERT INTO messages (channel, ts, thread, listed, document) VALUES (?, ?, ?, ?, ?)");
  const update = database.prepare("UPDATE messages SET document = ? WHERE channel = ? AND ts = ?");
  const drop = database.prepare("DELETE FROM messages WHERE channel = ? AND ts = ?");
  const selectOne = database.prepare("SELECT document FROM messages WHERE channel = ? AND ts = ?");
  const selectListed = database.prepare(
    "SELECT document FROM messages WHERE channel = ? AND listed = 1 AND ts BETWEEN ? AND ? ORDER BY ts DESC LIMIT ?",
  );
  const selectReplies = database.prepare(
    "SELECT document FROM messages WHERE channel = ? AND thread = ? AND ts BETWEEN ? AND ? ORDER BY ts LIMIT ?",
  );
  const selectSummaries = database.prepare(`
    SELECT thread, COUNT(*) AS count, MAX(ts) AS latest, json_group_array(DISTINCT document ->> '$.author') AS authors
    FROM messages WHERE channel = ? AND thread IN (SELECT value FROM json_each(?)) GROUP BY thread
  `);

  const find: Messages["find"] = (channel, ts) => {
    const micros = parseTs(ts);
    return micros === undefined ? undefined : stored.optional().parse(selectOne.get(channel, micros));
  };

  const mustFind = (channel: string, ts: string): Message => {
    const found = find(channel, ts);
    if (found === undefined || found.tombstone) throw new Refusal("message_not_found");
    return found;
  };

  const save = (changed: Message): Message => {
    update.run(JSON.stringify(changed), changed.channel, parseTs(changed.ts) ?? 0);
    return changed;
  };

  const slice = (rows: unknown[], limit: number): Slice => {
    const found = z.array(stored).parse(rows);
    return { messages: found.slice(0, limit), hasMore: found.length > limit };
  };

  const summaries: Messages["summaries"] = (channel, parents) => {
    const threads = parents.map(({ ts }) => parseTs(ts) ?? 0);
    const found = replies.parse(selectSummaries.all(channel, JSON.stringify(threads)));
    return new Map(
      found.map(({ thread, count, latest, authors }) => [
        formatTs(thread),
        { count, latest: formatTs(latest), authors: z.array(z.string()).parse(JSON.parse(authors)) },
      ]),
    );
  };

  const rootOf = (channel: string, ts: string): Pick<Message, "ts" | "author"> => {
    const named = find(channel, ts);
    const root = named?.threadTs === undefined ? named : find(channel, named.threadTs);
    if (root === undefined) throw new Refusal("thread_not_found");
    return root;
  };

  return {
    post: ({ channel, author, content: said, threadTs, broadcast = false }) =>
      inTransaction(database, () => {
        const root = threadTs === undefined ? undefined : rootOf(channel, threadTs);
        const micros = issueTs();
        const made: Message = {
          channel, ts: formatTs(micros), author, content: said,
          ...(root === undefined ? {} : { threadTs: root.ts, threadAuthor: root.author }),
          broadcast: root !== undefined && broadcast, tombstone: false, reactions: [],
        };
        const listed = root === undefined || made.broadcast ? 1 : 0;
        insert.run(channel, micros, root === undefined ? null : (parseTs(root.ts) ?? 0), listed, JSON.stringify(made));
        return made;
      }),
    find,
    edit: (channel, ts, sent) =>
      inTransaction(database, () => {
        const before = mustFind(channel, ts);
        if (before.author !== APP.userId) throw new Refusal("cant_update_message");
        const after = changedContent(before.content, sent);
        return save({ ...before, content: after, edited: { user: APP.userId, ts: formatTs(issueTs()) } });
      }),
    remove(channel, ts) {
      inTransaction(database, () => {
        const before = mustFind(channel, ts);
        if (before.author !== APP.userId) throw new Refusal("cant_delete_message");
        if (!summaries(channel, [before]).has(before.ts)) return drop.run(channel, parseTs(ts) ?? 0);
        return save({ ...before, content: { text: "This message was deleted." }, tombstone: true, reactions: [] });
      });
    },
    react(channel, ts, name, user) {
      inTransaction(database, () => {
        const before = mustFind(channel, ts);
        const same = before.reactions.find((reaction) => reaction.name === name);
        if (same?.users.includes(user) === true) throw new Refusal("already_reacted");
        const others = before.reactions.filter((reaction) => reaction !== same);
        return save({ ...before, reactions: [...others, { name, users: [...(same?.users ?? []), user] }] });
      });
    },
    history: (channel, { from, to }, limit) => slice(selectListed.all(channel, from, to, limit + 1), limit),
    replies: (channel, threadTs, { from, to }, limit) =>
      slice(selectReplies.all(channel, parseTs(threadTs) ?? 0, from, to, limit + 1), limit),
    summaries,
  };
};
