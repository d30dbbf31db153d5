import { randomUUID } from "node:crypto";
import { DatabaseSync } from "node:sqlite";
import * as z from "zod";
import { type MailFault, type MailFaults, plannedMailFaults } from "./faults.ts";
import { EFFECT_HEADER, type Mail, headerOf, mail } from "./mail.ts";

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS mails (place INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, effect TEXT, document TEXT NOT NULL);
  CREATE INDEX IF NOT EXISTS mails_by_effect ON mails (effect);
`;

const stored = z.object({ document: z.string() }).transform((row) => mail.parse(JSON.parse(row.document)));
const counted = z.object({ count: z.number() });

/** Everything sent from this machine, durable over `kill -9`. Nothing in it ever leaves. */
export type Mailbox = {
  /** Takes a mail; it is on disk when this returns. */
  readonly deliver: (sent: Omit<Mail, "id" | "sentAt">) => Mail;
  /** All of it, oldest first. */
  readonly all: () => Mail[];
  /** The mails whose effect header says this id, oldest first: how an uncertain send is looked up. */
  readonly byEffect: (effectId: string) => Mail[];
  /** Throws the mails of an effect away. */
  readonly forget: (effectId: string) => void;
  /** The newest, newest first. */
  readonly latest: (limit: number) => Mail[];
  readonly find: (id: string) => Mail | undefined;
  readonly count: () => number;
  readonly faults: MailFaults;
  /** Makes the next sends fail; see `MailFault`. */
  readonly inject: (fault: MailFault) => void;
  readonly now: () => number;
  readonly close: () => void;
};

/**
 * Opens a mailbox.
 *
 * @example
 * const box = mailbox({ file: ".afterscore/mail.db" });
 * app.route("/local/ses", sesApi(box));        // endpoint of an SESv2Client: http://127.0.0.1:8787/local/ses
 * app.route("/local/mailbox", mailboxPage(box));
 */
export const mailbox = ({ file, now = Date.now }: { readonly file: string; readonly now?: () => number }): Mailbox => {
  const database = new DatabaseSync(file);
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000;");
  database.exec(SCHEMA);
  const insert = database.prepare("INSERT INTO mails (id, effect, document) VALUES (?, ?, ?)");
  const selectAll = database.prepare("SELECT document FROM mails ORDER BY place");
  const selectByEffect = database.prepare("SELECT document FROM mails WHERE effect = ? ORDER BY place");
  const deleteByEffect = database.prepare("DELETE FROM mails WHERE effect = ?");
  const selectLatest = database.prepare("SELECT document FROM mails ORDER BY place DESC LIMIT ?");
  const selectOne = database.prepare("SELECT document FROM mails WHERE id = ?");
  const selectCount = database.prepare("SELECT COUNT(*) AS count FROM mails");
  const faults = plannedMailFaults();

  return {
    deliver(sent) {
      const at = Math.floor(now());
      const taken: Mail = { ...sent, id: `${at.toString(16).padStart(16, "0")}-${randomUUID()}-000000`, sentAt: new Date(at).toISOString() };
      insert.run(taken.id, headerOf(taken.headers, EFFECT_HEADER) ?? null, JSON.stringify(taken));
      return taken;
    },
    all: () => z.array(stored).parse(selectAll.all()),
    byEffect: (effectId) => z.array(stored).parse(selectByEffect.all(effectId)),
    forget: (effectId) => { deleteByEffect.run(effectId); },
    latest: (limit) => z.array(stored).parse(selectLatest.all(limit)),
    find: (id) => stored.optional().parse(selectOne.get(id)),
    count: () => counted.parse(selectCount.get()).count,
    faults,
    inject: (fault) => { faults.inject(fault); },
    now,
    close: () => { database.close(); },
  };
};
