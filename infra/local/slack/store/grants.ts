import { randomBytes } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import * as z from "zod";
import { Refusal } from "../refusal.ts";
import { inTransaction } from "./database.ts";

/** A trigger opens one modal, within three seconds (docs.slack.dev/interactivity). */
const TRIGGER_LIVES_MS = 3_000;
/** A `response_url` works five times in thirty minutes. */
const RESPONSE_LIVES_MS = 30 * 60_000;
const RESPONSE_USES = 5;

const origin = z.object({
  channel: z.string(),
  /** The person who clicked. */
  person: z.string(),
  /** What was clicked on: a message everyone sees, a private notice, or nothing when a command was typed. */
  on: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("message"), ts: z.string() }),
    z.object({ kind: z.literal("notice"), id: z.string() }),
    z.object({ kind: z.literal("command") }),
  ]),
  threadTs: z.string().optional(),
});

/** Where a click happened: what an answer through its `response_url` refers to. */
export type ClickOrigin = z.infer<typeof origin>;

const trigger = z.object({ person: z.string(), issued: z.number(), used: z.number() });
const responseUrl = z.object({ document: z.string(), issued: z.number(), used: z.number() });

/** The two short-lived rights a click gives an app. */
export type Grants = {
  /** The `trigger_id` for one modal. */
  issueTrigger(person: string): string;
  /** Uses a trigger up; answers who clicked. @throws Refusal `invalid_trigger_id`, `expired_trigger_id`, `exchanged_trigger_id` */
  exchangeTrigger(id: string): string;
  /** The last part of a `response_url`. */
  issueResponse(from: ClickOrigin): string;
  /** Counts one use; answers what it refers to. @throws Refusal `expired_url`, `used_url` */
  useResponse(id: string): ClickOrigin;
};

/** Grants in the workspace's database. */
export const grantStore = (database: DatabaseSync, now: () => number): Grants => {
  const insertTrigger = database.prepare("INSERT INTO triggers (id, person, issued, used) VALUES (?, ?, ?, 0)");
  const selectTrigger = database.prepare("SELECT person, issued, used FROM triggers WHERE id = ?");
  const useTrigger = database.prepare("UPDATE triggers SET used = 1 WHERE id = ?");
  const insertResponse = database.prepare("INSERT INTO response_urls (id, issued, used, document) VALUES (?, ?, 0, ?)");
  const selectResponse = database.prepare("SELECT document, issued, used FROM response_urls WHERE id = ?");
  const useResponse = database.prepare("UPDATE response_urls SET used = used + 1 WHERE id = ?");
  const newId = () => randomBytes(18).toString("base64url");

  return {
    issueTrigger(person) {
      const id = `${Math.floor(now())}.${newId()}`;
      inTransaction(database, () => insertTrigger.run(id, person, Math.floor(now())));
      return id;
    },
    exchangeTrigger: (id) =>
      inTransaction(database, () => {
        const found = trigger.optional().parse(selectTrigger.get(id));
        if (found === undefined) throw new Refusal("invalid_trigger_id");
        if (found.used > 0) throw new Refusal("exchanged_trigger_id");
        if (now() - found.issued > TRIGGER_LIVES_MS) throw new Refusal("expired_trigger_id");
        useTrigger.run(id);
        return found.person;
      }),
    issueResponse(from) {
      const id = newId();
      inTransaction(database, () => insertResponse.run(id, Math.floor(now()), JSON.stringify(from)));
      return id;
    },
    useResponse: (id) =>
      inTransaction(database, () => {
        const found = responseUrl.optional().parse(selectResponse.get(id));
        if (found === undefined || now() - found.issued > RESPONSE_LIVES_MS) throw new Refusal("expired_url");
        if (found.used >= RESPONSE_USES) throw new Refusal("used_url");
        useResponse.run(id);
        return origin.parse(JSON.parse(found.document));
      }),
  };
};
