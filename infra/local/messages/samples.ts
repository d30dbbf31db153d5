import { composeMail } from "../../../functions/follow-up/message/compose-mail.ts";
import { composeRecovery } from "../../../functions/follow-up/message/compose-recovery.ts";
import { composeReply } from "../../../functions/follow-up/message/compose-reply.ts";
import type { Copies } from "../../../shared/domain/copy.ts";
import type { Band } from "../../../shared/domain/metric.ts";
import type { Policy } from "../../../shared/domain/policy.ts";
import type { Mail } from "../../../shared/ports.ts";

/** A situation somebody is written to in. */
export type Template = {
  readonly id: string;
  readonly title: string;
  readonly band: Band;
  /** A person's own mail; all others are made from the messages alone. */
  readonly reply?: true;
  /** The question after a case. */
  readonly recovery?: true;
  readonly heard?: true;
  readonly rewarded?: true;
  readonly contactMe?: true;
};

/** Every situation there is, in the order of bands. */
export const templates: readonly Template[] = [
  { id: "detractor", title: "Detractor, no comment", band: "detractor" },
  { id: "detractor-heard", title: "Detractor, with a comment", band: "detractor", heard: true },
  { id: "detractor-reply", title: "A reply that somebody of the team wrote", band: "detractor", reply: true },
  { id: "detractor-recovery", title: "The question whether it was made right, after the case", band: "detractor", recovery: true },
  { id: "passive", title: "Passive, no comment", band: "passive" },
  { id: "passive-heard", title: "Passive, with a comment", band: "passive", heard: true },
  { id: "passive-contact", title: "Passive who asked to be contacted", band: "passive", contactMe: true },
  { id: "promoter", title: "Promoter, no comment", band: "promoter" },
  { id: "promoter-reward", title: "Promoter, no comment, with a reward", band: "promoter", rewarded: true },
  { id: "promoter-heard", title: "Promoter, with a comment", band: "promoter", heard: true },
  { id: "promoter-heard-reward", title: "Promoter, with a comment and a reward", band: "promoter", heard: true, rewarded: true },
  { id: "promoter-contact", title: "Promoter who asked to be contacted, with a reward", band: "promoter", rewarded: true, contactMe: true },
];

/** What mails are made from. */
export type Material = { readonly policy: Policy; readonly copies: Copies };

/** Whether the names of the customer and of who takes care of them are known. */
export type Who = "named" | "unnamed";

/** Names as they are written where a language is spoken. */
const names: Readonly<Record<string, string>> = {
  de: "Anna Weber", en: "Ada Lovell", es: "Lucía Fernández", fr: "Camille Laurent", it: "Giulia Rossi", ja: "佐藤 花子", ko: "김민지", nl: "Sanne de Vries",
  pl: "Katarzyna Nowak", "pt-BR": "João Pereira", uk: "Оксана Коваленко", "zh-CN": "李伟", "zh-TW": "陳怡君",
};
const owner = { name: "Mia Chen", email: "mia@example.com" };
const to = "customer@example.com";
const unsubscribe = "https://example.com/m/sample-unsubscribe";

/** A mail with sample data, as it would be sent. */
export function sampleMail({ policy, copies }: Material, { band, heard, rewarded, contactMe, reply, recovery }: Template, language: string, who: Who): Omit<Mail, "effectId" | "pseudonym"> {
  const name = names[language] ?? "Lin Wei";
  if (reply === true) {
    return composeReply({ text: `${name},\n\nSomebody of your team wrote this. It is sent as it is; subject and footer are the customer’s.\n\n${owner.name}`, to, replyTo: owner.email, policy, copies, locale: language, unsubscribe });
  }
  if (recovery === true) {
    const respondent = { locale: language, ...(who === "named" ? { name } : {}) };
    return composeRecovery({ respondent, to, policy, copies, link: "https://example.com/m/sample-recovery", unsubscribe, ...(who === "named" ? { owner } : {}) });
  }
  const [program] = policy.rewards.programs;
  return composeMail({
    response: {
      band,
      body: {
        survey: { id: "sample" },
        metric: "nps",
        score: { detractor: 3, passive: 8, promoter: 10 }[band],
        ...(heard === true ? { comment: "A comment." } : {}),
        ...(contactMe === true ? { contactMe } : {}),
        respondent: { email: to, locale: language, ...(who === "named" ? { name } : {}) },
      },
    },
    to,
    policy,
    copies,
    unsubscribe,
    ...(who === "named" ? { owner } : {}),
    ...(rewarded === true && program !== undefined ? { reward: { program, link: "https://example.com/m/sample-reward" } } : {}),
  });
}
