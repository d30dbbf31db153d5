import type { Copy } from "../../../shared/domain/copy.ts";
import type { Policy } from "../../../shared/domain/policy.ts";
import { fill } from "../../../shared/domain/template.ts";
import type { Mail } from "../../../shared/ports.ts";
import { type Message, asHtml, asText } from "./layout.ts";
import { leavingHeaders } from "./leaving.ts";

/** What a mail says, without what stands at the foot of every one. */
export type Said = Omit<Message, "direction" | "footer" | "leave">;

/** How a mail goes: to whom, where its answer goes, and where its reader says that they want no more. */
export type Way = {
  readonly to: string;
  /** The policy's sender when nobody is known. */
  readonly replyTo?: string | undefined;
  readonly unsubscribe?: string | undefined;
  /** Whether nobody has written it. */
  readonly isAutomatic: boolean;
};

/** A message as a mail from the policy's sender, with the foot that every mail has. */
export function mailOf(said: Said, copy: Copy, { messages: { sender, company, postalAddress } }: Pick<Policy, "messages">, { to, replyTo, unsubscribe, isAutomatic }: Way): Omit<Mail, "effectId" | "pseudonym"> {
  const message: Message = {
    ...said,
    direction: copy.direction,
    footer: [fill(copy.footer.reason, { company }), postalAddress],
    ...(unsubscribe === undefined ? {} : { leave: { label: copy.footer.unsubscribe, url: unsubscribe } }),
  };
  return {
    to,
    from: sender,
    replyTo: replyTo ?? sender.email,
    subject: message.subject,
    text: asText(message),
    html: asHtml(message),
    headers: { ...(isAutomatic ? automatic : {}), ...leavingHeaders(unsubscribe) },
  };
}

/** Tells automatic repliers that nobody needs to hear that somebody is away; of a person's own mail they may come back to them. */
const automatic: Readonly<Record<string, string>> = { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "OOF, AutoReply" };
