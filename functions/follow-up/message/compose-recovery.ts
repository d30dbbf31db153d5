import type { Copies } from "../../../shared/domain/copy.ts";
import { copyFor } from "../../../shared/domain/copy-for.ts";
import type { Policy } from "../../../shared/domain/policy.ts";
import type { ResponseBody } from "../../../shared/domain/response.ts";
import { fill } from "../../../shared/domain/template.ts";
import { presentableName } from "../../../shared/domain/text.ts";
import type { Mail } from "../../../shared/ports.ts";
import { greet } from "./compose-mail.ts";
import { mailOf } from "./mail-of.ts";

/** What the question whether it was made right is made from. */
export type RecoveryInput = {
  readonly respondent: Pick<ResponseBody["respondent"], "name" | "locale">;
  readonly to: string;
  readonly policy: Pick<Policy, "messages">;
  readonly copies: Copies;
  /** Who took care of the case; replies go to them. */
  readonly owner?: { readonly name?: string; readonly email?: string };
  /** Leads to the page where the question is answered. */
  readonly link: string;
  /** Where the customer says that they want no more mails. */
  readonly unsubscribe?: string;
};

/** Asks somebody whose case was resolved whether it was made right. What they had said is not repeated. */
export function composeRecovery({ respondent, to, policy, copies, owner, link, unsubscribe }: RecoveryInput): Omit<Mail, "effectId" | "pseudonym"> {
  const { sender, company } = policy.messages;
  const { language, copy } = copyFor(copies, respondent.locale);
  const { subject, paragraphs, closing, link: label } = copy.recovery;
  const named = presentableName(owner?.name);
  const say = (paragraph: (typeof paragraphs)[number]) => {
    if (typeof paragraph === "string") return fill(paragraph, { company });
    return named === undefined ? fill(paragraph.nobody, { company }) : fill(paragraph.owner, { company, owner: named });
  };
  const said = {
    language,
    subject: fill(subject, { company }),
    paragraphs: [greet(copy, company, respondent.name), ...paragraphs.map(say)],
    link: { label, url: link },
    ending: [fill(closing, { company }), fill(copy.signature, { company, sender: sender.name })],
  };
  return mailOf(said, copy, policy, { to, replyTo: owner?.email, unsubscribe, isAutomatic: true });
}
