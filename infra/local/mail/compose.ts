import PostalMime, { addressParser, decodeWords } from "postal-mime";
import type { Mail } from "./mail.ts";
import type { SendEmailRequest, SimpleContent } from "./send-email-request.ts";
import { badRequest, messageRejected } from "./ses-error.ts";

/** What a delivered mail will say; the mailbox adds its id and time. */
type Composed = Omit<Mail, "id" | "sentAt">;
type Envelope = Pick<Mail, "from" | "to" | "cc" | "bcc" | "replyTo">;

/** SES delivers to ASCII addresses only: another alphabet is fine in a name, not in the address. */
const ADDRESS = /^[!#-;=?A-Z[-~]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$/;

const checked = (list: string): string => {
  for (const { address = "" } of addressParser(list, { flatten: true })) {
    if (!ADDRESS.test(address) || address.split("@").length !== 2) throw badRequest(`Illegal address: ${address === "" ? list : address}`);
  }
  return decodeWords(list);
};

const joined = (addresses: readonly string[] | undefined): string => (addresses ?? []).map(checked).join(", ");

const requireSides = (envelope: Envelope): Envelope => {
  if (envelope.from === "") throw messageRejected("Missing From: the mail has no sender");
  if ([envelope.to, envelope.cc, envelope.bcc].every((side) => side === "")) throw messageRejected("Missing To: the mail has no recipient");
  return envelope;
};

const envelopeOf = (request: SendEmailRequest): Envelope => ({
  from: request.FromEmailAddress === undefined ? "" : checked(request.FromEmailAddress),
  to: joined(request.Destination?.ToAddresses),
  cc: joined(request.Destination?.CcAddresses),
  bcc: joined(request.Destination?.BccAddresses),
  replyTo: joined(request.ReplyToAddresses),
});

const metaOf = (request: SendEmailRequest): Pick<Mail, "tags" | "configurationSet"> => ({
  tags: Object.fromEntries((request.EmailTags ?? []).map(({ Name, Value }) => [Name, Value])),
  configurationSet: request.ConfigurationSetName ?? "",
});

const addTo = (headers: Record<string, string>, name: string, value: string): Record<string, string> => {
  const known = Object.keys(headers).find((other) => other.toLowerCase() === name.toLowerCase());
  return known === undefined ? { ...headers, [name]: value } : { ...headers, [known]: `${headers[known] ?? ""}, ${value}` };
};

const addressHeaders = (envelope: Envelope, subject: string): Record<string, string> => ({
  From: envelope.from,
  ...(envelope.to === "" ? {} : { To: envelope.to }),
  ...(envelope.cc === "" ? {} : { Cc: envelope.cc }),
  ...(envelope.replyTo === "" ? {} : { "Reply-To": envelope.replyTo }),
  Subject: subject,
});

const composeSimple = (request: SendEmailRequest, content: SimpleContent): Composed => {
  const envelope = requireSides(envelopeOf(request));
  const subject = content.Subject.Data;
  if (/[\r\n]/.test(subject)) throw badRequest("Subject must be one line");
  if (content.Body.Text === undefined && content.Body.Html === undefined) throw badRequest("Body must have Text or Html");
  return {
    ...envelope,
    ...metaOf(request),
    subject,
    text: content.Body.Text?.Data ?? "",
    html: content.Body.Html?.Data ?? "",
    headers: (content.Headers ?? []).reduce(
      (headers, { Name, Value }) => addTo(headers, Name, decodeWords(Value)),
      addressHeaders(envelope, subject),
    ),
  };
};

const composeRaw = async (request: SendEmailRequest, data: string): Promise<Composed> => {
  const parsed = await PostalMime.parse(Buffer.from(data, "base64")).catch((error: unknown) => {
    throw badRequest(`The raw message cannot be read: ${String(error)}`);
  });
  const headers = parsed.headers.reduce<Record<string, string>>(
    (found, { originalKey, value }) => addTo(found, originalKey, decodeWords(value)),
    {},
  );
  const inMessage = (name: string): string => {
    const found = parsed.headers.find(({ key }) => key === name)?.value ?? "";
    return found === "" ? "" : checked(found);
  };
  const outside = envelopeOf(request);
  const envelope = requireSides({
    from: outside.from === "" ? inMessage("from") : outside.from,
    to: outside.to === "" ? inMessage("to") : outside.to,
    cc: outside.cc === "" ? inMessage("cc") : outside.cc,
    bcc: outside.bcc === "" ? inMessage("bcc") : outside.bcc,
    replyTo: outside.replyTo === "" ? inMessage("reply-to") : outside.replyTo,
  });
  return { ...envelope, ...metaOf(request), subject: parsed.subject ?? "", text: parsed.text ?? "", html: parsed.html ?? "", headers };
};

/**
 * Makes a mail of a checked request.
 * @throws SesError `MessageRejected` without a sender or recipient; `BadRequestException` for an address or message that is none
 */
export const compose = async (request: SendEmailRequest): Promise<Composed> => {
  const { Simple, Raw } = request.Content;
  if (Simple !== undefined) return composeSimple(request, Simple);
  if (Raw !== undefined) return composeRaw(request, Raw.Data);
  throw badRequest("Content must have either Simple or Raw");
};
