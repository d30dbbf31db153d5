import type { Copies, Copy, Letter } from "../../../shared/domain/copy.ts";
import { copyFor } from "../../../shared/domain/copy-for.ts";
import type { Draft } from "../../../shared/domain/draft.ts";
import { type Metric, scales } from "../../../shared/domain/metric.ts";
import type { Policy } from "../../../shared/domain/policy.ts";
import type { Response } from "../../../shared/domain/response.ts";
import { type RewardWords, wordsOf } from "../../../shared/domain/reward.ts";
import { fill } from "../../../shared/domain/template.ts";
import { presentableName } from "../../../shared/domain/text.ts";
import type { Mail } from "../../../shared/ports.ts";
import type { Message } from "./layout.ts";
import { mailOf } from "./mail-of.ts";

/** What a customer's message is made from. */
export type MailInput = {
  readonly response: Pick<Response, "band" | "body">;
  /** The respondent's address. */
  readonly to: string;
  readonly policy: Pick<Policy, "messages" | "bands">;
  readonly copies: Copies;
  /** Who is responsible for the account; replies go to them. */
  readonly owner?: { readonly name?: string; readonly email?: string };
  /** What a promoter is offered; `link` leads to its page. */
  readonly reward?: { readonly program: RewardWords; readonly link: string };
  /** What somebody has approved, which is sent as it was shown to them. */
  readonly words?: Pick<Draft, "subject" | "text" | "ending">;
  /** Where the customer says that they want no more mails: a page for people, and a place to post to for mail programs. */
  readonly unsubscribe?: string;
};

/**
 * The one message a response brings about: by band, by whether there was a comment, and in the language of the
 * respondent from greeting to footer. Names go in only when they are fit to be printed, and what the customer
 * wrote is never repeated.
 */
export function composeMail(input: MailInput): Omit<Mail, "effectId" | "pseudonym"> {
  const { response, to, policy, owner, words, unsubscribe } = input;
  const { language, copy } = copyFor(input.copies, response.body.respondent.locale);
  const said = { language, ...letterFor(input, language, copy), ...(words === undefined ? {} : approved(words)) };
  return mailOf(said, copy, policy, { to, replyTo: owner?.email, unsubscribe, isAutomatic: true });
}

/** The part of a message that its reader was written, without what stands at the foot of every mail. */
export type Shown = Pick<Message, "language" | "subject" | "paragraphs" | "link" | "ending">;

/** What a message says, to be shown to somebody before it goes. */
export function letterOf(input: MailInput): Shown {
  const { language, copy } = copyFor(input.copies, input.response.body.respondent.locale);
  return { language, ...letterFor(input, language, copy) };
}

function approved({ subject, text, ending }: NonNullable<MailInput["words"]>): Pick<Message, "subject" | "paragraphs" | "ending"> {
  return { subject, paragraphs: paragraphsOf(text), ending: paragraphsOf(ending) };
}

/** Written text in its paragraphs, which stand between blank lines. */
export function paragraphsOf(text: string): readonly string[] {
  return text.split(/\n\s*\n/).map((paragraph) => paragraph.trim()).filter((paragraph) => paragraph !== "");
}

/** From the subject to the signature. */
function letterFor({ response, policy, owner, reward }: MailInput, language: string, copy: Copy): Pick<Message, "subject" | "paragraphs" | "link" | "ending"> {
  const { body, band } = response;
  const { company, sender } = policy.messages;
  const ownerName = presentableName(owner?.name);
  const best = bestScores(copy.best, body.metric, policy.bands);
  const values = { company, sender: sender.name, question: fill(copy.question[body.metric], { company, best }) };
  const letter = copy[band][body.comment === undefined || body.comment.trim() === "" ? "silent" : "heard"];
  const say = (paragraph: Letter["paragraphs"][number]) => {
    if (typeof paragraph === "string") return fill(paragraph, values);
    return ownerName === undefined ? fill(paragraph.nobody, values) : fill(paragraph.owner, { ...values, owner: ownerName });
  };
  const asked = body.contactMe === true && band !== "detractor" ? [say(copy.contact)] : [];
  const paragraphs = [greet(copy, company, body.respondent.name), ...letter.paragraphs.map(say), ...asked];
  const ending = [fill(letter.closing, values), fill(copy.signature, values)];
  const subject = fill(letter.subject, values);
  if (reward === undefined) return { subject, paragraphs, ending };
  return {
    subject,
    paragraphs: [...paragraphs, offer(copy, company, wordsOf(reward.program, language)?.title)],
    link: { label: copy.reward.link, url: reward.link },
    ending,
  };
}

/** How a message begins. */
export function greet({ greeting }: Copy, company: string, given: string | undefined): string {
  const name = presentableName(given);
  return name === undefined ? fill(greeting.unnamed, { company }) : fill(greeting.named, { company, name });
}

/** A title in another language is left to the page: the mail has one language. */
function offer({ reward }: Copy, company: string, title: string | undefined): string {
  return title === undefined ? fill(reward.untitled, { company }) : fill(reward.titled, { company, reward: title });
}

/** "a 9 or a 10", "a 5", "an 8 or more", as the language says it. */
function bestScores({ each, except, one, two, more }: Copy["best"], metric: Metric, bands: Policy["bands"]): string {
  const lowest = bands[metric].promoterAtLeast;
  const { max } = scales[metric];
  const called = (score: number) => except[score] ?? fill(each, { score: String(score) });
  const first = called(lowest);
  if (lowest === max) return fill(one, { first });
  return lowest + 1 === max ? fill(two, { first, second: called(max) }) : fill(more, { first });
}
