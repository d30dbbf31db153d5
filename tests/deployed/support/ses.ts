import { setTimeout as sleep } from "node:timers/promises";
import { events } from "./local-aws.ts";

/** What SES was asked to send; the part of it that matters here. */
type MailRequest = {
  readonly FromEmailAddress: string;
  readonly Destination: { readonly ToAddresses: readonly string[] };
  readonly ReplyToAddresses?: readonly string[];
  readonly ConfigurationSetName?: string;
  readonly EmailTags?: readonly { readonly Name: string; readonly Value: string }[];
};

/** A mail that was given to SES, as the tests look at it. */
export type HandedOver = MailRequest & { readonly MessageId: string };

/** MiniStack lets nobody speak as `aws.ses`. */
const source = "lane.ses";
/** SES tells of a mail after it has answered. */
const tellsAfterMs = 300;

/**
 * What SES does and MiniStack leaves out: it tells the event bus what becomes of mails, and its mailbox
 * simulator bounces and complains.
 *
 * @see https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-eventbridge.html
 */
export function sesOn(endpoint: string) {
  const handedOver: HandedOver[] = [];
  const telling: Promise<void>[] = [];
  const put = async (detailType: string, eventType: string, mail: HandedOver, detail: object) => {
    const entry = { Source: source, DetailType: detailType, Detail: JSON.stringify({ eventType, mail: described(mail), ...detail }) };
    await events(endpoint, "PutEvents", { Entries: [entry] });
  };
  const tell = async (mail: HandedOver) => {
    const to = mail.Destination.ToAddresses[0] ?? "";
    await sleep(tellsAfterMs);
    await put("Email Sent", "Send", mail, { send: {} });
    if (/^bounce\b.*@simulator\.amazonses\.com$/.test(to)) await put("Email Bounced", "Bounce", mail, { bounce: { bounceType: "Permanent", bouncedRecipients: [{ emailAddress: to }] } });
    if (/^complaint\b.*@simulator\.amazonses\.com$/.test(to)) await put("Email Complaint Received", "Complaint", mail, { complaint: { complainedRecipients: [{ emailAddress: to }] } });
  };
  return {
    /** Lets the deployed rules hear what this file says: the one word that is changed in them. */
    retargetRules: async () => {
      const { Rules } = await events<{ Rules: { Name: string; EventPattern?: string; State: string }[] }>(endpoint, "ListRules", {});
      for (const { Name, EventPattern, State } of Rules) {
        if (EventPattern?.includes("aws.ses") === true) await events(endpoint, "PutRule", { Name, State, EventPattern: EventPattern.replace("aws.ses", source) });
      }
    },
    /** Told of a mail that MiniStack has taken. */
    took: (request: string, answer: string): void => {
      const mail = { ...(JSON.parse(request) as MailRequest), ...(JSON.parse(answer) as { MessageId: string }) };
      handedOver.push(mail);
      if (mail.ConfigurationSetName !== undefined) telling.push(tell(mail));
    },
    handedOver: (): readonly HandedOver[] => handedOver,
    /** Waits until everything has been told. */
    stop: async (): Promise<void> => { await Promise.all(telling); },
  };
}

export type Ses = ReturnType<typeof sesOn>;

/** As SES describes a mail in its events. */
function described({ FromEmailAddress, Destination, ConfigurationSetName = "", EmailTags = [], MessageId }: HandedOver) {
  const tags = [...EmailTags.map(({ Name, Value }) => [Name, Value] as const), ["ses:configuration-set", ConfigurationSetName] as const];
  return {
    timestamp: new Date().toISOString(),
    messageId: MessageId,
    source: FromEmailAddress,
    destination: Destination.ToAddresses,
    // MiniStack takes the path `tags.response[0]` for a name, so there is one.
    tags: Object.fromEntries(tags.flatMap(([name, value]) => [[name, [value]], [`${name}[0]`, value]])),
  };
}
