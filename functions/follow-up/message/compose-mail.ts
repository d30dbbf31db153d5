import { type Metric, scales } from "../../../shared/domain/metric.ts";
import type { Policy } from "../../../shared/domain/policy.ts";
import type { Response } from "../../../shared/domain/response.ts";
import { presentableName } from "../../../shared/domain/text.ts";
import type { Mail } from "../../../shared/ports.ts";
import type { Facts } from "./copy.ts";
import { english } from "./copy-en.ts";
import { type Message, asHtml, asText } from "./layout.ts";

/** What a customer's message is made from. */
export type MailInput = {
  readonly response: Pick<Response, "band" | "body">;
  /** The respondent's address. */
  readonly to: string;
  readonly policy: Pick<Policy, "messages" | "bands">;
  /** Who is responsible for the account; replies go to them. */
  readonly owner?: { readonly name?: string; readonly email?: string };
  /** What a promoter is offered; `link` leads to its page. */
  readonly reward?: { readonly title: string; readonly link: string };
};

/**
 * The one message a response brings about: by band, and by whether there was a comment. Names go in
 * only when they are fit to be printed, and what the customer wrote is never repeated.
 */
export function composeMail({ response, to, policy, owner, reward }: MailInput): Omit<Mail, "effectId" | "pseudonym"> {
  const { sender, company, postalAddress } = policy.messages;
  const { body, band } = response;
  const copy = english;
  const ownerName = presentableName(owner?.name);
  const facts: Facts = {
    company,
    metric: body.metric,
    bestScores: bestScoresOf(body.metric, policy.bands),
    ...(ownerName === undefined ? {} : { owner: ownerName }),
    ...(reward === undefined ? {} : { reward: reward.title }),
  };
  const letter = copy[band][body.comment === undefined || body.comment.trim() === "" ? "silent" : "heard"](facts);
  const asked = body.contactMe === true && band !== "detractor" ? [copy.willContact(ownerName)] : [];
  const message: Message = {
    language: copy.language,
    direction: copy.direction,
    subject: letter.subject,
    paragraphs: [copy.greeting(presentableName(body.respondent.name)), ...letter.paragraphs, ...asked],
    ...(letter.linkLabel === undefined || reward === undefined ? {} : { link: { label: letter.linkLabel, url: reward.link } }),
    ending: [letter.closing, sender.name],
    footer: [copy.reason(company), postalAddress],
  };
  return {
    to,
    from: sender,
    replyTo: owner?.email ?? sender.email,
    subject: letter.subject,
    text: asText(message),
    html: asHtml(message),
    // Tells automatic repliers that nobody needs to hear that somebody is away.
    headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "OOF, AutoReply" },
  };
}

function bestScoresOf(metric: Metric, bands: Policy["bands"]): number[] {
  const { promoterAtLeast } = bands[metric];
  return Array.from({ length: scales[metric].max - promoterAtLeast + 1 }, (_, index) => promoterAtLeast + index);
}
