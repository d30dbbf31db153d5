import * as z from "zod/mini";
import { queueHandler } from "../../shared/runtime/batch.ts";
import { type MailEvent, type Settling, settle } from "./settle.ts";

const id = z.string().check(z.regex(/^[\w-]+$/));
const common = {
  version: z.literal(1),
  responseId: id,
  effect: id,
  address: id,
  messageId: z.string().check(z.minLength(1)),
  at: z.pipe(z.iso.datetime(), z.transform((time) => new Date(time).toISOString())),
};

/** A message of the queue `mail-events`: what is left of an SES event once everything personal is taken out. */
export const mailEventSchema = z.discriminatedUnion("type", [
  z.object({ ...common, type: z.enum(["Send", "Reject", "Complaint"]) }),
  z.object({ ...common, type: z.literal("Bounce"), bounceType: z.enum(["Permanent", "Transient", "Undetermined"]) }),
]);

/** Called with mail events; one that is not as described fails until it is set aside in the dead-letter queue. */
export function settleRecords(needs: Settling) {
  return queueHandler(
    async ({ body }) => {
      const event: MailEvent = mailEventSchema.parse(JSON.parse(body));
      await settle(needs, event);
    },
    (error, messageId) => { needs.log.error("settling failed", error, { messageId }); },
  );
}
