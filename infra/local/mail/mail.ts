import * as z from "zod";

/** A mail as it was handed in for sending. Addresses are strings as in a mail client, several separated by ", ". */
export const mail = z.object({
  /** SES's `MessageId`. */
  id: z.string(),
  to: z.string(),
  from: z.string(),
  /** Empty when answers go to the sender. */
  replyTo: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  /** Name as sent to unfolded, decoded value; a repeated header's values are joined with ", ". */
  headers: z.record(z.string(), z.string()),
  /** ISO 8601. */
  sentAt: z.string(),
  cc: z.string(),
  bcc: z.string(),
  /** SES message tags, for event destinations. */
  tags: z.record(z.string(), z.string()),
  configurationSet: z.string(),
});

export type Mail = z.infer<typeof mail>;

/** The header that carries the id of the effect a mail belongs to, so that a send of unknown outcome can be looked up. */
export const EFFECT_HEADER = "X-Afterscore-Effect";

/** A header's value whatever the case of its name; undefined when absent. */
export const headerOf = (headers: Mail["headers"], name: string): string | undefined =>
  Object.entries(headers).find(([known]) => known.toLowerCase() === name.toLowerCase())?.[1];
