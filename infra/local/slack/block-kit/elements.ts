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

/** Where a picture is: anywhere, or in Slack as a file, by either of its names. */
export const pictured = {
  image_url: url.optional(),
  slack_file: z
    .strictObject({ id: z.string().min(1).optional(), url: z.string().min(1).optional() })
    .refine(({ id, url: address }) => (id === undefined) !== (address === undefined), "must have either id or url")
    .optional(),
};

/** Whether a picture says where it is, once. */
export const isPictured = (image: { readonly image_url?: unknown; readonly slack_file?: unknown }): boolean =>
  (image.image_url === undefined) !== (image.slack_file === undefined);
export const isNotPictured = "must have either image_url or slack_file";

/** A picture beside or within other content. */
export const imageElement = z.strictObject({ type: z.literal("image"), ...pictured, alt_text: characters(1, 2000) }).refine(isPictured, isNotPictured);
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
