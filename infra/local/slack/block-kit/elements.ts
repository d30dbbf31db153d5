import * as z from "zod";
import { fields, pickers } from "./inputs.ts";
import { confirm } from "./interactive.ts";
import { overflowOption } from "./options.ts";
import { selects } from "./selects.ts";
import { actionId, atMost, characters, plainText, url } from "./text.ts";

/** A button; with a `url` it also opens that page. */
const button = z.strictObject({
  type: z.literal("button"),
  text: plainText(75),
  action_id: actionId.optional(),
  url: url.optional(),
  value: characters(0, 2000).optional(),
  style: z.enum(["primary", "danger"]).optional(),
  confirm: confirm.optional(),
  accessibility_label: characters(1, 75).optional(),
});
export type Button = z.infer<typeof button>;

/** The three-dot menu, at most five options. */
const overflow = z.strictObject({
  type: z.literal("overflow"),
  action_id: actionId.optional(),
  options: atMost(overflowOption, 5),
  confirm: confirm.optional(),
});
export type Overflow = z.infer<typeof overflow>;

/** A picture beside or within other content. */
export const imageElement = z.strictObject({
  type: z.literal("image"),
  image_url: url.optional(),
  slack_file: z.strictObject({ id: z.string().optional(), url: z.string().optional() }).optional(),
  alt_text: characters(1, 2000),
});
export type ImageElement = z.infer<typeof imageElement>;

/** What an `actions` block may hold. */
export const actionElement = z.discriminatedUnion("type", [button, overflow, ...selects, ...pickers]);
export type ActionElement = z.infer<typeof actionElement>;

/** What may stand at the right of a section. */
export const accessory = z.discriminatedUnion("type", [button, overflow, imageElement, ...selects, ...pickers]);

/** What a labelled `input` may hold. */
export const inputElement = z.discriminatedUnion("type", [...selects, ...pickers, ...fields]);

/** Everything that holds what a person typed or chose. */
export type Stateful = z.infer<typeof inputElement>;
