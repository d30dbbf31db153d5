import { createHash, randomUUID } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import * as z from "zod";
import { checkView } from "../block-kit/check-view.ts";
import { type JsonObject, json } from "../json.ts";
import { Refusal } from "../refusal.ts";
import { inTransaction } from "./database.ts";

const view = z.object({
  id: z.string(),
  person: z.string(),
  /** Changes with every update; a stale one refuses an update that names it. */
  hash: z.string(),
  rootId: z.string(),
  previousId: z.string().optional(),
  sent: z.record(z.string(), json),
});

/** A modal that is open, or an App Home. */
export type View = z.infer<typeof view>;

const stored = z.object({ document: z.string() }).transform((row) => view.parse(JSON.parse(row.document)));

/** How an app names the view it updates. */
type ViewReference = { readonly viewId?: string | undefined; readonly externalId?: string | undefined };

/** Views by id. A modal that was closed is gone. */
export type Views = {
  /** Opens a modal in the place of whatever the person had open. @throws Refusal `invalid_arguments`, `duplicate_external_id` */
  open(person: string, sent: unknown): View;
  /** Opens a modal on top. @throws Refusal `invalid_arguments`, `duplicate_external_id`, `push_limit_reached` */
  push(person: string, sent: unknown): View;
  /** @throws Refusal `not_found`, `hash_conflict`, `invalid_arguments` */
  update(reference: ViewReference, sent: unknown, hash?: string): View;
  /** Sets a person's App Home. @throws Refusal `hash_conflict`, `invalid_arguments` */
  publish(person: string, sent: unknown, hash: string | undefined): View;
  find(id: string): View | undefined;
  /** A person's open modals, the one they see last. */
  stackOf(person: string): View[];
  /** A person's App Home as last published. */
  homeOf(person: string): View | undefined;
  /** Closes one modal; those under it come back to light. */
  close(id: string): void;
  /** Closes all of a person's modals. */
  clear(person: string): void;
};

/** "Three views at most can exist in the view stack at any one time" (docs.slack.dev/surfaces/modals). */
const MOST_STACKED = 3;

/** Views in the workspace's database. */
export const viewStore = (database: DatabaseSync, now: () => number): Views => {
  const insert = database.prepare("INSERT INTO views (id, external_id, home_of, document) VALUES (?, ?, ?, ?)");
  const write = database.prepare("UPDATE views SET external_id = ?, document = ? WHERE id = ?");
  const selectById = database.prepare("SELECT document FROM views WHERE id = ?");
  const selectByExternal = database.prepare("SELECT document FROM views WHERE external_id = ?");
  const selectHome = database.prepare("SELECT document FROM views WHERE home_of = ?");
  const selectStack = database.prepare("SELECT document FROM views WHERE home_of IS NULL AND document ->> '$.person' = ? ORDER BY rowid");
  const remove = database.prepare("DELETE FROM views WHERE id = ?");
  const removeStack = database.prepare("DELETE FROM views WHERE home_of IS NULL AND document ->> '$.person' = ?");

  const find = (id: string): View | undefined => stored.optional().parse(selectById.get(id));
  const byExternal = (id: string): View | undefined => stored.optional().parse(selectByExternal.get(id));
  const homeOf = (person: string): View | undefined => stored.optional().parse(selectHome.get(person));
  const stackOf = (person: string): View[] => z.array(stored).parse(selectStack.all(person));
  const externalIdOf = (sent: JsonObject): string | null =>
    typeof sent["external_id"] === "string" && sent["external_id"] !== "" ? sent["external_id"] : null;
  const hashOf = (sent: JsonObject): string =>
    `${Math.floor(now() / 1000)}.${createHash("sha256").update(JSON.stringify(sent) + randomUUID()).digest("hex").slice(0, 8)}`;

  const add = (person: string, sent: JsonObject, home: boolean, previous?: View): View => {
    const external = externalIdOf(sent);
    if (external !== null && byExternal(external) !== undefined) throw new Refusal("duplicate_external_id");
    const id = `V${randomUUID().replaceAll("-", "").slice(0, 10).toUpperCase()}`;
    const made: View = {
      id, person, hash: hashOf(sent), sent, rootId: previous?.rootId ?? id,
      ...(previous === undefined ? {} : { previousId: previous.id }),
    };
    insert.run(id, external, home ? person : null, JSON.stringify(made));
    return made;
  };

  const change = (before: View, sent: JsonObject, hash: string | undefined): View => {
    if (hash !== undefined && hash !== before.hash) throw new Refusal("hash_conflict");
    const external = externalIdOf(sent);
    const holder = external === null ? undefined : byExternal(external);
    if (holder !== undefined && holder.id !== before.id) throw new Refusal("duplicate_external_id");
    const after: View = { ...before, sent, hash: hashOf(sent) };
    write.run(external, JSON.stringify(after), before.id);
    return after;
  };

  return {
    open(person, sent) {
      const checked = checkView(sent, "modal");
      return inTransaction(database, () => {
        removeStack.run(person);
        return add(person, checked, false);
      });
    },
    push(person, sent) {
      const checked = checkView(sent, "modal");
      return inTransaction(database, () => {
        const stack = stackOf(person);
        if (stack.length >= MOST_STACKED) throw new Refusal("push_limit_reached");
        return add(person, checked, false, stack.at(-1));
      });
    },
    update({ viewId, externalId }, sent, hash) {
      return inTransaction(database, () => {
        const before = viewId === undefined ? byExternal(externalId ?? "") : find(viewId);
        if (before === undefined) throw new Refusal("not_found");
        return change(before, checkView(sent, before.sent["type"] === "home" ? "home" : "modal"), hash);
      });
    },
    publish(person, sent, hash) {
      const checked = checkView(sent, "home");
      return inTransaction(database, () => {
        const before = homeOf(person);
        return before === undefined ? add(person, checked, true) : change(before, checked, hash);
      });
    },
    find,
    stackOf,
    homeOf,
    close(id) {
      inTransaction(database, () => remove.run(id));
    },
    clear(person) {
      inTransaction(database, () => removeStack.run(person));
    },
  };
};
