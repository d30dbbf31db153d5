import * as z from "zod";
import { choosing } from "./interactive.ts";
import { OFFERS_ONCE, STARTS_AMONG, menuOption, offer, offersOnce, startsAmong } from "./options.ts";
import { atMost } from "./text.ts";

const filter = z.strictObject({
  include: z.array(z.enum(["im", "mpim", "private", "public"])).optional(),
  exclude_external_shared_channels: z.boolean().optional(),
  exclude_bot_users: z.boolean().optional(),
});

const most = { max_selected_items: z.int().min(1, "must be at least 1").optional() };

/** Menus to choose one or several from (docs.slack.dev/reference/block-kit/block-elements/select-menu-element). */
export const selects = [
  z
    .strictObject({ type: z.literal("static_select"), ...choosing, ...offer, initial_option: menuOption.optional() })
    .refine(offersOnce, OFFERS_ONCE)
    .refine(startsAmong, STARTS_AMONG),
  z
    .strictObject({
      type: z.literal("multi_static_select"), ...choosing, ...most, ...offer, initial_options: atMost(menuOption, 100).optional(),
    })
    .refine(offersOnce, OFFERS_ONCE)
    .refine(startsAmong, STARTS_AMONG),
  z.strictObject({ type: z.literal("users_select"), ...choosing, initial_user: z.string().optional() }),
  z.strictObject({ type: z.literal("multi_users_select"), ...choosing, ...most, initial_users: z.array(z.string()).optional() }),
  z.strictObject({
    type: z.literal("conversations_select"), ...choosing, initial_conversation: z.string().optional(),
    default_to_current_conversation: z.boolean().optional(), response_url_enabled: z.boolean().optional(), filter: filter.optional(),
  }),
  z.strictObject({
    type: z.literal("channels_select"), ...choosing,
    initial_channel: z.string().optional(), response_url_enabled: z.boolean().optional(),
  }),
] as const;
