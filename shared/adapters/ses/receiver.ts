import * as z from "zod/mini";

/** What a place where mails end up says of one. */
export type Receipt =
  | { readonly kind: "found"; readonly messageId: string }
  | { readonly kind: "absent" }
  | { readonly kind: "cannot be asked"; readonly reason: string };

/** Where mails end up, when it can be asked by effect id. */
export type Receiver = (effectId: string) => Promise<Receipt>;

const mailsSchema = z.array(z.object({ id: z.string() }));

/** A mailbox that answers `GET {url}?effect={effect id}` with a JSON array of mails. */
export function mailboxReceiver(url: string, timeoutMs = 4000): Receiver {
  return async (effectId) => {
    try {
      const answer = await fetch(mailsOf(url, effectId), { signal: AbortSignal.timeout(timeoutMs) });
      if (!answer.ok) return { kind: "cannot be asked", reason: `the mailbox answered with status ${answer.status}` };
      const [mail] = mailsSchema.parse(await answer.json());
      return mail === undefined ? { kind: "absent" } : { kind: "found", messageId: mail.id };
    } catch (error) {
      return { kind: "cannot be asked", reason: error instanceof Error ? error.name : "the mailbox did not answer" };
    }
  };
}

/** Makes a mailbox forget mails by `DELETE {url}?effect={effect id}`; throws when it does not. */
export function forgettingMailbox(url: string, timeoutMs = 4000): (effectId: string) => Promise<void> {
  return async (effectId) => {
    const answer = await fetch(mailsOf(url, effectId), { method: "DELETE", signal: AbortSignal.timeout(timeoutMs) });
    if (!answer.ok) throw new Error(`the mailbox answered with status ${answer.status}`);
  };
}

function mailsOf(url: string, effectId: string): URL {
  const address = new URL(url);
  address.searchParams.set("effect", effectId);
  return address;
}
