import * as z from "zod";
import { actionId, plainText, text } from "./text.ts";

/** A question before a click counts (docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object). */
export const confirm = z.strictObject({
  title: plainText(100),
  text: text(300),
  confirm: plainText(30),
  deny: plainText(30),
  style: z.enum(["primary", "danger"]).optional(),
});
export type Confirm = z.infer<typeof confirm>;

/** What everything that remembers a choice has. */
export const interactive = { action_id: actionId.optional(), confirm: confirm.optional(), focus_on_load: z.boolean().optional() };

/** The same with words to show while nothing is chosen. */
export const choosing = { ...interactive, placeholder: plainText(150).optional() };
