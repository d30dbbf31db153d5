import { randomBytes } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import * as z from "zod";
import { inTransaction } from "./database.ts";

const file = z.object({
  id: z.string(),
  name: z.string(),
  title: z.string(),
  altText: z.string().optional(),
  /** How many bytes were announced. */
  length: z.number(),
  /** When its upload was completed, and from when on it can be used in a message; milliseconds since 1970. */
  completed: z.number().optional(),
  usableFrom: z.number().optional(),
});

/** A file as it was announced, and how far its upload has got. */
export type File = z.infer<typeof file>;

const storedFile = z.object({ document: z.string() }).transform(({ document }) => file.parse(JSON.parse(document)));
const storedBytes = z.object({ bytes: z.instanceof(Uint8Array).nullable() });

/** Files of the bot. Every change is on disk when the call returns. */
export type Files = {
  /** Takes a file's name and length; answers it with the ticket its bytes are to come with. */
  announce(of: Pick<File, "name" | "length" | "altText">): { readonly file: File; readonly ticket: string };
  /** The file a ticket is for. */
  byTicket(ticket: string): File | undefined;
  /** Keeps what came. */
  fill(id: string, bytes: Uint8Array): void;
  complete(id: string, title: string, at: number, usableFrom: number): File;
  find(id: string): File | undefined;
  /** Its bytes, once they came. */
  bytesOf(id: string): Uint8Array | undefined;
};

/** Files in the workspace's database. */
export const fileStore = (database: DatabaseSync): Files => {
  const insert = database.prepare("INSERT INTO files (id, ticket, document, bytes) VALUES (?, ?, ?, NULL)");
  const byTicket = database.prepare("SELECT document FROM files WHERE ticket = ?");
  const byId = database.prepare("SELECT document FROM files WHERE id = ?");
  const bytes = database.prepare("SELECT bytes FROM files WHERE id = ?");
  const fill = database.prepare("UPDATE files SET bytes = ? WHERE id = ?");
  const save = database.prepare("UPDATE files SET document = ? WHERE id = ?");
  const find: Files["find"] = (id) => storedFile.optional().parse(byId.get(id));

  return {
    announce({ name, length, altText }) {
      const id = `F0${randomBytes(5).toString("hex").toUpperCase()}`;
      const ticket = randomBytes(24).toString("base64url");
      const made: File = { id, name, title: name, length, ...(altText === undefined ? {} : { altText }) };
      inTransaction(database, () => insert.run(id, ticket, JSON.stringify(made)));
      return { file: made, ticket };
    },
    byTicket: (ticket) => storedFile.optional().parse(byTicket.get(ticket)),
    fill(id, sent) {
      inTransaction(database, () => fill.run(sent, id));
    },
    complete(id, title, at, usableFrom) {
      const known = find(id);
      if (known === undefined) throw new Error(`there is no file ${id}`);
      const completed: File = { ...known, title, completed: at, usableFrom };
      inTransaction(database, () => save.run(JSON.stringify(completed), id));
      return completed;
    },
    find,
    bytesOf: (id) => storedBytes.optional().parse(bytes.get(id))?.bytes ?? undefined,
  };
};
