import type { Clock, Mail, Mailer } from "../../ports.ts";

/** How a mailer in memory is made. */
export type MemoryMailerOptions = {
  readonly now: Clock["now"];
  /** How long after a send a mail may still turn up, in milliseconds. */
  readonly settleMs: number;
  /** Whether anybody can say what became of a mail; yes when absent. */
  readonly canBeAsked?: boolean;
};

/** A mail as it lies in its mailbox. */
export type MemoryMail = { readonly messageId: string; readonly at: Date; readonly mail: Mail };

/** The customer's mail, and what has come of it. */
export type MemoryMailer = Mailer & {
  /** Takes the mails of an effect out of the mailbox. */
  forget(effectId: string): Promise<void>;
  /** Every mail, oldest first. */
  mails(): readonly MemoryMail[];
};

/** The customer's mail in memory: what is sent arrives at once, as often as it is sent. */
export function memoryMailer({ now, settleMs, canBeAsked = true }: MemoryMailerOptions): MemoryMailer {
  let mails: MemoryMail[] = [];
  let sent = 0;
  return {
    mails: () => mails,
    send: (mail) => {
      sent += 1;
      const messageId = `mail-${sent}`;
      mails.push({ messageId, at: now(), mail: structuredClone(mail) });
      return Promise.resolve({ kind: "sent", receipt: { messageId } });
    },
    forget: (effectId) => {
      mails = mails.filter(({ mail }) => mail.effectId !== effectId);
      return Promise.resolve();
    },
    lookUp: ({ effectId, since }) => {
      if (!canBeAsked) return Promise.resolve({ kind: "unsure", reason: "nobody can be asked what became of a mail" });
      const found = mails.find(({ mail }) => mail.effectId === effectId);
      if (found !== undefined) return Promise.resolve({ kind: "found", receipt: { messageId: found.messageId } });
      const settled = now().getTime() - Date.parse(since) >= settleMs;
      return Promise.resolve(settled ? { kind: "absent" } : { kind: "unsure", reason: "it may still turn up" });
    },
  };
}
