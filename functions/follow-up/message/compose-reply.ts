import type { Copies } from "../../../shared/domain/copy.ts";
import { copyFor } from "../../../shared/domain/copy-for.ts";
import type { Policy } from "../../../shared/domain/policy.ts";
import { fill } from "../../../shared/domain/template.ts";
import type { Mail } from "../../../shared/ports.ts";
import { paragraphsOf } from "./compose-mail.ts";
import { mailOf } from "./mail-of.ts";

/** What a person writes to a customer. */
export type ReplyInput = {
  /** In their own words, greeting and name included. */
  readonly text: string;
  readonly to: string;
  /** Where the customer's answer goes; the policy's sender when nobody is known. */
  readonly replyTo?: string;
  readonly policy: Pick<Policy, "messages">;
  readonly copies: Copies;
  /** The customer's; what is not the person's own is in their language. */
  readonly locale: string | undefined;
  /** Where the customer says that they want no more mails. */
  readonly unsubscribe?: string;
};

/** A person's own words as a mail, from the policy's sender. */
export function composeReply({ text, to, replyTo, policy, copies, locale, unsubscribe }: ReplyInput): Omit<Mail, "effectId" | "pseudonym"> {
  const { language, copy } = copyFor(copies, locale);
  const subject = fill(copy.reply.subject, { company: policy.messages.company });
  return mailOf({ language, subject, paragraphs: paragraphsOf(text), ending: [] }, copy, policy, { to, replyTo, unsubscribe, isAutomatic: false });
}
