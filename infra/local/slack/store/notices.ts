import { randomUUID } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import * as z from "zod";
import { type Content, content } from "../content.ts";
import { formatTs } from "../timestamp.ts";
import { inTransaction } from "./database.ts";

const notice = z.object({
  id: z.string(),
  channel: z.string(),
  ts: z.string(),
  threadTs: z.string().optional(),
  /** The one person who sees it. */
  person: z.string(),
  author: z.string(),
  content,
});

/** A private ("ephemeral") message: in a channel, but only one person sees it. */
export type Notice = z.infer<typeof notice>;

const stored = z.object({ document: z.string() }).transform((row) => notice.parse(JSON.parse(row.document)));

/** Private messages. Slack forgets them when the client reloads; here they stay until dismissed, so that tests can read them. */
export type Notices = {
  post(post: {
    readonly channel: string;
    readonly person: string;
    readonly author: string;
    readonly content: Content;
    readonly threadTs?: string | undefined;
  }): Notice;
  /** What a person sees in a channel, oldest first. */
  seenBy(channel: string, person: string): Notice[];
  find(id: string): Notice | undefined;
  replace(id: string, said: Content): void;
  dismiss(id: string): void;
};

/** Private messages in the workspace's database. */
export const noticeStore = (database: DatabaseSync, issueTs: () => number): Notices => {
  const insert = database.prepare("INSERT INTO notices (id, channel, person, ts, document) VALUES (?, ?, ?, ?, ?)");
  const update = database.prepare("UPDATE notices SET document = ? WHERE id = ?");
  const drop = database.prepare("DELETE FROM notices WHERE id = ?");
  const selectOne = database.prepare("SELECT document FROM notices WHERE id = ?");
  const selectSeen = database.prepare("SELECT document FROM notices WHERE channel = ? AND person = ? ORDER BY ts");

  const find = (id: string): Notice | undefined => stored.optional().parse(selectOne.get(id));

  return {
    post: ({ channel, person, author, content: said, threadTs }) =>
      inTransaction(database, () => {
        const micros = issueTs();
        const made: Notice = {
          id: randomUUID(), channel, ts: formatTs(micros), person, author, content: said,
          ...(threadTs === undefined ? {} : { threadTs }),
        };
        insert.run(made.id, channel, person, micros, JSON.stringify(made));
        return made;
      }),
    seenBy: (channel, person) => z.array(stored).parse(selectSeen.all(channel, person)),
    find,
    replace(id, said) {
      inTransaction(database, () => {
        const before = find(id);
        if (before !== undefined) update.run(JSON.stringify({ ...before, content: said }), id);
      });
    },
    dismiss(id) {
      inTransaction(database, () => drop.run(id));
    },
  };
};
