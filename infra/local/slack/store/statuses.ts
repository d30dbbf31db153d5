import type { DatabaseSync } from "node:sqlite";
import * as z from "zod";
import { inTransaction } from "./database.ts";

const status = z.object({ text: z.string(), emoji: z.string() });

/** What a person says about themselves beside their name, as in their `profile`. */
export type Status = z.infer<typeof status>;

const NONE: Status = { text: "", emoji: "" };
/** What the page sets for someone who goes away. */
export const AWAY: Status = { text: "Away", emoji: ":palm_tree:" };

const stored = z.object({ person: z.string(), document: z.string() });

/** Statuses by person. */
export type Statuses = {
  of(person: string): Status;
  set(person: string, status: Status): void;
  /** Takes it back. */
  clear(person: string): void;
};

/** Statuses in the workspace's database. */
export const statusStore = (database: DatabaseSync): Statuses => {
  const select = database.prepare("SELECT person, document FROM statuses WHERE person = ?");
  const write = database.prepare("INSERT OR REPLACE INTO statuses (person, document) VALUES (?, ?)");
  const remove = database.prepare("DELETE FROM statuses WHERE person = ?");
  return {
    of(person) {
      const found = stored.optional().parse(select.get(person));
      return found === undefined ? NONE : status.parse(JSON.parse(found.document));
    },
    set(person, said) {
      inTransaction(database, () => write.run(person, JSON.stringify(said)));
    },
    clear(person) {
      inTransaction(database, () => remove.run(person));
    },
  };
};
