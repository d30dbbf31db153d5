import type { DatabaseSync } from "node:sqlite";
import * as z from "zod";
import { APP, HUMANS, personById } from "../directory.ts";
import { Refusal } from "../refusal.ts";
import { inTransaction } from "./database.ts";

const channel = z.object({
  id: z.string(),
  name: z.string(),
  /** `im` is the bot's direct conversation with one person. */
  kind: z.enum(["channel", "im"]),
  archived: z.boolean(),
  /** Seconds since 1970. */
  created: z.number(),
  creator: z.string(),
  members: z.array(z.string()),
});

/** A public channel, or a direct message between the bot and a person. */
export type Channel = z.infer<typeof channel>;

const stored = z.object({ document: z.string() }).transform((row) => channel.parse(JSON.parse(row.document)));

/** The conversations of the workspace. */
export type Channels = {
  /** All of them, in the order they were made. */
  all(): Channel[];
  /**
   * Finds by id, `#name` or name; a person's id means the direct message with them, made when needed, as
   * in `chat.postMessage`.
   * @throws Refusal `channel_not_found`
   */
  resolve(reference: string): Channel;
  /** As `resolve`, and the bot must be able to speak there. @throws Refusal `channel_not_found`, `not_in_channel`, `is_archived` */
  resolveForPosting(reference: string): Channel;
  /**
   * Makes a public channel with everyone in it, the bot too unless told otherwise.
   * @throws Refusal `name_taken`, `invalid_name_…`
   */
  create(name: string, options?: { readonly withBot?: boolean }): Channel;
  /** The bot's direct message with a person. @throws Refusal `user_not_found` */
  openDirect(personId: string): { readonly channel: Channel; readonly existed: boolean };
  save(channel: Channel): void;
};

const NAME = /^[\p{Ll}\p{Lo}\p{M}\p{N}_-]+$/u;

const checkName = (name: string): void => {
  if (name === "") throw new Refusal("invalid_name_required");
  if (name.length > 80) throw new Refusal("invalid_name_maxlength");
  if (!NAME.test(name)) throw new Refusal("invalid_name_specials");
};

/** Channels in the workspace's database. */
export const channelStore = (database: DatabaseSync, now: () => number): Channels => {
  const selectAll = database.prepare("SELECT document FROM channels ORDER BY rowid");
  const selectOne = database.prepare("SELECT document FROM channels WHERE id = ? OR name = ?");
  const insert = database.prepare("INSERT INTO channels (id, name, document) VALUES (?, ?, ?)");
  const update = database.prepare("UPDATE channels SET document = ? WHERE id = ?");

  const find = (idOrName: string): Channel | undefined => stored.optional().parse(selectOne.get(idOrName, idOrName));

  const freeId = (name: string): string => {
    const base = `C0${name.toUpperCase().replaceAll(/[^A-Z0-9]/g, "").slice(0, 9)}`.padEnd(9, "0");
    const taken = (id: string, attempt: number): string =>
      find(id) === undefined ? id : taken(`${base}${attempt}`, attempt + 1);
    return taken(base, 2);
  };

  const add = (made: Channel): Channel => {
    insert.run(made.id, made.name, JSON.stringify(made));
    return made;
  };

  const openDirect: Channels["openDirect"] = (personId) => {
    if (personById(personId) === undefined) throw new Refusal("user_not_found");
    const id = `D${personId.slice(1)}`;
    const existing = find(id);
    if (existing !== undefined) return { channel: existing, existed: true };
    const made: Channel = {
      id, name: id, kind: "im", archived: false,
      created: Math.floor(now() / 1000), creator: APP.userId, members: [APP.userId, personId],
    };
    return { channel: inTransaction(database, () => add(made)), existed: false };
  };

  const resolve: Channels["resolve"] = (reference) => {
    if (/^[UW]/.test(reference) && personById(reference) !== undefined) return openDirect(reference).channel;
    const found = find(reference.replace(/^#/, ""));
    if (found === undefined) throw new Refusal("channel_not_found");
    return found;
  };

  return {
    all: () => z.array(stored).parse(selectAll.all()),
    resolve,
    resolveForPosting(reference) {
      const found = resolve(reference);
      if (found.archived) throw new Refusal("is_archived");
      if (!found.members.includes(APP.userId)) throw new Refusal("not_in_channel");
      return found;
    },
    create(name, { withBot = true } = {}) {
      checkName(name);
      return inTransaction(database, () => {
        if (find(name) !== undefined) throw new Refusal("name_taken");
        const people = HUMANS.map(({ id }) => id);
        return add({
          id: freeId(name), name, kind: "channel", archived: false,
          created: Math.floor(now() / 1000), creator: withBot ? APP.userId : HUMANS[0].id,
          members: withBot ? [APP.userId, ...people] : people,
        });
      });
    },
    openDirect,
    save(changed) {
      inTransaction(database, () => update.run(JSON.stringify(changed), changed.id));
    },
  };
};
