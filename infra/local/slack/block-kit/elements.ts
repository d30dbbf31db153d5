import * as z from "zod";
import { actionId, atMost, characters, plainText, text, url } from "./text.ts";

const confirm = z.strictObject({
  title: plainText(100),
  text: text(300),
  confirm: plainText(30),
  deny: plainText(30),
  style: z.enum(["primary", "danger"]).optional(),
});

const option = z.strictObject({
  text: text(75),
  value: characters(1, 150),
  description: text(75).optional(),
  url: url.optional(),
});

const options = atMost(option, 100);
const optionGroups = atMost(z.strictObject({ label: plainText(75), options }), 100);
const interactive = { action_id: actionId.optional(), confirm: confirm.optional(), focus_on_load: z.boolean().optional() };
const choosing = { ...interactive, placeholder: plainText(150).optional() };

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
  options: atMost(option, 5),
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

const filter = z.strictObject({
  include: z.array(z.enum(["im", "mpim", "private", "public"])).optional(),
  exclude_external_shared_channels: z.boolean().optional(),
  exclude_bot_users: z.boolean().optional(),
});

const selects = [
  z.strictObject({
    type: z.literal("static_select"), ...choosing,
    options: options.optional(), option_groups: optionGroups.optional(), initial_option: option.optional(),
  }),
  z.strictObject({
    type: z.literal("multi_static_select"), ...choosing, max_selected_items: z.number().optional(),
    options: options.optional(), option_groups: optionGroups.optional(), initial_options: options.optional(),
  }),
  z.strictObject({
    type: z.literal("external_select"), ...choosing,
    min_query_length: z.number().optional(), initial_option: option.optional(),
  }),
  z.strictObject({ type: z.literal("users_select"), ...choosing, initial_user: z.string().optional() }),
  z.strictObject({
    type: z.literal("multi_users_select"), ...choosing,
    initial_users: z.array(z.string()).optional(), max_selected_items: z.number().optional(),
  }),
  z.strictObject({
    type: z.literal("conversations_select"), ...choosing, initial_conversation: z.string().optional(),
    default_to_current_conversation: z.boolean().optional(), response_url_enabled: z.boolean().optional(), filter: filter.optional(),
  }),
  z.strictObject({
    type: z.literal("channels_select"), ...choosing,
    initial_channel: z.string().optional(), response_url_enabled: z.boolean().optional(),
  }),
] as const;

const pickers = [
  z.strictObject({ type: z.literal("datepicker"), ...choosing, initial_date: z.iso.date().optional() }),
  z.strictObject({ type: z.literal("timepicker"), ...choosing, initial_time: z.string().optional(), timezone: z.string().optional() }),
  z.strictObject({ type: z.literal("datetimepicker"), ...interactive, initial_date_time: z.number().optional() }),
  z.strictObject({ type: z.literal("checkboxes"), ...interactive, options: atMost(option, 10), initial_options: options.optional() }),
  z.strictObject({ type: z.literal("radio_buttons"), ...interactive, options: atMost(option, 10), initial_option: option.optional() }),
] as const;

const dispatch = { dispatch_action_config: z.strictObject({ trigger_actions_on: z.array(z.string()) }).optional() };

const fields = [
  z.strictObject({
    type: z.literal("plain_text_input"), ...choosing, ...dispatch, initial_value: z.string().optional(),
    multiline: z.boolean().optional(), min_length: z.number().optional(), max_length: z.number().optional(),
  }),
  z.strictObject({ type: z.literal("email_text_input"), ...choosing, ...dispatch, initial_value: z.string().optional() }),
  z.strictObject({ type: z.literal("url_text_input"), ...choosing, ...dispatch, initial_value: z.string().optional() }),
  z.strictObject({
    type: z.literal("number_input"), ...choosing, ...dispatch, is_decimal_allowed: z.boolean(),
    initial_value: z.string().optional(), min_value: z.string().optional(), max_value: z.string().optional(),
  }),
] as const;

/** What an `actions` block may hold. */
export const actionElement = z.discriminatedUnion("type", [button, overflow, ...selects, ...pickers]);
export type ActionElement = z.infer<typeof actionElement>;

/** What may stand at the right of a section. */
export const accessory = z.discriminatedUnion("type", [button, overflow, imageElement, ...selects, ...pickers]);

/** What a labelled `input` may hold. */
export const inputElement = z.discriminatedUnion("type", [...selects, ...pickers, ...fields]);
