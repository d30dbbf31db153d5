import * as z from "zod";

const part = z.object({ Data: z.string(), Charset: z.string().optional() });

/** SES's own bounds: names without colon or space, at most 870 printable ASCII characters, 15 headers. */
const header = z.object({
  Name: z.string().min(1).max(126).regex(/^[!-9;-@A-~]+$/, "is no header name"),
  Value: z.string().min(1).max(870).regex(/^[ -~]*$/, "must be printable ASCII on one line"),
});

const simple = z.object({
  Subject: part,
  Body: z.object({ Text: part.optional(), Html: part.optional() }),
  Headers: z.array(header).max(15).optional(),
});

const addresses = z.array(z.string()).max(50).optional();

/**
 * The body of SES v2 `SendEmail` (docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html), as far as
 * this mailbox can keep it: simple and raw content, no stored templates.
 */
export const sendEmailRequest = z.object({
  FromEmailAddress: z.string().optional(),
  Destination: z.object({ ToAddresses: addresses, CcAddresses: addresses, BccAddresses: addresses }).optional(),
  ReplyToAddresses: z.array(z.string()).optional(),
  Content: z
    .object({ Simple: simple.optional(), Raw: z.object({ Data: z.base64() }).optional() })
    .refine(({ Simple, Raw }) => (Simple === undefined) !== (Raw === undefined), "must have either Simple or Raw"),
  EmailTags: z
    .array(z.object({ Name: z.string().regex(/^[A-Za-z0-9_-]{1,256}$/), Value: z.string().regex(/^[A-Za-z0-9_.@-]{1,256}$/) }))
    .max(50)
    .optional(),
  ConfigurationSetName: z.string().optional(),
});

export type SendEmailRequest = z.infer<typeof sendEmailRequest>;
/** Content that SES makes a message of. */
export type SimpleContent = z.infer<typeof simple>;
