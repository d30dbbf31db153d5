import type { Policy } from "../../../shared/domain/policy.ts";
import type { Mail } from "../../../shared/ports.ts";
import { english } from "./copy-en.ts";
import { type Message, asHtml, asText } from "./layout.ts";

/** What a person writes to a customer. */
export type ReplyInput = {
  /** In their own words, greeting and name included. */
  readonly text: string;
  readonly to: string;
  /** Where the customer's answer goes; the policy's sender when nobody is known. */
  readonly replyTo?: string;
  readonly policy: Pick<Policy, "messages">;
};

/** A person's own words as a mail, from the policy's sender. */
export function composeReply({ text, to, replyTo, policy }: ReplyInput): Omit<Mail, "effectId" | "pseudonym"> {
  const { sender, company, postalAddress } = policy.messages;
  const copy = english;
  const subject = copy.replySubject(company);
  const message: Message = {
    language: copy.language,
    direction: copy.direction,
    subject,
    paragraphs: text.split(/\n\s*\n/).map((paragraph) => paragraph.trim()).filter((paragraph) => paragraph !== ""),
    ending: [],
    footer: [copy.reason(company), postalAddress],
  };
  // A person wrote it, so an automatic answer such as an absence may come back to them.
  return { to, from: sender, replyTo: replyTo ?? sender.email, subject, text: asText(message), html: asHtml(message), headers: {} };
}
