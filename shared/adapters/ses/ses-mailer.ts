import { type SESv2Client, SendEmailCommand, type SendEmailCommandInput } from "@aws-sdk/client-sesv2";
import { splitEffectId } from "../../domain/effect.ts";
import type { Clock, Mail, Mailer } from "../../ports.ts";
import { asciiAddress, isHeader, mailbox, oneLine } from "./headers.ts";
import { outcomeOf } from "./outcome.ts";
import type { Receiver } from "./receiver.ts";

/** What SES as the customer's mail needs. */
export type SesMailerOptions = {
  /**
   * Must be made with `maxAttempts: 1` and a request timeout: the SDK's own retry of a lost answer
   * sends the mail twice.
   */
  readonly client: SESv2Client;
  /** SES itself cannot be asked what became of a mail; without a receiver such a mail stays unsure. */
  readonly receiver?: Receiver;
  /** The configuration set that publishes what becomes of a mail; without one, nobody hears of it. */
  readonly configurationSet?: string;
  readonly now: Clock["now"];
  /** How long after a send a mail may still turn up at the receiver, in milliseconds. */
  readonly settleMs: number;
};

/** The header that names the effect a mail is: a receiver finds it by this. */
const effectHeader = "X-Afterscore-Effect";

/**
 * SES as the customer's mail.
 *
 * @example
 * const client = new SESv2Client({ maxAttempts: 1, requestHandler: { requestTimeout: 4000, throwOnRequestTimeout: true } });
 * const mailer = sesMailer({ client, now: () => new Date(), settleMs: 30_000 });
 */
export function sesMailer({ client, receiver, configurationSet, now, settleMs }: SesMailerOptions): Mailer {
  return {
    async send(mail) {
      const built = requestOf(mail);
      if (built.kind === "rejected") return built;
      try {
        const { MessageId: messageId } = await client.send(
          new SendEmailCommand({
            ...built.request,
            ...(configurationSet === undefined ? {} : { ConfigurationSetName: configurationSet }),
          }),
        );
        if (messageId === undefined) return { kind: "uncertain", reason: "SES gave no message id" };
        return { kind: "sent", receipt: { messageId } };
      } catch (error) {
        return outcomeOf(error);
      }
    },

    async lookUp({ effectId, since }) {
      if (receiver === undefined) return { kind: "unsure", reason: "SES cannot be asked what became of a mail" };
      const asked = now().getTime();
      const receipt = await receiver(effectId);
      switch (receipt.kind) {
        case "found":
          return { kind: "found", receipt: { messageId: receipt.messageId } };
        case "cannot be asked":
          return { kind: "unsure", reason: receipt.reason };
        case "absent":
          return asked - Date.parse(since) >= settleMs
            ? { kind: "absent" }
            : { kind: "unsure", reason: "it may still turn up" };
      }
    },
  };
}

type Built =
  | { readonly kind: "built"; readonly request: SendEmailCommandInput }
  | { readonly kind: "rejected"; readonly reason: string };

function requestOf(mail: Mail): Built {
  const to = asciiAddress(mail.to);
  const from = asciiAddress(mail.from.email);
  const replyTo = asciiAddress(mail.replyTo);
  if (to === undefined) return { kind: "rejected", reason: "the recipient's address cannot be mailed" };
  if (from === undefined) return { kind: "rejected", reason: "the sender's address cannot be mailed" };
  if (replyTo === undefined) return { kind: "rejected", reason: "the address for replies cannot be mailed" };
  const headers = Object.entries({ ...mail.headers, [effectHeader]: mail.effectId });
  const bad = headers.find(([name, value]) => !isHeader(name, value));
  if (bad !== undefined) return { kind: "rejected", reason: "a header cannot be sent" };
  const text = (content: string) => ({ Data: content, Charset: "UTF-8" });
  const { responseId, name } = splitEffectId(mail.effectId);
  return {
    kind: "built",
    request: {
      FromEmailAddress: mailbox(mail.from.name, from),
      Destination: { ToAddresses: [to] },
      ReplyToAddresses: [replyTo],
      Content: {
        Simple: {
          Subject: text(oneLine(mail.subject)),
          Body: { Text: text(mail.text), Html: text(mail.html) },
          Headers: headers.map(([header, value]) => ({ Name: header, Value: value })),
        },
      },
      // Events carry the tags back. An effect's id is two of them, since a tag may not hold its dot.
      EmailTags: [tag("response", responseId), tag("effect", name), tag("address", mail.pseudonym)],
    },
  };
}

function tag(name: string, value: string) {
  return { Name: name, Value: value.replace(/[^\w-]/g, "_").slice(0, 256) };
}
