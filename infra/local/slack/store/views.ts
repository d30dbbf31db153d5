import { createHash, randomUUID } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import * as z from "zod";
import { checkBlocks } from "../block-kit/check-blocks.ts";
import { characters, plainText } from "../block-kit/text.ts";
import { APP, TEAM } from "../directory.ts";
import { type JsonObject, json, jsonObject } from "../json.ts";
import { Refusal } from "../refusal.ts";
import { inTransaction } from "./database.ts";

/** A view as an app sends it, with Slack's limits; its blocks are checked apart. */
const sentView = z.strictObject({
  type: z.enum(["modal", "home"]),
  title: plainText(24).optional(),
  submit: plainText(24).optional(),
  close: plainText(24).optional(),
  blocks: z.unknown(),
  private_metadata: characters(0, 3000).optional(),
  callback_id: characters(0, 255).optional(),
  external_id: characters(0, 255).optional(),
  clear_on_close: z.boolean().optional(),
  notify_on_close: z.boolean().optional(),
  submit_disabled: z.boolean().optional(),
});

const view = z.object({
  id: z.string(),
  person: z.string(),
  /** Changes with every update; a stale one refuses an update that names it. */
  hash: z.string(),
  rootId: z.string(),
  previousId: z.string().optional(),
  sent: z.record(z.string(), json),
});

/** A modal or App Home, stored; showing them is another matter. */
export type View = z.infer<typeof view>;

const stored = z.object({ document: z.string() }).transform((row) => view.parse(JSON.parse(row.document)));

/** How an app names the view it updates. */
type ViewReference = { readonly viewId?: string | undefined; readonly externalId?: string | undefined };

/** Views by id. */
export type Views = {
  /** Opens a modal, on top of `previous` when given. @throws Refusal `invalid_arguments`, `duplicate_external_id`, `push_limit_reached` */
  open(person: string, sent: unknown, previous?: View): View;
  /** @throws Refusal `not_found`, `hash_conflict`, `invalid_arguments` */
  update(reference: ViewReference, sent: unknown, hash: string | undefined): View;
  /** Sets a person's App Home. @throws Refusal `hash_conflict`, `invalid_arguments` */
  publish(person: string, sent: unknown, hash: string | undefined): View;
  find(id: string): View | undefined;
  /** A person's App Home as last published. */
  homeOf(person: string): View | undefined;
};

const MOST_PUSHED = 3;

const checkView = (sent: unknown, type: "modal" | "home"): JsonObject => {
  const parsed = sentView.safeParse(sent);
  if (!parsed.success) {
    throw new Refusal(
      "invalid_arguments",
      parsed.error.issues.map((issue) => `[ERROR] ${issue.message} [json-pointer:/view/${issue.path.map(String).join("/")}]`),
    );
  }
  if (parsed.data.type !== type) throw new Refusal("invalid_arguments", [`[ERROR] must be ${type} [json-pointer:/view/type]`]);
  if (type === "modal" && parsed.data.title === undefined) {
    throw new Refusal("invalid_arguments", ["[ERROR] missing required field: title [json-pointer:/view]"]);
  }
  const blocks = checkBlocks(parsed.data.blocks, "view", ["view", "blocks"]);
  return { ...jsonObject.parse(sent), blocks };
};

/** Views in the workspace's database. */
export const viewStore = (database: DatabaseSync, now: () => number): Views => {
  const insert = database.prepare("INSERT INTO views (id, external_id, home_of, document) VALUES (?, ?, ?, ?)");
  const write = database.prepare("UPDATE views SET external_id = ?, document = ? WHERE id = ?");
  const selectById = database.prepare("SELECT document FROM views WHERE id = ?");
  const selectByExternal = database.prepare("SELECT document FROM views WHERE external_id = ?");
  const selectHome = database.prepare("SELECT document FROM views WHERE home_of = ?");

  const find = (id: string): View | undefined => stored.optional().parse(selectById.get(id));
  const byExternal = (id: string): View | undefined => stored.optional().parse(selectByExternal.get(id));
  const homeOf = (person: string): View | undefined => stored.optional().parse(selectHome.get(person));
  const externalIdOf = (sent: JsonObject): string | null =>
    typeof sent["external_id"] === "string" && sent["external_id"] !== "" ? sent["external_id"] : null;
  const hashOf = (sent: JsonObject): string =>
    `${Math.floor(now() / 1000)}.${createHash("sha256").update(JSON.stringify(sent) + randomUUID()).digest("hex").slice(0, 8)}`;
  const depth = (top: View): number => {
    const below = top.previousId === undefined ? undefined : find(top.previousId);
    return 1 + (below === undefined ? 0 : depth(below));
  };

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
    open(person, sent, previous) {
      const checked = checkView(sent, "modal");
      return inTransaction(database, () => {
        if (previous !== undefined && depth(previous) >= MOST_PUSHED) throw new Refusal("push_limit_reached");
        return add(person, checked, false, previous);
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
    homeOf,
  };
};

/** A view as Slack's API answers it. */
export const viewJson = (shown: View): JsonObject => ({
  id: shown.id,
  team_id: TEAM.id,
  private_metadata: "",
  callback_id: "",
  external_id: "",
  title: null,
  submit: null,
  close: null,
  clear_on_close: false,
  notify_on_close: false,
  ...shown.sent,
  state: { values: {} },
  hash: shown.hash,
  root_view_id: shown.rootId,
  previous_view_id: shown.previousId ?? null,
  app_id: APP.id,
  app_installed_team_id: TEAM.id,
  bot_id: APP.botId,
});
