import type { DatabaseSync } from "node:sqlite";
import * as z from "zod";
import type { Typed } from "../block-kit/state.ts";
import { inTransaction } from "./database.ts";

const draft = z.object({
  typed: z.record(z.string(), z.record(z.string(), z.array(z.string()))),
  /** What is wrong, by block; only true of the view with this hash. */
  errors: z.object({ hash: z.string(), byBlock: z.record(z.string(), z.string()) }).optional(),
  /** Why the app could not be asked. */
  trouble: z.string().optional(),
});

/** What one person typed or chose on one message or view and has not lost yet, and what was said about it. */
export type Draft = z.infer<typeof draft>;

const row = z.object({ subject: z.string(), document: z.string() }).transform(
  ({ subject, document }): [string, Draft] => [subject, draft.parse(JSON.parse(document))],
);

/** Drafts by subject, e.g. `view:V123`. Slack keeps them in the client; here the page may be reloaded, or have no script. */
export type Drafts = {
  /** All of a person's, by subject. */
  of(person: string): ReadonlyMap<string, Draft>;
  find(person: string, subject: string): Draft;
  /** Adds what was typed to what was there; what was said about it before is forgotten. */
  type(person: string, subject: string, typed: Typed): Draft;
  /** Says what is wrong. */
  object(person: string, subject: string, about: Omit<Draft, "typed">): void;
  drop(person: string, subject: string): void;
};

const merged = (before: Typed, more: Typed): Draft["typed"] => {
  const typed: Draft["typed"] = {};
  for (const source of [before, more]) {
    for (const [block, actions] of Object.entries(source)) {
      const copies = Object.entries(actions).map(([action, values]): [string, string[]] => [action, [...values]]);
      typed[block] = { ...typed[block], ...Object.fromEntries(copies) };
    }
  }
  return typed;
};

/** Drafts in the workspace's database. */
export const draftStore = (database: DatabaseSync): Drafts => {
  const selectAll = database.prepare("SELECT subject, document FROM drafts WHERE person = ?");
  const selectOne = database.prepare("SELECT subject, document FROM drafts WHERE person = ? AND subject = ?");
  const write = database.prepare("INSERT OR REPLACE INTO drafts (person, subject, document) VALUES (?, ?, ?)");
  const remove = database.prepare("DELETE FROM drafts WHERE person = ? AND subject = ?");

  const find: Drafts["find"] = (person, subject) => row.optional().parse(selectOne.get(person, subject))?.[1] ?? { typed: {} };
  const save = (person: string, subject: string, saved: Draft): Draft => {
    inTransaction(database, () => write.run(person, subject, JSON.stringify(saved)));
    return saved;
  };

  return {
    of: (person) => new Map(z.array(row).parse(selectAll.all(person))),
    find,
    type: (person, subject, typed) => save(person, subject, { typed: merged(find(person, subject).typed, typed) }),
    object(person, subject, about) {
      save(person, subject, { typed: find(person, subject).typed, ...about });
    },
    drop(person, subject) {
      inTransaction(database, () => remove.run(person, subject));
    },
  };
};
