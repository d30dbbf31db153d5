import { SQSClient, SendMessageCommand } from "@aws-sdk/client-sqs";
import type * as z from "zod";
import type { mailEventSchema } from "../../../functions/settle/record.ts";
import type { Mail } from "./mail.ts";

/** A message of the queue `mail-events`. */
type MailEventMessage = z.input<typeof mailEventSchema>;

/** Is told of every mail that was taken. */
export type AfterDelivery = (mail: Mail) => Promise<void>;

/**
 * What SES's mailbox simulator has to say of a mail to `bounce@simulator.amazonses.com` or
 * `complaint@simulator.amazonses.com`, with or without a label (`bounce+lin@…`); of any other mail, nothing.
 * In the form in which it comes off the event bus.
 *
 * @see https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html#send-email-simulator
 */
export const simulatedEvent = ({ to, id, tags, sentAt }: Mail): MailEventMessage | undefined => {
  const simulated = /(?:^|<)(bounce|complaint)(?:\+[^@<>]*)?@simulator\.amazonses\.com(?:$|>)/i.exec(to)?.[1]?.toLowerCase();
  const { response: responseId, effect, address } = tags;
  if (simulated === undefined || responseId === undefined || effect === undefined || address === undefined) return undefined;
  const said = { version: 1, responseId, effect, address, messageId: id, at: sentAt } as const;
  return simulated === "bounce" ? { ...said, type: "Bounce", bounceType: "Permanent" } : { ...said, type: "Complaint" };
};

/** Stands in for configuration set, event bus and rule: puts what the simulator says on a queue. */
export const simulator = ({ endpoint, queueUrl }: { readonly endpoint: string; readonly queueUrl: string }): AfterDelivery => {
  const sqs = new SQSClient({ endpoint });
  return async (mail) => {
    const event = simulatedEvent(mail);
    if (event !== undefined) await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(event) }));
  };
};
